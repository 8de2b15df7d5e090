import { html, nothing } from "lit";
import { Problem, get, newKey, send, session, signIn } from "./api.js";
import { items } from "./store.js";
import { time } from "./time.js";
import { Part, badge } from "./view.js";

const PATIENCE = 10_000;
const PACE = 200;

const COMMANDS = {
  pause: {
    title: "Pause trading",
    button: "Pause",
    effect: (open) => `Nothing is entered any more. ${held(open)} managed and left as before: stops and targets go on.`,
  },
  resume: {
    title: "Resume trading",
    button: "Resume",
    effect: (open) => `Signals open positions again. ${held(open)} not touched.`,
  },
  "close-all": {
    title: "Close all positions",
    button: "Close all",
    danger: true,
    effect: (open) => (open.length === 0 ? "No position is open, so nothing is closed." : `Closed at the market: ${open.map(told).join(", ")}.`),
  },
  halt: {
    title: "Halt trading",
    button: "Halt",
    danger: true,
    effect: (open) => `Nothing new is sent to the venue any more, exits included. ${held(open)} left as they are, without the suite's stops.`,
  },
  "allow-next": {
    title: "Allow the next trade",
    button: "Allow one",
    effect: (open) => `While entries are paused exactly one passes, if it is decided within the time that the gateway is set to; then they are paused again. It passes no halt and no limit. ${held(open)} managed as before.`,
  },
  "size-scale": {
    title: "Scale the size of entries",
    button: "Scale",
    factor: true,
    effect: scaled,
  },
  reload: {
    title: "Read the files anew",
    button: "Reload",
    effect: () => "Every service reads its files at once. Strategies that changed count from a bar of the near future on; files that are not valid change nothing.",
  },
};

function scaled(open) {
  return `The size of every entry is multiplied by it from now on, also after a restart; 0 enters nothing, 1 is as decided. ${held(open)} managed as before.`;
}

function held(open) {
  if (open.length === 0) return "No position is open, so none is";
  return `The ${open.length === 1 ? "one open position" : `${open.length} open positions`} (${open.map(told).join(", ")}) ${open.length === 1 ? "is" : "are"}`;
}

function told(position) {
  return `${position.side.toLowerCase()} ${position.quantity} ${position.symbol}`;
}

let dialogs;

/** Asks the operator before something is done; see {@link Control} for what a question holds. */
export function ask(question) {
  dialogs.open(question);
}

/** Does a write; asks for the key first where one is missing. */
export async function authorised(write) {
  const known = session.current;
  if (known?.keyNeeded && !known.writable) await askOrRefuse("What changes something needs the suite's key.");
  try {
    return await write();
  } catch (problem) {
    if (!(problem instanceof Problem && problem.needsKey)) throw problem;
    await askOrRefuse(problem.message);
    return write();
  }
}

async function askOrRefuse(reason) {
  if (!(await dialogs.askForKey(reason))) throw new Problem(401, "no key was given");
}

/** Asks for a key without anything to do yet. */
export function askForKey(reason) {
  return dialogs.askForKey(reason);
}

/** A command of the whole suite. */
export function command(name) {
  const { title, button, danger, effect, factor } = COMMANDS[name];
  ask({
    title,
    button,
    danger,
    factor,
    reason: true,
    effect: effect(items("positions")),
    act: (reason, key, further) => send("POST", `control/${name}`, { body: { reason, confirm: true, ...further }, key }),
    follow: (answer) => answer.commandId,
  });
}

/** Closes one position at the market. */
export function closePosition(position) {
  ask({
    title: `Close ${position.symbol}`,
    button: "Close it",
    danger: true,
    reason: true,
    effect: `The ${position.side.toLowerCase()} of ${position.quantity} ${position.symbol} (${position.strategy}) is closed at the market.`,
    act: (reason, key) =>
      send("POST", "control/close", { body: { reason, confirm: true, positionId: position.positionId }, key }),
    follow: (answer) => answer.commandId,
  });
}

/** How a command stands; null where the gateway cannot tell, though it was taken. */
async function standing(id) {
  try {
    return await get(`control/commands/${id}`);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return null;
  }
}

/** Whether it is in force, and every service has answered that is not away. */
function isAnswered(command) {
  return Boolean(command.acknowledgedAt) && (command.waitingFor ?? []).every((each) => each.health === "DOWN");
}

/**
 * The dialogs. A question has a `title`, the `button` that does it, whether it is a `danger` and needs
 * a `reason` and a `factor`, an `effect` that tells what will happen, `act(reason, key, further)` that does
 * it, and `follow` that finds the command's id in the answer, whose acknowledgements are then shown.
 */
class Control extends Part {
  #question = null;
  #problem = null;
  #outcome = null;
  #busy = false;
  #key = "";
  #keyReason = "";
  #keyProblem = null;
  #keyGiven = () => {};

  constructor() {
    super();
    dialogs = this;
  }

  render() {
    return html`${this.#confirmation()}${this.#keyDialog()}`;
  }

