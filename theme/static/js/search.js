/** The page of the search: reads its own form and address, asks Pagefind, writes the results. All words stand in the page. */
import { fold } from "./letters.js";
import { loadIndex } from "./search/index.js";
import { alike, words } from "./search/query.js";

const AT_ONCE = 20;
const PAUSE = 250; // milliseconds without a key before an unfinished word is searched
const QUOTED = 260; // letters of a long text that are quoted

const root = new URL("../../", import.meta.url); // of the site, wherever it is served
const language = document.documentElement.lang;
const plurals = new Intl.PluralRules(language);
const [form, status, meant, results, more, lists] = ["search", "status", "meant", "results", "more", "lists"].map((id) => document.getElementById(id));
const types = document.getElementById("types");
const title = document.title;

let index; // once something is searched
let asked = 0; // searches so far: an answer to an old one is not shown

async function search(shown = AT_ONCE) {
  const turn = ++asked;
  const { query, type } = asking();
  document.title = query ? `${query} – ${title}` : title;
  meant.hidden = true;
  if (!query) return show([], "");
  try {
    index ??= loadIndex(root, new URL(".", location), language);
    const { terms, found, meant: corrected } = await (await index)(query);
    if (turn !== asked) return;
    count(found);
    const chosen = type ? found.filter((result) => result.type === type) : found;
    const partly = chosen.length && chosen[0].has < terms.length ? `. ${status.dataset.partly}` : "";
    await show(chosen, chosen.length ? said(chosen.length) + partly : status.dataset.none.replace("{}", () => query), turn, terms, shown);
    if (turn === asked) suggest(corrected);
  } catch (error) {
    index = undefined;
    show([], status.dataset.failed);
    throw error;
  }
}

/** A query without the slips, as a link. */
function suggest(query) {
  if (!query) return;
  meant.querySelector("a").textContent = query;
  meant.querySelector("a").search = new URLSearchParams({ q: query });
  meant.hidden = false;
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

/** Results in place of those before, a page of them at a time. The history keeps how many are shown, for whoever comes back. */
async function show(found, message, turn, terms = [], shown = AT_ONCE) {
  const first = await items(found.slice(0, shown), terms);
  if (turn && turn !== asked) return;
  if (!message) types.hidden = true;
  status.textContent = message;
  results.replaceChildren(...first);
  lists.hidden = found.length > 0;
  more.hidden = found.length <= shown;
  more.onclick = async () => {
    const next = await items(found.slice(results.children.length, results.children.length + AT_ONCE), terms);
    results.append(...next);
    history.replaceState({ shown: results.children.length }, "");
    more.hidden = results.children.length >= found.length;
    next[0]?.querySelector("a").focus();
  };
}

const items = (found, terms) => Promise.all(found.map(async (result) => item(await result.data(), result.type, terms)));

/** One result. */
function item({ raw_url: address, meta, content }, type, terms) {
  const kind = types.querySelector(`[value="${type}"]`).parentElement.querySelector("span").textContent;
  const place = new URL(address.replace(/^\//, ""), root);
  const quoted = summary(content);
  return element("li", {}, [
    element("a", { href: place.href }, [meta.title]),
    element("p", { className: "quiet" }, [[kind, meta.facts].filter(Boolean).join(" · ")]),
    ...(`${meta.title} ${meta.facts}`.includes(quoted.replace(/\.$/, "")) ? [] : [element("p", {}, marked(quoted, terms))]),
  ]);
}

/** What a record says of itself: the text before the pilcrow, the beginning of a long one. @param {string} content */
function summary(content) {
  const own = content.split("¶")[0].trim();
  return own.length <= QUOTED ? own : `${own.slice(0, own.lastIndexOf(" ", QUOTED))}…`;
}

/** A text with the words that were asked for as elements; nothing of it is taken for markup. */
function marked(text, terms) {
  const sought = terms.flatMap((term) => words(term.text)).filter((word) => word.length > 2);
  return text.split(/([\p{L}\p{N}]+)/u).map((part, i) => (i % 2 && sought.some((word) => alike(fold(part), word)) ? element("mark", {}, [part]) : part));
}

function element(name, properties, children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The switch to the other language keeps the query. */
function switches() {
  for (const link of document.querySelectorAll("nav a[hreflang]")) link.search = location.search;
}

/** The form as the address asks. */
function read() {
  const parameters = new URLSearchParams(location.search);
  form.elements.q.value = parameters.get("q") ?? "";
  const chosen = [...types.querySelectorAll("input")].find((choice) => choice.value === parameters.get("type"));
  (chosen ?? types.querySelector("input")).checked = true;
  switches();
}

/** The address as the form asks. @param {"pushState" | "replaceState"} how */
function write(how) {
  const { query, type } = asking();
  const parameters = new URLSearchParams([["q", query], ["type", type]].filter(([, value]) => value));
  const address = parameters.size ? `?${parameters}` : location.pathname;
  if (address !== location.search) history[how](null, "", address);
  switches();
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
addEventListener("popstate", () => (read(), search(history.state?.shown)));

document.getElementById("unscripted").hidden = true;
for (const hidden of [form, document.getElementById("keys")]) hidden.hidden = false;
read();
if (location.hash === "#q") form.elements.q.focus();
search(history.state?.shown);
