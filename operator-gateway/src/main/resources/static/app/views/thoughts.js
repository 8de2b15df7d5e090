import { html } from "lit";
import { feed } from "../feed.js";
import { items } from "../store.js";
import { pager } from "../table.js";
import { Resource, View, panel } from "../view.js";

const KINDS = ["", "SIGNAL", "BLOCKED", "DENIED", "ORDER", "FILL", "POSITION", "RISK", "MODEL", "COMMAND"];

/** What the bot thinks, in plain sentences: what comes in live, and what was said before. */
class Thoughts extends View {
  static parts = ["thoughts"];

  #filter = { size: 100, page: 0 };
  #known = new Resource(this, () => ["thoughts", this.#filter], 10_000);

  render() {
    const unfiltered = this.#filter.page === 0 && !["kind", "symbol", "strategy", "severity"].some((name) => this.#filter[name]);
    return panel("Thoughts", this.#known.show((page) => {
      const live = unfiltered ? items("thoughts").toReversed() : [];
      const seen = new Set(live.map((one) => one.id));
      const all = [...live, ...page.items.filter((one) => !seen.has(one.id))];
      return html`${feed(all, "Nothing was thought of that kind yet.")}${pager(page, (number) => this.#turn({ page: number }))}`;
    }), { size: "xl", note: this.#filters() });
  }

  #filters() {
    const pick = (name) => (event) => this.#turn({ [name]: event.target.value.trim(), page: 0 });
    return html`<div class="filters">
      <label>Kind <select @change=${pick("kind")}>${KINDS.map((kind) => html`<option value=${kind}>${kind ? kind.toLowerCase() : "all"}</option>`)}</select></label>
      <label>Severity <select @change=${pick("severity")}>${["", "INFO", "NOTICE", "WARNING", "ALERT"].map((one) => html`<option value=${one}>${one ? one.toLowerCase() : "all"}</option>`)}</select></label>
      <label>Symbol <input size="10" placeholder="BTC/USD" @change=${pick("symbol")} /></label>
      <label>Strategy <input size="14" @change=${pick("strategy")} /></label>
    </div>`;
  }

  #turn(change) {
    this.#filter = { ...this.#filter, ...change };
    this.#known.refresh();
    this.requestUpdate();
  }
}

customElements.define("tm-thoughts", Thoughts);
