import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { clock, time } from "./time.js";
import { words } from "./view.js";

const LOUD = new Set(["WARNING", "ALERT"]);

/** Sentences, the newest first, each with a link to its causes where it has some. */
export function feed(thoughts, empty) {
  if (thoughts.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<ol class="feed">
    ${repeat(thoughts, (one) => one.id, (one) => html`<li class=${one.severity.toLowerCase()} data-key=${one.id}>${guard([one], () => told(one))}</li>`)}
  </ol>`;
}

function told(one) {
  return html`${time(one.time, clock)}
    <span>${LOUD.has(one.severity) ? html`<strong>${words(one.severity)}:</strong> ` : nothing}${one.sentence} ${why(one)}</span>`;
}

function why({ subjects = {} }) {
  if (subjects.positionId) return html`<a href="#/why/position/${subjects.positionId}">Why</a>`;
  if (subjects.clientOrderId) return html`<a href="#/why/order/${subjects.clientOrderId}">Why</a>`;
  if (subjects.signalId) return html`<a href="#/why/signal/${subjects.signalId}">Why</a>`;
  return nothing;
}
