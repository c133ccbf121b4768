/** The number of rows, their sums, and what is outside the sums. The markup is that of theme/templates/macros/explorer.html. */
import { short, whole } from "./amounts.js";
import { address } from "./asked.js";
import { element } from "./element.js";

/** @typedef {import("./state.js").State} State  @typedef {import("./rows.js").Sums} Sums */

const LEADING = 2; // as LEADING_SUMS of datasite/pages/explorer/summary.py

/** A counted phrase in the language of the page: "12 projects". @param {Object} words  @param {string} name  @param {number} n */
export function counted({ counted: phrases, locale }, name, n) {
  return phrases[name][new Intl.PluralRules(locale).select(n)].replace("%(num)d", new Intl.NumberFormat(locale).format(n));
}

/**
 * @param {(name: string) => HTMLElement} part  the places of the page by their names
 * @param {Object} words  @param {Sums} sums  @param {State} state  @param {string} first
 */
export function sums(part, words, { currencies, left }, state, first) {
  const said = currencies.map((sum) => ({ ...sum, figure: sum.exact && figure(sum, words) }));
  const others = said.slice(LEADING).flatMap(({ exact, figure, approximate, largest }) => [
    ...(exact ? [[`${figure} (${counted(words, words.of, exact)})`]] : []),
    ...(largest ? [[`${largest.money.words} (`, ...which(words, approximate, largest), ")"]] : []),
  ]);
  part("sums").replaceChildren(...said.slice(0, LEADING).flatMap(({ exact, figure, approximate, largest }) => [
    ...(exact ? [element("li", {}, element("b", { class: "money" }, figure), element("small", {}, counted(words, "exact", exact)))] : []),
    ...(largest ? [element("li", {}, element("b", { class: "money about" }, largest.money.words), element("small", {}, ...which(words, approximate, largest)))] : []),
  ]), ...(others.length ? [element("li", {}, element("small", {}, `${part("sums").dataset.also} `, ...joined(others)))] : []));
  const reasons = Object.entries(words.left_out).filter(([reason]) => left[reason]);
  part("left-out").hidden = !reasons.length;
  part("reasons").replaceChildren(...joined(reasons.map(([reason, value]) => [element("a", { href: address({ ...state, amount: value }, first), "data-state": "true" }, counted(words, reason, left[reason]))])));
}

/** A sum with its currency, as Language.with_currency writes it. */
function figure({ cents, exact, currency }, words) {
  const amount = exact === 1 ? whole(cents, words.locale) : short(cents, words);
  return (words.currency_first ? [currency, amount] : [amount, currency]).join("\u00a0");
}

const which = (words, approximate, largest) => [`${counted(words, "outside", approximate)}: `, element("a", { href: `${largest.id}/` }, largest.cells[0].text)];

const joined = (items) => items.flatMap((item, n) => (n ? ["; ", ...item] : item));
