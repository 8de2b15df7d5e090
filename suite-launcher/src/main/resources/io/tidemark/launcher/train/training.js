const WORTH = [
  ["Net profit, " + data.worth.currency, "money"],
  ["Profit factor", "number"],
  ["Sharpe", "number"],
  ["Max drawdown", "percent"],
  ["Trades", "count"],
  ["Won", "percent"],
];
const [PROFIT, FACTOR, SHARPE, DRAWDOWN, TRADES] = [0, 1, 2, 3, 4];

const SIZING = [
  ["Net profit", "money"],
  ["Deepest fall", "money"],
  ["Trades", "count"],
  ["Of them halved", "count"],
];

function digits(value) {
  return isNothing(value) ? NONE : grouped(value, 4);
}

function spanText(from, to) {
  return timeText(from) + " to " + timeText(to);
}

function fillFirst() {
  const [withModel, without] = data.worth.rows;
  const direction = data.metrics.find(([name]) => name === "auc of direction");
  fillTiles([
    ["Direction, area under the curve", digits(direction[2]), data.foundDirection ? "gain" : ""],
    ["Profit with the model, " + data.worth.currency, format.money(withModel[PROFIT]), signClass(withModel[PROFIT])],
    ["Profit without", format.money(without[PROFIT]), signClass(without[PROFIT])],
    ["Profit factor", format.number(withModel[FACTOR]), ""],
    ["Sharpe", format.number(withModel[SHARPE]), ""],
    ["Max drawdown", format.percent(withModel[DRAWDOWN]), ""],
    ["Trades", format.count(withModel[TRADES]), ""],
  ]);
  fillPairs("found", [
    ["Foretold", data.found],
    ["Earned", data.worth.found],
    ["Promotion", (data.promotion.isBetter ? "Passed: " : "Refused: ") + data.promotion.reason],
  ]);
}

function fillWorth() {
  const table = byId("worth");
  table.append(row(["", "With the model", "Without"], "th"));
  WORTH.forEach(([name, kind], index) =>
    table.append(row([name, ...data.worth.rows.map((figures) => format[kind](figures[index]))])));
  byId("worth-note").textContent = data.worth.judged + ", " + spanText(data.worth.from, data.worth.to) +
    ", which the model never saw.";
}

function fillSizing() {
  const sizing = data.sizing;
  if (!sizing) return;
  byId("sizing").hidden = false;
  if (sizing.rows.length > 0) {
    const table = byId("sizing-rows");
    table.append(row([sizing.currency, "With the agent", "Without"], "th"));
    SIZING.forEach(([name, kind], index) =>
      table.append(row([name, ...sizing.rows.map((figures) => format[kind](figures[index]))])));
  }
  byId("sizing-note").textContent = "Learnt from " + format.count(sizing.learnt) + " trades, " + sizing.trades + ": " + sizing.found + ".";
}

function fillMetrics() {
  const table = byId("metrics");
  table.append(row(["", "Validation", "Hold-out", "No model"], "th"));
  data.metrics.forEach(([name, ...values]) =>
    table.append(row([words(name).replace(/^Auc/, "AUC"), ...values.map(digits)])));
}

function fillConfusion() {
  const table = byId("confusion");
  table.append(row(["Came", ...data.labels.map((label) => "Foretold " + label.toLowerCase()), "Together"], "th"));
  data.confusion.forEach((counts, came) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    const cells = counts.map((count, as) => {
      const cell = element("td", format.count(count));
      const share = all === 0 ? 0 : count / all;
      cell.style.background = "rgba(var(--heat-" + (as === came ? "gain" : "loss") + "), " + 0.6 * share + ")";
      return cell;
    });
    table.append(row([element("th", words(data.labels[came])), ...cells, format.count(all)]));
  });
}

function fillParts() {
  const parts = byId("parts");
  parts.append(row(["Part", "Bars", "From", "To"], "th"));
  data.parts.forEach(([name, bars, from, to]) =>
    parts.append(row([name, format.count(bars), timeText(from), timeText(to)])));
  const labels = byId("labels");
  labels.append(row(["Labels", ...data.labels.map(words)], "th"));
  ["Trained on", "Validation", "Hold-out"].forEach((name, index) => {
    const counts = data.counts[index];
    if (!counts) return;
    const all = counts.reduce((sum, count) => sum + count, 0);
    labels.append(row([name, ...counts.map((count) => format.count(count) + " (" + format.percent(count / all) + ")")]));
  });
}

function fillFeatures() {
  byId("features-summary").textContent = format.count(data.features.length) + " features, of which " +
    format.count(data.features.filter(([, , missing]) => missing === 1).length) + " are not told by the data and not used";
  const table = byId("features");
  table.append(row(["Feature", "Expression", "Missing"], "th"));
  data.features.forEach(([name, expression, missing]) => table.append(row([
    name,
    element("td", expression, { class: "left" }),
    format.percent(missing),
  ])));
}

function fillNotes() {
  byId("permutation-note").textContent = data.permutation.length === 0
    ? "A model of its kind looks at no feature."
    : "How much the log loss rises when a feature is shuffled among " + format.count(data.permutationRows) +
      " bars of the hold-out; the first " + Math.min(SHOWN, data.permutation.length) + " of " + data.permutation.length +
      ". Features that tell the same hide each other.";
  byId("gain-note").textContent = data.gain.length === 0
    ? "It has no trees, whose splits would tell what each feature gained."
    : "Share of what all splits of its trees gained, the first " + Math.min(SHOWN, data.gain.length) + " of " + data.gain.length + ".";
}

byId("subtitle").textContent = data.subtitle;
fillFirst();
fillWorth();
fillSizing();
fillMetrics();
fillConfusion();
fillParts();
fillFeatures();
fillNotes();
fillPairs("settings", Object.entries(data.settings));
fillPairs("checksums", Object.entries(data.checksums));
startDrawing(() => {
  drawEquity();
  drawCurves();
  drawCalibration();
  drawBars("permutation", data.permutation, (value) => "log loss " + (value < 0 ? "" : "+") + value.toPrecision(3));
  drawBars("gain", data.gain, format.percent);
});
