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

/** A limit of the account with what is used of it. */
function limit(one) {
  const label = one.currency ? `${words(one.name)}, ${one.currency}` : words(one.name);
  const of = html`of ${one.limit}${one.state === "FREE" ? nothing : html` ${badge(one.state)}`}`;
  return gauge(label, one.used, share(one.used, one.limit), of);
}

/** What the operator has set for entries. */
export function settings(risk) {
  const scale = risk.sizeScale ?? "1";
  const next = risk.allowedNext;
  const paused = risk.pausedInstruments ?? [];
  return html`
    ${scale === "1" ? nothing : html`<p data-setting="size-scale">Sizes are multiplied by <strong class="num">${scale}</strong>.</p>`}
    ${next ? html`<p data-setting="allowed-next">The next entry${next.symbol ? ` in ${next.symbol}` : ""} may pass the pause until ${time(next.until)}.</p>` : nothing}
    ${paused.length === 0 ? nothing : html`<p data-setting="paused">Paused: ${paused.map((key) => key.split("|").at(-1)).join(", ")}.</p>`}`;
}

/** What the account's guards know. */
export function shield(risk) {
  if (!risk) return html`<p class="empty">Waiting for the account's risk state…</p>`;
  const account = risk.trades.find((one) => one.strategy === "");
  return html`<p>${badge(risk.state)} ${risk.reason}</p>
    ${risk.reducedBy ? html`<p>Reduced by itself: <strong>${words(risk.reducedBy)}</strong>.</p>` : nothing}
    ${settings(risk)}
    ${risk.equity.map(standing)}
    ${(risk.limits ?? []).filter((one) => !one.strategy && one.used !== undefined).map(limit)}
    ${risk.balances.map(reserve)}
    ${account === undefined ? nothing : html`<p>${account.trades} closed, ${account.winners} won; ${account.lossStreak === 0 ? "the last one won" : html`${account.lossStreak} lost since one won, the last at ${time(account.lastLossAt)}`}.</p>`}`;
}
