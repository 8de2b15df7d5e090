import { html } from "lit";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, panel, short, words } from "../view.js";

const COLUMNS = [
  { label: "Time", cell: (one) => time(one.time) },
  { label: "Who", id: "actor", cell: (one) => html`${one.actor} <span class="muted">${one.role ? words(one.role) : ""}</span>` },
  { label: "From", cell: (one) => one.address },
  { label: "What", id: "action", cell: (one) => html`<strong>${one.action}</strong> ${one.target}` },
  { label: "Outcome", id: "outcome", cell: (one) => html`${badge(one.outcome)} <span class="muted">${one.status}</span>` },
  { label: "Detail", wide: true, cell: (one) => one.detail ?? "" },
];

const COMMANDS = [
  { label: "Time", cell: (one) => time(one.issuedAt) },
  { label: "Command", id: "action", cell: (one) => html`<strong>${words(one.action)}</strong> ${one.symbol ?? ""}` },
  { label: "Reason", wide: true, cell: (one) => one.reason },
  { label: "State", id: "state", cell: (one) => badge(one.state) },
  { label: "In force", cell: (one) => time(one.acknowledgedAt) },
  { label: "After, ms", id: "milliseconds", numeric: true, cell: (one) => one.milliseconds ?? "–" },
  { label: "Id", cell: (one) => short(one.commandId) },
];

const ANSWERS = [
  { label: "Command", cell: (one) => html`<strong>${words(one.action)}</strong> ${short(one.commandId)}` },
  { label: "Service", id: "service", cell: (one) => one.service },
  { label: "Answer", id: "answer", cell: (one) => badge(one.state) },
  { label: "After, ms", id: "after", numeric: true, cell: (one) => one.milliseconds ?? "–" },
  { label: "Detail", wide: true, cell: (one) => one.detail },
];

/** A row for each service of the latest commands, whether it has answered or not. */
function answers(commands) {
  return commands.slice(0, 10).flatMap(({ action, commandId, acknowledgements = [], waitingFor = [] }) => [
    ...acknowledgements.map((each) => ({ action, commandId, ...each })),
    ...waitingFor.map(({ service, health, since }) => ({
      action,
      commandId,
      service,
      state: health === "DOWN" ? health : "WAITING",
      detail: health === "DOWN" ? `away since ${since}` : "has not answered yet",
    })),
  ]);
}

/** Who asked for what, from where, and what came of it. */
class Audit extends View {
  #page = 0;
  #outcome = "";
  #entries = new Resource(this, () => ["audit", { outcome: this.#outcome, page: this.#page, size: 100 }], 3000);
  #commands = new Resource(this, () => ["control/commands", { size: 50 }], 2000);

  render() {
    return html`<div class="grid">
      ${panel("Commands", this.#commands.show((page) => table(COMMANDS, page.items, { key: (one) => one.commandId, label: "Commands", empty: "No command has been given." })), { size: "m" })}
      ${panel("Answers of each service", this.#commands.show((page) => table(ANSWERS, answers(page.items), { key: (one) => `${one.commandId}|${one.service}`, label: "Answers", empty: "No command has been given." })), { size: "m" })}
      ${panel("Audit", this.#entries.show((page) => html`${table(COLUMNS, page.items, { key: (one) => one.id, label: "Audit", empty: "Nothing has been asked for." })}${pager(page, (to) => this.#turn(to, this.#outcome))}`), { size: "l", note: this.#filter() })}
    </div>`;
  }

  #filter() {
    return html`<label>Outcome <select @change=${(event) => this.#turn(0, event.target.value)}>
      <option value="">all</option><option value="ACCEPTED">accepted</option><option value="REFUSED">refused</option><option value="FAILED">failed</option>
    </select></label>`;
  }

  #turn(page, outcome) {
    this.#page = page;
    this.#outcome = outcome;
    this.#entries.refresh();
  }
}

customElements.define("tm-audit", Audit);
