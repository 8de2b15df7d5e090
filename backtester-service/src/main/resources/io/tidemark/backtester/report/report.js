function fillFigures() {
  const bounds = data.confidence;
  byId("figures-note").textContent = bounds
    ? "Bounds hold " + grouped(100 * bounds.bootstrap.confidence, 0) + " % of " +
      format.count(bounds.bootstrap.resamples) + " resamples (seed " + bounds.bootstrap.seed +
      ", days in stretches of " + bounds.meanBlockDays + " in the mean)."
    : "";
  GROUPS.forEach(([title, figures]) => {
    const known = figures.filter(([name]) => name in data.metrics);
    const compared = data.benchmark && known.some(([name]) => name in data.benchmark);
    const bounded = bounds && known.some(([name]) => bounds[name]);
    const table = element("table");
    table.append(row(["", "Value"].concat(compared ? ["Buy and hold"] : [], bounded ? ["Bounds"] : []), "th"));
    known.forEach(([name, label, kind]) => {
      const cells = [label, format[kind](data.metrics[name])];
      if (compared) cells.push(name in data.benchmark ? format[kind](data.benchmark[name]) : "");
      if (bounded) cells.push(bounds[name] ? format[kind](bounds[name].lower) + " to " + format[kind](bounds[name].upper) : "");
      table.append(row(cells));
    });
    card("figures", title, table);
  });
}

function fillParts() {
  Object.entries(data.breakdown).forEach(([title, parts]) => {
    const table = element("table");
    table.append(row([title, "Trades", "Won", "Profit factor", "Profit"], "th"));
    Object.entries(parts).forEach(([name, m]) => table.append(row([
      title === "Exit reason" ? words(name) : name.slice(name.indexOf("|") + 1),
      format.count(m.totalTrades),
      format.percent(m.winRate),
      format.number(m.profitFactor),
      element("td", format.money(m.totalPnl), { class: signClass(m.totalPnl) }),
    ])));
    card("parts", "By " + title.toLowerCase(), table);
  });
}

function fillDrawdowns() {
  const table = byId("drawdowns");
  table.append(row(["Peak", "Lowest", "Back at the peak", "Depth", "Length"], "th"));
  data.drawdowns.forEach(([peak, trough, recovered, depth, length]) => table.append(row([
    timeText(peak),
    timeText(trough),
    recovered === null ? "not yet" : timeText(recovered),
    format.percent(depth),
    format.seconds(length / 1000),
  ])));
}

function fillSymbols() {
  const select = byId("symbol");
  data.symbols.forEach((symbol, index) =>
    select.append(element("option", symbol.name, { value: String(index) })));
  byId("symbol-label").hidden = data.symbols.length < 2;
  select.addEventListener("change", () => {
    shownSymbol = Number(select.value);
    shownTrade = null;
    drawPrice();
  });
}

const symbolNames = data.symbols.map((symbol) => symbol.name);
byId("subtitle").textContent = [
  data.run.strategy,
  data.exchange,
  symbolNames.slice(0, 8).join(", ") + (symbolNames.length > 8 ? " and " + (symbolNames.length - 8) + " more" : ""),
  data.run.timeframe,
  timeText(data.from) + " to " + timeText(data.to),
  format.count(data.run.bars) + " bars",
].join(" \u00b7 ");
fillFirstFigures();
fillSymbols();
fillMonths();
fillTrades();
fillFigures();
fillParts();
fillDrawdowns();
fillCompleteness(data.symbols.map((symbol) => symbol.completeness));
fillPairs("parameters", Object.entries(data.parameters));
fillPairs("checksums", [
  ["Input SHA-256", data.run.inputSha256],
  ["Trades SHA-256", data.run.tradesSha256],
  ["Configuration SHA-256", data.run.configurationSha256],
]);
startDrawing(() => {
  drawPrice();
  drawEquity();
});
