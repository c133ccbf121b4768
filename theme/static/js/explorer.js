/**
 * The explorer of a list: shows the form, and sorts, filters, counts and hands out the rows. Without this script the table and its links stand as they are.
 *
 * The rows are loaded when they are first needed. The address holds the state, so that a copied link shows the same rows.
 */
import { apply, prepare } from "./explorer/rows.js";
import { chosen, filename } from "./explorer/csv.js";
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
    if (!loading && !rows && isWhole(state, view.first)) return;
    try {
      const table = await load();
      if (turn !== latest) return;
      performance.mark("explorer:start");
      view.result(table, apply(table, state), state, rows);
      performance.measure("explorer:filter", "explorer:start");
      view.failed(false);
    } catch {
      if (turn === latest) view.failed(true);
    }
  }

  /** The state has changed by hand: into the address, and shown. Letters typed in one go are one step of the history. */
  function change(state, word = false) {
    const address = location.pathname + write(state, view.first) + location.hash;
    history[word && typing ? "replaceState" : "pushState"](null, "", address);
    typing = word;
    view.switches();
    show(state);
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
  form.addEventListener("reset", (event) => { event.preventDefault(); change({ sort: view.first }); });
  element.addEventListener("click", (event) => {
    const column = event.target.closest("th[data-column] > button")?.parentElement;
    const link = event.target.closest("a[data-take]");
    const reason = event.target.closest("[data-part=reasons] a");
    if (reason && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      change(read(reason.search, view.offers()));
    }
    if (column) change({ ...view.state(), sort: turned(column) });
    if (event.target.closest("[data-part=further]")) further().catch(() => view.failed(true));
    if (link) {
      event.preventDefault();
      take(link).catch(() => view.failed(true));
    }
  });
  addEventListener("popstate", () => { typing = false; view.switches(); back(); });
  const back = () => show(read(location.search, view.offers()), history.state?.rows);
  view.open();
  back();
}

/** The order that a press on a column's heading asks for. */
function turned(column) {
  const name = column.dataset.column;
  return column.getAttribute("aria-sort") === "ascending" ? `-${name}` : name;
}
