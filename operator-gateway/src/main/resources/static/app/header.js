import { html, nothing } from "lit";
import { session, signOut } from "./api.js";
import { askForKey, command } from "./control.js";
import { negate } from "./decimal.js";
import { connection } from "./socket.js";
import { live } from "./store.js";
import { clock, time } from "./time.js";
import { Part, badge, figure } from "./view.js";

const NAMES = [
  "overview", "market", "scanner", "thoughts", "risk", "data",
  "models", "backtests", "configuration", "parity", "audit",
];

const COMMANDS = [
  ["pause", "Pause", "‖", ""],
  ["resume", "Resume", "▶", ""],
  ["close-all", "Close all", "×", "danger"],
  ["halt", "Halt", "■", "danger"],
];

/** What holds wherever the operator is: state, money, connection, and how to stop it. */
class Header extends Part {
  static properties = { route: { attribute: false } };
  static parts = ["status", "risk", "markets", "connection"];

  #redraw = () => this.requestUpdate();

  constructor() {
    super();
    this.route = "overview";
    window.addEventListener("sessionchange", this.#redraw);
    window.addEventListener("themechange", this.#redraw);
  }

  /** In place of what the page shows before the scripts have run. */
  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  render() {
    const { status, risk } = live.state;
    return html`<header class="masthead">
        <h1 class="brand">Tidemark</h1>
        <dl class="facts">
          <div><dt>Trading</dt><dd data-fact="state" title=${risk?.reason ?? ""}>${risk ? badge(risk.state) : "–"}</dd></div>
          <div><dt>Mode</dt><dd data-fact="mode">${status?.mode ?? "–"}</dd></div>
          ${this.#money(risk)}
          <div><dt>Venue time</dt><dd data-fact="venue-time">${time(this.#venueTime(status), clock)}</dd></div>
          <div><dt>Connection</dt><dd role="status" data-fact="connection">${this.#connection()}</dd></div>
        </dl>
        <div class="tools">
          ${COMMANDS.map(([name, label, sign, kind]) => html`<button class=${kind} data-command=${name} @click=${() => command(name)}><i aria-hidden="true">${sign}</i> ${label}</button>`)}
          <button class="quiet" @click=${() => window.switchTheme()} aria-label=${`Switch to ${this.#otherTheme()}`}>${this.#otherTheme()}</button>
          ${session.current?.by === "session"
            ? html`<button class="quiet" data-session @click=${signOut}>Sign out (${session.current.role.toLowerCase()})</button>`
            : html`<button class="quiet" data-session @click=${() => askForKey("What changes something needs the suite's key.")}>Sign in</button>`}
        </div>
      </header>
      <nav aria-label="Views">
        ${NAMES.map((name) => html`<a href="#/${name}" aria-current=${name === this.route ? "page" : nothing}>${name[0].toUpperCase() + name.slice(1)}</a>`)}
      </nav>`;
  }

  #money(risk) {
    const standings = risk?.equity ?? [];
    if (standings.length === 0) return html`<div><dt>Equity</dt><dd>–</dd></div><div><dt>Day</dt><dd>–</dd></div>`;
    return standings.map(
      (one) => html`<div><dt>Equity ${one.currency}</dt><dd data-fact="equity" title=${one.equity}>${figure(one.equity)}</dd></div>
        <div><dt>Day ${one.currency}</dt><dd data-fact="day" title=${one.dayLoss === undefined ? "" : negate(one.dayLoss)}>${one.dayLoss === undefined ? "–" : figure(negate(one.dayLoss), true)}</dd></div>`,
    );
  }

  /** The latest that was heard of a venue: the status comes only when it changes. */
  #venueTime(status) {
    const quotes = Object.values(live.state.markets ?? {});
    const heard = [status?.venueTime, ...quotes.map((quote) => quote.time)].filter(Boolean);
    const instants = heard.map((at) => Date.parse(at));
    return heard[instants.indexOf(Math.max(...instants))] ?? null;
  }

  #connection() {
    if (connection.state === "live") return html`<span class="badge good"><i aria-hidden="true">●</i> live</span>`;
    return html`<span class="badge warn"><i aria-hidden="true">◆</i> ${connection.state}…</span>`;
  }

  #otherTheme() {
    return document.documentElement.dataset.theme === "dark" ? "Light" : "Dark";
  }
}

customElements.define("tm-header", Header);
