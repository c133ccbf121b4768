/** The page of the search: reads its own form and address, asks Pagefind, writes the results. All words stand in the page. */
import { fold } from "./letters.js";

/** How much a match in each field of a document counts. Pagefind counts several forms of one word manifold, hence so little for those with many. */
const WEIGHTS = { title: 5, short: 5, names: 4, numbers: 6, folded: 5, near: 0.2, far: 0.05, facts: 0.2 };
const AT_ONCE = 20;
const PAUSE = 250; // milliseconds without a key before an unfinished word is searched

const root = new URL("../../", import.meta.url); // of the site, wherever it is served
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const [form, status, results, more, lists] = ["search", "status", "results", "more", "lists"].map((id) => document.getElementById(id));
const types = document.getElementById("types");
const title = document.title;

let index; // Pagefind and the list of pages, once something is searched
let asked = 0; // searches so far: an answer to an old one is not shown

async function loadIndex() {
  const folder = new URL("pagefind/", root);
  const [pagefind, list] = await Promise.all([import(new URL("pagefind.js", folder).href), fetch(new URL(`list.${language}.json`, folder)).then((answer) => answer.json())]);
  await pagefind.options({ noWorker: true, excerptLength: 26, ranking: { metaWeights: WEIGHTS } });
  const pages = Object.entries(list).flatMap(([type, names]) => Object.entries(names).map(([name, called]) => [`${language}_${name}`, { type, called: called.map(words) }]));
  return { pagefind, pages: new Map(pages) };
}

/** Numbers in one group of digits, as the index has them: 791 000 and 791,000 are 791000. @param {string} text */
const ungrouped = (text) => text.replace(/(?<!\d)\d{1,3}(?:[\s.,]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, ""));

/** The words of a text, folded; one of several parts also whole, as Pagefind has it. @param {string} text */
const words = (text) => [...new Set(fold(text).split(/\s+/).flatMap((word) => [word.replace(/[^\p{L}\p{N}]/gu, ""), ...word.split(/[^\p{L}\p{N}]+/u)]))].filter(Boolean);

/** Whether the word begins as the asked one does, but for its ending. */
const alike = (word, asked) => word.startsWith(asked.length < 6 ? asked : asked.slice(0, Math.ceil(asked.length * 0.7)));

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
 * Whether a result holds the beginning of every word that was asked for. Pagefind answers a word that it does not know by the longest
 * beginning that it knows, be it one letter, and passes over a word of which it knows nothing; such answers are none.
 */
function answers(query, found) {
  const there = words([found.content, ...Object.values(found.meta)].join(" "));
  return words(query).every((word) => there.some((other) => other.startsWith(word.slice(0, Math.max(3, Math.floor(word.length * 0.6))))));
}

async function search() {
  const turn = ++asked;
  const { query, type } = asking();
  const plain = ungrouped(query);
  document.title = query ? `${query} – ${title}` : title;
  if (!query) return show([], "");
  try {
    index ??= loadIndex();
    const { pagefind, pages } = await index;
    const { results: raw } = await pagefind.search(plain);
    const known = raw.length > 0 && answers(plain, await raw[0].data());
    if (turn !== asked) return;
    const found = known ? ranked(raw, pages, words(plain)) : [];
    count(found);
    const chosen = type ? found.filter((result) => result.type === type) : found;
    await show(chosen, chosen.length ? said(chosen.length) : status.dataset.none.replace("{}", () => query), turn);
  } catch (error) {
    index = undefined;
    show([], status.dataset.failed);
    throw error;
  }
}

/** The results with their types, those that are called as asked in front, the rest as Pagefind has them. */
function ranked(raw, pages, words) {
  const found = raw.map((result) => ({ type: pages.get(result.id).type, data: result.data, fill: filled(pages.get(result.id).called, words) }));
  return found.sort((one, other) => other.fill - one.fill);
}

/** What the form asks for. */
function asking() {
  const data = new FormData(form);
  return { query: String(data.get("q")).trim(), type: String(data.get("type") ?? "") };
}

/** @param {number} number */
const said = (number) => (status.dataset[plurals.select(number)] ?? status.dataset.many).replace(/\d+/, number.toLocaleString(language));

/** The number of results of each type; a type without any cannot be chosen, unless it is. */
function count(found) {
  types.hidden = !found.length;
  for (const choice of types.querySelectorAll("input")) {
    const number = choice.value ? found.filter((result) => result.type === choice.value).length : found.length;
    choice.parentElement.querySelector(".count").textContent = number.toLocaleString(language);
    choice.parentElement.hidden = !number && !choice.checked;
  }
}

/** Results in place of those before, a page of them at a time. */
async function show(found, message, turn) {
  const first = await items(found.slice(0, AT_ONCE));
  if (turn && turn !== asked) return;
  if (!message) types.hidden = true;
  status.textContent = message;
  results.replaceChildren(...first);
  lists.hidden = found.length > 0;
  more.hidden = found.length <= AT_ONCE;
  more.onclick = async () => {
    const next = await items(found.slice(results.children.length, results.children.length + AT_ONCE));
    results.append(...next);
    more.hidden = results.children.length >= found.length;
    next[0]?.querySelector("a").focus();
  };
}

const items = (found) => Promise.all(found.map(async (result) => item(await result.data(), result.type)));

/** One result. */
function item({ raw_url: address, meta, excerpt }, type) {
  const kind = types.querySelector(`[value="${type}"]`).parentElement.querySelector("span").textContent;
  const place = new URL(address.replace(/^\//, ""), root);
  return element("li", {}, [
    element("a", { href: place.href }, [meta.title]),
    element("p", { className: "quiet" }, [[kind, meta.facts].filter(Boolean).join(" · ")]),
    element("p", {}, marked(excerpt)),
  ]);
}

/** The text of an excerpt, its marked words as elements; nothing of it is taken for markup. @param {string} excerpt */
function marked(excerpt) {
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  return excerpt.split(/<\/?mark>/).map((text, i) => (i % 2 ? element("mark", {}, [plain(text)]) : plain(text)));
}

function element(name, properties, children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The form as the address asks. */
function read() {
  const parameters = new URLSearchParams(location.search);
  form.elements.q.value = parameters.get("q") ?? "";
  const chosen = [...types.querySelectorAll("input")].find((choice) => choice.value === parameters.get("type"));
  (chosen ?? types.querySelector("input")).checked = true;
}

/** The address as the form asks. @param {"pushState" | "replaceState"} how */
function write(how) {
  const { query, type } = asking();
  const parameters = new URLSearchParams([["q", query], ["type", type]].filter(([, value]) => value));
  const address = parameters.size ? `?${parameters}` : location.pathname;
  if (address !== location.search) history[how](null, "", address);
}

let waiting;
form.addEventListener("input", (event) => {
  clearTimeout(waiting);
  const typed = event.target === form.elements.q;
  waiting = setTimeout(() => (write(typed ? "replaceState" : "pushState"), search()), typed ? PAUSE : 0);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  write("pushState");
  search();
});
addEventListener("popstate", () => (read(), search()));

document.getElementById("unscripted").hidden = true;
for (const hidden of [form, document.getElementById("keys")]) hidden.hidden = false;
read();
if (location.hash === "#q") form.elements.q.focus();
search();
