const PAGE = 25;

/** The figures of a trial, in the order in which they come. */
const FIGURES = [
  ["Profit", "money"],
  ["Growth a year (CAGR)", "percent"],
  ["Max drawdown", "percent"],
  ["Sharpe", "number"],
  ["Sortino", "number"],
  ["Calmar", "number"],
  ["Omega", "number"],
  ["Profit factor", "number"],
  ["Expectancy", "money"],
  ["System quality (SQN)", "number"],
  ["Won", "percent"],
  ["Time in the market", "percent"],
  ["Trades", "count"],
];
const [PROFIT, , DRAWDOWN, SHARPE] = [0, 1, 2, 3];
const TRADES = 12;
const trials = data.trials;

/** Name, what it is sorted by, its text, and how it stands. */
const COLUMNS = [
  ["Trial", (t) => t.number, (t) => format.count(t.number), ""],
  ...data.parameters.map((name, index) =>
    [name, (t) => t.values[index], (t) => String(t.values[index]), index < 2 ? "" : "wide"]),
  [words(data.objective), (t) => t.value, (t) => valueText(t.value), ""],
  ...[[PROFIT, ""], [DRAWDOWN, "wide"], [SHARPE, "wide"], [TRADES, "wide"]].map(([figure, kind]) => [
    FIGURES[figure][0],
    (t) => (t.figures ? t.figures[figure] : null),
    (t) => (t.figures ? format[FIGURES[figure][1]](t.figures[figure]) : NONE),
    kind,
  ]),
  ["Constraints", (t) => rankOf(t), (t) => (t.problem ? "not run" : t.feasible ? "kept" : "broken"), "wide left"],
];

let progressChart;
let order = trials.rows.map((_, index) => index);
let sorted = { column: 1 + data.parameters.length, down: true };
let page = 0;
let open = null;

function rankOf(trial) {
  return trial.problem ? 2 : trial.feasible ? 0 : 1;
}

function drawProgress() {
  const ofKind = (kept) => trials.points.filter((point) => point[2] === kept);
  const scatter = (name, points, ink) => ({
    name,
    type: "scatter",
    data: points,
    symbolSize: points.length > 500 ? 3 : 6,
    itemStyle: { color: ink },
  });
  byId("progress").style.height = "320px";
  progressChart = begin(progressChart, "progress");
  const last = trials.bestSoFar.at(-1);
  progressChart.setOption({
    animation: false,
    legend: legend(),
    tooltip: {
      ...tooltipStyle(),
      formatter: (item) => "Trial " + format.count(item.value[0]) + "\n" + item.seriesName + "\n" +
        words(data.objective) + " " + valueText(item.value[1]),
    },
    grid: { left: isNarrow() ? 58 : 78, right: 18, top: 44, bottom: 46 },
    xAxis: { type: "value", name: "Trial", nameLocation: "middle", nameGap: 26, min: 0, max: trials.total, minInterval: 1, ...axisStyle(), splitLine: { show: false } },
    yAxis: { type: "value", scale: true, ...axisStyle() },
    series: [
      scatter("Within the constraints", ofKind(1), color("accent")),
      scatter("Breaks a constraint", ofKind(0), color("bench")),
      {
        name: "Best so far",
        type: "line",
        step: "end",
        data: last ? [...trials.bestSoFar, [trials.total, last[1]]] : [],
        symbolSize: 7,
        lineStyle: { width: 2, color: color("gain") },
        itemStyle: { color: color("gain") },
      },
    ].filter((series) => series.data.length > 0),
  });
  byId("progress-note").textContent = [
    data.lessIsBetter ? words(data.objective) + " as a negative, so that more is better." : "",
    last ? "" : "No trial keeps the constraints.",
    trials.total > trials.points.length + data.failed ? "Not every trial is drawn, or has a value." : "",
  ].filter((text) => text).join(" ");
}

/** What has no value comes last, whichever way round. */
function compareTrials(a, b) {
  const key = COLUMNS[sorted.column][1];
  const [x, y] = [key(trials.rows[a]), key(trials.rows[b])];
  if (x === null || x === undefined || y === null || y === undefined) {
    return (x === null || x === undefined ? 1 : 0) - (y === null || y === undefined ? 1 : 0) || a - b;
  }
  const compared = x < y ? -1 : x > y ? 1 : 0;
  return (sorted.down ? -compared : compared) || a - b;
}

function sortTrials(column) {
  sorted = { column, down: sorted.column === column ? !sorted.down : false };
  page = 0;
  open = null;
  fillTrials();
}

function fillTrials() {
  order.sort(compareTrials);
  const table = byId("trials");
  table.replaceChildren();
  const head = element("tr");
  COLUMNS.forEach(([name, , , kind], index) =>
    head.append(sortHeading(name, kind, sorted.column === index, sorted.down, () => sortTrials(index))));
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  order.slice(page * PAGE, (page + 1) * PAGE).forEach((index) => {
    body.append(trialRow(index));
    if (open === index) body.append(factsRow(COLUMNS.length, trialFacts(trials.rows[index])));
  });
  table.append(top, body);
  fillPages("pages", page, Math.max(1, Math.ceil(order.length / PAGE)), (to) => {
    page = to;
    open = null;
    fillTrials();
  });
}

function trialRow(index) {
  const trial = trials.rows[index];
  const made = openingRow(open === index, () => {
    open = open === index ? null : index;
    fillTrials();
  });
  if (trial.number === data.best) made.classList.add("best");
  COLUMNS.forEach(([, , text, kind]) => made.append(element("td", text(trial), { class: kind })));
  return made;
}

function trialFacts(trial) {
  return [
    ...data.parameters.map((name, index) => [name, String(trial.values[index])]),
    ["Constraints", trial.problem ? "it could not be run: " + trial.problem : trial.feasible ? "kept" : "broken, or its value is not defined"],
    ...(trial.figures ? FIGURES.map(([name, kind], index) => [name, format[kind](trial.figures[index])]) : []),
  ];
}
