import { html, nothing } from "lit";
import { instrumentOf, marketAddress, quoteOf } from "../instruments.js";
import { live } from "../store.js";
import { table } from "../table.js";
import { clock, time } from "../time.js";
import { View, badge, figure, known, panel, statistic, words } from "../view.js";

const quote = ([key]) => quoteOf(live.state, instrumentOf(key));

const COLUMNS = [
  { label: "Instrument", id: "symbol", cell: ([key]) => html`<a href=${marketAddress(instrumentOf(key))}>${instrumentOf(key).symbol}</a> <span class="muted">${instrumentOf(key).exchange}</span>` },
  { label: "Bar", cell: ([key, told]) => html`${instrumentOf(key).timeframe} <span class="muted">${time(told.time, clock)}</span>` },
  { label: "Last", id: "last", numeric: true, live: quote, cell: (row) => figure(quote(row).last) },
  { label: "Trades/s", numeric: true, live: quote, cell: (row) => statistic(quote(row).tradesPerSecond, 3) },
  { label: "Regime", id: "regime", cell: ([, told]) => told.regime ?? "–" },
  { label: "Votes", id: "votes", cell: ([, told]) => votes(told) },
  { label: "Strategies", id: "strategies", wide: true, cell: ([, told]) => html`<ul class="plain">${told.strategies.map(strategy)}</ul>` },
];

const VOTES = ["buy", "sell", "close", "hold", "blocked"];

function votes({ votes: cast = {} }) {
  const told = VOTES.filter((vote) => cast[vote] > 0);
  return told.length === 0 ? "–" : told.map((vote) => html`<span>${cast[vote]} ${vote} </span>`);
}

function strategy(one) {
  return html`<li data-strategy=${one.strategy}>
    <strong>${one.strategy}</strong> ${badge(one.outcome === "SIGNAL" ? one.type : one.outcome)}
    ${one.outcome === "HOLD" ? nothing : html`<span class="muted">confidence ${statistic(one.confidence, 3)}</span>`}
    ${one.blockReason ? html`blocked: ${words(one.blockReason)}.` : nothing}
    <span class="muted">${one.reason ?? ""}</span>
  </li>`;
}

/** Every instrument that is scanned, and what each strategy says of it. */
class Scanner extends View {
  static parts = ["decisions", "markets", "unavailable"];

  #search = "";
  #only = "";

  render() {
    return panel("Scanner", known("decisions", "scanner-service", (decisions) => this.#table(decisions)), { size: "xl", note: this.#filters() });
  }

  #table(decisions) {
    const all = Object.entries(decisions).sort(([one], [other]) => (one < other ? -1 : 1));
    const rows = all.filter(([key, told]) => this.#shows(key, told)).map((row) => this.#kept(row));
    return table(COLUMNS, rows, {
      key: ([key]) => key,
      label: "Decisions of the latest bars",
      kind: "long scan",
      empty: all.length === 0 ? "No bar has been decided on since the gateway listens; decisions come with the close of a bar." : "No instrument fits the filter.",
    });
  }

  #shows(key, told) {
    const fits = key.toLowerCase().includes(this.#search.toLowerCase());
    return fits && (this.#only === "" || told.strategies.some((one) => one.outcome === this.#only));
  }

  #rows = new Map();

  /** The same pair for the same decision, so that its row is left alone. */
  #kept(row) {
    const before = this.#rows.get(row[0]);
    if (before?.[1] === row[1]) return before;
    this.#rows.set(row[0], row);
    return row;
  }

  #filters() {
    const change = (act) => (event) => {
      act(event.target.value);
      this.requestUpdate();
    };
    return html`<div class="filters">
      <label>Find <input size="12" placeholder="symbol" @input=${change((value) => (this.#search = value))} /></label>
      <label>Show <select @change=${change((value) => (this.#only = value))}>
        <option value="">all</option><option value="SIGNAL">signals</option><option value="BLOCKED">blocked</option><option value="HOLD">holds</option>
      </select></label>
    </div>`;
  }
}

customElements.define("tm-scanner", Scanner);
