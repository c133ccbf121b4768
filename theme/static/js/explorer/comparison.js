/** Up to four rows that a reader has ticked, side by side. The markup is that of theme/templates/macros/explorer.html. */
import { element } from "./element.js";
import { words } from "./line.js";

/** @typedef {import("./rows.js").Table} Table  @typedef {import("./rows.js").Row} Row */

export const MOST = 4;
const MEASURES = ["currency", "kind", "stage"];

/** The ids in a state. @param {import("./state.js").State} state */
export const ticked = ({ compare }) => (compare ? compare.split(".") : []);

export class Comparison {
  #bar; #section; #to;

  /** @param {HTMLElement} list  @param {Object<string, string>} to  the addresses of the pages of records, by column */
  constructor(list, to) {
    this.#bar = list.querySelector("[data-part=ticked]");
    this.#section = list.querySelector("[data-part=comparison]");
    this.#to = to;
  }

  /** A row with a box to tick. @param {HTMLTableRowElement} row  @param {string} id */
  box(row, id) {
    if (!this.#bar || row.querySelector("input")) return row;
    const label = this.#bar.dataset.tick.replace("%(project)s", row.querySelector("a").textContent);
    row.cells[0].append(element("input", { type: "checkbox", value: id, "aria-label": label }));
    return row;
  }

  /**
   * What is ticked, in the boxes of the rows, the bar and the table.
   * @param {Iterable<HTMLElement>} boxes  @param {string[]} ids  @param {Table|null} table  null while the rows are not loaded
   */
  show(boxes, ids, table) {
    if (!this.#bar) return;
    for (const box of boxes) {
      box.checked = ids.includes(box.value);
      box.disabled = !box.checked && ids.length >= MOST;
    }
    const rows = table ? ids.map((id) => table.rows.find((row) => row.id === id)).filter(Boolean) : [];
    this.#bar.hidden = !rows.length;
    this.#section.hidden = rows.length < 2;
    this.#bar.querySelector("a").hidden = rows.length < 2;
    if (!rows.length) return;
    this.#bar.querySelector("output").textContent = table.words.counted.ticked[new Intl.PluralRules(table.words.locale).select(rows.length)].replace("%(num)d", rows.length);
    this.#fill(table, rows);
  }

  /** @param {Table} table  @param {Row[]} rows */
  #fill(table, rows) {
    const cell = (row, name) => row.cells[table.columns.findIndex((column) => column.name === name)];
    const put = (tr, name, cells) => { while (tr.cells.length > 1) tr.lastChild.remove(); tr.append(...cells.map((content) => element(name, name === "th" ? { scope: "col" } : {}, ...content))); };
    put(this.#section.querySelector("thead tr"), "th", rows.map((row) => [element("a", { href: `${row.id}/` }, row.cells[0].text)]));
    for (const tr of this.#section.querySelectorAll("[data-row]")) {
      const name = tr.dataset.row;
      tr.normalize();
      put(tr, "td", rows.map((row) => {
        const at = MEASURES.indexOf(name);
        if (at >= 0) return [row.measure?.[at] ?? "–"];
        return words(cell(row, name), this.#to[name]).map((part) => part || "–");
      }));
      tr.classList.toggle("differs", MEASURES.includes(name) && differs(rows, MEASURES.indexOf(name)));
    }
    const verdict = this.#section.querySelector("[data-part=verdict]");
    const { same, different, missing } = verdict.dataset;
    const what = MEASURES.filter((_, at) => differs(rows, at)).map((name) => this.#section.querySelector(`[data-row=${name}] th`).textContent);
    verdict.textContent = rows.some((row) => !row.measure) ? missing : what.length ? different.replace("%(what)s", what.join(", ")) : same;
  }
}

/** Whether the amounts of rows differ in a part of their measure; a row without an amount differs in none. */
function differs(rows, at) {
  return new Set(rows.filter((row) => row.measure).map((row) => row.measure[at])).size > 1;
}
