/** The page of the search: reads its own form and address, asks Pagefind, writes the results. All words stand in the page. */

/** How much a match in each field of a document counts; 1 is a match in its text. */
const WEIGHTS = { title: 6, names: 4, numbers: 6, folded: 4, related: 0.5, facts: 0.5 };
const AT_ONCE = 20;
const PAUSE = 250; // milliseconds without a key before an unfinished word is searched

const root = new URL("../../", import.meta.url); // of the site, wherever it is served
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const [form, status, results, more, lists] = ["search", "status", "results", "more", "lists"].map((id) => document.getElementById(id));
const types = document.getElementById("types");
const title = document.title;

let index; // Pagefind and the type of each page, once something is searched
let asked = 0; // searches so far: an answer to an old one is not shown

async function loadIndex() {
  const folder = new URL("pagefind/", root);
  const [pagefind, list] = await Promise.all([import(new URL("pagefind.js", folder).href), fetch(new URL(`types.${language}.json`, folder)).then((answer) => answer.json())]);
  await pagefind.options({ excerptLength: 26, ranking: { metaWeights: WEIGHTS } });
  const typeOf = new Map(Object.entries(list).flatMap(([type, names]) => names.map((name) => [`${language}_${name}`, type])));
  return { pagefind, typeOf };
}

/** Small letters without marks, as the index has them. @param {string} text */
const fold = (text) => text.replace(/[łŁ]/g, "l").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Numbers in one group of digits, as the index has them: 791 000 and 791,000 are 791000. @param {string} text */
const ungrouped = (text) => text.replace(/(?<!\d)\d{1,3}(?:[\s.,]\d{3})+(?!\d)/g, (number) => number.replace(/\D/g, ""));

/** @param {string} text */
const words = (text) => fold(text).split(/\s+/).flatMap((word) => [word.replace(/[^\p{L}\p{N}]/gu, ""), ...word.split(/[^\p{L}\p{N}]+/u)]);

/**
 * Whether a result holds the beginning of every word that was asked for. Pagefind answers a word that it does not know by the longest
 * beginning that it knows, be it one letter, and passes over a word of which it knows nothing; such answers are none.
 */
function answers(query, found) {
  const there = words([found.content, ...Object.values(found.meta)].join(" "));
  return words(query).every((word) => there.some((other) => other.startsWith(word.slice(0, Math.max(3, Math.ceil(word.length * 0.6))))));
}

async function search() {
  const turn = ++asked;
  const { query, type } = asking();
  document.title = query ? `${query} – ${title}` : title;
  if (!query) return show([], "");
  try {
    index ??= loadIndex();
    const { pagefind, typeOf } = await index;
    let found = (await pagefind.search(ungrouped(query))).results;
    if (found.length && !answers(ungrouped(query), await found[0].data())) found = [];
    if (turn !== asked) return;
    count(found, typeOf);
    const chosen = type ? found.filter((result) => typeOf.get(result.id) === type) : found;
    await show(chosen, chosen.length ? said(chosen.length) : status.dataset.none.replace("{}", () => query), typeOf, turn);
  } catch (error) {
    index = undefined;
    show([], status.dataset.failed);
    throw error;
  }
}

/** What the form asks for. */
function asking() {
  const data = new FormData(form);
  return { query: String(data.get("q")).trim(), type: String(data.get("type") ?? "") };
}

/** @param {number} number */
const said = (number) => (status.dataset[plurals.select(number)] ?? status.dataset.many).replace(/\d+/, number.toLocaleString(language));

/** The number of results of each type; a type without any cannot be chosen, unless it is. */
function count(found, typeOf) {
  types.hidden = !found.length;
  for (const choice of types.querySelectorAll("input")) {
    const number = choice.value ? found.filter((result) => typeOf.get(result.id) === choice.value).length : found.length;
    choice.parentElement.querySelector("output").textContent = number.toLocaleString(language);
    choice.parentElement.hidden = !number && !choice.checked;
  }
}

/** Results in place of those before, a page of them at a time. */
async function show(found, message, typeOf, turn) {
  const first = await items(found.slice(0, AT_ONCE), typeOf);
  if (turn && turn !== asked) return;
  if (!message) types.hidden = true;
  status.textContent = message;
  results.replaceChildren(...first);
  lists.hidden = found.length > 0;
  more.hidden = found.length <= AT_ONCE;
  more.onclick = async () => {
    const next = await items(found.slice(results.children.length, results.children.length + AT_ONCE), typeOf);
    results.append(...next);
    more.hidden = results.children.length >= found.length;
    next[0]?.querySelector("a").focus();
  };
}

const items = (found, typeOf) => Promise.all(found.map(async (result) => item(await result.data(), typeOf.get(result.id))));

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
