/**
 * What a reader asks for: the terms of a query, the places that it names in any case, and what may be meant by a word with slips.
 *
 * @typedef {{text: string, mark?: string, within?: string}} Term  what is looked for; a place by its mark, a city also by that of its voivodeship
 * @typedef {{places: [string, string, string[]][], stop_words: string[]}} Words  what datasite/pages/types/search.py writes
 */
import { fold } from "../letters.js";

/** The words of a text, folded; one of several parts also whole, as Pagefind has it. @param {string} text */
export const words = (text) => [...new Set(fold(text).split(/\s+/).flatMap((word) => [word.replace(/[^\p{L}\p{N}]/gu, ""), ...parts(word)]))].filter(Boolean);

/** @param {string} folded */
const parts = (folded) => folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** Numbers in one group of digits, as the index has them: 791 000 and 791,000 are 791000. @param {string} text */
const ungrouped = (text) => text.replace(/(?<!\d)\d{1,3}(?:[\s.,]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, ""));

/** Whether the word begins as the asked one does, but for its ending; the mark of a place has none. */
export const alike = (word, asked) => (asked.startsWith("qq") ? word === asked : word.startsWith(asked.length < 6 ? asked : asked.slice(0, Math.ceil(asked.length * 0.7))));

/** Reads queries with the words of a language. */
export class Reader {
  #places = new Map(); #longest = 1; #stop;

  /** @param {Words} known */
  constructor({ places, stop_words }) {
    this.#stop = new Set(stop_words);
    for (const [mark, within, forms] of places) {
      for (const form of forms) {
        const key = parts(fold(form)).join(" ");
        if (!this.#places.has(key)) this.#places.set(key, { mark, within, form });
        this.#longest = Math.max(this.#longest, key.split(" ").length);
      }
    }
  }

  /** The terms of a query, a place as one term; small words only where there are no others. @param {string} query  @returns {Term[]} */
  terms(query) {
    const found = this.chunks(ungrouped(query)).filter(({ text }) => parts(fold(text)).length);
    const telling = found.filter(({ text, mark }) => mark || !this.#stop.has(fold(text).replace(/[^\p{L}\p{N}]/gu, "")));
    return telling.length ? telling : found;
  }

  /** A text parted at its blanks, but for the names of places, the longest of which count. @param {string} text  @returns {Term[]} */
  chunks(text) {
    const chunks = text.split(/\s+/).filter(Boolean);
    const found = [];
    for (let at = 0; at < chunks.length;) {
      const length = this.#placeLength(chunks, at);
      const chunk = chunks.slice(at, at + (length || 1)).join(" ");
      found.push(length ? { text: chunk, ...this.#placeOf(chunk) } : { text: chunk });
      at += length || 1;
    }
    return found;
  }

  #placeOf(text) { return this.#places.get(parts(fold(text)).join(" ")); }

  /** How many chunks from there on are the longest name of a place; 0 for none. */
  #placeLength(chunks, at) {
    for (let length = Math.min(this.#longest, chunks.length - at); length; length--) {
      if (this.#placeOf(chunks.slice(at, at + length).join(" "))) return length;
    }
    return 0;
  }

  /** The words of a title, places as their marks. @param {string} title */
  called(title) {
    return this.terms(title).map(({ text, mark }) => mark ?? text).flatMap(words);
  }

  /** The terms with a word of the index for each unknown one that is nearly it; blank where none is. @param {Term[]} terms  @param {Set<Term>} unknown  @param {string[]} titles */
  meant(terms, unknown, titles) {
    const known = new Map();
    for (const { form } of this.#places.values()) known.set(fold(form), form);
    for (const word of titles.flatMap((title) => title.split(/[^\p{L}\p{N}]+/u))) if (word.length > 3) known.set(fold(word), word);
    const corrected = terms.map((term) => (unknown.has(term) ? nearest(fold(term.text), known) : term.text));
    return corrected.includes(undefined) ? "" : corrected.join(" ");
  }
}

/** The known word that is fewest slips away: one slip in a short word, two in a long one. @param {string} asked  @param {Map<string, string>} known */
function nearest(asked, known) {
  if (asked.length < 4 || known.has(asked)) return undefined;
  let [least, best] = [asked.length < 8 ? 2 : 3, undefined];
  for (const [folded, word] of known) {
    if (Math.abs(folded.length - asked.length) >= least) continue;
    const count = slips(asked, folded);
    if (count < least) [least, best] = [count, word];
  }
  return best;
}

/** Letters to add, drop, change or swap with their neighbours until one word is the other. */
function slips(one, other) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, n) => n)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const changed = last[j - 1] + Number(one[i - 1] !== other[j - 1]);
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, changed);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
}
