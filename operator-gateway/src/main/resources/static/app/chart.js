import { html } from "lit";
import { Sketch } from "./sketch.js";
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

const SKETCH = 1;
const NEWS = 2;
const FRAME = 3;
/** How deep a change goes: a frame is drawn with its news, and news with the sketch above them. */
const DEPTH = { sketch: SKETCH, news: NEWS, frame: FRAME };
/** A chart that is still asks the browser for no more frames: it is to have more such frames than this. */
const STILL_FRAMES = 0.5;

/**
 * A chart. `frame` makes what seldom changes and `news` what is merged into it, from the theme's
 * colours; another `news` has the whole chart drawn again.
 *
 * `sketch` is for what changes each second: it draws on a canvas beneath, and the chart stays as it
 * is. It is given the empty canvas's pen, the chart and the colours, and tells whether what it drew fits
 * between the ends of the axes. Where it does not, the chart is drawn again.
 */
class Chart extends Part {
  static properties = {
    frame: { attribute: false },
    news: { attribute: false },
    sketch: { attribute: false },
    label: {},
  };

  #chart = null;
  #sketched = null;
  #colour = null;
  #due = FRAME;
  #isSeen = false;
  #size = new ResizeObserver(() => this.#resize());
  #sight = new IntersectionObserver((entries) => this.#see(entries.at(-1).isIntersecting));
  #redraw = () => this.#draw(FRAME);

  /** At once: the view that it is of has waited for the frame. */
  scheduleUpdate() {
    return this.performUpdate();
  }

  render() {
    return html`<canvas class="sketch" aria-hidden="true"></canvas>
      <div class="canvas" role="img" aria-label=${this.label ?? "chart"}></div>`;
  }

  async firstUpdated() {
    const { init } = await import("echarts");
    if (!this.isConnected) return;
    const canvas = this.querySelector(".canvas");
    this.#chart = init(canvas, null, { renderer: "canvas" });
    this.#chart.getZr().setSleepAfterStill(STILL_FRAMES);
    this.#sketched = new Sketch(this.querySelector(".sketch"));
    this.#sketched.resize(this.#chart);
    this.#chart.on("click", (event) => this.dispatchEvent(new CustomEvent("pick", { detail: event })));
    this.#chart.on("datazoom", () => this.#draw(SKETCH));
    this.#size.observe(canvas);
    this.#sight.observe(canvas);
    window.addEventListener("themechange", this.#redraw);
  }

  updated(changed) {
    this.#draw(Math.max(0, ...[...changed.keys()].map((name) => DEPTH[name] ?? 0)));
  }

  #resize() {
    this.#chart.resize();
    this.#sketched.resize(this.#chart);
    this.#draw(SKETCH);
  }

  /** What has changed while it was out of sight is drawn now. */
  #see(isSeen) {
    this.#isSeen = isSeen;
    this.#draw(0);
  }

  #draw(depth) {
    this.#due = Math.max(this.#due, depth);
    if (!this.#isSeen || !this.frame || this.#due === 0) return;
    if (this.#due === FRAME) this.#begin();
    if (this.#due >= NEWS) this.#merge();
    if (!this.#fits()) {
      this.#due = Math.max(this.#due, NEWS);
      this.#merge();
      this.#fits();
    }
    if (this.#due >= NEWS) this.#chart.getZr().flush(); // in this frame of the screen, not one more
    this.#due = 0;
  }

  /** Colours are asked of the browser only here: in the midst of an update it would lay out twice. */
  #begin() {
    this.#colour = colours();
    this.#chart.setOption({ animation: false, ...this.frame(this.#colour) }, { notMerge: true });
  }

  #merge() {
    if (this.news) this.#chart.setOption(this.news(this.#colour), { silent: true });
  }

  #fits() {
    return !this.sketch || this.#sketched.draw(this.sketch, this.#chart, this.#colour);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener("themechange", this.#redraw);
    this.#size.disconnect();
    this.#sight.disconnect();
    this.#chart?.dispose();
    this.#chart = null;
    this.#isSeen = false;
  }
}

customElements.define("tm-chart", Chart);
