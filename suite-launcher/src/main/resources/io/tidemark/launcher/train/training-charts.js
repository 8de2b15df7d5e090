const SHOWN = 20;
const charts = {};

function shareAxis(name) {
  return { type: "value", name, nameLocation: "middle", nameGap: 28, nameTextStyle: { color: color("muted") }, min: 0, max: 1, ...axisStyle() };
}

/** A chart of shares over shares with the line on which both are equal. */
function drawShares(id, x, y, series) {
  byId(id).style.height = (isNarrow() ? 320 : 400) + "px";
  charts[id] = begin(charts[id], id);
  charts[id].setOption({
    animation: false,
    legend: legend(),
    tooltip: tooltipStyle(),
    grid: { left: 52, right: 18, top: 44, bottom: 46 },
    xAxis: shareAxis(x),
    yAxis: { ...shareAxis(y), nameGap: 34 },
    series: [
      ...series,
      {
        name: "Equal",
        type: "line",
        data: [[0, 0], [1, 1]],
        symbol: "none",
        silent: true,
        lineStyle: { type: "dashed", width: 1, color: color("bench") },
        itemStyle: { color: color("bench") },
      },
    ],
  });
}

function drawCurves() {
  const inks = { DIRECTION: "accent", UP: "gain", DOWN: "loss", NEUTRAL: "muted" };
  drawShares("curves", "False positives", "True positives", Object.entries(data.curves)
    .filter(([, points]) => points.length > 0)
    .map(([name, points]) => ({
      name: name === "DIRECTION" ? "Up against down" : words(name),
      type: "line",
      data: points,
      symbol: "none",
      lineStyle: { width: name === "DIRECTION" ? 2.5 : 1.5, color: color(inks[name]) },
      itemStyle: { color: color(inks[name]) },
    })));
}

function drawCalibration() {
  const most = Math.max(...data.calibration.map(([count]) => count));
  drawShares("calibration", "Probability given", "Share that came true", [{
    name: "Hold-out",
    type: "line",
    data: data.calibration.map(([count, probability, frequency]) => [probability, frequency, count]),
    symbol: "circle",
    symbolSize: (point) => 6 + 14 * Math.sqrt(point[2] / most),
    lineStyle: { width: 2, color: color("accent") },
    itemStyle: { color: color("accent") },
    tooltip: {
      formatter: (item) => format.count(item.value[2]) + " bars\ngiven " + format.percent(item.value[0]) +
        "\ncame true " + format.percent(item.value[1]),
    },
  }]);
}

function drawBars(id, rows, text) {
  const shown = rows.slice(0, SHOWN).reverse();
  byId(id).hidden = shown.length === 0;
  if (shown.length === 0) return;
  byId(id).style.height = 60 + 22 * shown.length + "px";
  charts[id] = begin(charts[id], id);
  charts[id].setOption({
    animation: false,
    tooltip: { ...tooltipStyle(), formatter: (item) => item.name + "\n" + text(item.value) },
    grid: { left: isNarrow() ? 130 : 230, right: 18, top: 10, bottom: 34 },
    xAxis: { type: "value", splitNumber: isNarrow() ? 3 : 6, ...axisStyle() },
    yAxis: {
      type: "category",
      data: shown.map(([name]) => name),
      ...axisStyle(),
      axisLabel: { color: color("muted"), width: isNarrow() ? 120 : 220, overflow: "truncate", fontSize: 11 },
    },
    series: [{
      type: "bar",
      data: shown.map(([, value]) => ({ value, itemStyle: { color: color(value > 0 ? "accent" : "bench") } })),
      barMaxWidth: 14,
    }],
  });
}

function drawEquity() {
  byId("equity").style.height = "300px";
  charts.equity = begin(charts.equity, "equity");
  const line = (name, points, ink) => ({
    name,
    type: "line",
    data: points,
    symbol: "none",
    lineStyle: { width: 2, color: color(ink) },
    itemStyle: { color: color(ink) },
  });
  charts.equity.setOption({
    animation: false,
    legend: legend(),
    tooltip: {
      ...tooltipStyle(),
      trigger: "axis",
      formatter: (items) => [timeText(items[0].value[0]),
        ...items.map((item) => item.seriesName + " " + format.money(item.value[1]))].join("\n"),
    },
    grid: { left: isNarrow() ? 58 : 78, right: 18, top: 44, bottom: 30 },
    xAxis: { type: "time", splitNumber: isNarrow() ? 3 : 8, ...axisStyle(), splitLine: { show: false } },
    yAxis: { type: "value", scale: true, ...axisStyle() },
    series: [line("With the model", data.worth.equity[0], "accent"), line("Without", data.worth.equity[1], "bench")],
  });
}
