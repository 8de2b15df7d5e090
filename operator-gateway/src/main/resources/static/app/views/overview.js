import { html } from "lit";
import { latest } from "../api.js";
import { axis, tooltip } from "../chart.js";
import { sum } from "../decimal.js";
import { feed } from "../feed.js";
import { shield } from "../shield.js";
import { items, live } from "../store.js";
import { fillTable, orderTable, positionTable } from "../tables.js";
import { clock, since } from "../time.js";
import { Resource, View, badge, figure, known, panel } from "../view.js";

const POINTS = 1000;

/** The figures of an account in one currency, to hold their place until they are known. */
const TILES = ["Equity", "Realised", "Unrealised", "Open positions", "Free", "Fees"];

/** All that matters at a glance. */
class Overview extends View {
  static parts = ["status", "risk", "equity", "positions", "markets", "thoughts", "orders", "fills", "unavailable"];

  #history = new Resource(this, () => () => latest("equity", {}, POINTS), 60_000);
  #base = null;
  #points = [];
  #news = null;
  #frame = (colour) => ({
    grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true },
    legend: { selected: { Cash: false }, top: 4, left: 0, textStyle: { color: colour.ink }, inactiveColor: colour.muted, icon: "roundRect" },
    tooltip: tooltip(colour, { valueFormatter: (value) => Number(value).toFixed(2) }),
    xAxis: axis(colour, { type: "time", splitLine: { show: false }, axisLabel: { color: colour.muted, hideOverlap: true, formatter: (at) => clock(at).slice(0, 5) } }),
    yAxis: axis(colour, { type: "value", scale: true }),
    series: [
      { id: "equity", name: "Equity", type: "line", symbol: "none", lineStyle: { width: 2, color: colour.accent }, itemStyle: { color: colour.accent }, sampling: "lttb", data: [] },
      { id: "cash", name: "Cash", type: "line", symbol: "none", lineStyle: { width: 1, type: "dashed", color: colour.muted }, itemStyle: { color: colour.muted }, sampling: "lttb", data: [] },
    ],
  });

  render() {
    const { risk } = live.state;
    return html`<div class="grid">
        <dl class="tiles">${this.#tiles(risk)}</dl>
        ${panel("Equity", this.#chart(), { size: "m w8" })}
        ${panel("Thoughts", known("thoughts", "operator-gateway", () => feed(items("thoughts").toReversed().slice(0, 40), "Nothing has happened yet: decisions, orders and commands will be told here.")), { size: "m w4" })}
        ${panel("Positions", known("positions", "position-service", () => positionTable(items("positions"))), { size: "s" })}
        ${panel("Risk shield", known("risk", "position-service", shield), { size: "m w4" })}
        ${panel("Latest fills", known("fills", "execution-service", () => fillTable(items("fills").toReversed().slice(0, 50))), { size: "m w5" })}
        ${panel("Services and data", this.#health(), { size: "m w3" })}
        ${panel("Latest orders", known("orders", "execution-service", () => orderTable(items("orders").toReversed().slice(0, 50))), { size: "m" })}
      </div>`;
  }

  #tiles(risk) {
    if (!risk) return TILES.map((name) => html`<div class="tile"><dt>${name}</dt><dd>…</dd></div>`);
    const open = items("positions").filter((one) => one.status !== "CLOSED");
    const unrealised = sum(open.map((one) => one.unrealisedPnl));
    return html`
      ${risk.equity.map((one) => html`<div class="tile"><dt>Equity ${one.currency}</dt><dd data-tile="equity">${figure(one.equity)}</dd></div>`)}
      ${risk.balances.map((one) => html`<div class="tile"><dt>Realised ${one.currency}</dt><dd data-tile="realised">${figure(one.realisedPnl, true)}</dd></div>`)}
      <div class="tile"><dt>Unrealised</dt><dd data-tile="unrealised">${figure(unrealised, true)}</dd></div>
      <div class="tile"><dt>Open positions</dt><dd data-tile="positions">${risk.openPositions}</dd></div>
      ${risk.balances.map((one) => html`<div class="tile"><dt>Free ${one.currency}</dt><dd data-tile="free">${figure(one.free)}</dd></div>
        <div class="tile"><dt>Fees ${one.currency}</dt><dd data-tile="fees">${figure(one.fees)}</dd></div>`)}`;
  }

  #chart() {
    return this.#history.show((known) => {
      if (known.length === 0) return html`<p class="empty">No equity has been noted yet; the first point comes with the account's first input.</p>`;
      return html`<tm-chart .frame=${this.#frame} .news=${this.#news} label="Equity and cash over time"></tm-chart>`;
    });
  }

  /** Other arrays only where there is something new to draw. */
  willUpdate() {
    const known = this.#history.value;
    if (known === null || known.length === 0) return;
    const { currency } = known[0];
    const isRead = known !== this.#base;
    if (isRead) {
      this.#base = known;
      this.#points = known.filter((one) => one.currency === currency);
    }
    const told = live.state.equity;
    const isNew = told?.currency === currency && told.eventTime > this.#points.at(-1).eventTime;
    if (isNew) this.#points.push(told);
    if (!isRead && !isNew) return;
    const of = (name) => this.#points.map((one) => [one.eventTime, Number(one[name])]);
    this.#news = () => ({ series: [{ id: "equity", data: of("equity") }, { id: "cash", data: of("cash") }] });
  }

  #health() {
    return known("status", "operator-gateway", (status) => html`<ul class="plain services">
        ${(status.services ?? []).map((one) => html`<li data-service=${one.service}>${badge(one.state)} ${one.service} <span class="muted">${one.latencyMillis === undefined ? "" : `${one.latencyMillis} ms`}${one.since ? `, for ${since(one.since)}` : ""}</span></li>`)}
      </ul>
      <p><a href="#/data">Streams and gaps</a>${streamLine(status.streams)}</p>`);
  }
}

function streamLine(streams) {
  if (!streams) return ": the ingestor does not tell.";
  return html`: <span data-health>${streams.live} of ${streams.instruments} flow, ${streams.gaps} gaps, the quietest silent for ${figure(streams.oldestSeconds)} s.</span>`;
}

customElements.define("tm-overview", Overview);
