const PAGE = 25;
const GROUPS = [
  ["Return", [
    ["totalReturn", "Total return", "percent"],
    ["cagr", "Growth a year (CAGR)", "percent"],
    ["excessReturn", "Return above buy and hold", "percent"],
    ["initialEquity", "Equity at the start", "money"],
    ["finalEquity", "Equity at the end", "money"],
    ["bestDay", "Best day", "percent"],
    ["worstDay", "Worst day", "percent"],
    ["positiveDays", "Days with a gain", "percent"],
  ]],
  ["Risk", [
    ["sharpe", "Sharpe", "number"],
    ["sortino", "Sortino", "number"],
    ["calmar", "Calmar", "number"],
    ["omega", "Omega", "number"],
    ["volatility", "Volatility a year", "percent"],
    ["maxDrawdown", "Max drawdown", "percent"],
    ["longestDrawdownSeconds", "Longest drawdown", "seconds"],
    ["ulcerIndex", "Ulcer index", "percent"],
  ]],
  ["Trades", [
    ["totalTrades", "Trades", "count"],
    ["positions", "Positions", "count"],
    ["winRate", "Won", "percent"],
    ["profitFactor", "Profit factor", "number"],
    ["payoffRatio", "Payoff ratio", "number"],
    ["expectancy", "Expectancy", "money"],
    ["sqn", "System quality (SQN)", "number"],
    ["averageProfit", "Average profit", "money"],
    ["averageLoss", "Average loss", "money"],
    ["bestTrade", "Best trade", "money"],
    ["worstTrade", "Worst trade", "money"],
    ["longestWinStreak", "Won in a row", "count"],
    ["longestLossStreak", "Lost in a row", "count"],
    ["averageReturn", "Average return of a trade", "percent"],
    ["averageDurationSeconds", "Average time held", "seconds"],
    ["averageMaxFavourable", "Average best (MFE)", "percent"],
    ["averageMaxAdverse", "Average worst (MAE)", "percent"],
  ]],
  ["Activity and cost", [
    ["totalPnl", "Profit after costs", "money"],
    ["grossPnl", "Profit before costs", "money"],
    ["totalFees", "Fees", "money"],
    ["totalBorrowCost", "Cost of borrowing", "money"],
    ["feeRate", "Fees of what was traded", "percent"],
    ["exposure", "Time in the market", "percent"],
    ["tradedNotional", "Traded", "money"],
    ["turnover", "Turnover", "number"],
    ["turnoverPerYear", "Turnover a year", "number"],
    ["tradesPerDay", "Trades a day", "number"],
  ]],
];
const COLUMNS = [
  ["Entry", (t) => t.entryTime, (t) => timeText(t.entryTime), ""],
  ["Symbol", (t) => data.symbols[t.symbol].name, (t) => data.symbols[t.symbol].name, "wide left"],
  ["Strategy", (t) => t.strategy, (t) => t.strategy, "wide left"],
  ["Side", (t) => t.side, (t) => words(t.side), "left"],
  ["Entry price", (t) => t.entryPrice, (t) => format.price(t.entryPrice), "wide"],
  ["Exit price", (t) => t.exitPrice, (t) => format.price(t.exitPrice), "wide"],
  ["Held", (t) => t.exitTime - t.entryTime, (t) => format.seconds((t.exitTime - t.entryTime) / 1000), "wide"],
  ["Return", (t) => t.returnOnEntry, (t) => format.percent(t.returnOnEntry), "wide"],
  ["Profit", (t) => t.pnl, (t) => format.money(t.pnl), "", (t) => signClass(t.pnl)],
  ["Exit", (t) => t.exitReason, (t) => words(t.exitReason), "left"],
];

let order = data.trades.map((_, index) => index);
let sorted = { column: 0, down: false };
let page = 0;
let open = null;

function fillFirstFigures() {
  const m = data.metrics;
  const tiles = [
    ["Total return", format.percent(m.totalReturn), signClass(m.totalReturn)],
    ["Profit, " + data.run.currency, format.money(m.totalPnl), signClass(m.totalPnl)],
    ["Sharpe", format.number(m.sharpe), ""],
    ["Max drawdown", format.percent(m.maxDrawdown), ""],
    ["Trades", format.count(m.totalTrades), ""],
    ["Won", format.percent(m.winRate), ""],
    ["Profit factor", format.number(m.profitFactor), ""],
  ];
  if (data.benchmark) {
    tiles.push(["Buy and hold", format.percent(data.benchmark.totalReturn), signClass(data.benchmark.totalReturn)]);
  }
  fillTiles(tiles);
}

