/** The explorer's part of the page: reads its form, draws rows, counts and sums. The markup is that of theme/templates/macros/explorer.html. */
import { short, whole } from "./amounts.js";
import { bounded, write } from "./state.js";

/** @typedef {import("./state.js").State} State  @typedef {import("./rows.js").Table} Table  @typedef {import("./rows.js").Result} Result  @typedef {import("./rows.js").Row} Row */

const AT_ONCE = 200;

export class View {
  #element; #form; #body; #built; #whole; #rows = []; #drawn = 0;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
    this.#form = element.querySelector("form");
    this.#body = element.querySelector("tbody");
    this.#built = new Map([...this.#body.rows].map((row) => [row.querySelector("a").getAttribute("href").replace(/\/$/, ""), row]));
    this.#whole = this.#part("rest").hidden;
    const column = element.querySelector("th[aria-sort]");
    this.first = (column.getAttribute("aria-sort") === "descending" ? "-" : "") + column.dataset.column;
  }

  #part(name) { return this.#element.querySelector(`[data-part=${name}]`); }

  /** What the page shows only where the script runs. */
  open() {
    this.#form.dataset.open = ""; // for browsers whose sheets cannot ask whether scripts run
    this.#part("every").hidden = true;
    this.#part("these").hidden = false;
    this.#part("further").hidden = this.#whole;
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
    return Object.fromEntries(this.#fields().map((field) => [field.name, field.tagName === "SELECT" ? new Set([...field.options].map((option) => option.value)) : null]));
  }

  /** @returns {State} */
  state() {
    return bounded(Object.fromEntries(this.#fields().map((field) => [field.name, field.value.trim()]).filter(([, value]) => value)));
  }

  #fields() { return [...this.#form.elements].filter((field) => field.name); }

  /** The form says what the state says. What is being typed is not touched. */
  form(state) {
    const shown = { sort: this.first, ...state };
    for (const field of this.#fields()) if (field.value.trim() !== (shown[field.name] ?? "")) field.value = shown[field.name] ?? "";
    const bounds = this.#part("bounds");
    if (bounds) bounds.hidden = !state.currency || state.currency === "-";
  }

  /** The switch to the other language keeps the state. */
  switches() {
    for (const link of document.querySelectorAll("nav a[hreflang]")) link.search = location.search;
  }

  failed(so) { this.#part("failed").hidden = !so; }

  /** @param {Table} table  @param {Result} result  @param {State} state  @param {number} least  rows to draw, if there are as many */
  result(table, { rows, counts, sums }, state, least = 0) {
    this.#rows = rows;
    this.#drawn = 0;
    const most = Math.max(AT_ONCE, this.#built.size, least);
    this.#body.replaceChildren(...this.#next(table, most));
    this.#counts(counts, table.words.locale, state);
    this.#summary(table.words, rows.length, sums, state);
    this.#part("none").hidden = rows.length > 0;
    this.#turn(state.sort ?? this.first);
    this.#rest(table.words);
    this.#asked(state);
  }

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
    const more = this.#next(table, AT_ONCE);
    this.#body.append(...more);
    this.#rest(table.words);
    more[0]?.querySelector("a").focus();
  }

  /** The rows of the page as it came are the first of all rows. */
  #start(table) {
    this.#rows = table.rows;
    this.#drawn = this.#body.rows.length;
  }

  #next(table, number) {
    const rows = this.#rows.slice(this.#drawn, this.#drawn + number);
    this.#drawn += rows.length;
    return rows.map((row) => this.#built.get(row.id) ?? line(table, row));
  }

  #rest({ cut, locale }) {
    const all = this.#drawn >= this.#rows.length;
    const number = new Intl.NumberFormat(locale);
    this.#part("rest").hidden = all;
    this.#part("cut").textContent = cut.replace("%(shown)s", number.format(this.#drawn)).replace("%(all)s", number.format(this.#rows.length));
    this.#part("further").hidden = all;
  }

  /** What is asked for, in the words of the form, which is not on paper. */
  #asked({ sort, ...conditions }) {
    const asked = { ...conditions, ...(sort && sort !== this.first && { sort }) };
    const fields = this.#fields().filter((field) => asked[field.name]);
    this.#part("asked").hidden = !fields.length;
    this.#part("conditions").replaceChildren(...fields.flatMap((field, n) => [
      `${n ? "; " : ""}${field.labels[0].firstChild.data.trim()} `,
      field.name === "q" ? element("q", {}, field.value.trim()) : chosenWords(field),
    ]), ".");
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

  #summary(words, count, { currencies, left }, state) {
    const number = new Intl.NumberFormat(words.locale);
    const plural = new Intl.PluralRules(words.locale);
    const counted = (name, n) => words.counted[name][plural.select(n)].replace("%(num)d", number.format(n));
    this.#part("count").textContent = counted(words.of, count);
    this.#part("sums").replaceChildren(...currencies.filter(({ exact }) => exact).flatMap(({ currency, cents, exact }) => {
      const figure = exact === 1 ? whole(cents, words.locale) : short(cents, words);
      return [" · ", element("b", {}, `${figure}\u00a0${currency} (${number.format(exact)})`)];
    }));
    const outside = currencies.filter(({ largest }) => largest);
    const reasons = Object.entries(words.left_out).filter(([reason]) => left[reason]);
    if (!this.#part("left-out")) return;
    this.#part("outside").hidden = outside.length === 0;
    this.#part("largest").replaceChildren(...outside.flatMap(({ approximate, largest }, n) => {
      const title = element("a", { href: `${largest.id}/` }, largest.cells[0][0]);
      return [element("b", {}, largest.money.words), ` (${counted("outside", approximate)}: `, title, n < outside.length - 1 ? "); " : ")"];
    }));
    this.#part("left-out").hidden = reasons.length === 0;
    this.#part("reasons").replaceChildren(...reasons.flatMap(([reason, value], n) => {
      const rows = element("a", { href: write({ ...state, amount: value }, this.first) }, counted(reason, left[reason]));
      return n < reasons.length - 1 ? [rows, "; "] : [rows];
    }));
  }
}

/** What a field says: the label of what is chosen, without its number of rows, or what is typed. */
function chosenWords(field) {
  const option = field.selectedOptions?.[0];
  return (option?.dataset.label ?? option?.textContent ?? field.value).trim();
}

/** A row as the page has it. @param {Table} table  @param {Row} row */
function line(table, row) {
  const made = element("tr", { role: "row" });
  row.cells.forEach(([text, note, ...marks], n) => {
    const { style, label } = table.columns[n];
    const cell = n ? element("td", { role: "cell", class: style, "data-label": label }) : element("th", { role: "rowheader", scope: "row" });
    cell.append(n ? text : element("a", { href: `${row.id}/` }, text));
    if (note) cell.append(element("small", {}, note));
    cell.append(...marks.map((mark) => element("span", { class: "why" }, mark)));
    made.append(cell);
  });
  return made;
}

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
