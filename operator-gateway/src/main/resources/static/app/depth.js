import { BELOW, axis, tooltip } from "./chart.js";

/** Parts of the book's width and height that the axes leave free, so that they hold for a while. */
const WIDTH = 0.4;
const HEIGHT = 0.2;
/** Part of the chart that the book fills at least; below that the axes are drawn closer. */
const LEAST = 0.4;

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
    grid: { left: 8, right: 28, top: 30, bottom: 6, containLabel: true },
    legend: { zlevel: BELOW, top: 2, left: 0, selectedMode: false, textStyle: { color: colour.ink }, icon: "roundRect", lineStyle: { width: 0 } },
    tooltip: tooltip(colour, { formatter: ([point]) => describe(Number(point.axisValue), book()) }),
    xAxis: axis(colour, { id: "price", zlevel: BELOW, type: "value", scale: true, splitLine: { show: false }, axisLabel: ends }),
    yAxis: axis(colour, { id: "depth", zlevel: BELOW, type: "value", min: 0, axisLabel: { ...ends, showMinLabel: true } }),
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
  return ({ chart, graphic, colour, group }) => {
    const place = (price, depth) => chart.convertToPixel({ seriesId: "bids" }, [price, depth]);
    const [left, top] = place(Math.min(...prices(book)), Math.max(...depths(book)));
    const [right, floor] = place(Math.max(...prices(book)), 0);
    for (const [levels, tint] of [[book.bids, colour.gain], [book.asks, colour.loss]]) {
      const points = steps(levels.map((level) => place(Number(level.price), Number(level.cumulative))), floor);
      if (points.length === 0) continue;
      const end = [points.at(-1)[0], floor];
      group.add(new graphic.Polygon({ silent: true, shape: { points: [...points, end] }, style: { fill: tint, opacity: 0.2 } }));
      group.add(new graphic.Polyline({ silent: true, shape: { points }, style: { stroke: tint, lineWidth: 1.5 } }));
    }
    const isLarge = right - left > LEAST * chart.getWidth() && floor - top > LEAST * chart.getHeight();
    return isLarge && [left, right].every((x) => chart.containPixel({ gridIndex: 0 }, [x, top]));
  };
}

/** What is offered between two levels is what is offered up to the nearer one. */
function steps(points, floor) {
  return points.flatMap(([x, y], i) => [[x, points[i - 1]?.[1] ?? floor], [x, y]]);
}

function describe(price, { bids, asks }) {
  const isBid = bids.length > 0 && price <= Number(bids[0].price);
  const reached = isBid
    ? bids.filter((level) => Number(level.price) >= price)
    : asks.filter((level) => Number(level.price) <= price);
  return `${round(price)}\n${isBid ? "Bids" : "Asks"} ${reached.at(-1)?.cumulative ?? 0}`;
}