function fillMonths() {
  const table = byId("months");
  table.append(row(["", ...MONTHS, "Year"], "th"));
  const values = data.months.map((each) => Math.abs(each[2] || 0));
  const most = Math.max(1e-9, ...values);
  data.years.forEach(([year, total]) => {
    const cells = MONTHS.map((_, index) => {
      const month = data.months.find((each) => each[0] === year && each[1] === index + 1);
      return month ? heatCell(month[2], most) : element("td", "");
    });
    table.append(row([element("th", String(year)), ...cells, element("td", format.percent(total), { class: signClass(total) })]));
  });
}

function heatCell(value, most) {
  const cell = element("td", isNothing(value) ? NONE : grouped(100 * value, 2));
  if (!isNothing(value) && value !== 0) {
    const strength = 0.12 + 0.5 * Math.min(1, Math.abs(value) / most);
    cell.style.backgroundColor = "rgba(var(--heat-" + (value > 0 ? "gain" : "loss") + "), " + strength.toFixed(2) + ")";
  }
  return cell;
}

function sortTrades(column) {
  sorted = { column, down: sorted.column === column ? !sorted.down : false };
  const key = COLUMNS[column][1];
  order = data.trades.map((_, index) => index).sort((a, b) => {
    const x = key(data.trades[a]);
    const y = key(data.trades[b]);
    const compared = x < y ? -1 : x > y ? 1 : 0;
    return (sorted.down ? -compared : compared) || a - b;
  });
  page = 0;
  open = null;
  fillTrades();
}

function fillTrades() {
  const table = byId("trades");
  table.replaceChildren();
  const head = element("tr");
  COLUMNS.forEach(([name, , , kind], index) =>
    head.append(sortHeading(name, kind, sorted.column === index, sorted.down, () => sortTrades(index))));
  const top = element("thead");
  top.append(head);
  const body = element("tbody");
  order.slice(page * PAGE, (page + 1) * PAGE).forEach((index) => {
    body.append(tradeRow(index));
    if (open === index) body.append(detailRow(index));
  });
  table.append(top, body);
  fillTradePages();
}

function tradeRow(index) {
  const trade = data.trades[index];
  const made = openingRow(open === index, () => {
    open = open === index ? null : index;
    fillTrades();
  });
  COLUMNS.forEach(([, , text, kind, extra]) =>
    made.append(element("td", text(trade), { class: kind + " " + (extra ? extra(trade) : "") })));
  return made;
}

function detailRow(index) {
  const trade = data.trades[index];
  const made = factsRow(COLUMNS.length, [
    ["Why entered", trade.entryCause || "not recorded"],
    ["Why left", words(trade.exitReason) + (trade.exitCause ? ": " + trade.exitCause : "")],
    ["Symbol", data.symbols[trade.symbol].name],
    ["Strategy", trade.strategy],
    ["Entry", timeText(trade.entryTime) + " at " + format.price(trade.entryPrice)],
    ["Exit", timeText(trade.exitTime) + " at " + format.price(trade.exitPrice)],
    ["Held", format.seconds((trade.exitTime - trade.entryTime) / 1000) + ", " + trade.bars + " bars"],
    ["Quantity", trade.quantity],
    ["Fees", trade.fee],
    ["Cost of borrowing", trade.borrowCost],
    ["Profit after costs", format.money(trade.pnl) + " " + data.run.currency + " (" + format.percent(trade.returnOnEntry) + ")"],
    ["Best and worst on the way", format.percent(trade.maxFavourable) + " and " + (isNothing(trade.maxAdverse) ? NONE : format.percent(-trade.maxAdverse))],
    ["Entry decision", trade.entryDecision || NONE],
    ["Exit decision", trade.exitDecision || NONE],
  ]);
  const button = element("button", "Show on the chart", { type: "button" });
  button.addEventListener("click", () => showTrade(index));
  made.firstChild.append(button);
  return made;
}

function fillTradePages() {
  const pages = Math.max(1, Math.ceil(order.length / PAGE));
  fillPages("pages", page, pages, (to) => {
    page = to;
    open = null;
    fillTrades();
  });
  const more = data.tradesTotal > data.trades.length
    ? "The first " + format.count(data.trades.length) + " of " + format.count(data.tradesTotal) + " trades; trades.csv has all. "
    : "";
  byId("trades-note").textContent = order.length === 0
    ? "There were no trades."
    : more + "Tap a row for its causes, a heading to sort.";
}
