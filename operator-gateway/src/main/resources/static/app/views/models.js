import { html } from "lit";
import { send } from "../api.js";
import { ask } from "../control.js";
import { items } from "../store.js";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, known, panel, short, statistic, words } from "../view.js";

const CHANGES = {
  promote: ["Promote", "It becomes the champion if it is better on the same hold-out; otherwise it is refused, and stays so."],
  "roll-back": ["Roll back", "The model whose place this champion took serves again."],
  retire: ["Retire", "It no longer serves nor foretells in the shadow."],
};

const OF_STATE = { CANDIDATE: ["promote", "retire"], CHALLENGER: ["promote", "retire"], CHAMPION: ["roll-back", "retire"], RETIRED: ["promote"], REFUSED: [] };

const RUNS = [
  { label: "Asked for", cell: (one) => time(one.createdAt) },
  { label: "Model", cell: (one) => `${one.model} (${words(one.kind)})` },
  { label: "Status", id: "status", cell: (one) => badge(one.status, one.detail) },
  { label: "By", cell: (one) => words(one.origin) },
  { label: "Why", wide: true, cell: (one) => one.reason || one.detail || "–" },
  { label: "Progress", cell: (one) => (one.progress ? html`<progress max=${one.progress.of} value=${one.progress.done} aria-label="${one.progress.done} of ${one.progress.of}"></progress>` : "–") },
  { label: "Gave", cell: (one) => short(one.modelId) },
];

function figures(metrics = {}) {
  return html`<dl class="pairs">${Object.entries(metrics).map(([name, value]) => html`<dt>${name}</dt><dd>${statistic(value)}</dd>`)}</dl>`;
}

/** UP, NEUTRAL or DOWN, whichever a model holds likeliest. */
function foretold({ up, down, neutral }) {
  if (down === undefined) return up >= 0.5 ? "UP" : "DOWN";
  const likeliest = Math.max(up, down, neutral ?? 0);
  return likeliest === up ? "UP" : likeliest === down ? "DOWN" : "NEUTRAL";
}

/** Who foretells, who would like to, and whether the world is still the one they learnt. */
class Models extends View {
  static parts = ["models", "unavailable"];

  #page = 0;
  #picked = null;
  #all = new Resource(this, () => ["models", { page: this.#page, size: 50 }], 5000);
  #runs = new Resource(this, () => ["training-runs", { size: 50 }], 2000);
  #drift = new Resource(this, () => ["predictions", { size: 1000 }], 15_000);
  #one = new Resource(this, () => this.#picked && [`models/${this.#picked}`], 10_000);

