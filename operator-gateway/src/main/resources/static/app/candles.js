import { axis, tooltip } from "./chart.js";
import { minute } from "./time.js";

/** The most bars that are kept on the chart. */
export const MOST_BARS = 2000;
const SHOWN = 160;
const SHOWN_NARROW = 60;

const number = (text) => (text === undefined || text === null ? null : Number(text));

/** A bar as a candle: open, close, low, high. */
function candle(bar) {
  return [number(bar.open), number(bar.close), number(bar.low), number(bar.high)];
}

function volume(bar) {
  return { value: Number(bar.volume), itemStyle: { opacity: bar.completeness === "PARTIAL" ? 0.3 : 0.7 } };
}

/** Bars by their open time, the oldest first. */
export class Bars {
  times = [];
  candles = [];
  volumes = [];

  constructor(bars) {
    for (const bar of bars) this.put(bar);
  }

  /** Another edition of a known bar takes its place. */
  put(bar) {
    const at = this.index(bar.openTime);
    const isNew = this.times[at] !== bar.openTime;
    const place = isNew ? at + 1 : at;
    const replaced = isNew ? 0 : 1;
    this.times.splice(place, replaced, bar.openTime);
    this.candles.splice(place, replaced, candle(bar));
    this.volumes.splice(place, replaced, volume(bar));
    if (this.times.length > MOST_BARS) [this.times, this.candles, this.volumes].forEach((all) => all.shift());
  }

