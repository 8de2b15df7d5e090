import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { sum } from "./decimal.js";
import { clock } from "./time.js";

/** What takers bought and sold of late. */
export function flow(trades) {
  if (trades.length === 0) return nothing;
  const of = (side) => sum(trades.filter((trade) => trade.taker === side).map((trade) => trade.quantity));
  const bought = of("BUY");
  const sold = of("SELL");
  const all = Number(bought) + Number(sold);
  const share = all === 0 ? 50 : (100 * Number(bought)) / all;
  return html`<div class="gauge">
    <span class="gain">Bought <span class="num">${bought}</span></span>
    <span class="loss">Sold <span class="num">${sold}</span></span>
    <progress max="100" value=${share} aria-label="Share bought of the last ${trades.length} trades"></progress>
  </div>`;
}

/**
 * Trades, the newest first. Each is one text with tabs between its columns: with every trade all of
 * them move, and what moves is painted again piece by piece.
 */
export function tape(trades) {
  if (trades.length === 0) return html`<p class="empty">No trade has come in since this page watches.</p>`;
  return html`<p class="tape muted" aria-hidden="true">${line("Time", "Taker", "Price", "Quantity")}</p>
    <ol class="tape" aria-label="Trades">
      ${repeat(trades, (one) => one.tradeId, (one) => guard([one], () => entry(one)))}
    </ol>`;
}

function entry(one) {
  const isBuy = one.taker === "BUY";
  const taker = isBuy ? "▲ buy" : "▼ sell";
  return html`<li class=${isBuy ? "gain" : "loss"} data-key=${one.tradeId}>${line(clock(one.time), taker, one.price, one.quantity)}</li>`;
}

function line(...columns) {
  return columns.join("\t");
}
