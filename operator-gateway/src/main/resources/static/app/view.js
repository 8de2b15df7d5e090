import { LitElement, html, nothing } from "lit";
import { Problem, get } from "./api.js";
import { live, subscribe } from "./store.js";
import { time } from "./time.js";

/** Milliseconds that what comes in waits for what comes with it: the gateway tells several frames at once. */
const GATHERING = 40;

let gathering = null;

function gathered() {
  gathering ??= new Promise((drawn) =>
    setTimeout(() => {
      gathering = null;
      drawn();
    }, GATHERING),
  );
  return gathering;
}

/** An element of the page: in the page's own tree, so that one style sheet holds for all. */
export class Part extends LitElement {
  /** Names of the live parts that it shows. */
  static parts = [];

  #end = () => {};
  #heard = false;
  #shown = false;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    const shown = this.constructor.parts;
    this.#end = subscribe((changed) => {
      if (shown.some((part) => changed.has(part))) this.hear();
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#end();
  }

  /**
   * Something came in; all parts that it concerns are drawn in one frame of the screen. What comes in
   * first is drawn at once, so that nothing moves that was seen.
   */
  async hear() {
    if (this.#heard) await gathered();
    this.#heard = true;
    this.requestUpdate();
  }

  /** Once a frame of the screen, whatever came in; not at all while the page is hidden. */
  async scheduleUpdate() {
    if (this.#shown) await new Promise((begin) => requestAnimationFrame(begin));
    this.#shown = this.#heard;
    return super.scheduleUpdate();
  }

  /** It may have been taken from the page while it waited for its frame. */
  shouldUpdate() {
    return this.isConnected;
  }
}

/** A view: a part that a route shows. */
export class View extends Part {
  static properties = { route: { attribute: false } };

  constructor() {
    super();
    this.route = { query: new URLSearchParams(), segments: [] };
  }
}

/** What REST tells of one address, read again now and then while its view is shown. */
export class Resource {
  value = null;
  problem = null;
  #host;
  #request;
  #every;
  #timer = 0;
  #abort = new AbortController();
  #asked = "";
  #reading = false;

  /**
   * @param request gives `[path, params]`, or a function that reads; null for nothing to ask
   * @param every milliseconds between readings; 0 for once
   */
  constructor(host, request, every = 0) {
    this.#host = host;
    this.#request = request;
    this.#every = every;
    host.addController(this);
  }

  hostConnected() {
    this.refresh();
    if (this.#every > 0) {
      this.#timer = setInterval(() => document.hidden || this.#reading || this.refresh(), this.#every);
    }
  }

  hostDisconnected() {
    clearInterval(this.#timer);
    this.#abort.abort();
  }

  /** Reads something else: what was told does not hold for it. */
  reset() {
    this.value = null;
    this.problem = null;
    return this.refresh();
  }

  async refresh() {
    this.#abort.abort();
    const request = this.#request();
    if (request === null) return;
    const { signal } = (this.#abort = new AbortController());
    const asked = JSON.stringify(request);
    this.#reading = true;
    try {
      const value =
        typeof request === "function" ? await request(signal) : await get(...request, signal);
      if (signal.aborted) return;
      if (JSON.stringify(value) !== JSON.stringify(this.value)) this.value = value;
      this.problem = null;
    } catch (problem) {
      if (signal.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
      if (asked !== this.#asked) this.value = null;
    }
    this.#reading = false;
    this.#asked = asked;
    this.#host.requestUpdate();
  }

  /** What it tells, or a sentence why there is nothing. */
  show(render) {
    if (this.value !== null) return html`${this.problem ? warning(this.problem) : nothing}${render(this.value)}`;
    return this.problem ? warning(this.problem) : html`<p class="empty">Loading…</p>`;
  }
}

function warning(problem) {
  return html`<p class="empty" role="status">Unavailable: ${problem.message}.</p>`;
}

/** A live part, or a sentence why there is nothing; with a warning where its service is away. */
export function known(part, service, render) {
  const lost = (live.state.unavailable ?? []).find((each) => each.service === service);
  const warned = lost
    ? html`<p class="empty" role="status" data-unavailable=${service}>Unavailable: ${service} does not answer since ${time(lost.since)}; what is shown is older.</p>`
    : nothing;
  if (live.state[part] === undefined) return lost ? warned : html`<p class="empty">Waiting for the gateway…</p>`;
  return html`${warned}${render(live.state[part])}`;
}

/** A titled box of the page. */
export function panel(title, content, { size = "", note = nothing, id = "" } = {}) {
  const name = id || title.toLowerCase().replace(/\W+/g, "-");
  return html`<section class="panel ${size}" aria-labelledby="${name}-title">
    <div class="bar"><h2 id="${name}-title">${title}</h2>${note}</div>
    <div class="body">${content}</div>
  </section>`;
}

const TONES = {
  good: "ACTIVE UP LIVE DONE EQUAL CHAMPION FILLED HEALED COMPLETE OPEN SIGNAL ACKNOWLEDGED ACCEPTED FREE RELOADED SENDING",
  warn: "REDUCING DEGRADED IDLE STALLED BOOK_RESYNC RESYNCING CONNECTING SUBSCRIBING RUNNING QUEUED CLOSING OPENING INTERRUPTED CHALLENGER BLOCKED UNKNOWN PARTIAL INCOMPLETE ISSUED REBUILT NEAR WAITING",
  bad: "HALTED DOWN DISCONNECTED REFUSED FAILED DIFFERENT REJECTED DENIED UNFILLABLE EXPIRED REACHED",
  up: "BUY LONG",
  down: "SELL SHORT",
};
const SIGNS = { good: "●", warn: "◆", bad: "■", up: "▲", down: "▼" };
const TONE = new Map(
  Object.entries(TONES).flatMap(([tone, words]) => words.split(" ").map((word) => [word, tone])),
);

/** A word of a closed set; its sign and its text tell what its colour tells. */
export function badge(word, title = "") {
  if (word === undefined || word === null || word === "") return nothing;
  const tone = TONE.get(word) ?? "plain";
  const sign = SIGNS[tone];
  return html`<span class="badge ${tone}" title=${title}>${sign ? html`<i aria-hidden="true">${sign}</i> ` : nothing}${words(word)}</span>`;
}

/** STOP_LOSS as "stop loss". */
export function words(constant) {
  return String(constant).toLowerCase().replaceAll("_", " ");
}

/** A decimal as REST tells it; coloured by its sign where that matters. */
export function figure(value, signed = false) {
  if (value === undefined || value === null) return "–";
  if (!signed) return html`<span class="num">${value}</span>`;
  const text = String(value);
  const tone = text.startsWith("-") ? "loss" : /[1-9]/.test(text) ? "gain" : "";
  return html`<span class="num ${tone}">${text}</span>`;
}

/** A statistic, not money: a few digits are enough. */
export function statistic(value, digits = 4) {
  if (value === undefined || value === null) return "–";
  return html`<span class="num" title=${value}>${Number(Number(value).toPrecision(digits))}</span>`;
}

/** A long id or hash in short, whole on hover. */
export function short(id) {
  return id ? html`<code title=${id}>${String(id).slice(0, 8)}</code>` : "–";
}
