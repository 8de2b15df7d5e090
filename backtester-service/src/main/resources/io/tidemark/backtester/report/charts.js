const PRICE_HEIGHT = 300;
const VOLUME_HEIGHT = 46;
const PANE_HEIGHT = 84;
const PANE_GAP = 26;
const FEW_MARKS_SIZE = 10;
const LINES = ["#e39d1c", "#7b5cd6", "#12a3a3", "#d4558c", "#6d8f2f", "#b36b3c", "#4a78d1", "#a04fb0"];

let priceChart;
let equityChart;
let shownSymbol = 0;
let shownTrade = null;

/** The index of the candle that holds an instant. */
function candleAt(times, millis) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= millis) low = middle;
    else high = middle - 1;
  }
  return low;
}

function markers(symbol, times) {
  const found = { longs: [], shorts: [], won: [], lost: [] };
  data.trades.forEach((trade, index) => {
    if (trade.symbol !== symbol) return;
    const entries = trade.side === "LONG" ? found.longs : found.shorts;
    const exits = trade.pnl > 0 ? found.won : found.lost;
    entries.push([candleAt(times, trade.entryTime), trade.entryPrice, index]);
    exits.push([candleAt(times, trade.exitTime), trade.exitPrice, index]);
  });
  return found;
}

function markerSeries(name, points, symbol, rotation, fill) {
  return {
    name,
    type: "scatter",
    data: points,
    symbol,
    symbolRotate: rotation,
    symbolSize: FEW_MARKS_SIZE,
    z: 5,
    itemStyle: { color: fill, borderColor: color("card"), borderWidth: 1 },
    tooltip: { trigger: "item", formatter: (item) => markerText(name, data.trades[item.value[2]]) },
  };
}

function markerText(name, trade) {
  return [
    name,
    timeText(trade.entryTime) + "  " + format.price(trade.entryPrice),
    timeText(trade.exitTime) + "  " + format.price(trade.exitPrice),
    words(trade.exitReason) + "  " + format.money(trade.pnl) + " " + data.run.currency,
  ].join("\n");
}

/** Makes marks smaller the more of them are in sight, so that they do not hide the candles. */
function sizeMarks(marks, candles) {
  const zoom = priceChart.getOption().dataZoom[0];
  const from = (zoom.start / 100) * candles;
  const to = (zoom.end / 100) * candles;
  const entries = [...marks.longs, ...marks.shorts];
  const inSight = entries.filter((each) => each[0] >= from && each[0] <= to).length;
  const size = inSight > 400 ? 2 : inSight > 100 ? 5 : FEW_MARKS_SIZE;
  const series = priceChart.getOption().series
    .filter((each) => each.type === "scatter")
    .map((each) => ({ name: each.name, symbolSize: size, itemStyle: { borderWidth: size > 2 ? 1 : 0 } }));
  if (series.length > 0) priceChart.setOption({ series });
}

function indicatorSeries(indicator, grid, index) {
  return {
    name: indicator.name,
    type: "line",
    xAxisIndex: grid,
    yAxisIndex: grid,
    data: indicator.values,
    showSymbol: false,
    sampling: "lttb",
    lineStyle: { width: 1.3, color: LINES[index % LINES.length] },
    itemStyle: { color: LINES[index % LINES.length] },
  };
}

