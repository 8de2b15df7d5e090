import { axis, tooltip } from "./chart.js";
import { scale } from "./sketch.js";

/** Parts of the book's width and height that the axes leave free, so that they hold for a while. */
const WIDTH = 0.6;
const HEIGHT = 0.2;
/** Part of the chart that the book fills at least; below that the axes are drawn closer. */
const LEAST = 0.4;
/** Pixels of the edge, and how much of the area below it covers what is behind. */
const LINE = 1.5;
const AREA = 0.2;

const prices = ({ bids, asks }) => [...bids, ...asks].map((level) => Number(level.price));
const depths = ({ bids, asks }) => [...bids, ...asks].map((level) => Number(level.cumulative));

/** The library makes room for every digit of an axis's end. */
const round = (value) => Number(value.toPrecision(8));

/** Axes and names of the cumulative depth; `book` gives the book as it is when it is pointed at. */
export function depthFrame(colour, book) {
  const side = (id, name, tint) => ({
    id,
    name,
    type: "line",
    symbol: "none",
    silent: true,
    lineStyle: { opacity: 0 },
    itemStyle: { color: tint },
    data: [],
  });
  const ends = { color: colour.muted, fontSize: 11, hideOverlap: true, showMinLabel: false, showMaxLabel: false };
  return {
    grid: { left: 48, right: 28, top: 30, bottom: 24 },
    legend: { top: 2, left: 0, selectedMode: false, textStyle: { color: colour.ink }, icon: "roundRect", lineStyle: { width: 0 } },
    tooltip: tooltip(colour, { formatter: ([point]) => describe(Number(point.axisValue), book()) }),
    xAxis: axis(colour, { id: "price", type: "value", scale: true, splitLine: { show: false }, axisLabel: ends }),
    yAxis: axis(colour, { id: "depth", type: "value", min: 0, axisLabel: { ...ends, showMinLabel: true } }),
    series: [side("bids", "Bids", colour.gain), side("asks", "Asks", colour.loss)],
  };
}

/** Axes with some room around a book, which has a level at least. */
export function depthNews(book) {
  const least = Math.min(...prices(book));
  const most = Math.max(...prices(book));
  const room = (WIDTH * (most - least || most)) / 2;
  const points = (levels) => levels.map((level) => [Number(level.price), Number(level.cumulative)]);
  return {
    xAxis: [{ id: "price", min: round(least - room), max: round(most + room) }],
    yAxis: [{ id: "depth", max: round((1 + HEIGHT) * Math.max(...depths(book))) }],
    series: [
      { id: "bids", data: points(book.bids) },
      { id: "asks", data: points(book.asks) },
    ],
  };
}

/** The book as a chart's sketch: two flights of steps, away from the best prices. */
export function depthSketch(book) {
  const [lowest, highest] = [Math.min(...prices(book)), Math.max(...prices(book))];
  const deepest = Math.max(...depths(book));
  return ({ pen, chart, colour }) => {
    const { x, y } = scale(chart, "bids", [lowest, 0], [highest === lowest ? lowest + 1 : highest, deepest || 1]);
    for (const [levels, tint] of [[book.bids, colour.gain], [book.asks, colour.loss]]) {
      if (levels.length === 0) continue;
      pen.strokeStyle = pen.fillStyle = tint;
      pen.lineWidth = LINE;
      const steps = new Path2D();
      const first = x(Number(levels[0].price));
      steps.moveTo(first, y(0));
      let depth = 0;
      for (const level of levels) {
        const price = x(Number(level.price));
        steps.lineTo(price, y(depth));
        depth = Number(level.cumulative);
        steps.lineTo(price, y(depth));
      }
      pen.stroke(steps);
      steps.lineTo(x(Number(levels.at(-1).price)), y(0));
      pen.globalAlpha = AREA;
      pen.fill(steps);
      pen.globalAlpha = 1;
    }
    const isLarge = x(highest) - x(lowest) > LEAST * chart.getWidth() && y(0) - y(deepest) > LEAST * chart.getHeight();
    return isLarge && [lowest, highest].every((price) => chart.containPixel({ gridIndex: 0 }, [x(price), y(deepest)]));
  };
}

function describe(price, { bids, asks }) {
  const isBid = bids.length > 0 && price <= Number(bids[0].price);
  const reached = isBid
    ? bids.filter((level) => Number(level.price) >= price)
    : asks.filter((level) => Number(level.price) <= price);
  return `${round(price)}\n${isBid ? "Bids" : "Asks"} ${reached.at(-1)?.cumulative ?? 0}`;
}
