import { html, nothing } from "lit";
import { sum } from "./decimal.js";

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
