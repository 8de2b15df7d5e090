import { html, nothing } from "lit";
import { Problem, send } from "../api.js";
import { ask, authorised } from "../control.js";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, figure, panel, short, statistic } from "../view.js";

const KINDS = {
  backtests: "Backtests",
  optimisations: "Optimisations",
  "walk-forwards": "Walks through time",
};

/** A field of a form, or nothing where it is empty. */
function given(form, name) {
  const value = form.get(name)?.trim();
  return value ? value : undefined;
}

function instant(form, name) {
  const value = given(form, name);
  return value && `${value}:00Z`;
}

function progress(one) {
  if (!one.progress) return "–";
  const { percent, done, total, unit, secondsLeft } = one.progress;
  return html`<progress max="100" value=${percent} aria-label="${percent} percent"></progress>
    <span class="muted">${done} of ${total} ${unit}${secondsLeft === undefined ? "" : `, ${secondsLeft} s left`}</span>`;
}

function outcome(one) {
  const metrics = one.result?.metrics;
  if (one.status === "FAILED") return one.detail;
  if (!metrics) return one.detail || "–";
  return html`PnL ${figure(metrics.totalPnl, true)}, ${metrics.totalTrades} trades, Sharpe ${statistic(metrics.sharpe)}, drawdown ${statistic(metrics.maxDrawdown)}`;
}

/** Jobs of the backtester: begun here, watched here, read here. */
class Backtests extends View {
  #kind = "backtests";
  #page = 0;
  #problem = null;
  #picked = null;
  #jobs = new Resource(this, () => [this.#kind, { page: this.#page, size: 50 }], 1500);
  #trials = new Resource(this, () => this.#picked && [`${this.#kind}/${this.#picked}/trials`, { size: 200 }], 5000);
  #strategies = new Resource(this, () => ["strategies", { size: 200 }]);

