import { html } from "lit";
import { command } from "../control.js";
import { settings, shield } from "../shield.js";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, figure, known, panel, statistic, words } from "../view.js";

const DENIALS = [
  { label: "Time", cell: (one) => time(one.eventTime) },
  { label: "Instrument", cell: (one) => one.symbol },
  { label: "Strategy", cell: (one) => one.strategy },
  { label: "Reason", id: "reason", cell: (one) => words(one.reason) },
  { label: "With", wide: true, cell: (one) => Object.entries(one.context ?? {}).map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ") },
  { label: "", cell: (one) => html`<a href="#/why/signal/${one.causeId}?symbol=${encodeURIComponent(one.symbol)}">Why</a>` },
];

const COOLDOWNS = [
  { label: "Instrument", cell: (one) => one.symbol },
  { label: "Strategy", cell: (one) => one.strategy },
  { label: "Side", cell: (one) => badge(one.side) },
  { label: "Left at", cell: (one) => time(one.exitedAt) },
];

const HISTORY = [
  { label: "Strategy", cell: (one) => one.strategy || "the account" },
  { label: "Closed", numeric: true, cell: (one) => one.trades },
  { label: "Won", numeric: true, cell: (one) => one.winners },
  { label: "Won in all", numeric: true, cell: (one) => html`${figure(one.won)} ${one.currency}` },
  { label: "Lost in all", numeric: true, cell: (one) => figure(one.lost) },
  { label: "Lost in a row", numeric: true, cell: (one) => one.lossStreak },
  { label: "Last loss", cell: (one) => time(one.lastLossAt) },
];

const PERFORMANCE = [
  { label: "Strategy", cell: (one) => one.strategy || "all" },
  { label: "Instrument", cell: (one) => one.symbol || "all" },
  { label: "Trades", numeric: true, cell: (one) => one.totalTrades },
  { label: "PnL", id: "totalPnl", numeric: true, cell: (one) => html`${figure(one.totalPnl, true)} ${one.currency}` },
  { label: "Win rate", numeric: true, cell: (one) => statistic(one.winRate) },
  { label: "Profit factor", numeric: true, cell: (one) => statistic(one.profitFactor) },
  { label: "Expectancy", numeric: true, cell: (one) => statistic(one.expectancy) },
  { label: "Drawdown", numeric: true, cell: (one) => figure(one.maxDrawdown) },
  { label: "Sharpe", numeric: true, cell: (one) => statistic(one.sharpeRatio) },
];

const USES = [
  { label: "Limit", cell: (one) => words(one.name) },
  { label: "Of", cell: (one) => [one.strategy ?? "the account", one.currency].filter(Boolean).join(", ") },
  { label: "At most", id: "limit", numeric: true, cell: (one) => figure(one.limit) },
  { label: "Used", id: "used", numeric: true, cell: (one) => statistic(one.used, 6) },
  { label: "Share", id: "share", numeric: true, cell: (one) => (one.share === undefined ? "–" : html`<span class="num">${one.share}</span>`) },
  { label: "State", id: "state", cell: (one) => badge(one.state) },
  { label: "Until", cell: (one) => time(one.until) },
];

const HELD_BACK = [
  { label: "Instrument", cell: (one) => one.symbol },
  { label: "Whose", cell: (one) => html`${one.strategy ?? "all strategies"} ${badge(one.side)}` },
  { label: "Why", cell: (one) => words(one.reason) },
  { label: "Until", id: "until", cell: (one) => time(one.until) },
];

const BUTTONS = [
  ["allow-next", "Allow next trade"],
  ["size-scale", "Scale sizes"],
  ["reload", "Reload files"],
];

const LIMITS = [
  { label: "Strategy", cell: (one) => one.id },
  { label: "Mode", cell: (one) => one.mode },
  { label: "Limits of its own", wide: true, cell: (one) => limits(one.definition?.risk) },
];

function limits(risk = {}) {
  const told = Object.entries(risk).filter(([, value]) => value !== null && typeof value !== "object");
  return told.length === 0 ? "none" : told.map(([name, value]) => `${name} ${value}`).join(", ");
}

/** What the operator has set, and how to set it. */
function operator(risk) {
  return html`${settings(risk)}
    ${table(HELD_BACK, risk.cooldowns ?? [], { key: (one) => one.symbol + one.strategy + one.side + one.reason, label: "Held back", empty: "Nothing waits after an exit." })}
    <div class="choices">${BUTTONS.map(([name, label]) => html`<button data-command=${name} @click=${() => command(name)}>${label}</button>`)}</div>`;
}

/** What stands between a signal and an order. */
class Risk extends View {
  static parts = ["risk", "unavailable"];

  #page = 0;
  #denials = new Resource(this, () => ["denials", { page: this.#page, size: 100 }], 5000);
  #cooldowns = new Resource(this, () => ["risk/cooldowns", { size: 100 }], 5000);
  #performance = new Resource(this, () => ["performance"], 10_000);
  #strategies = new Resource(this, () => ["strategies", { size: 200 }]);

  render() {
    return html`<div class="grid">
      ${panel("Risk shield", known("risk", "position-service", shield), { size: "m w5" })}
      ${panel("Limits and their use", known("risk", "position-service", (risk) => table(USES, risk.limits ?? [], { key: (one) => `${one.strategy ?? ""}|${one.name}|${one.currency ?? ""}`, label: "Limits and their use", empty: "No limit is configured." })), { size: "m w7" })}
      ${panel("What the operator sets", known("risk", "position-service", operator), { size: "m w5" })}
      ${panel("Closed positions, as the guards count them", known("risk", "position-service", (risk) => table(HISTORY, risk.trades, { key: (one) => one.strategy + one.currency, label: "Closed positions", empty: "No position has been closed yet." })), { size: "m w7" })}
      ${panel("Denials", this.#denials.show((page) => html`${table(DENIALS, page.items, { key: (one) => one.denialId, label: "Denials", empty: "No signal has been denied." })}${pager(page, (to) => this.#turn(to))}`), { size: "l w8" })}
      ${panel("Cooldowns", this.#cooldowns.show((page) => table(COOLDOWNS, page.items, { key: (one) => one.exchange + one.symbol + one.strategy + one.side, label: "Cooldowns", empty: "Nothing was closed, so nothing cools down." })), { size: "l w4" })}
      ${panel("Performance", this.#performance.show((report) => table(PERFORMANCE, [...report.total, ...report.byStrategy, ...report.strategies], { key: (one) => one.strategy + one.exchange + one.symbol + one.currency, label: "Performance", empty: "No position has been closed yet." })), { size: "m w7" })}
      ${panel("Strategies' own limits", this.#strategies.show((page) => table(LIMITS, page.items, { key: (one) => one.id, label: "Limits", empty: "No strategy is in use." })), { size: "m w5" })}
    </div>`;
  }

  #turn(to) {
    this.#page = to;
    this.#denials.refresh();
  }
}

customElements.define("tm-risk", Risk);
