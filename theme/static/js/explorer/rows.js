/**
 * The rows: which fit a state, in which order, what they come to, and how many would fit each other choice.
 *
 * @typedef {import("./state.js").State} State
 * @typedef {{kind: string, currency: string, cents: number|null, joint: string, words: string}|null} Money
 * @typedef {{place: number, cents: number|null}|null} Rank
 * @typedef {{text: string, parts: [string, string?][], note: string, marks: string[]}} Cell  a part of the words has the id of the record to which it leads
 * @typedef {{id: string, cells: Cell[], keys: (number|null)[], facets: Object<string, number[]>, money: Money, rank: Rank, measure: [string, string, string]|null, text: string, at: number}} Row
 * @typedef {{rows: Row[], columns: {name: string, kind: string, style: string, label: string, below: boolean}[], facets: Object<string, string[]>, labels: Object<string, string[]>, groups: string[], words: Object, sort: string, reader: Reader, orders: Map<string, Row[]>}} Table
 * @typedef {{rows: Row[], counts: Object<string, Object<string, number>>, sums: Sums}} Result
 * @typedef {{currencies: {currency: string, cents: bigint, exact: number, approximate: number, largest: Row|null}[], left: Object<string, number>}} Sums
 */

import { fold } from "../letters.js";
import { Reader } from "../search/query.js";

/** A text as it is looked for: plain letters, every blank a space. */
const sought = (text) => fold(text).replace(/\s+/g, " ");

/** @param {Object} data  what datasite/pages/explorer/rows_file.py writes  @returns {Table} */
export function prepare(data) {
  const names = Object.keys(data.facets);
  const rows = data.rows.map(([id, cells, keys, values, money, rank, measure, more], at) => {
    const shown = cells.map(cellOf);
    return {
      id, keys, at, cells: shown,
      facets: Object.fromEntries(names.map((name, n) => [name, values[n]])),
      money: money && { kind: money[0], currency: money[1], cents: money[2], joint: money[3], words: money[4] },
      rank: rank && { place: rank[0], cents: rank[1] },
      measure: measure === null ? null : data.measures[measure],
      text: sought(`${shown.map(({ text, note, marks }) => [text, note, ...marks].join(" ")).join(" ")} ${more}`),
    };
  });
  const columns = data.columns.map(([name, kind, style, label, below]) => ({ name, kind, style, label, below: below === 1 }));
  return { rows, columns, facets: data.facets, labels: data.labels, groups: data.groups, words: data.words, sort: data.sort, reader: new Reader({ places: data.places, stop_words: [] }), orders: new Map([[data.sort, rows]]) };
}

/** A cell of the file. @returns {Cell} */
function cellOf(cell) {
  const [words, note = "", ...marks] = typeof cell === "string" ? [cell] : cell;
  const parts = typeof words === "string" ? [[words]] : words.map((part) => (typeof part === "string" ? [part] : part));
  return { text: parts.map(([text]) => text).join(""), parts, note, marks };
}

/** @param {Table} table  @param {State} state  @returns {Result} */
export function apply(table, state) {
  const asked = Object.keys(table.facets).filter((name) => state[name]).map((name) => [name, table.facets[name].indexOf(state[name])]);
  const other = [words(state.q, table.reader), bounds(state)].filter(Boolean);
  const counts = Object.fromEntries(Object.entries(table.facets).map(([name, values]) => [name, new Int32Array(values.length)]));
  const kept = new Set();
  for (const row of table.rows) {
    if (!other.every((fits) => fits(row))) continue;
    const missed = asked.filter(([name, value]) => !row.facets[name].includes(value)).map(([name]) => name);
    if (!missed.length) kept.add(row);
    // A row that one choice alone keeps out still counts among that choice's alternatives.
    if (missed.length < 2) for (const name of missed.length ? missed : Object.keys(counts)) for (const value of row.facets[name]) counts[name][value]++;
  }
  const rows = ordered(table, state.sort ?? table.sort).filter((row) => kept.has(row));
  return { rows, counts: named(counts, table.facets), sums: sums(rows) };
}

