import { html, nothing } from "lit";
import { sign } from "./decimal.js";
import { time } from "./time.js";
import { badge, figure, words } from "./view.js";

/** A part of a whole, both decimals, as a percentage for a bar's length. */
function share(part, whole) {
  const ratio = (100 * Number(part)) / Number(whole);
  return Number.isFinite(ratio) ? Math.min(100, Math.max(0, ratio)) : 0;
}

function gauge(label, value, percent, text) {
  return html`<div class="gauge"><span>${label}</span><span>${figure(value)} <span class="muted">${text}</span></span>
    <progress max="100" value=${percent} aria-label=${label}></progress></div>`;
}

function standing(one) {
  const loss = one.dayLoss === undefined || sign(one.dayLoss) < 0 ? "0" : one.dayLoss;
  const lossShare = share(loss, one.dayStart);
  const drawdownShare = share(one.drawdown ?? 0, one.peak);
  return html`
    ${gauge(`Lost today, ${one.currency}`, loss, lossShare, `${lossShare.toFixed(2)} % of ${one.dayStart}`)}
    ${gauge(`Below the peak, ${one.currency}`, one.drawdown ?? "–", drawdownShare, `${drawdownShare.toFixed(2)} % of ${one.peak}`)}`;
}

function reserve(one) {
  const reserved = share(one.reserved, one.total);
  return gauge(`Reserved, ${one.currency}`, one.reserved, reserved, `${reserved.toFixed(2)} % of ${one.total}`);
}

/** What the account's guards know. */
export function shield(risk) {
  if (!risk) return html`<p class="empty">Waiting for the account's risk state…</p>`;
  const account = risk.trades.find((one) => one.strategy === "");
  return html`<p>${badge(risk.state)} ${risk.reason}</p>
    ${risk.reducedBy ? html`<p>Reduced by itself: <strong>${words(risk.reducedBy)}</strong>.</p>` : nothing}
    ${risk.equity.map(standing)}
    ${risk.balances.map(reserve)}
    ${account === undefined ? nothing : html`<p>${account.trades} closed, ${account.winners} won; ${account.lossStreak === 0 ? "the last one won" : html`${account.lossStreak} lost since one won, the last at ${time(account.lastLossAt)}`}.</p>`}`;
}
