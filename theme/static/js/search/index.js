/** The index of the site: which pages answer a query, the best first. It is loaded once something is searched. */
import { fold } from "../letters.js";
import { Reader, alike, words } from "./query.js";

/** How much a match in each field of a document counts. Pagefind counts several forms of one word manifold, hence so little for those with many. */
const WEIGHTS = { title: 5, short: 5, names: 4, numbers: 6, folded: 5, places: 5, mentions: 1, near: 0.2, far: 0.05, facts: 0.2 };

/** With fewer results a long query takes those that lack one word too, after them. */
const FEW = 3;

/**
 * @typedef {{id: string, type: string, data: () => Promise<Object>, has: number, score: number, fill: number}} Found  a page, how many of the terms it has, and what it is ranked by
 * @typedef {{terms: import("./query.js").Term[], found: Found[], meant: string}} Answer  `meant` is the query without slips, blank where there are none
 */

/**
 * Load the index of a language.
 * @param {URL} root  of the site, wherever it is served  @param {URL} folder  of the page of the search, which has the file of words
 * @returns {Promise<(query: string) => Promise<Answer>>}
 */
export async function loadIndex(root, folder, language) {
  const pagefindFolder = new URL("pagefind/", root);
  const json = (address) => fetch(address).then((answer) => answer.json());
  const [pagefind, list, known] = await Promise.all([
    import(new URL("pagefind.js", pagefindFolder).href), json(new URL(`list.${language}.json`, pagefindFolder)), json(new URL("words.json", folder)),
  ]);
  await pagefind.options({ noWorker: true, ranking: { metaWeights: WEIGHTS } });
  const reader = new Reader(known);
  const pages = new Map(Object.entries(list).flatMap(([type, names]) => Object.entries(names).map(([name, titles]) => [`${language}_${name}`, { type, titles, called: titles.map((one) => reader.called(one)) }])));
  const titles = [...pages.values()].flatMap((page) => page.titles);
  return async (query) => {
    const terms = reader.terms(query);
    const { found, unknown } = await findPages(pagefind, terms);
    return {
      terms,
      found: ranked(found, pages, terms.filter((term) => !unknown.has(term))),
      meant: unknown.size ? reader.meant(terms, unknown, titles) : "",
    };
  };
}

/** How much of a title or short name the asked words fill, from 0 to 1; nothing unless each of them stands there. Small words do not count. */
function filled(called, asked) {
  const shares = called.map((title) => {
    const met = title.filter((word) => asked.some((other) => alike(word, other)));
    const all = title.filter((word) => word.length > 2 || met.includes(word));
    return asked.every((word) => met.some((other) => alike(other, word))) ? met.length / all.length : 0;
  });
  return Math.max(...shares);
}

/**
 * Whether a result holds a place's mark or the beginning of every word of a term. Pagefind answers a word that it does not know by the
 * longest beginning that it knows, be it one letter, and passes over a word of which it knows nothing; such answers are none.
 */
function answers({ text, mark }, found) {
  const there = words([found.content, ...Object.values(found.meta)].join(" "));
  if (mark) return there.includes(mark);
  return words(text).every((word) => there.some((other) => other.startsWith(word.slice(0, Math.max(3, Math.floor(word.length * 0.6))))));
}

/** Pagefind's results of a term as it is written and, since synonyms are folded, in plain letters; each page once, with the higher score. */
async function resultsOf(pagefind, term) {
  const best = new Map();
  for (const text of new Set(term.mark ? [term.mark] : [term.text, fold(term.text)])) {
    const { results: raw } = await pagefind.search(text);
    if (!raw.length || !answers(term, await raw[0].data())) continue;
    for (const result of raw) if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
  }
  return [...best.values()];
}

/**
 * The pages that have the most of the terms, and where these are few those with one less, if that is more than half of them, or half where each is known; and the terms that no page has.
 * @returns {Promise<{found: {id: string, data: Function, has: number, score: number}[], unknown: Set<import("./query.js").Term>}>}
 */
async function findPages(pagefind, terms) {
  const found = new Map();
  const unknown = new Set();
  for (const term of terms) {
    const raw = await resultsOf(pagefind, term);
    if (!raw.length) unknown.add(term);
    for (const { id, data, score } of raw) {
      const before = found.get(id) ?? { id, data, has: 0, score: 0 };
      found.set(id, { ...before, has: before.has + 1, score: before.score + score });
    }
  }
  const most = Math.max(0, ...[...found.values()].map(({ has }) => has));
  const few = terms.length > FEW && [...found.values()].filter(({ has }) => has === most).length < FEW;
  return { found: 2 * most >= terms.length + Number(unknown.size > 0) ? [...found.values()].filter(({ has }) => has >= most - Number(few)) : [], unknown };
}

/** The results with their types: the page of a place that was asked for, those that are called as asked, the rest as Pagefind has them. */
function ranked(raw, pages, terms) {
  const called = terms.flatMap(({ text, mark }) => (mark ? [mark] : words(text)));
  const marks = terms.flatMap(({ mark, within }) => [mark, within]).filter(Boolean);
  const found = raw.map((result) => {
    const page = pages.get(result.id);
    const isPlace = page.type === "place" && page.called.flat().some((word) => marks.includes(word));
    return { ...result, type: page.type, fill: Number(isPlace) + filled(page.called, called) };
  });
  return found.sort((one, other) => other.fill - one.fill || other.has - one.has || other.score - one.score);
}