function drawPrice() {
  const symbol = data.symbols[shownSymbol];
  const bars = symbol.bars;
  const panes = [...new Set(symbol.indicators.map((each) => each.pane).filter((name) => name))];
  const heights = [PRICE_HEIGHT, VOLUME_HEIGHT, ...panes.map(() => PANE_HEIGHT)];
  let top = 64;
  const grids = heights.map((height) => {
    const grid = { left: isNarrow() ? 54 : 72, right: 14, top, height };
    top += height + PANE_GAP;
    return grid;
  });
  byId("price").style.height = top + 44 + "px";
  priceChart = begin(priceChart, "price");
  const marks = markers(shownSymbol, bars.openTimes);
  const all = grids.map((_, index) => index);
  priceChart.setOption({
    animation: false,
    legend: legend(),
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "cross" },
      ...tooltipStyle(),
      formatter: (items) => candleText(symbol, items[0].dataIndex),
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    grid: grids,
    title: panes.map((name, index) => ({
      text: name,
      left: grids[index + 2].left,
      top: grids[index + 2].top - 18,
      textStyle: { fontSize: 11, fontWeight: "normal", color: color("muted") },
    })),
    xAxis: all.map((index) => ({
      type: "category",
      gridIndex: index,
      data: bars.openTimes,
      ...axisStyle(),
      splitLine: { show: false },
      axisLabel: {
        show: index === all.length - 1,
        color: color("muted"),
        hideOverlap: true,
        alignMinLabel: "left",
        alignMaxLabel: "right",
        formatter: (value) => timeText(Number(value)),
      },
      axisPointer: { label: { formatter: (at) => timeText(Number(at.value)) } },
    })),
    yAxis: all.map((index) => ({
      gridIndex: index,
      scale: index !== 1,
      splitNumber: index === 0 ? 5 : 2,
      ...axisStyle(),
      axisLabel: { show: index !== 1, color: color("muted"), hideOverlap: true },
    })),
    dataZoom: [
      insideZoom(all),
      { type: "slider", xAxisIndex: all, showDataShadow: false, labelFormatter: (_, value) => dayText(Number(value)), ...zoomStyle() },
    ],
    series: [
      candleSeries(bars),
      {
        name: "Volume",
        type: "bar",
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: bars.volume,
        itemStyle: { color: color("bench") },
        large: true,
      },
      ...symbol.indicators.map((each, index) =>
        indicatorSeries(each, each.pane ? panes.indexOf(each.pane) + 2 : 0, index)),
      markerSeries("Long entry", marks.longs, "triangle", 0, color("accent")),
      markerSeries("Short entry", marks.shorts, "triangle", 180, LINES[1]),
      markerSeries("Exit with profit", marks.won, "diamond", 0, color("gain")),
      markerSeries("Exit with loss", marks.lost, "diamond", 0, color("loss")),
      tradeSeries(bars.openTimes),
    ].filter((series) => series.data.length > 0),
  });
  priceChart.on("datazoom", () => sizeMarks(marks, bars.openTimes.length));
  sizeMarks(marks, bars.openTimes.length);
  zoomToTrade(bars.openTimes);
  byId("price-note").textContent = priceNote(symbol);
}

function candleText(symbol, index) {
  const bars = symbol.bars;
  return [
    timeText(bars.openTimes[index]),
    "Open " + format.price(bars.open[index]) + "  Close " + format.price(bars.close[index]),
    "High " + format.price(bars.high[index]) + "  Low " + format.price(bars.low[index]),
    "Volume " + format.number(bars.volume[index]),
    ...symbol.indicators.map((each) => each.name + "  " + format.price(each.values[index])),
  ].join("\n");
}

function candleSeries(bars) {
  return {
    name: "Price",
    type: "candlestick",
    data: bars.openTimes.map((_, i) => [bars.open[i], bars.close[i], bars.low[i], bars.high[i]]),
    itemStyle: {
      color: color("gain"),
      borderColor: color("gain"),
      color0: color("loss"),
      borderColor0: color("loss"),
    },
  };
}

/** The trade that was picked, as a line from its entry to its exit. */
function tradeSeries(times) {
  const trade = shownTrade === null ? null : data.trades[shownTrade];
  const shown = trade && trade.symbol === shownSymbol;
  return {
    name: "Picked trade",
    type: "line",
    data: shown
      ? [
          [candleAt(times, trade.entryTime), trade.entryPrice],
          [candleAt(times, trade.exitTime), trade.exitPrice],
        ]
      : [],
    symbol: "circle",
    symbolSize: 9,
    z: 6,
    lineStyle: { width: 2, type: "dashed", color: color("ink") },
    itemStyle: { color: color("ink") },
  };
}