function named(counts, facets) {
  return Object.fromEntries(Object.entries(facets).map(([name, values]) => [name, Object.fromEntries(values.map((value, n) => [value, counts[name][n]]))]));
}

/** Rows that have every word of what is typed; of a place, the name in any case: its mark is among the words of a row that names it. */
function words(typed, reader) {
  const terms = reader.chunks(typed ?? "").map(({ text, mark }) => ({ mark, words: sought(text).split(" ") }));
  const fits = (row) => (term) => term.words.every((word) => row.text.includes(word)) || (term.mark && row.text.includes(term.mark));
  return terms.length ? (row) => terms.every(fits(row)) : null;
}

/** Shown amounts between two figures, both in the currency that is chosen; approximate ones by the figure that is printed. */
function bounds({ min, max }) {
  if (!min && !max) return null;
  const [low, high] = [min ? Number(min) * 100 : 0, max ? Number(max) * 100 : Infinity];
  return ({ rank }) => rank !== null && rank.cents !== null && rank.cents >= low && rank.cents <= high;
}

/** All rows in an order, which is worked out once. What has no value comes last, whichever way the rest is turned. */
function ordered(table, sort) {
  if (!table.orders.has(sort)) {
    const turn = sort.startsWith("-") ? -1 : 1;
    const n = table.columns.findIndex((column) => column.name === sort.replace("-", ""));
    const compare = table.columns[n].kind === "money" ? byRank(turn) : byNumber((row) => row.keys[n], turn);
    table.orders.set(sort, [...table.rows].sort((a, b) => compare(a, b) || a.at - b.at));
  }
  return table.orders.get(sort);
}

/** By figures, or by the places of texts in the page's alphabetical order. */
const byNumber = (get, turn) => (a, b) => last(get(a) === null, get(b) === null) ?? turn * (get(a) - get(b));

/** Amounts stand by currency, the commonest first, since those of two currencies cannot be compared; then come those without one. */
const byRank = (turn) => (a, b) => a.rank.place - b.rank.place || last(a.rank.cents === null, b.rank.cents === null) || turn * ((a.rank.cents ?? 0) - (b.rank.cents ?? 0));

/** Which of two comes last because it has no value; null where both have one. */
function last(a, b) {
  return a || b ? Number(a) - Number(b) : null;
}

/** What the totals of rows come to, by the rules of scripts/datasite/model/totals.py: exact amounts only, by currency, a joint sum once, the rest counted. */
function sums(rows) {
  const left = { otherwise_known: 0, not_stated: 0, approximate: 0, no_currency: 0, unclear: 0, joint: 0 };
  const found = new Map();
  const counted = new Set();
  // A joint sum counts where its project comes first by itself, whatever the order now is.
  for (const row of [...rows].sort((a, b) => a.at - b.at)) {
    const { money } = row;
    if (!money) continue;
    if (money.kind === "-") left.not_stated++;
    else if (money.kind === "other") left.otherwise_known++;
    else if (money.kind === "unclear") left.unclear++;
    else if (!money.currency) left.no_currency++;
    else if (money.joint && counted.has(money.joint)) left[money.kind === "approximate" ? "approximate" : "joint"]++;
    else {
      const sum = found.get(money.currency) ?? { currency: money.currency, cents: 0n, exact: 0, approximate: 0, largest: null };
      found.set(money.currency, money.kind === "approximate" ? withApproximate(sum, row) : { ...sum, cents: sum.cents + BigInt(money.cents), exact: sum.exact + 1 });
      if (money.kind === "approximate") left.approximate++;
    }
    if (money.joint) counted.add(money.joint);
  }
  const currencies = [...found.values()].sort((a, b) => b.exact + b.approximate - a.exact - a.approximate || (a.currency < b.currency ? -1 : 1));
  return { currencies, left };
}

/** The sum with one more approximate amount outside it, the largest of which is named. */
function withApproximate(sum, row) {
  const before = sum.largest && (sum.largest.money.cents - row.money.cents || (sum.largest.id < row.id ? 1 : -1));
  return { ...sum, approximate: sum.approximate + 1, largest: before > 0 ? sum.largest : row };
}