  render() {
    return html`<div class="grid">
      ${panel("Champions", known("models", "ml-service", () => this.#champions(items("models"))), { size: "m w6" })}
      ${panel("Live predictions against what came", this.#drift.show((page) => this.#judged(page.items)), { size: "m w6" })}
      ${panel("Models", this.#all.show((page) => html`${this.#models(page.items)}${pager(page, (to) => this.#turn(to))}`), { size: "l w7" })}
      ${panel("A model's hold-outs", this.#picked === null ? html`<p class="empty">Pick a model to see how it did and the states it was in.</p>` : this.#one.show((model) => this.#detail(model)), { size: "l w5" })}
      ${panel("Training runs", this.#runs.show((page) => table(RUNS, page.items, { key: (one) => one.id, label: "Training runs", empty: "No model has been trained here yet." })), { size: "m", note: this.#form() })}
    </div>`;
  }

  #champions(champions) {
    if (champions.length === 0) return html`<p class="empty">No model is in service; strategies that need one are blocked or fall back, as their files say.</p>`;
    return champions.map((one) => html`<h3>${one.name} ${badge(one.state)}</h3>
      <p>${one.stateReason}; since ${time(one.stateSince)}. Fitted on ${one.symbols.join(", ")} ${one.timeframe}, ${time(one.from)} to ${time(one.to)}.</p>${figures(one.metrics)}`);
  }

  /** The share that came true, by model and role: drift shows as a fall below the hold-out's. */
  #judged(predictions) {
    const groups = Map.groupBy(predictions.filter((one) => one.outcome), (one) => `${one.model}|${one.role}`);
    const rows = [...groups].map(([key, all]) => ({ key, all, right: all.filter((one) => foretold(one.outputs) === one.outcome).length }));
    return table([
      { label: "Model", cell: (one) => one.all[0].model },
      { label: "Role", cell: (one) => badge(one.all[0].role) },
      { label: "Since", cell: (one) => time(one.all.at(-1).eventTime) },
      { label: "Judged", numeric: true, cell: (one) => one.all.length },
      { label: "Right", id: "right", numeric: true, cell: (one) => one.right },
      { label: "Share", numeric: true, cell: (one) => `${((100 * one.right) / one.all.length).toFixed(1)} %` },
    ], rows, { key: (one) => one.key, label: "Judged predictions", empty: "No prediction's look-ahead has passed yet, so none can be judged." });
  }

  #models(models) {
    return table([
      { label: "Model", id: "model", cell: (one) => html`<button class="quiet small" @click=${() => this.#pick(one.id)}>${one.name}</button> ${short(one.modelHash)}` },
      { label: "Kind", cell: (one) => words(one.kind) },
      { label: "State", id: "state", cell: (one) => badge(one.state, one.stateReason) },
      { label: "Since", cell: (one) => time(one.stateSince) },
      { label: "", wide: true, cell: (one) => (OF_STATE[one.state] ?? []).map((change) => html`<button class="small" @click=${() => this.#change(one, change)}>${CHANGES[change][0]}</button> `) },
    ], models, { key: (one) => one.id, label: "Models", empty: "No model is registered.", mark: (one) => (one.id === this.#picked ? "picked" : "") });
  }

  #detail(model) {
    return html`<h3>${model.name} ${badge(model.state)}</h3><p>${model.stateReason}</p>
      ${(model.evaluations ?? []).map((one) => html`<h3>Hold-out ${time(one.from)} to ${time(one.to)}, ${one.target}</h3>
        <table aria-label="Hold-out"><thead><tr><th scope="col">Figure</th><th scope="col" class="right">Model</th><th scope="col" class="right">Without</th></tr></thead>
        <tbody>${Object.entries(one.metrics).map(([name, value]) => html`<tr><td data-label="Figure">${name}</td><td class="right" data-label="Model">${statistic(value)}</td><td class="right" data-label="Without">${statistic(one.baseline[name])}</td></tr>`)}</tbody></table>`)}
      <h3>States</h3>
      <ul class="plain">${(model.history ?? []).map((one) => html`<li>${time(one.at)} ${badge(one.state)} <span class="muted">${one.reason}</span></li>`)}</ul>`;
  }

  #pick(id) {
    this.#picked = id;
    this.#one.reset();
    this.requestUpdate();
  }

  #turn(to) {
    this.#page = to;
    this.#all.refresh();
  }

  #change(model, change) {
    const [button, effect] = CHANGES[change];
    ask({
      title: `${button} ${model.name}`,
      button,
      effect,
      act: (_, key) => send("POST", `models/${model.id}/${change}`, { key }).then(() => this.#all.refresh()),
    });
  }

  #form() {
    return html`<form class="filters" @submit=${(event) => this.#train(event)}>
      <input name="file" required placeholder="file in config/ml" aria-label="Training file" size="22" /><button>Train</button>
    </form>`;
  }

  #train(event) {
    event.preventDefault();
    const file = new FormData(event.target).get("file");
    ask({
      title: `Train ${file}`,
      button: "Train",
      effect: `The training of config/ml/${file} is queued; its model is taken into use only if it is better.`,
      act: (_, key) => send("POST", "training-runs", { body: { file }, key }).then(() => this.#runs.refresh()),
    });
  }
}

customElements.define("tm-models", Models);
