import { html, nothing } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";

/**
 * A table whose rows are drawn again only when their item is another object. On a phone each row is
 * a card with its columns' names.
 *
 * @param columns of `{label, cell, numeric, wide, live}`; a cell is made from its row's item, and
 *   drawn again also when what `live` gives of the item is another
 * @param rows the items
 * @param key of an item, by which its row is known
 * @param kind a class of the table; `long` ones lay out only the rows that are in view
 */
export function table(columns, rows, { key, label, empty, mark = () => "", kind = "" }) {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`;
  const groups = grouped(columns);
  return html`<table aria-label=${label} class=${kind}>
    <thead>
      <tr>${columns.map((column) => html`<th scope="col" class=${column.numeric ? "right" : ""}>${column.label}</th>`)}</tr>
    </thead>
    <tbody>
      ${repeat(rows, key, (item) => row(item, groups, key(item), mark(item)))}
    </tbody>
  </table>`;
}

/** Neighbours that are drawn again together: on a price the price's cell alone. */
function grouped(columns) {
  const groups = [];
  for (const column of columns) {
    const group = groups.at(-1);
    if (group && group[0].live === column.live) group.push(column);
    else groups.push([column]);
  }
  return groups;
}

function row(item, groups, name, kind) {
  const news = groups.map((group) => group[0].live?.(item));
  return guard(
    [item, kind, ...news],
    () => html`<tr data-key=${name} class=${kind}>${groups.map((group, i) => guard([item, news[i]], () => cells(group, item)))}</tr>`,
  );
}

function cells(columns, item) {
  return columns.map(
    (column) =>
      html`<td class="${column.numeric ? "right" : ""} ${column.wide ? "wide" : ""}" data-label=${column.label} data-column=${column.id ?? nothing}>${column.cell(item)}</td>`,
  );
}

/** Buttons to leaf through a page of a list. */
export function pager(page, turn) {
  const last = Math.max(0, Math.ceil(page.total / page.size) - 1);
  if (last === 0) return html`<p class="muted">${page.total} in all</p>`;
  return html`<nav class="pager" aria-label="Pages">
    <button ?disabled=${page.page === 0} @click=${() => turn(page.page - 1)}>Newer</button>
    <span>Page ${page.page + 1} of ${last + 1}, ${page.total} in all</span>
    <button ?disabled=${page.page >= last} @click=${() => turn(page.page + 1)}>Older</button>
  </nav>`;
}
