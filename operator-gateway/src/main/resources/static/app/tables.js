import { html } from "lit";
import { closePosition } from "./control.js";
import { marketAddress, quoteOf } from "./instruments.js";
import { live } from "./store.js";
import { table } from "./table.js";
import { clock, time } from "./time.js";
import { badge, figure, short, words } from "./view.js";

const lastOf = (one) => quoteOf(live.state, one).last;

const POSITION_COLUMNS = [
  { label: "Instrument", id: "symbol", cell: (one) => html`<a href=${marketAddress(one)}>${one.symbol}</a> <span class="muted">${one.exchange}</span>` },
  { label: "Strategy", cell: (one) => one.strategy },
  { label: "Side", cell: (one) => badge(one.side) },
  { label: "Status", cell: (one) => badge(one.status) },
  { label: "Held", id: "quantity", numeric: true, cell: (one) => figure(one.quantity) },
  { label: "Entry", id: "entryPrice", numeric: true, cell: (one) => figure(one.entryPrice) },
  { label: "Last", numeric: true, live: lastOf, cell: (one) => figure(lastOf(one)) },
  { label: "Stop", id: "stopPrice", numeric: true, cell: (one) => figure(one.stopPrice) },
  { label: "Next target", id: "takeProfitPrice", numeric: true, cell: (one) => figure(one.takeProfitPrice) },
  { label: "Tiers taken", numeric: true, cell: (one) => one.levelsTaken },
  { label: "Unrealised", id: "unrealisedPnl", numeric: true, cell: (one) => figure(one.unrealisedPnl, true) },
  { label: "Realised", id: "realisedPnl", numeric: true, cell: (one) => figure(one.realisedPnl, true) },
  { label: "", cell: (one) => html`<a href="#/why/position/${one.positionId}">Why</a>
    <button class="small danger" ?disabled=${one.status !== "OPEN"} @click=${() => closePosition(one)} aria-label="Close ${one.symbol}">Close</button>` },
];

/** Live positions. */
export function positionTable(positions) {
  return table(POSITION_COLUMNS, positions, {
    key: (one) => one.positionId,
    label: "Positions",
    empty: "No position is open.",
  });
}

const FILL_COLUMNS = [
  { label: "Time", cell: (one) => time(one.time, clock) },
  { label: "Instrument", cell: (one) => one.symbol },
  { label: "Side", cell: (one) => badge(one.side) },
  { label: "Price", numeric: true, cell: (one) => figure(one.price) },
  { label: "Quantity", numeric: true, cell: (one) => figure(one.quantity) },
  { label: "Fee", numeric: true, cell: (one) => html`${figure(one.fee)} ${one.feeCurrency}` },
  { label: "", cell: (one) => html`<a href="#/why/order/${one.clientOrderId}">Why</a>` },
];

/** Fills, as the execution service tells them. */
export function fillTable(fills) {
  return table(FILL_COLUMNS, fills, {
    key: (one) => one.fillId,
    label: "Fills",
    empty: "Nothing has been filled yet.",
  });
}

const ORDER_COLUMNS = [
  { label: "Updated", cell: (one) => time(one.updatedAt) },
  { label: "Instrument", cell: (one) => one.symbol },
  { label: "Purpose", cell: (one) => words(one.purpose) },
  { label: "Side", cell: (one) => badge(one.side) },
  { label: "Type", cell: (one) => words(one.type) },
  { label: "Status", cell: (one) => badge(one.status, one.detail ?? "") },
  { label: "Quantity", numeric: true, cell: (one) => figure(one.quantity) },
  { label: "Filled", numeric: true, cell: (one) => figure(one.filled) },
  { label: "Average", numeric: true, cell: (one) => figure(one.averagePrice) },
  { label: "Order", cell: (one) => html`<a href="#/why/order/${one.clientOrderId}">${short(one.clientOrderId)}</a>` },
];

/** Orders, as the execution service tells them. */
export function orderTable(orders) {
  return table(ORDER_COLUMNS, orders, {
    key: (one) => one.clientOrderId,
    label: "Orders",
    empty: "No order has been placed yet.",
  });
}
