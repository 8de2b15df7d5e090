import { html, nothing } from "lit";
import { Problem, send } from "../api.js";
import { authorised } from "../control.js";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, panel, short, words } from "../view.js";

/** Certificates that live agrees with the code. */
class Parity extends View {
  #page = 0;
  #picked = null;
  #problem = null;
  #all = new Resource(this, () => ["parity", { page: this.#page, size: 50 }], 3000);
  #one = new Resource(this, () => this.#picked && [`parity/${this.#picked}`], 3000);

  render() {
    return html`<div class="grid">
      ${panel("Certificates", this.#all.show((page) => html`${this.#table(page.items)}${pager(page, (to) => this.#turn(to))}`), { size: "l w7", note: this.#form() })}
      ${panel("What it says", this.#picked === null ? html`<p class="empty">Pick a certificate to see what each service replayed.</p>` : this.#one.show((one) => this.#detail(one)), { size: "l w5" })}
    </div>`;
  }

  #table(certificates) {
    return table([
      { label: "Asked for", cell: (one) => html`<button class="quiet small" @click=${() => this.#pick(one.id)}>${time(one.requestedAt)}</button>` },
      { label: "Verdict", id: "verdict", cell: (one) => badge(one.verdict ?? one.status, one.detail) },
      { label: "Window", cell: (one) => html`${time(one.from)} to ${time(one.to)}` },
      { label: "Events", numeric: true, cell: (one) => one.recorded ?? "–" },
      { label: "Differences", id: "differences", numeric: true, cell: (one) => one.differences ?? "–" },
      { label: "Recorded", cell: (one) => short(one.recordedSha256) },
      { label: "Replayed", cell: (one) => short(one.replayedSha256) },
      { label: "By", cell: (one) => words(one.origin) },
    ], certificates, { key: (one) => one.id, label: "Certificates", empty: "No certificate has been asked for; give a window of recorded time.", mark: (one) => (one.id === this.#picked ? "picked" : "") });
  }

  #detail(one) {
    return html`<p>${badge(one.verdict ?? one.status)} ${one.detail}</p>
      ${(one.missing ?? []).map((what) => html`<p class="muted">Missing: ${what}</p>`)}
      ${one.reports.map((report) => html`<h3>${report.service} ${badge(report.verdict)}</h3>
        <dl class="pairs">
          <dt>Inputs</dt><dd>${report.inputs}</dd><dt>Recorded</dt><dd>${report.recorded}</dd><dt>Replayed</dt><dd>${report.replayed}</dd>
          <dt>Recorded digest</dt><dd><code>${report.recordedSha256}</code></dd><dt>Replayed digest</dt><dd><code>${report.replayedSha256}</code></dd>
        </dl>`)}
      ${one.firstDifference ? html`<h3>First difference: ${one.firstDifference.subject}</h3><pre>${JSON.stringify(one.firstDifference, null, 2)}</pre>` : nothing}`;
  }

  #form() {
    return html`<form class="filters" @submit=${(event) => this.#begin(event)}>
      <label>From, UTC <input name="from" type="datetime-local" required /></label>
      <label>To, UTC <input name="to" type="datetime-local" required /></label>
      <button>Certify</button>
      ${this.#problem ? html`<span class="problem" role="alert">${this.#problem}</span>` : nothing}
    </form>`;
  }

  async #begin(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = { from: `${form.get("from")}:00Z`, to: `${form.get("to")}:00Z` };
    try {
      this.#pick((await authorised(() => send("POST", "parity", { body }))).id);
      this.#problem = null;
      this.#all.refresh();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#problem = problem.message;
    }
    this.requestUpdate();
  }

  #pick(id) {
    this.#picked = id;
    this.#one.reset();
    this.requestUpdate();
  }

  #turn(to) {
    this.#page = to;
    this.#all.refresh();
  }
}

customElements.define("tm-parity", Parity);
