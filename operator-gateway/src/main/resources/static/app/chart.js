import { html } from "lit";
import { Part } from "./view.js";

/** Colours of the page's theme. */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue("--" + name).trim();
  const names = ["page", "card", "ink", "muted", "line", "accent", "gain", "loss", "warn"];
  return Object.fromEntries(names.map((name) => [name, of(name)]));
}

/** What all axes share. */
export function axis(colour, more = {}) {
  return {
    axisLine: { lineStyle: { color: colour.line } },
    axisTick: { show: false },
    axisLabel: { color: colour.muted, fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: colour.line, opacity: 0.6 } },
    ...more,
  };
}

/** What all tooltips share: drawn on the canvas, as styles in markup are forbidden. */
export function tooltip(colour, more = {}) {
  return {
    trigger: "axis",
    renderMode: "richText",
    confine: true,
    transitionDuration: 0,
    backgroundColor: colour.card,
    borderColor: colour.line,
    textStyle: { color: colour.ink, fontSize: 12 },
    axisPointer: { type: "cross", label: { backgroundColor: colour.accent } },
    ...more,
  };
}

/**
 * A chart. `frame` makes what seldom changes from the theme's colours; `news` is what changed and is
 * merged into it, so that an update touches only the series that it names. Where news are not always
 * of all series, `all` makes those to begin with.
 */
class Chart extends Part {
  static properties = {
    frame: { attribute: false },
    news: { attribute: false },
    all: { attribute: false },
    label: {},
  };

  #chart = null;
  #size = new ResizeObserver(() => this.#chart?.resize());
  #redraw = () => this.#draw(true);

  render() {
    return html`<div class="canvas" role="img" aria-label=${this.label ?? "chart"}></div>`;
  }

  async firstUpdated() {
    const { init } = await import("echarts");
    if (!this.isConnected) return;
    const canvas = this.querySelector(".canvas");
    this.#chart = init(canvas, null, { renderer: "canvas" });
    this.#chart.on("click", (event) => this.dispatchEvent(new CustomEvent("pick", { detail: event })));
    this.#size.observe(canvas);
    window.addEventListener("themechange", this.#redraw);
    this.#draw(true);
  }

  updated(changed) {
    if (this.#chart) this.#draw(changed.has("frame"));
  }

  #draw(anew) {
    if (!this.frame) return;
    if (anew) this.#chart.setOption({ animation: false, ...this.frame(colours()) }, { notMerge: true });
    const news = anew && this.all ? this.all() : this.news;
    if (news) this.#chart.setOption(news, { lazyUpdate: !anew, silent: true });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("themechange", this.#redraw);
    this.#size.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
  }
}

customElements.define("tm-chart", Chart);
