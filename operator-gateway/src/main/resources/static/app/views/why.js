import { html, nothing } from "lit";
import { Problem, get } from "../api.js";
import { barItem, decisionItem, linkItem, schemaOf, signalItem } from "../chain.js";
import { marketAddress } from "../instruments.js";
import { positionTable } from "../tables.js";
import { Resource, View, panel, short } from "../view.js";

const MOST = 1000;

/** What a signal rests on: the decisions and the bar, as far as they are still stored. */
async function causes(signal, aborted) {
  const { exchange, symbol, timeframe, eventTime } = signal;
  const close = Date.parse(eventTime);
  const within = { exchange, symbol, from: eventTime, to: new Date(close + 1).toISOString() };
  const [decisions, bars] = await Promise.all([
    get("decisions", { ...within, size: MOST }, aborted),
    get("candles", { exchange, symbol, timeframe, from: new Date(close - lengthOf(timeframe)).toISOString(), to: eventTime, size: MOST }, aborted),
  ]);
  const named = new Set(signal.decisions);
  return { signal, decisions: decisions.items.filter((one) => named.has(one.decisionId)), bar: bars.items.at(-1) };
}

function lengthOf(timeframe) {
  const unit = { m: 60, h: 3600, d: 86_400, w: 604_800, M: 2_592_000 }[timeframe.at(-1)];
  return Number.parseInt(timeframe, 10) * unit * 1000;
}

async function ofPosition(id, aborted) {
  const position = await get(`positions/${id}`, {}, aborted);
  const raised = position.chain.map((link) => link.event).find((event) => event?.schema === "signal-raised");
  const roots = raised ? await causes({ ...raised, ...raised.instrument }, aborted) : null;
  return { position, roots, order: null };
}

async function ofOrder(id, aborted) {
  const order = await get(`orders/${id}`, {}, aborted);
  return { ...(await ofPosition(order.positionId, aborted)), order };
}

async function ofFill(id, aborted) {
  const { items } = await get("fills", { size: MOST }, aborted);
  const fill = items.find((one) => one.fillId === id);
  if (!fill) throw new Problem(404, `the fill ${id} is not among the latest ${MOST}`);
  return ofOrder(fill.clientOrderId, aborted);
}

/** A signal is found among the latest; the position that it opened, if any, tells the rest. */
async function ofSignal(id, query, aborted) {
  const asked = { symbol: query.get("symbol"), size: MOST };
  const [signals, positions] = await Promise.all([get("signals", asked, aborted), get("positions", asked, aborted)]);
  const opened = positions.items.find((one) => one.signalId === id);
  if (opened) return ofPosition(opened.positionId, aborted);
  const signal = signals.items.find((one) => one.signalId === id);
  if (!signal) throw new Problem(404, `the signal ${id} is not among the latest ${MOST}`);
  return { position: null, roots: await causes(signal, aborted), order: null };
}

/** The whole chain from the bar to what came of it. */
class Why extends View {
  #asked = "";
  #chain = new Resource(this, () => (this.#asked ? (aborted) => this.#read(aborted) : null), 5000);

  willUpdate() {
    const asked = this.route.segments.join("/");
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#chain.reset();
  }

  #read(aborted) {
    const [kind, id] = this.route.segments;
    if (kind === "position") return ofPosition(id, aborted);
    if (kind === "order") return ofOrder(id, aborted);
    if (kind === "fill") return ofFill(id, aborted);
    if (kind === "signal") return ofSignal(id, this.route.query, aborted);
    throw new Problem(400, `a cause is asked for of a position, an order, a fill or a signal, not of '${kind}'`);
  }

  render() {
    if (!this.#asked) return panel("Why", html`<p class="empty">Click a fill, an order or a position anywhere to see what led to it.</p>`, { size: "s" });
    return html`<div class="grid">
      ${panel("What it is about", this.#chain.show((told) => this.#subject(told)), { size: "s" })}
      ${panel("From the bar to the result", this.#chain.show((told) => this.#links(told)), { size: "xl" })}
    </div>`;
  }

  #subject({ position, order, roots }) {
    const symbol = position ?? roots.signal;
    return html`${position ? positionTable([position]) : html`<p class="empty">No position came of this signal.</p>`}
      <p>${order ? html`Order ${short(order.clientOrderId)}, ${order.fills.length} fills. ` : nothing}<a href=${marketAddress({ exchange: symbol.exchange, symbol: symbol.symbol })}>On the chart</a></p>`;
  }

  #links({ position, roots, order }) {
    const chain = position?.chain ?? [];
    const raised = chain.some((link) => schemaOf(link) === "signal-raised");
    const isPicked = (event) => order !== null && event.clientOrderId === order.clientOrderId;
    return html`<ol class="chain">
      ${roots?.bar ? barItem(roots.bar, roots.signal.timeframe) : html`<li><h3>Bar</h3><p class="muted">It is not stored any more.</p></li>`}
      ${roots?.decisions.map(decisionItem)}
      ${roots && !raised ? signalItem(roots.signal) : nothing}
      ${chain.map((link) => linkItem(link, isPicked))}
    </ol>`;
  }
}

customElements.define("tm-why", Why);
