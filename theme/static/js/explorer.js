/**
 * The explorer of a list: shows the form, and sorts, filters, counts and hands out the rows. Without this script the table and its links stand as they are.
 *
 * The rows are loaded when they are first needed. The address holds the state, so that a copied link shows the same rows.
 */
import { apply, prepare } from "./explorer/rows.js";
import { chosen, filename } from "./explorer/csv.js";
import { filters, without } from "./explorer/asked.js";
import { MOST, ticked } from "./explorer/comparison.js";
import { isWhole, read, write } from "./explorer/state.js";
import { View } from "./explorer/view.js";

for (const element of document.querySelectorAll(".explorer")) start(element);

/** @param {HTMLElement} element */
function start(element) {
  const view = new View(element);
  const form = element.querySelector("form");
  let loading = null;
  let latest = 0;
  let typing = false;

  const load = () => (loading ??= fetch(element.dataset.rows, { cache: "no-cache" })
    .then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText)))
    .then((data) => prepare(data))
    .catch((error) => { loading = null; throw error; }));

  /** Show what the state asks for, and at least so many rows. A later call overtakes an earlier one that still waits for the rows. */
  async function show(state, rows = 0) {
    const turn = ++latest;
    view.form(state);
    if (!loading && !rows && isWhole(state, view.first)) return view.ticks(state, null);
    try {
      const table = await load();
      if (turn !== latest) return;
      performance.mark("explorer:start");
      view.late(table);
      const known = view.state();
      const result = apply(table, known);
      const lifts = result.rows.length ? [] : filters(known).map((name) => [name, apply(table, without(known, name)).rows.length]);
      view.result(table, result, known, rows, Object.fromEntries(lifts));
      performance.measure("explorer:filter", "explorer:start");
      view.failed(false);
    } catch {
      if (turn === latest) view.failed(true);
    }
  }

  /** The state has changed by hand: into the address, and shown. Letters typed in one go are one step of the history. */
  async function change(state, word = false) {
    const address = location.pathname + write(state, view.first) + location.hash;
    history[word && typing ? "replaceState" : "pushState"](null, "", address);
    typing = word;
    view.switches();
    await show(state);
    view.refocus();
  }

  /** What is ticked, in the address and in the comparison; it changes no row. */
  async function tick(ids) {
    const { compare, ...rest } = view.state();
    const state = { ...rest, ...(ids.length && { compare: ids.join(".") }) };
    history.replaceState(history.state, "", location.pathname + write(state, view.first) + location.hash);
    view.form(state);
    view.switches();
    view.ticks(state, await load());
  }

  /** More rows; the history keeps how many are shown, for whoever comes back from one of them. */
  async function further() {
    view.further(await load());
    history.replaceState({ rows: view.shown }, "");
  }

  async function take(link) {
    const state = view.state();
    const table = await load();
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(answer.statusText);
    const text = await answer.text();
    const divider = link.dataset.take === "csv" ? "," : ";";
    const file = chosen(text, apply(table, state).rows.map((row) => row.id), divider);
    const mark = link.dataset.take === "csv" ? "" : "\ufeff";
    const made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob([mark + file], { type: "text/csv" }));
    made.download = filename(link.href, state);
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 60_000);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", (event) => { if (event.target.name !== "q") change(view.state()); });
  form.addEventListener("input", (event) => { if (["q", "min", "max"].includes(event.target.name)) change(view.state(), true); });
  form.addEventListener("reset", (event) => { event.preventDefault(); change({ sort: view.first, ...ticks() }); });
  // Options that are not in the page are there when a reader gets to them.
  form.addEventListener("toggle", (event) => { if (event.target.querySelector("[data-late]")) load().then((table) => view.late(table), () => view.failed(true)); }, true);
  const ticks = () => { const { compare } = view.state(); return compare ? { compare } : {}; };
  element.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.matches("tbody input")) return;
    const others = ticked(view.state()).filter((id) => id !== box.value);
    tick(box.checked ? [...others, box.value].slice(-MOST) : others).catch(() => view.failed(true));
  });
  element.addEventListener("click", (event) => {
    const column = event.target.closest("th[data-column] > button")?.parentElement;
    const link = event.target.closest("a[data-take]");
    const other = event.target.closest("a[data-state]");
    if (other && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      const { sort = view.first } = view.state();
      change({ sort, ...ticks(), ...read(other.search, view.offers()) });
    }
    if (column) change({ ...view.state(), sort: turned(column) });
    if (event.target.closest("[data-part=untick]")) tick([]).then(() => view.refocus(), () => view.failed(true));
    if (event.target.closest("[data-part=further]")) further().catch(() => view.failed(true));
    if (link) {
      event.preventDefault();
      take(link).catch(() => view.failed(true));
    }
  });
  addEventListener("popstate", () => { typing = false; view.switches(); back(); });
  const back = () => show(read(location.search, view.offers()), history.state?.rows);
  view.open();
  const { sort, ...early } = view.state(); // what was asked for before this script had come
  if (Object.keys(early).length) change({ ...read(location.search, view.offers()), ...early });
  else back();
}

/** The order that a press on a column's heading asks for: figures begin with the largest, words with the first. */
function turned(column) {
  const name = column.dataset.column;
  const now = column.getAttribute("aria-sort");
  const largestFirst = now ? now === "ascending" : column.className !== "";
  return largestFirst ? `-${name}` : name;
}
