const HEAT = ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"];
const BRIGHT = 0.6;
const PALE = 0.35;
const ROOM_OF_A_LABEL = 44;
const SHOWN = [
  ["Best of each cell", (cell) => cell[3]],
  ["Mean of each cell", (cell) => cell[2]],
  ["Worst of each cell", (cell) => cell[4]],
  ["Number of trials", (cell) => cell[0]],
];
const OTHERS = [
  ["at any value", "all"],
  ["near the best trial's", "near"],
];
const surface = data.surface;

let surfaceChart;

function fillSelect(id, names, chosen, changed) {
  const select = byId(id);
  names.forEach((name, index) => select.append(element("option", name, { value: String(index) })));
  select.value = String(chosen);
  select.addEventListener("change", changed);
}

function chosenOf(id) {
  return Number(byId(id).value);
}

/** Columns and rows are never of the same parameter: who takes the other's gives it its own. */
function fillSurfaceChoices() {
  const alone = data.parameters.length === 1;
  let columns = surface.x;
  let rows = alone ? 0 : surface.y;
  const changed = () => {
    if (!alone && chosenOf("columns") === chosenOf("rows")) {
      byId("columns").value = String(chosenOf("columns") === columns ? rows : chosenOf("columns"));
      byId("rows").value = String(chosenOf("rows") === rows ? columns : chosenOf("rows"));
    }
    columns = chosenOf("columns");
    rows = chosenOf("rows");
    drawSurface();
  };
  fillSelect("columns", data.parameters, columns, changed);
  fillSelect("rows", data.parameters, rows, changed);
  fillSelect("shown", SHOWN.map(([name]) => name), 0, drawSurface);
  fillSelect("others", OTHERS.map(([name]) => name), 0, drawSurface);
  byId("rows-label").hidden = alone;
  byId("others-label").hidden = data.parameters.length < 3;
}

/** Rows of cells by what is chosen; a map is kept one way round only. */
function surfaceCells(x, y, others) {
  if (surface.maps.length === 1 && data.parameters.length === 1) return surface.maps[0][others];
  const map = surface.maps.find((each) => each.x === Math.min(x, y) && each.y === Math.max(x, y));
  const cells = map[others];
  return map.x === x ? cells : cells[0].map((_, column) => cells.map((line) => line[column]));
}

function drawSurface() {
  const alone = data.parameters.length === 1;
  const x = chosenOf("columns");
  const y = chosenOf("rows");
  const reading = SHOWN[chosenOf("shown")][1];
  const cells = surfaceCells(x, y, OTHERS[chosenOf("others")][1]);
  const labels = { x: surface.labels[x], y: alone ? [""] : surface.labels[y] };
  const points = [];
  cells.forEach((line, row) => line.forEach((cell, column) => {
    if (cell.length > 0 && !isNothing(reading(cell))) points.push({ row, column, cell, value: reading(cell) });
  }));
  const values = points.map((point) => point.value);
  const low = values.length > 0 ? Math.min(...values) : 0;
  const high = values.length > 0 ? Math.max(...values) : 0;
  const left = alone ? 14 : isNarrow() ? 78 : 130;
  const height = Math.max(1, labels.y.length) * (alone ? 64 : 42);
  byId("surface").style.height = height + 150 + "px";
  surfaceChart = begin(surfaceChart, "surface");
  const cellWidth = (surfaceChart.getWidth() - left - 14) / labels.x.length;
  surfaceChart.setOption({
    animation: false,
    tooltip: {
      ...tooltipStyle(),
      formatter: (item) => cellText(x, y, item.data.told),
    },
    grid: { left, right: 14, top: 8, height },
    xAxis: heatAxis(labels.x, isNarrow() || cellWidth < 90 ? 40 : 0, data.parameters[x], 58),
    yAxis: { ...heatAxis(labels.y, 0, "", 0), axisLabel: { color: color("muted"), width: left - 12, overflow: "truncate" } },
    visualMap: {
      min: low,
      max: high > low ? high : low + 1,
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemWidth: 14,
      itemHeight: isNarrow() ? 120 : 220,
      text: [valueText(high), valueText(low)],
      textStyle: { color: color("muted") },
      inRange: { color: HEAT },
    },
    series: [{
      type: "heatmap",
      data: points.map((point) => heatItem(point, x, y, low, high)),
      label: {
        show: cellWidth >= ROOM_OF_A_LABEL,
        fontSize: 11,
        formatter: (item) => shortText(item.value[2]),
      },
      emphasis: { itemStyle: { borderColor: color("ink"), borderWidth: 2 } },
    }],
  });
  byId("surface-note").textContent = surfaceNote(points.length);
}

function heatAxis(labels, rotate, name, gap) {
  return {
    type: "category",
    data: labels,
    name,
    nameLocation: "middle",
    nameGap: gap,
    nameTextStyle: { color: color("ink") },
    ...axisStyle(),
    splitLine: { show: false },
    splitArea: { show: false },
    axisLabel: { color: color("muted"), rotate, interval: 0, width: 90, overflow: "truncate" },
  };
}

function heatItem(point, x, y, low, high) {
  const share = high > low ? (point.value - low) / (high - low) : 0;
  const isBest = point.column === surface.bestBands[x] &&
    (data.parameters.length === 1 || point.row === surface.bestBands[y]);
  return {
    value: [point.column, point.row, point.value],
    told: point,
    label: { color: share > BRIGHT ? "#10151b" : "#ffffff" },
    itemStyle: {
      borderColor: isBest ? color("loss") : color("card"),
      borderWidth: isBest ? 3 : 1,
      opacity: point.cell[1] === 0 ? PALE : 1,
    },
  };
}

function cellText(x, y, point) {
  const [trials, feasible, mean, best, worst] = point.cell;
  return [
    data.parameters[x] + "  " + surface.labels[x][point.column],
    ...(data.parameters.length === 1 ? [] : [data.parameters[y] + "  " + surface.labels[y][point.row]]),
    format.count(trials) + (trials === 1 ? " trial, " : " trials, ") + format.count(feasible) + " within the constraints",
    "Best " + valueText(best),
    "Mean " + valueText(mean),
    "Worst " + valueText(worst),
  ].join("\n");
}

function surfaceNote(cells) {
  const near = OTHERS[chosenOf("others")][1] === "near" && data.parameters.length > 2;
  return (cells === 0 ? "No trial has a value here. " : "") +
    words(data.objective) + (data.lessIsBetter ? ", as a negative, so that more is better" : "") +
    (near ? ", of trials whose other parameters are in the bands of the best one's" : "") +
    ". The framed cell has the best trial; in pale ones no trial keeps the constraints; empty ones were not tried. Tap a cell for its trials.";
}

function valueText(value) {
  return format.money(value);
}

/** Three digits that mean something. */
function shortText(value) {
  return Math.abs(value) >= 1000 ? format.count(value) : String(Number(value.toPrecision(3)));
}
