import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { get, latest } from "../api.js";
import { Bars, MOST_BARS, candleFrame, candleNews, levels, marks, reach } from "../candles.js";
import "../chart.js";
import { depthFrame, depthNews, depthSketch } from "../depth.js";
import { instrumentOf, marketAddress, quoteOf } from "../instruments.js";
import { newestSketch } from "../newest.js";
import { connection } from "../socket.js";
import { items, live } from "../store.js";
import { positionTable } from "../tables.js";
import { clock, time } from "../time.js";
import { Resource, View, figure, panel } from "../view.js";
import { flow, tape } from "../flow.js";

const TIMEFRAMES = ["1m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "12h", "1d"];
const SECONDS = { m: 60, h: 3600, d: 86400 };
/** Trades that the flow is counted of, and how many of them are listed: a long list costs on every trade. */
const TRADES = 100;
const LISTED = 30;

const keyOf = ({ exchange, symbol }) => `${exchange}|${symbol}`;
const span = (timeframe) => Number.parseInt(timeframe, 10) * SECONDS[timeframe.at(-1)] * 1000;

/** One instrument: candles with what was done, the book, the trades. */
class Market extends View {
  static parts = ["markets", "positions", "fills", "unavailable"];

  #instrument = null;
  #bars = null;
  #trades = [];
  #book = null;
  #frame = null;
  #candleNews = null;
  #newest = null;
  #depth = null;
  #depthFrame = (colour) => depthFrame(colour, () => this.#book);
  #depthNews = () => depthNews(this.#book);
  #marked = "";
  #frames = (frame) => this.#take(frame);

  #listed = new Resource(this, () => ["instruments", { size: 1000 }]);
  #history = new Resource(this, () => this.#instrument && (() => this.#read()));
  #signals = new Resource(this, () => this.#instrument && ["signals", { ...this.#named(), size: 200 }], 5000);
  #fills = new Resource(this, () => this.#instrument && ["fills", { ...this.#named(), size: 200 }], 5000);
  #strategies = new Resource(this, () => ["strategies", { size: 200 }]);

  #named() {
    return { exchange: this.#instrument.exchange, symbol: this.#instrument.symbol };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    connection.unwatch(this.#frames);
    this.#instrument = null;
  }

  willUpdate() {
    this.#choose();
    if (this.#instrument && this.#bars === null && this.#history.value) this.#begin();
    if (this.#bars) this.#mark();
  }

  /** What the address names, else the first there is. */
  #choose() {
    const { query } = this.route;
    const first = this.#all()[0];
    const wanted = {
      exchange: query.get("exchange") ?? first?.exchange,
      symbol: query.get("symbol") ?? first?.symbol,
      timeframe: query.get("timeframe") ?? "1m",
    };
    if (!wanted.symbol || JSON.stringify(wanted) === JSON.stringify(this.#instrument)) return;
    this.#instrument = wanted;
    this.#bars = this.#book = this.#frame = null;
    this.#trades = [];
    this.#marked = "";
    connection.watch(wanted, this.#frames);
    for (const resource of [this.#history, this.#signals, this.#fills]) resource.reset();
  }

  #all() {
    const listed = this.#listed.value?.items ?? [];
    return listed.length > 0 ? listed : Object.keys(live.state.markets ?? {}).map(instrumentOf);
  }

  async #read() {
    const { exchange, symbol, timeframe } = this.#instrument;
    const asked = { exchange, symbol, timeframe };
    const [covered] = await get("candles/coverage", asked);
    if (!covered?.last) return [];
    const from = new Date(Date.parse(covered.last) - (MOST_BARS - 1) * span(timeframe)).toISOString();
    return (await latest("candles", { ...asked, from }, 1000)).slice(-MOST_BARS);
  }

  #begin() {
    this.#bars = new Bars(this.#history.value);
    const narrow = window.innerWidth < 700;
    this.#frame = (colour) => candleFrame(colour, this.#bars, narrow);
    this.#newest = newestSketch(this.#bars);
  }

  #take(frame) {
    if (frame.book) {
      this.#book = frame.book;
      this.#depth = depthSketch(frame.book);
    }
    if (frame.trades?.length > 0) {
      const known = new Set(frame.trades.map((trade) => trade.tradeId));
      const earlier = this.#trades.filter((trade) => !known.has(trade.tradeId));
      this.#trades = [...frame.trades.toReversed(), ...earlier].slice(0, TRADES);
    }
    const bars = [...(frame.closed ?? []), frame.forming].filter(Boolean);
    if (this.#bars && bars.length > 0) {
      const known = this.#bars.times.at(-1);
      bars.forEach((bar) => this.#bars.put(bar));
      const isNewestAlone = !frame.closed?.length && frame.forming.openTime === known;
      if (isNewestAlone) this.#newest = newestSketch(this.#bars);
      else this.#marked = "";
    }
    this.hear();
  }

  #position() {
    const { exchange, symbol } = this.#instrument;
    return items("positions").find((one) => one.exchange === exchange && one.symbol === symbol && one.status !== "CLOSED");
  }

  #tiers(position) {
    const strategy = this.#strategies.value?.items.find((one) => one.id === position?.strategy);
    const entry = Number(position?.entryPrice);
    const exits = strategy?.definition?.exits ?? {};
    const direction = position?.side === "SHORT" ? -1 : 1;
    return (exits.takeProfitLevels ?? []).map((level) => {
      const price = entry * (1 + (direction * Number(level.targetPct)) / 100);
      return String(Number(price.toPrecision(10)));
    });
  }

  /** The chart is drawn again where bars came or closed, or a mark or a line is another. */
  #mark() {
    const position = this.#position();
    const tiers = position ? this.#tiers(position) : [];
    const signals = this.#signals.value?.items ?? [];
    const fills = this.#fills.value?.items ?? [];
    const state = JSON.stringify([signals.length, signals[0]?.signalId, fills.length, fills[0]?.fillId, position?.entryPrice, position?.stopPrice, position?.takeProfitPrice, position?.levelsTaken, tiers]);
    if (state === this.#marked) return;
    this.#marked = state;
    this.#candleNews = (colour) => this.#everything(colour);
  }

  /** Bars, marks and lines. */
  #everything(colour) {
    const position = this.#position();
    const tiers = position ? this.#tiers(position) : [];
    const news = candleNews(this.#bars);
    const of = (resource, mark) => (resource.value?.items ?? []).map(mark);
    news.series[0].markLine = { data: levels(position, tiers, colour) };
    news.yAxis = [{ id: "price", ...reach(position, this.#bars.candles.at(-1)?.[1]) }];
    news.series.push(
      { id: "signals", data: marks(this.#bars, of(this.#signals, signalMark), colour, false) },
      { id: "fills", data: marks(this.#bars, of(this.#fills, fillMark), colour, true) },
    );
    return news;
  }

  render() {
    if (!this.#instrument) return panel("Market", html`<p class="empty">No instrument is known yet: the ingestor lists none, and nothing was streamed.</p>`, { size: "m" });
    const { symbol, timeframe } = this.#instrument;
    const position = this.#position();
    return html`<div class="grid">
      ${panel(`${symbol} ${timeframe}`, this.#candles(), { size: "l", note: this.#choices(), id: "candles" })}
      ${panel("Open position", position ? html`${positionTable([position])}${this.#tierNote(position)}` : html`<p class="empty">Nothing is held of ${symbol}.</p>`, { size: "s" })}
      ${panel("Order book, cumulative", this.#bookChart(), { size: "m w6" })}
      ${panel("Trade flow", guard([this.#trades], () => html`${flow(this.#trades)}${tape(this.#trades.slice(0, LISTED))}`), { size: "m w6" })}
    </div>`;
  }

  #candles() {
    return this.#history.show((bars) =>
      bars.length === 0 && this.#bars?.times.length === 0
        ? html`<p class="empty">No bar of ${this.#instrument.symbol} is stored in ${this.#instrument.timeframe}; a bar needs a trade.</p>`
        : html`<tm-chart data-chart="candles" .frame=${this.#frame} .news=${this.#candleNews} .sketch=${this.#newest} @pick=${(event) => this.#pick(event.detail)} label="Candles of ${this.#instrument.symbol} with signals and fills"></tm-chart>`,
    );
  }

  #pick({ data }) {
    if (data?.why) location.hash = data.why;
  }

  #tierNote(position) {
    const tiers = this.#tiers(position);
    return tiers.length === 0 ? nothing : html`<p class="muted">Tiers at ${tiers.join(", ")}; ${position.levelsTaken} taken.</p>`;
  }

  #bookChart() {
    if (!this.#book || this.#book.bids.length + this.#book.asks.length === 0) return html`<p class="empty">No book of ${this.#instrument.symbol} is known yet.</p>`;
    return html`<tm-chart .frame=${this.#depthFrame} .news=${this.#depthNews} .sketch=${this.#depth} label="Cumulative depth of the book of ${this.#instrument.symbol}, ${this.#book.bids.length} bids and ${this.#book.asks.length} asks"></tm-chart>`;
  }

  #choices() {
    const { timeframe } = this.#instrument;
    const quote = quoteOf(live.state, this.#instrument);
    const go = (change) => (location.hash = marketAddress({ ...this.#instrument, ...change }));
    return html`<span class="muted">Bid ${figure(quote.bid)} Ask ${figure(quote.ask)} Last <strong data-quote="last">${figure(quote.last)}</strong> ${time(quote.time, clock)}</span>
      <span class="filters">
        <select aria-label="Instrument" @change=${(event) => go(instrumentOf(event.target.value))}>
          ${this.#options()}
        </select>
        <select aria-label="Timeframe" @change=${(event) => go({ timeframe: event.target.value })}>
          ${TIMEFRAMES.map((each) => html`<option ?selected=${each === timeframe}>${each}</option>`)}
        </select>
      </span>`;
  }

  /** Drawn again only where another instrument is listed or chosen. */
  #options() {
    const chosen = keyOf(this.#instrument);
    const all = this.#all().map(keyOf);
    return guard([chosen, all.join()], () =>
      all.map((key) => html`<option value=${key} ?selected=${key === chosen}>${instrumentOf(key).symbol} (${instrumentOf(key).exchange})</option>`),
    );
  }
}

function signalMark(one) {
  return {
    time: one.eventTime,
    price: one.referencePrice,
    side: one.type === "BUY" ? "BUY" : "SELL",
    text: `Signal ${one.type} by ${one.strategy}\n${one.reason}`,
    why: `#/why/signal/${one.signalId}`,
  };
}

function fillMark(one) {
  return {
    time: one.time,
    price: one.price,
    side: one.side,
    text: `Fill ${one.side} ${one.quantity} at ${one.price}`,
    why: `#/why/order/${one.clientOrderId}`,
  };
}

customElements.define("tm-market", Market);
