import { html, nothing } from "lit";
import { authorised } from "../control.js";
import { Problem, send } from "../api.js";
import { live } from "../store.js";
import { pager, table } from "../table.js";
import { clock, since, time } from "../time.js";
import { Resource, View, badge, figure, panel, short, words } from "../view.js";

const STREAMS = [
  { label: "Instrument", id: "symbol", cell: (one) => html`${one.symbol} <span class="muted">${one.exchange}</span>` },
  { label: "State", id: "state", cell: (one) => badge(one.state, one.detail) },
  { label: "Lag, s", id: "lag", numeric: true, cell: (one) => figure(one.ageSeconds) },
  { label: "Last event", cell: (one) => time(one.lastEventTime, clock) },
  { label: "Trades", numeric: true, cell: (one) => one.trades },
  { label: "Bars", numeric: true, cell: (one) => one.bars },
  { label: "Gaps", id: "gaps", numeric: true, cell: (one) => one.gaps },
  { label: "Recovered", numeric: true, cell: (one) => one.recovered },
  { label: "Corrections", numeric: true, cell: (one) => one.corrections },
  { label: "Reconnects", numeric: true, cell: (one) => one.reconnects },
  { label: "Channels", wide: true, cell: (one) => one.channels.map((each) => html`<span title=${each.detail}>${words(each.channel)} ${badge(each.state)} </span>`) },
];

const GAPS = [
  { label: "Instrument", cell: (one) => `${one.symbol} ${one.timeframe}` },
  { label: "From", cell: (one) => time(one.from) },
  { label: "To", cell: (one) => time(one.to) },
  { label: "State", id: "state", cell: (one) => badge(one.state ?? one.reason) },
  { label: "Detail", wide: true, cell: (one) => one.detail },
];

const JOBS = [
  { label: "Job", cell: (one) => short(one.jobId) },
  { label: "What", cell: (one) => `${one.symbols.join(", ")} in ${one.timeframes.join(", ")}` },
  { label: "Status", cell: (one) => badge(one.status, one.detail) },
  { label: "Done", cell: (one) => html`<progress max="100" value=${one.percent} aria-label="Done"></progress>` },
  { label: "Bars", numeric: true, cell: (one) => one.bars },
];

const COVERED = [
  { label: "Timeframe", cell: (one) => one.timeframe },
  { label: "First", cell: (one) => time(one.first) },
  { label: "Last", cell: (one) => time(one.last) },
  { label: "Bars", numeric: true, cell: (one) => one.bars },
  { label: "Partial", numeric: true, cell: (one) => one.partial },
  { label: "Complete", numeric: true, cell: (one) => (one.bars === 0 ? "–" : `${((100 * (one.bars - one.partial)) / one.bars).toFixed(2)} %`) },
];

/** How complete the data are, and what is done about it. */
class Data extends View {
  static parts = ["status", "unavailable"];

  #symbol = null;
  #page = 0;
  #problem = null;
  #streams = new Resource(this, () => ["streams"], 2000);
  #gaps = new Resource(this, () => ["gaps", { page: this.#page, size: 100 }], 5000);
  #unfillable = new Resource(this, () => ["unfillable-gaps", { size: 100 }], 30_000);
  #jobs = new Resource(this, () => ["jobs", { size: 50 }], 2000);
  #quarantine = new Resource(this, () => ["quarantine", { size: 50 }], 15_000);
  #coverage = new Resource(this, () => this.#symbol && ["candles/coverage", this.#symbol], 15_000);

  willUpdate() {
    const first = this.#streams.value?.[0];
    if (this.#symbol === null && first) this.#pick(first);
  }

  render() {
    return html`<div class="grid">
      ${panel("Streams", this.#streams.show((streams) => table(STREAMS, streams, { key: (one) => one.exchange + one.symbol, label: "Streams", empty: "No instrument is configured to be streamed." })), { size: "m" })}
      ${panel("Completeness", this.#coverage.show((told) => table(COVERED, told, { key: (one) => one.timeframe, label: "Completeness", empty: "Nothing is stored of it yet." })), { size: "m w6", note: this.#instruments() })}
      ${panel("Services", this.#services(), { size: "m w6" })}
      ${panel("Gaps", this.#gaps.show((page) => html`${table(GAPS, page.items, { key: (one) => one.gapId, label: "Gaps", empty: "No gap was found." })}${pager(page, (to) => this.#turn(to))}`), { size: "m w6" })}
      ${panel("Gaps that cannot be filled", this.#unfillable.show((page) => table(GAPS, page.items, { key: (one) => one.exchange + one.symbol + one.timeframe + one.from, label: "Unfillable gaps", empty: "There is none." })), { size: "m w6" })}
      ${panel("History jobs", html`${this.#form()}${this.#jobs.show((page) => table(JOBS, page.items, { key: (one) => one.jobId, label: "Jobs", empty: "No history has been asked for." }))}`, { size: "m w6" })}
      ${panel("Quarantine", this.#quarantine.show((page) => table([
        { label: "Seen", cell: (one) => time(one.observedAt) },
        { label: "Instrument", cell: (one) => one.symbol ?? one.exchange },
        { label: "Fault", cell: (one) => words(one.fault) },
        { label: "Detail", wide: true, cell: (one) => one.detail },
      ], page.items, { key: (one) => one.observedAt + one.raw, label: "Quarantine", empty: "The venue has told nothing that cannot be true." })), { size: "m w6" })}
    </div>`;
  }

  #instruments() {
    const streams = this.#streams.value ?? [];
    return html`<select aria-label="Instrument" @change=${(event) => this.#pick(streams[event.target.selectedIndex])}>
      ${streams.map((one) => html`<option ?selected=${one.symbol === this.#symbol?.symbol && one.exchange === this.#symbol?.exchange}>${one.symbol} (${one.exchange})</option>`)}
    </select>`;
  }

  #pick({ exchange, symbol }) {
    this.#symbol = { exchange, symbol };
    this.#coverage.reset();
  }

  #turn(to) {
    this.#page = to;
    this.#gaps.refresh();
  }

  #services() {
    const services = live.state.status?.services;
    if (!services) return html`<p class="empty">Waiting for the gateway…</p>`;
    return table([
      { label: "Service", id: "service", cell: (one) => one.service },
      { label: "State", id: "state", cell: (one) => badge(one.state, one.detail ?? "") },
      { label: "Since", cell: (one) => html`${time(one.since)} <span class="muted">(${since(one.since)})</span>` },
      { label: "Answers in, ms", numeric: true, cell: (one) => one.latencyMillis ?? "–" },
    ], services, { key: (one) => one.service, label: "Services", empty: "No service is configured." });
  }

  #form() {
    return html`<form class="filters" @submit=${(event) => this.#begin(event)}>
      <label>Symbol <input name="symbol" required size="10" placeholder="BTC/USD" /></label>
      <label>Timeframe <input name="timeframe" required size="4" value="1m" /></label>
      <label>From, UTC <input name="from" type="datetime-local" required /></label>
      <button class="primary">Fetch history</button>
      ${this.#problem ? html`<span class="problem" role="alert">${this.#problem}</span>` : nothing}
    </form>`;
  }

  async #begin(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = { symbols: [form.get("symbol")], timeframes: [form.get("timeframe")], from: `${form.get("from")}:00Z` };
    try {
      await authorised(() => send("POST", "jobs", { body }));
      this.#problem = null;
      this.#jobs.refresh();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#problem = problem.message;
    }
    this.requestUpdate();
  }
}

customElements.define("tm-data", Data);
