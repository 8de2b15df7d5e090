const CONVINCING = 0.95;

function fillSearchTiles() {
  const best = data.compared["Best, searched on"];
  fillTiles([
    [words(data.objective) + (data.bestFeasible ? "" : ", constraints broken"), valueText(data.bestValue), ""],
    ["Profit, " + data.currency, format.money(best[PROFIT]), signClass(best[PROFIT])],
    ["Max drawdown", format.percent(best[DRAWDOWN]), ""],
    ["Trades", format.count(best[TRADES]), ""],
    ["Trials", format.count(trials.total), ""],
    ["Deflated Sharpe", format.number(data.evidence.deflatedSharpe), ""],
    ["Overfitting", format.number(data.evidence.overfitting), ""],
  ]);
}

function fillChosen() {
  const table = byId("chosen");
  const best = trials.rows.find((trial) => trial.number === data.best);
  table.append(row(["Parameter", "Best", "Effect by itself", "Searched"], "th"));
  data.parameters.forEach((name, index) => table.append(row([
    name,
    String(best.values[index]),
    format.percent(Math.max(0, data.effects[index])),
    element("td", data.ranges[index], { class: "left" }),
  ])));
  byId("yaml").textContent = data.yaml;
}

function fillCompared() {
  const table = byId("compared");
  table.append(row(["", ...Object.keys(data.compared)], "th"));
  FIGURES.forEach(([name, kind], index) =>
    table.append(row([name, ...Object.values(data.compared).map((figures) => format[kind](figures[index]))])));
  byId("hold-out").textContent = data.holdOut
    ? "The hold-out is " + timeText(data.holdOut[0]) + " to " + timeText(data.holdOut[1]) + ". " + (data.looks || "")
    : "Nothing was held out, so nothing tells how the best parameters do on bars that the search has not seen.";
}

function fillEvidence() {
  const told = data.evidence;
  const orders = (name, figures) => figures
    ? [[name, "drawdown " + format.percent(figures[0]) + " in the middle, above " + format.percent(figures[1]) +
        " in 5 % of them, ruined in " + format.percent(figures[2])]]
    : [];
  fillPairs("evidence", [
    ["Deflated Sharpe ratio", isNothing(told.deflatedSharpe) ? NONE : grouped(told.deflatedSharpe, 3) +
      (told.deflatedSharpe < CONVINCING ? ": luck over so many trials explains the result well enough" : "")],
    ["Probabilistic Sharpe ratio", isNothing(told.probabilisticSharpe) ? NONE : grouped(told.probabilisticSharpe, 3)],
    ["Independent trials", isNothing(told.independentTrials) ? NONE : grouped(told.independentTrials, 1)],
    ["Probability of overfitting", isNothing(told.overfitting)
      ? "unknown: too few trials or days"
      : grouped(told.overfitting, 3) + "; 0.5 is luck, near 0 what was chosen is better. In " +
        format.percent(told.lossInOtherHalf) + " of the divisions its Sharpe ratio in the other half was below 0"],
    ...orders("Trades in other orders", told.orders[0]),
    ...orders("Trades drawn anew", told.orders[1]),
    ["Neighbours", told.neighbours === 0
      ? "none was tried"
      : format.count(told.neighbours) + (isNothing(told.neighbourShare) ? "" : ", " + format.percent(told.neighbourShare) +
        " of its value on average") + (told.infeasibleNeighbours > 0 ? ", " + told.infeasibleNeighbours + " break a constraint" : "")],
    ...(data.failed > 0 ? [["Trials that could not be run", format.count(data.failed) + ", such as: " + data.problem]] : []),
  ]);
}

byId("subtitle").textContent = [
  data.strategy,
  data.exchange,
  data.symbols.map((symbol) => symbol.name).join(", "),
  data.timeframe,
  timeText(data.searched[0]) + " to " + timeText(data.searched[1]),
].join(" \u00b7 ");
byId("trials-note").textContent =
  (trials.total > trials.rows.length
    ? "The best " + format.count(trials.rows.length) + " of " + format.count(trials.total) + " trials; the JSON result has all. "
    : "") + "Tap a row for all figures, a heading to sort.";
fillSearchTiles();
fillSurfaceChoices();
fillChosen();
fillCompared();
fillEvidence();
fillTrials();
fillCompleteness(data.symbols);
fillPairs("settings", Object.entries(data.settings));
fillPairs("checksums", Object.entries(data.checksums));
startDrawing(() => {
  drawSurface();
  drawProgress();
});