function zoomToTrade(times) {
  const trade = shownTrade === null ? null : data.trades[shownTrade];
  if (!trade || trade.symbol !== shownSymbol) return;
  const from = candleAt(times, trade.entryTime);
  const to = candleAt(times, trade.exitTime);
  const room = Math.max(30, to - from);
  const zoom = { startValue: Math.max(0, from - room), endValue: Math.min(times.length - 1, to + room) };
  priceChart.dispatchAction({ type: "dataZoom", ...zoom });
}

function priceNote(symbol) {
  const thinned = symbol.shown === symbol.timeframe
    ? ""
    : "; bars of " + symbol.timeframe + " were put together to keep this file light";
  const missing = data.tradesTotal > data.trades.length
    ? "; marks of the first " + format.count(data.trades.length) + " trades"
    : "";
  return "Candles of " + symbol.shown + thinned + missing + ". Drag the bar below to zoom.";
}

function drawEquity() {
  const points = data.equity;
  const left = isNarrow() ? 58 : 78;
  byId("equity").style.height = "430px";
  equityChart = begin(equityChart, "equity");
  const pairs = (values, sign) => points.times.map((time, i) => [time, sign * values[i]]);
  const line = (name, values, ink) => ({
    name,
    type: "line",
    data: pairs(values, 1),
    showSymbol: false,
    lineStyle: { width: 1.6, color: ink },
    itemStyle: { color: ink },
  });
  const series = [line("Equity", points.equity, color("accent"))];
  if (points.benchmark) series.push(line("Buy and hold", points.benchmark, color("bench")));
  series.push({
    name: "Drawdown",
    type: "line",
    xAxisIndex: 1,
    yAxisIndex: 1,
    data: pairs(points.drawdown, -1),
    showSymbol: false,
    lineStyle: { width: 1, color: color("loss") },
    itemStyle: { color: color("loss") },
    areaStyle: { color: color("loss"), opacity: 0.35 },
  });
  equityChart.setOption({
    animation: false,
    useUTC: true,
    legend: legend(),
    tooltip: {
      trigger: "axis",
      ...tooltipStyle(),
      formatter: (items) =>
        [timeText(items[0].axisValue)]
          .concat(items.map((item) =>
            item.seriesName + "  " +
            (item.seriesName === "Drawdown" ? format.percent(item.value[1]) : format.money(item.value[1]))))
          .join("\n"),
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    grid: [
      { left, right: 14, top: 44, height: 210 },
      { left, right: 14, top: 274, height: 86 },
    ],
    xAxis: [0, 1].map((index) => ({
      type: "time",
      gridIndex: index,
      ...axisStyle(),
      splitLine: { show: false },
      axisLabel: {
        show: index === 1,
        color: color("muted"),
        hideOverlap: true,
        alignMaxLabel: "right",
        formatter: (value) => (value % 86400000 === 0 ? dayText(value) : timeText(value).slice(5)),
      },
    })),
    yAxis: [
      { scale: true, ...axisStyle() },
      {
        gridIndex: 1,
        max: 0,
        splitNumber: 2,
        ...axisStyle(),
        axisLabel: { color: color("muted"), formatter: (value) => +(100 * value).toPrecision(3) + " %" },
      },
    ],
    dataZoom: [
      insideZoom([0, 1]),
      { type: "slider", xAxisIndex: [0, 1], showDataShadow: false, labelFormatter: (value) => dayText(value), ...zoomStyle() },
    ],
    series,
  });
}

function showTrade(index) {
  shownTrade = index;
  shownSymbol = data.trades[index].symbol;
  byId("symbol").value = String(shownSymbol);
  drawPrice();
  byId("price").scrollIntoView({ block: "center" });
}