  /** The index of the last bar that opened at or before an instant; -1 before all. */
  index(instant) {
    const wanted = Date.parse(instant);
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (Date.parse(this.times[middle]) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

/** What seldom changes of the candle chart. */
export function candleFrame(colour, bars, narrow) {
  const start = Math.max(0, 100 * (1 - (narrow ? SHOWN_NARROW : SHOWN) / bars.times.length));
  const left = narrow ? 58 : 72;
  const body = { color: colour.gain, borderColor: colour.gain, color0: colour.loss, borderColor0: colour.loss };
  return {
    grid: [
      { left, right: 12, top: 10, bottom: "31%" },
      { left, right: 12, height: "14%", bottom: 50 },
    ],
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: tooltip(colour, { formatter: (points) => describe(points, bars) }),
    xAxis: [0, 1].map((gridIndex) =>
      axis(colour, {
        id: gridIndex === 0 ? "x" : "x-volume",
        type: "category",
        gridIndex,
        data: [],
        splitLine: { show: false },
        axisLabel: { show: gridIndex === 1, color: colour.muted, fontSize: 11, hideOverlap: true, formatter: hour },
      }),
    ),
    yAxis: [
      axis(colour, { id: "price", scale: true, axisLabel: { color: colour.muted, fontSize: 11, showMinLabel: false, showMaxLabel: false } }),
      axis(colour, { gridIndex: 1, axisLabel: { show: false }, splitLine: { show: false } }),
    ],
    dataZoom: [
      { type: "inside", xAxisIndex: [0, 1], start, end: 100, zoomOnMouseWheel: "ctrl", disabled: matchMedia("(pointer: coarse)").matches },
      { type: "slider", xAxisIndex: [0, 1], start, end: 100, height: 18, bottom: 6, borderColor: colour.line, textStyle: { color: colour.muted }, labelFormatter: "", showDataShadow: false, brushSelect: false },
    ],
    series: [
      { id: "candles", name: "Price", type: "candlestick", itemStyle: body, data: [], large: true, largeThreshold: 600, markLine: { symbol: "none", silent: true, animation: false, data: [] } },
      { id: "newest", name: "Price", type: "candlestick", silent: true, itemStyle: { opacity: 0 }, encode: { x: 0, y: [1, 2, 3, 4] }, data: [] },
      { id: "volume", name: "Volume", type: "bar", xAxisIndex: 1, yAxisIndex: 1, barGap: "-100%", itemStyle: { color: colour.muted }, large: true, data: [] },
      { id: "newest-volume", name: "Volume", type: "bar", xAxisIndex: 1, yAxisIndex: 1, silent: true, itemStyle: { opacity: 0 }, data: [] },
      { id: "signals", name: "Signal", type: "scatter", symbolSize: 15, z: 5, data: [] },
      { id: "fills", name: "Fill", type: "scatter", symbolSize: 11, z: 6, data: [] },
    ],
  };
}

/** The hour, or the day at midnight. */
function hour(at) {
  const [day, clock] = minute(at).split(" ");
  return clock === "00:00" ? day.slice(5) : clock;
}

function describe(points, bars) {
  const openTime = points[0]?.axisValue ?? 0;
  const [open, close, low, high] = bars.candles[bars.index(openTime)] ?? [];
  const marked = points.flatMap((point) => point.data?.text ?? []);
  return [minute(openTime), `Open ${open}  Close ${close}`, `High ${high}  Low ${low}`, ...marked].join("\n");
}

/** All bars of the chart; the newest is a series by itself, as it is not drawn with the others. */
export function candleNews(bars) {
  const last = bars.times.length - 1;
  return {
    xAxis: [{ id: "x", data: bars.times }, { id: "x-volume", data: bars.times }],
    series: [
      { id: "candles", data: bars.candles.slice(0, -1) },
      { id: "volume", data: bars.volumes.slice(0, -1) },
      { id: "newest", data: last < 0 ? [] : [[last, ...bars.candles[last]]] },
      { id: "newest-volume", data: last < 0 ? [] : [[last, bars.volumes[last].value]] },
    ],
  };
}

/** Signals as outlined triangles and fills as filled ones: up for a buy, down for a sale. */
export function marks(bars, events, colour, filled) {
  return events
    .map((event) => ({ event, at: bars.index(event.time) }))
    .filter(({ at }) => at >= 0)
    .map(({ event, at }) => {
      const tint = event.side === "SELL" ? colour.loss : colour.gain;
      return {
        value: [at, Number(event.price)],
        symbol: "triangle",
        symbolRotate: event.side === "SELL" ? 180 : 0,
        itemStyle: filled
          ? { color: tint, borderColor: colour.card, borderWidth: 1 }
          : { color: "transparent", borderColor: tint, borderWidth: 2 },
        text: event.text,
        why: event.why,
      };
    });
}

const NEAR = 0.05;
const MARGIN = 0.06;

/** The axis of prices reaches to the stop and the next target, if the market is near them. */
export function reach(position, last) {
  const near = [position?.stopPrice, position?.takeProfitPrice, position?.entryPrice]
    .filter((price) => price !== undefined && price !== null)
    .map(Number)
    .filter((price) => Math.abs(price / last - 1) < NEAR);
  const bounds = ({ min, max }) => [Math.min(min, ...near), Math.max(max, ...near)];
  const room = (shown) => (bounds(shown)[1] - bounds(shown)[0]) * MARGIN;
  return {
    min: (shown) => bounds(shown)[0] - room(shown),
    max: (shown) => bounds(shown)[1] + room(shown),
  };
}

/** Entry, stop and tiers of a position as lines. */
export function levels(position, tiers, colour) {
  if (!position) return [];
  const line = (name, price, tint, type = "dashed") =>
    price === undefined || price === null
      ? []
      : [{ name, yAxis: Number(price), lineStyle: { color: tint, type, width: 1.5 }, label: { formatter: `${name} ${price}`, position: "insideEndTop", color: tint, fontSize: 11 } }];
  return [
    ...line("entry", position.entryPrice, colour.accent, "solid"),
    ...line("stop", position.stopPrice, colour.loss),
    ...tiers.flatMap((tier, i) => line(`tier ${i + 1}`, tier, colour.gain, i < position.levelsTaken ? "dotted" : "dashed")),
    ...(tiers.length === 0 ? line("target", position.takeProfitPrice, colour.gain) : []),
  ];
}