  render() {
    return html`<div class="grid">
      ${panel("Start one", this.#form(), { size: "m w4" })}
      ${panel("Jobs", this.#jobs.show((page) => html`${this.#table(page.items)}${pager(page, (to) => this.#turn(to))}`), { size: "m w8", note: this.#tabs() })}
      ${this.#kind === "backtests" ? nothing : panel("Trials", this.#picked === null ? html`<p class="empty">Pick a search to see its trials.</p>` : this.#trials.show((page) => this.#trialTable(page.items)), { size: "m" })}
    </div>`;
  }

  #tabs() {
    return html`<div class="filters" role="group" aria-label="Kind">${Object.entries(KINDS).map(([kind, title]) => html`<button class="small ${kind === this.#kind ? "primary" : ""}" aria-pressed=${kind === this.#kind} @click=${() => this.#choose(kind)}>${title}</button>`)}</div>`;
  }

  #table(jobs) {
    return table([
      { label: "Asked for", cell: (one) => time(one.createdAt) },
      { label: "Strategy", cell: (one) => html`${one.strategy} <span class="muted">${one.symbols.join(", ")} ${one.timeframe}</span>` },
      { label: "Status", id: "status", cell: (one) => badge(one.status, one.detail) },
      { label: "Progress", cell: progress },
      { label: "Result", wide: true, cell: outcome },
      { label: "", cell: (one) => this.#actions(one) },
    ], jobs, { key: (one) => one.id, label: KINDS[this.#kind], empty: `No job of this kind was asked for yet; the form begins one.`, mark: (one) => (one.id === this.#picked ? "picked" : "") });
  }

  #actions(one) {
    const kind = this.#kind;
    if (one.status === "QUEUED" || one.status === "RUNNING") return html`<button class="small danger" @click=${() => this.#cancel(one)}>Cancel</button>`;
    if (one.status !== "DONE") return short(one.id);
    if (kind === "backtests") return html`<a href="/api/v1/backtests/${one.id}/report" target="_blank" rel="noopener">Report</a>`;
    return html`<button class="small" @click=${() => this.#pick(one.id)}>Trials</button>
      ${kind === "optimisations" ? html`<a href="/api/v1/optimisations/${one.id}/best" target="_blank" rel="noopener">Best, as YAML</a>` : nothing}`;
  }

  #trialTable(trials) {
    return table([
      { label: "Window", numeric: true, cell: (one) => one.fold },
      { label: "Trial", numeric: true, cell: (one) => one.number },
      { label: "Parameters", wide: true, cell: (one) => Object.entries(one.parameters).map(([name, value]) => `${name} ${value}`).join(", ") },
      { label: "Objective", numeric: true, cell: (one) => statistic(one.value) },
      { label: "Profit", numeric: true, cell: (one) => figure(one.figures?.netProfit, true) },
      { label: "Trades", numeric: true, cell: (one) => one.figures?.trades ?? "–" },
      { label: "Constraints", cell: (one) => one.problem ?? (one.feasible ? "kept" : "broken") },
    ], trials, { key: (one) => `${one.fold}-${one.number}`, label: "Trials", empty: "No trial is done yet." });
  }

  #form() {
    const strategies = this.#strategies.value?.items ?? [];
    const walks = this.#kind === "walk-forwards";
    return html`<form class="sheet" @submit=${(event) => this.#begin(event)}>
      <label>Strategy, a file of config/strategies <input name="strategyId" required list="strategies" autocomplete="off" /></label>
      <datalist id="strategies">${strategies.map((one) => html`<option value=${one.id}></option>`)}</datalist>
      <label>Symbols, by comma <input name="symbols" placeholder="the strategy's" /></label>
      <label>From, UTC <input name="from" type="datetime-local" /></label>
      <label>To, UTC <input name="to" type="datetime-local" /></label>
      <label>Cash <input name="cash" inputmode="decimal" pattern="[0-9]+(\\.[0-9]+)?" placeholder="the suite's" /></label>
      ${this.#kind === "backtests" ? nothing : html`<label>Trials, at most <input name="trials" type="number" min="1" placeholder="as the file says" /></label>`}
      ${walks ? html`<label>Searched on <input name="train" required placeholder="90d" /></label><label>Judged by <input name="test" required placeholder="30d" /></label>` : nothing}
      <label class="check"><input type="checkbox" name="suiteLimits" /> with the suite's limits</label>
      ${this.#problem ? html`<p class="problem whole" role="alert">Not begun: ${this.#problem}</p>` : nothing}
      <button class="primary whole">Start</button>
    </form>`;
  }

  async #begin(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const trials = given(form, "trials");
    const body = {
      strategyId: given(form, "strategyId"),
      symbols: given(form, "symbols")?.split(",").map((symbol) => symbol.trim()),
      from: instant(form, "from"),
      to: instant(form, "to"),
      cash: given(form, "cash"),
      suiteLimits: form.has("suiteLimits") ? true : undefined,
      search: trials && { trials: Number(trials) },
      windows: this.#kind === "walk-forwards" ? { train: given(form, "train"), test: given(form, "test") } : undefined,
    };
    try {
      await authorised(() => send("POST", this.#kind, { body }));
      this.#problem = null;
      this.#jobs.refresh();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.#problem = problem.message;
    }
    this.requestUpdate();
  }

  #cancel(job) {
    ask({
      title: `Cancel ${job.strategy}`,
      button: "Cancel the job",
      danger: true,
      effect: "It ends now, and nothing of it is kept.",
      act: () => send("DELETE", `${this.#kind}/${job.id}`).then(() => this.#jobs.refresh()),
    });
  }

  #choose(kind) {
    this.#kind = kind;
    this.#page = 0;
    this.#picked = null;
    this.#jobs.reset();
    this.requestUpdate();
  }

  #pick(id) {
    this.#picked = id;
    this.#trials.reset();
    this.requestUpdate();
  }

  #turn(to) {
    this.#page = to;
    this.#jobs.refresh();
  }
}

customElements.define("tm-backtests", Backtests);
