function row(cells, tag) {
  const made = element("tr");
  cells.forEach((cell) => made.append(cell instanceof Node ? cell : element(tag || "td", cell)));
  return made;
}

function card(parent, title, table) {
  const made = element("div");
  made.append(element("h3", title), table);
  byId(parent).append(made);
}

function fillPairs(id, pairs) {
  pairs.forEach(([name, value]) => byId(id).append(row([name, value])));
}

/** Of each symbol how complete its bars were. */
function fillCompleteness(symbols) {
  const table = element("table");
  table.append(row(["Symbol", "Bars", "Of possible", "Gaps", "Partial", "Corrected", "Repeated rows"], "th"));
  symbols.forEach((symbol) => table.append(row([
    symbol.name,
    format.count(symbol.barCount),
    format.percent(symbol.expectedBars === 0 ? null : symbol.barCount / symbol.expectedBars),
    format.count(symbol.gapsTotal),
    format.count(symbol.partialBars),
    format.count(symbol.correctedBars),
    format.count(symbol.repeatedRows),
  ])));
  const scroll = element("div", null, { class: "scroll" });
  scroll.append(table);
  byId("data-complete").append(scroll, element("p",
    "Nothing was filled in: a stretch without bars stays empty, and nothing is decided on a partial bar.",
    { class: "muted" }));
  symbols.filter((symbol) => symbol.gapsTotal > 0).forEach((symbol) => {
    const list = element("details");
    const shown = symbol.gaps.length < symbol.gapsTotal ? ", the first " + symbol.gaps.length : "";
    list.append(element("summary", "Gaps of " + symbol.name + shown));
    const gaps = element("table");
    gaps.append(row(["From", "To", "Bars missing"], "th"));
    symbol.gaps.forEach(([from, to, bars]) =>
      gaps.append(row([timeText(from), timeText(to), format.count(bars)])));
    list.append(gaps);
    byId("data-complete").append(list);
  });
}

/** Buttons from page to page; what is shown is told by its number, from 0. */
function fillPages(id, shown, pages, show) {
  const nav = byId(id);
  nav.replaceChildren();
  const go = (label, to, enabled) => {
    const button = element("button", label, { type: "button" });
    button.disabled = !enabled;
    button.addEventListener("click", () => show(to));
    nav.append(button);
  };
  go("First", 0, shown > 0);
  go("Back", shown - 1, shown > 0);
  nav.append(element("span", "Page " + (shown + 1) + " of " + pages));
  go("Next", shown + 1, shown + 1 < pages);
  go("Last", pages - 1, shown + 1 < pages);
}

/** A heading that sorts by its column. */
function sortHeading(name, kind, isSorted, isDown, sort) {
  const cell = element("th", null, {
    class: kind,
    "aria-sort": isSorted ? (isDown ? "descending" : "ascending") : "none",
  });
  const button = element("button", name + (isSorted ? (isDown ? " \u25bc" : " \u25b2") : ""), { type: "button" });
  button.addEventListener("click", sort);
  cell.append(button);
  return cell;
}

/** A row that opens by a tap, or by a key. */
function openingRow(isOpen, toggle) {
  const made = element("tr", null, { class: "opens", tabindex: "0", "aria-expanded": String(isOpen) });
  made.addEventListener("click", toggle);
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      toggle();
    }
  });
  return made;
}

/** The row below an open one: names and what they are. */
function factsRow(columns, facts) {
  const cell = element("td", null, { colspan: String(columns) });
  const list = element("dl");
  facts.forEach(([name, value]) => list.append(element("dt", name), element("dd", value)));
  cell.append(list);
  const made = element("tr", null, { class: "detail" });
  made.append(cell);
  return made;
}

/** Figures that are read first. */
function fillTiles(tiles) {
  tiles.forEach(([label, value, kind]) => {
    const tile = element("div", null, { class: "tile" });
    tile.append(element("span", label, { class: "muted" }), element("b", value, { class: kind }));
    byId("tiles").append(tile);
  });
}

/** Draws the charts, and again when colours or the width of the page change. */
function startDrawing(draw) {
  const setTheme = (dark) => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    byId("theme").textContent = dark ? "Light" : "Dark";
    draw();
  };
  const preference = window.matchMedia("(prefers-color-scheme: dark)");
  setTheme(preference.matches);
  preference.addEventListener("change", (event) => setTheme(event.matches));
  byId("theme").addEventListener("click", () => setTheme(document.documentElement.dataset.theme !== "dark"));
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    draw();
  });
}
