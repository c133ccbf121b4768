/** The rows of the table, with the markup of theme/templates/macros/explorer.html. */
import { element } from "./element.js";

/** @typedef {import("./rows.js").Table} Table  @typedef {import("./rows.js").Row} Row  @typedef {import("./rows.js").Cell} Cell */

/**
 * A row as the page has it.
 * @param {Table} table  @param {Row} row  @param {Object<string, string>} to  the addresses of the pages of records, by column
 */
export function line(table, row, to) {
  const made = element("tr", { role: "row" });
  const [first, ...others] = row.cells.map((cell, n) => ({ cell, column: table.columns[n] }));
  const head = element("th", { role: "rowheader", scope: "row" }, element("a", { href: `${row.id}/` }, first.cell.text));
  const below = others.filter(({ cell, column }) => column.below && cell.text).map(({ cell, column }) => words(cell, to[column.name]));
  const small = [...below, first.cell.note].filter((part) => part.length).flatMap((part, n) => [n ? "\u00a0· " : "", part].flat()).filter(Boolean);
  if (small.length) head.append(element("small", {}, ...small));
  head.normalize();
  made.append(head);
  for (const { cell, column } of others) {
    if (column.below) continue;
    const td = element("td", { role: "cell", class: column.style, "data-label": column.style.includes("count-of") ? column.label : "" }, ...words(cell, to[column.name]));
    if (cell.note) td.append(element("small", {}, cell.note));
    td.append(...cell.marks.map((mark) => element("span", { class: "why" }, mark)));
    td.normalize();
    made.append(td);
  }
  return made;
}

/** The words of a cell, with their links; what has an id and no address is a field. @param {Cell} cell  @param {string=} to  @returns {(string|Node)[]} */
export function words(cell, to) {
  return cell.parts.map(([text, id]) => (id ? (to ? element("a", { href: `${to}${id}/` }, text) : element("span", { class: `topic ${id}` }, text)) : text));
}

/** The heading of a group of rows. @param {string} label  @param {string} counted  @param {number} columns */
export function heading(label, counted, columns) {
  const th = element("th", { role: "rowheader", scope: "rowgroup", colspan: String(columns) }, `${label} `, element("small", {}, counted));
  return element("tr", { class: "group", role: "row" }, th);
}