  #confirmation() {
    const question = this.#question;
    return html`<dialog id="confirm" aria-labelledby="confirm-title" @close=${() => this.#closed()}>
      ${question === null ? nothing : html`<form method="dialog" @submit=${(event) => this.#act(event)}>
        <h2 id="confirm-title">${question.title}</h2>
        <p class="effect">${question.effect}</p>
        ${question.reason ? html`<label>Reason, for the audit
          <input name="reason" required maxlength="200" autocomplete="off" ?disabled=${this.#outcome !== null} /></label>` : nothing}
        ${question.factor ? html`<label>Factor, from 0 to 1
          <input name="factor" required inputmode="decimal" pattern="0|1|0?\\.[0-9]+|1\\.0+" title="a decimal from 0 to 1, such as 0.5" autocomplete="off" ?disabled=${this.#outcome !== null} /></label>` : nothing}
        ${this.#problem ? html`<p class="problem" role="alert">Not done: ${this.#problem}.</p>` : nothing}
        ${this.#outcome ? this.#told() : nothing}
        <div class="choices">
          <button type="button" autofocus @click=${() => this.#dialog("confirm").close()}>${this.#outcome ? "Done" : "Cancel"}</button>
          ${this.#outcome ? nothing : html`<button class=${question.danger ? "danger" : "primary"} ?disabled=${this.#busy}>${question.button}</button>`}
        </div>
      </form>`}
    </dialog>`;
  }

  #told() {
    const { waiting, command } = this.#outcome;
    if (!command) return html`<p role="status" data-outcome>Accepted.</p>`;
    const services = command.acknowledgements ?? [];
    const missing = command.waitingFor ?? [];
    return html`<div role="status" data-outcome>
      <p>${badge(command.state)} ${command.acknowledgedAt
        ? html`In force after <strong class="num">${command.milliseconds}</strong> ms, at ${time(command.acknowledgedAt)}.`
        : waiting ? "Sent; waiting for the services to acknowledge it…" : "Sent, but not acknowledged yet; the audit tells when it is."}</p>
      ${services.length + missing.length === 0 ? nothing : html`<ul class="plain">
        ${services.map((each) => html`<li>${each.service}: <span class="num">${each.milliseconds}</span> ms${each.state ? html`, ${badge(each.state, each.detail)}` : nothing}</li>`)}
        ${missing.map((each) => html`<li data-waiting=${each.service}>${each.service}: ${each.health === "DOWN" ? html`is away, ${badge(each.health)}` : "has not answered yet"}</li>`)}
      </ul>`}
    </div>`;
  }

  #keyDialog() {
    return html`<dialog id="key" aria-labelledby="key-title" @close=${() => this.#keyClosed()}>
      <form @submit=${(event) => this.#signIn(event)}>
        <h2 id="key-title">Sign in</h2>
        <p>${this.#keyReason}</p>
        <input type="text" name="username" value="operator" autocomplete="username" hidden />
        <label>Key <input name="key" type="password" required autocomplete="current-password" /></label>
        ${this.#keyProblem ? html`<p class="problem" role="alert">${this.#keyProblem}</p>` : nothing}
        <div class="choices">
          <button type="button" @click=${() => this.#dialog("key").close()}>Cancel</button>
          <button class="primary">Sign in</button>
        </div>
      </form>
    </dialog>`;
  }

  #dialog(id) {
    return this.querySelector(`#${id}`);
  }

  async open(question) {
    this.#question = question;
    this.#problem = this.#outcome = null;
    this.#busy = false;
    this.#key = newKey();
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("#confirm form").reset();
    this.#dialog("confirm").showModal();
  }

  async #act(event) {
    event.preventDefault();
    const question = this.#question;
    const given = new FormData(event.target);
    const reason = given.get("reason") ?? "";
    const further = question.factor ? { factor: given.get("factor") } : {};
    this.#busy = true;
    this.#problem = null;
    this.requestUpdate();
    try {
      const told = await authorised(() => question.act(reason, this.#key, further));
      const id = question.follow?.(told);
      this.#tell(question, { waiting: Boolean(id), command: id ? { commandId: id, state: "ISSUED" } : null });
      if (id) await this.#await(id, question);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (this.#question === question) this.#problem = problem.message;
    }
    if (this.#question === question) this.#busy = false;
    this.requestUpdate();
  }

  /** Shows what came of a question, unless the operator has turned to another. */
  #tell(question, outcome) {
    if (this.#question !== question) return;
    this.#outcome = outcome;
    this.requestUpdate();
  }

  async #await(id, question) {
    const end = Date.now() + PATIENCE;
    let command = null;
    while (Date.now() < end && this.#question === question) {
      command = await standing(id);
      this.#tell(question, { waiting: command !== null && !command.acknowledgedAt, command });
      if (command === null || isAnswered(command)) return;
      await new Promise((resume) => setTimeout(resume, PACE));
    }
    this.#tell(question, { waiting: false, command });
  }

  #closed() {
    this.#question = null;
    this.requestUpdate();
  }

  /** Whether a key was given that holds. */
  async askForKey(reason) {
    this.#keyReason = reason;
    this.#keyProblem = null;
    this.requestUpdate();
    await this.updateComplete;
    this.querySelector("#key form").reset();
    this.#dialog("key").showModal();
    return new Promise((given) => (this.#keyGiven = given));
  }

  async #signIn(event) {
    event.preventDefault();
    try {
      await signIn(new FormData(event.target).get("key"));
      this.#keyGiven(true);
      this.#dialog("key").close();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#keyProblem = problem.message;
      this.requestUpdate();
    }
  }

  #keyClosed() {
    this.#keyGiven(false);
  }
}

customElements.define("tm-control", Control);
