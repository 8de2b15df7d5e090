import { html, nothing } from "lit";
import { time } from "./time.js";
import { badge, figure, short, words } from "./view.js";

const money = (value) => (value === undefined ? "–" : html`${figure(value.amount)} ${value.currency}`);

/** What an event says, by its schema. */
const SAYS = {
  "signal-raised": (one) => ["Signal", html`${badge(one.type)} from ${one.strategy} at ${figure(one.referencePrice)}, confidence ${one.confidence}: ${one.reason}`],
  "place-order": (one) => ["Order asked for", html`${words(one.purpose)}: ${badge(one.side)} ${figure(one.quantity)} ${words(one.type)} with ${figure(one.referencePrice)} in view: ${one.reason} (${short(one.clientOrderId)})`],
  "cancel-order": (one) => ["Cancel asked for", html`of the order ${short(one.clientOrderId)}: ${one.reason}`],
  "order-changed": (one) => ["Order", html`${short(one.clientOrderId)} is ${badge(one.status)}, ${figure(one.filled)} of ${figure(one.quantity)} filled${one.detail ? html`: ${one.detail}` : nothing}`],
  "order-filled": (one) => ["Fill", html`${badge(one.side)} ${figure(one.quantity)} at ${figure(one.price)}, fee ${money(one.fee)}, the venue's trade ${one.venueTradeId}`],
  "order-denied": (one) => ["Denied", html`${words(one.reason)}`],
  "position-changed": (one) => ["Position", html`${words(one.change)}: ${badge(one.side)} ${figure(one.quantity)}, realised ${money(one.realisedPnl)}${one.stopPrice ? html`, stop ${figure(one.stopPrice)}` : nothing}${one.takeProfitPrice ? html`, target ${figure(one.takeProfitPrice)}` : nothing}${one.exitReason ? html`, left by ${words(one.exitReason)}` : nothing}`],
  "risk-state-changed": (one) => ["Risk state", html`${badge(one.state)} ${one.reason}`],
  "control-command": (one) => ["Command", html`${words(one.action)} by ${one.issuedBy}: ${one.reason}`],
  "bars-closed": (one) => ["Bars", html`closed at ${time(one.closeTime)}`],
  prediction: (one) => ["Prediction", html`by ${one.model}: ${JSON.stringify(one.outputs)}`],
};

/** The schema of a chain's event. */
export function schemaOf(link) {
  return link.event?.schema ?? null;
}

/** A link of the chain: what came in, or what it led to. */
export function linkItem(link, picked) {
  const event = link.event;
  if (event === null || event === undefined) {
    return html`<li><h3>Market</h3><p class="muted">Offsets ${link.fromOffset} to ${link.toOffset} of ${link.topic}, partition ${link.partition}, were applied.</p></li>`;
  }
  const [title, sentence] = SAYS[event.schema]?.(event) ?? [words(event.schema), ""];
  return html`<li data-schema=${event.schema} class=${picked(event) ? "picked" : ""}>
    <h3>${title} <span class="muted">${time(event.eventTime ?? event.closeTime)}</span></h3>
    <p>${sentence}</p>
    ${source(link, event)}
  </li>`;
}

function source(link, event) {
  const where = link.direction === "INPUT" ? `${link.topic}, partition ${link.partition}, offset ${link.fromOffset}` : "led to by the input above";
  return html`<details><summary>Input ${link.sequence}${link.number > 0 ? `, output ${link.number}` : ""}: ${where}</summary><pre>${JSON.stringify(event, null, 2)}</pre></details>`;
}

/** The bar that was decided on. */
export function barItem(bar, timeframe) {
  return html`<li data-schema="bar">
    <h3>Bar <span class="muted">${timeframe}, opened ${time(bar.openTime)}</span></h3>
    <p>Open ${figure(bar.open)} high ${figure(bar.high)} low ${figure(bar.low)} close ${figure(bar.close)}, volume ${figure(bar.volume)}, ${badge(bar.completeness)} from ${words(bar.source)}, revision ${bar.revision}</p>
  </li>`;
}

/** The decision that the signal rests on, with what its rules read. */
export function decisionItem(one) {
  return html`<li data-schema="decision">
    <h3>Decision <span class="muted">${time(one.closeTime)}</span></h3>
    <p>${one.strategy}: ${badge(one.outcome === "SIGNAL" ? one.type : one.outcome)}${one.blockReason ? html` ${words(one.blockReason)}` : nothing}, confidence ${one.confidence}. ${one.reasons.join("; ")}</p>
    <dl class="pairs">${Object.entries(one.indicators).map(([name, value]) => html`<dt>${name}</dt><dd class="num">${value}</dd>`)}
      <dt>Configuration</dt><dd><code>${one.configurationHash}</code></dd>
      ${one.modelHash ? html`<dt>Model</dt><dd><code>${one.modelHash}</code></dd>` : nothing}</dl>
  </li>`;
}

/** A signal as the scanner keeps it. */
export function signalItem(one) {
  return html`<li data-schema="signal-raised">
    <h3>Signal <span class="muted">${time(one.eventTime)}</span></h3>
    <p>${badge(one.type)} from ${one.strategy} at ${figure(one.referencePrice)}, confidence ${one.confidence}: ${one.reason}</p>
  </li>`;
}
