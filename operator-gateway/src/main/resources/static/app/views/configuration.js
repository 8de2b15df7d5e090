import { html } from "lit";
import { send } from "../api.js";
import { ask } from "../control.js";
import { pager, table } from "../table.js";
import { time } from "../time.js";
import { Resource, View, badge, panel, short, words } from "../view.js";

/** What strategies were and are configured as. */
class Configuration extends View {
  #page = 0;
  #from = null;
  #to = null;
  #history = new Resource(this, () => ["configuration/history", { page: this.#page, size: 50 }], 5000);
  #strategies = new Resource(this, () => ["strategies", { size: 200 }], 10_000);
  #difference = new Resource(this, () => this.#from && this.#to && ["configuration/diff", { from: this.#from, to: this.#to }]);

  render() {
    return html`<div class="grid">
      ${panel("In use", this.#strategies.show((page) => this.#inUse(page.items)), { size: "m", note: html`<button @click=${() => this.#reload()}>Reload the files</button>` })}
      ${panel("History", this.#history.show((page) => html`${this.#table(page.items)}${pager(page, (to) => this.#turn(to))}`), { size: "l w6" })}
      ${panel("Difference", this.#from && this.#to ? this.#difference.show((told) => this.#changes(told)) : html`<p class="empty">Pick two editions of the history to see how they differ.</p>`, { size: "l w6" })}
    </div>`;
  }

  #inUse(strategies) {
    return table([
      { label: "Strategy", id: "id", cell: (one) => html`<strong>${one.id}</strong> <span class="muted">${one.name}</span>` },
      { label: "Class", cell: (one) => one.className },
      { label: "Mode", cell: (one) => badge(one.mode) },
      { label: "Market", cell: (one) => `${one.exchange} ${one.symbols.join(", ")} ${one.primaryTimeframe}` },
      { label: "Since", cell: (one) => time(one.validFrom) },
      { label: "Hash", cell: (one) => short(one.configurationHash) },
      { label: "Definition", wide: true, cell: (one) => html`<details><summary>Show</summary><pre>${JSON.stringify(one.definition, null, 2)}</pre></details>` },
    ], strategies, { key: (one) => one.id, label: "Strategies", empty: "No strategy is in use; put a file into config/strategies and reload." });
  }

  #table(editions) {
    return table([
      { label: "From", cell: (one) => html`<input type="radio" name="from" .checked=${one.id === this.#from} @change=${() => this.#compare(one.id, this.#to)} aria-label="Compare from edition ${one.id}" />` },
      { label: "To", cell: (one) => html`<input type="radio" name="to" .checked=${one.id === this.#to} @change=${() => this.#compare(this.#from, one.id)} aria-label="Compare to edition ${one.id}" />` },
      { label: "Edition", id: "id", cell: (one) => one.id },
      { label: "Strategy", cell: (one) => one.strategy },
      { label: "Change", cell: (one) => words(one.change) },
      { label: "In force from", cell: (one) => time(one.effectiveFrom) },
      { label: "Hash", cell: (one) => short(one.configurationHash) },
    ], editions, { key: (one) => one.id, label: "History", empty: "No configuration has taken effect yet." });
  }

  #changes({ from, to, changes }) {
    if (changes.length === 0) return html`<p class="empty">Editions ${from.id} and ${to.id} say the same.</p>`;
    return html`<div class="diff">${table([
      { label: "Field", id: "path", cell: (one) => html`<code>${one.path}</code>` },
      { label: `Edition ${from.id}`, cell: (one) => (one.before === undefined ? "was not there" : html`<del>${JSON.stringify(one.before)}</del>`) },
      { label: `Edition ${to.id}`, cell: (one) => (one.after === undefined ? "is not there any more" : html`<ins>${JSON.stringify(one.after)}</ins>`) },
    ], changes, { key: (one) => one.path, label: "Difference", empty: "" })}</div>`;
  }

  #compare(from, to) {
    this.#from = from;
    this.#to = to;
    if (from && to) this.#difference.reset();
    this.requestUpdate();
  }

  #turn(to) {
    this.#page = to;
    this.#history.refresh();
  }

  #reload() {
    ask({
      title: "Reload the configuration",
      button: "Reload",
      effect: "The files are read now. What they say takes effect at a coming bar; a file with a mistake is refused, and what runs goes on.",
      act: async (_, key) => {
        await send("POST", "configuration/reload", { key });
        this.#history.refresh();
        this.#strategies.refresh();
      },
    });
  }
}

customElements.define("tm-configuration", Configuration);
