/** The explorer's part of the page: reads its form, draws rows, counts and sums. The markup is that of theme/templates/macros/explorer.html. */
import { chips, filters, inWords, lifting } from "./asked.js";
import { Comparison, ticked } from "./comparison.js";
import { element } from "./element.js";
import { heading, line } from "./line.js";
import { bounded } from "./state.js";
import { counted, sums } from "./summary.js";

/** @typedef {import("./state.js").State} State  @typedef {import("./rows.js").Table} Table  @typedef {import("./rows.js").Result} Result  @typedef {import("./rows.js").Row} Row */

const AT_ONCE = 200;

export class View {
  #element; #form; #table; #built; #whole; #comparison; #to; #rows = []; #drawn = 0; #grouped = false;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#form = element.querySelector("form");
    this.#table = element.querySelector("table.fold");
    this.#to = { ...element.dataset };
    this.#built = new Map(this.#lines().map((row) => [row.querySelector("a").getAttribute("href").replace(/\/$/, ""), row]));
    this.#comparison = new Comparison(element, this.#to);
    this.#whole = this.#part("rest").hidden;
    const column = element.querySelector("th[aria-sort]");
    this.first = (column.getAttribute("aria-sort") === "descending" ? "-" : "") + column.dataset.column;
  }

  #part(name) { return this.#element.querySelector(`[data-part=${name}]`); }

  /** The rows of the table, without the headings of groups. */
  #lines() { return [...this.#table.tBodies].flatMap((body) => [...body.rows]).filter((row) => row.className !== "group"); }

  /** What the page shows only where the script runs. */
  open() {
    this.#form.parentElement.dataset.open = ""; // for browsers whose sheets cannot ask whether scripts run
    this.#part("every").hidden = true;
    this.#part("these").hidden = false;
    this.#part("further").hidden = this.#whole;
    for (const [id, row] of this.#built) this.#comparison.box(row, id);
    for (const heading of this.#element.querySelectorAll("th[data-column]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
    }
    this.switches();
  }

  /** The values that each field can have. @returns {import("./state.js").Offers} */
  offers() {
    return Object.fromEntries(this.#fields().map((field) => [field.name, field.tagName === "SELECT" && !("late" in field.dataset) ? new Set([...field.options].map((option) => option.value)) : null]));
  }

  /** @returns {State} */
  state() {
    return bounded(Object.fromEntries(this.#fields().map((field) => [field.name, field.value.trim()]).filter(([, value]) => value)));
  }

  #fields() { return [...this.#form.elements].filter((field) => field.name); }

  /** The form says what the state says. What is being typed is not touched. */
  form(state) {
    const shown = { sort: this.first, ...state };
    for (const field of this.#fields()) {
      const value = shown[field.name] ?? "";
      if (field.value.trim() === value) continue;
      field.value = value;
      if (field.value === value || !("late" in field.dataset)) continue;
      field.append(new Option(value, value)); // until the rows are loaded, which have the label
      field.value = value;
    }
    const bounds = this.#part("bounds");
    if (bounds) bounds.hidden = !state.currency || state.currency === "-";
    const quick = this.#part("quick");
    if (quick) quick.hidden = filters(state).length > 0;
  }

  /** The options that come with the rows. @param {Table} table */
  late(table) {
    for (const field of this.#form.querySelectorAll("select[data-late]:not([data-late=done])")) {
      const { value } = field;
      const number = new Intl.NumberFormat(table.words.locale);
      const all = table.rows.flatMap((row) => row.facets[field.name]);
      const counts = all.reduce((found, at) => found.set(at, (found.get(at) ?? 0) + 1), new Map());
      field.replaceChildren(field.options[0], ...table.labels[field.name].map((label, n) => {
        const option = new Option(`${label} (${number.format(counts.get(n) ?? 0)})`, table.facets[field.name][n]);
        option.dataset.label = label;
        return option;
      }));
      field.value = value;
      if (field.selectedIndex < 0) field.value = "";
      field.dataset.late = "done";
    }
  }

  /** The switch to the other language keeps the state. */
  switches() {
    for (const link of document.querySelectorAll("nav a[hreflang]")) link.search = location.search;
  }

  failed(so) { this.#part("failed").hidden = !so; }

  /**
   * @param {Table} table  @param {Result} result  @param {State} state  @param {number} least  rows to draw, if there are as many
   * @param {Object<string, number>} lifts  how many rows there are without each filter, where there are none with all
   */
  result(table, { rows, counts, sums: added }, state, least = 0, lifts = {}) {
    const sort = state.sort ?? this.first;
    this.#rows = rows;
    this.#drawn = 0;
    this.#grouped = table.columns.find(({ name }) => name === sort.replace("-", "")).kind === "money";
    for (const body of [...this.#table.tBodies]) body.remove();
    this.#draw(table, Math.max(AT_ONCE, this.#built.size, least));
    this.#counts(counts, table.words.locale, state);
    this.#part("count").textContent = counted(table.words, table.words.of, rows.length);
    if (this.#part("sums")) sums((name) => this.#part(name), table.words, added, state, this.first);
    this.#turn(sort);
    this.#rest(table.words);
    this.#asked(state, table.words, lifts);
    this.ticks(state, table);
  }

  /** What is ticked. @param {State} state  @param {Table|null} table */
  ticks(state, table) { this.#comparison.show(this.#table.querySelectorAll("tbody input"), ticked(state), table); }

  #turn(sort) {
    for (const heading of this.#element.querySelectorAll("th[data-column]")) {
      const direction = { [heading.dataset.column]: "ascending", [`-${heading.dataset.column}`]: "descending" }[sort];
      if (direction) heading.setAttribute("aria-sort", direction);
      else heading.removeAttribute("aria-sort");
    }
  }

  get shown() { return this.#drawn; }

  /** More rows of the last result; the focus goes to the first of them. @param {Table} table */
  further(table) {
    if (!this.#rows.length) this.#start(table);
    const first = this.#drawn;
    this.#draw(table, AT_ONCE);
    this.#rest(table.words);
    this.#lines()[first]?.querySelector("a").focus();
  }

  /** The rows of the page as it came are the first of all rows. */
  #start(table) {
    this.#rows = table.rows;
    this.#drawn = this.#built.size;
    this.#grouped = table.groups.length > 0;
  }

  /** The next rows, those of a group below its heading. */
  #draw(table, number) {
    const rows = this.#rows.slice(this.#drawn, this.#drawn + number);
    const group = (row) => (this.#grouped ? row.rank?.place : 0);
    let last = this.#drawn ? group(this.#rows[this.#drawn - 1]) : null;
    let body = last === null ? null : this.#table.tBodies[this.#table.tBodies.length - 1];
    for (const row of rows) {
      if (!body || group(row) !== last) {
        last = group(row);
        body = element("tbody", { role: "rowgroup" });
        if (this.#grouped) body.append(heading(table.groups[last], counted(table.words, table.words.of, this.#rows.filter((other) => group(other) === last).length), table.columns.filter(({ below }) => !below).length));
        this.#table.append(body);
      }
      body.append(this.#comparison.box(this.#built.get(row.id) ?? line(table, row, this.#to), row.id));
    }
    this.#drawn += rows.length;
  }

  #rest({ cut, locale }) {
    const all = this.#drawn >= this.#rows.length;
    const number = new Intl.NumberFormat(locale);
    this.#part("rest").hidden = all;
    this.#part("cut").textContent = cut.replace("%(shown)s", number.format(this.#drawn)).replace("%(all)s", number.format(this.#rows.length));
    this.#part("further").hidden = all;
  }

  /** What is asked for: on paper, where the form is not, as chips, and where nothing fits, what each of them keeps out. */
  #asked({ sort, ...conditions }, words, lifts) {
    const state = { ...conditions, ...(sort && { sort }) };
    const named = filters(conditions);
    const fields = this.#fields().filter((field) => named.includes(field.name));
    const printed = [...fields, ...(sort && sort !== this.first ? [this.#form.elements.sort] : [])];
    this.#part("asked").hidden = !printed.length;
    this.#part("conditions").replaceChildren(...printed.flatMap((field, n) => [n ? "; " : "", ...inWords(field)]), ".");
    this.#part("on").hidden = !fields.length && !printed.length;
    chips(this.#part("chips"), fields, state, this.first);
    const nothing = fields.length > 0 && this.#rows.length === 0;
    this.#element.classList.toggle("empty", nothing);
    this.#part("none").hidden = !nothing;
    const found = fields.filter((field) => lifts[field.name]).sort((a, b) => lifts[b.name] - lifts[a.name]);
    this.#part("lift").hidden = !found.length;
    this.#part("several").hidden = found.length > 0 || fields.length < 2;
    lifting(this.#part("lifts"), found.map((field) => ({ field, counted: counted(words, words.of, lifts[field.name]) })), state, this.first);
  }

  /** Where the element that had the focus is gone, the focus goes to the number of rows. */
  refocus() {
    if (document.activeElement === document.body) this.#element.querySelector(".count").focus({ preventScroll: true });
  }

  /** What each choice would leave; a choice that would leave nothing cannot be made. */
  #counts(counts, locale, state) {
    const number = new Intl.NumberFormat(locale);
    for (const [name, values] of Object.entries(counts)) {
      for (const option of this.#form.elements[name].options) {
        if (!option.value) continue;
        const count = values[option.value] ?? 0;
        const text = `${option.dataset.label} (${number.format(count)})`;
        if (option.textContent !== text) option.textContent = text;
        option.disabled = option.hidden = count === 0 && state[name] !== option.value;
      }
    }
  }
}
