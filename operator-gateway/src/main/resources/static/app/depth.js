import { axis, tooltip } from "./chart.js";

/** Cumulative quantity by price, the two sides of the book. */
export function depthFrame(colour) {
  const side = (id, name, tint) => ({
    id,
    name,
    type: "line",
    step: id === "bids" ? "start" : "end",
    symbol: "none",
    lineStyle: { color: tint, width: 1.5 },
    itemStyle: { color: tint },
    areaStyle: { color: tint, opacity: 0.2 },
    data: [],
  });
  return {
    grid: { left: 8, right: 28, top: 30, bottom: 6, containLabel: true },
    legend: { top: 2, left: 0, textStyle: { color: colour.ink }, icon: "roundRect" },
    tooltip: tooltip(colour),
    xAxis: axis(colour, { type: "value", scale: true, splitLine: { show: false } }),
    yAxis: axis(colour, { type: "value" }),
    series: [side("bids", "Bids", colour.gain), side("asks", "Asks", colour.loss)],
  };
}

export function depthNews(book) {
  const points = (levels) => levels.map((level) => [Number(level.price), Number(level.cumulative)]);
  return {
    series: [
      { id: "bids", data: points(book.bids).reverse() },
      { id: "asks", data: points(book.asks) },
    ],
  };
}
