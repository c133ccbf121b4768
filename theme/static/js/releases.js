/** What changed between two releases: joins the lists of changes from each release to the next. Words come from the page. */
import { joined } from "./releases/joined.js";

const MOST = 500; // rows that are shown
const form = /** @type {HTMLFormElement} */ (document.querySelector("#compare"));
const between = /** @type {HTMLElement} */ (document.querySelector("#between"));
const status = /** @type {HTMLElement} */ (between.querySelector("[role=status]"));
const body = /** @type {HTMLTableSectionElement} */ (between.querySelector("tbody"));

/** @typedef {import("./releases/joined.js").Change} Change */

/**
 * The steps after the earlier day up to the later one, the oldest first: the addresses of their lists.
 * @param {string} from
 * @param {string} to
 */
function steps(from, to) {
  const [earlier, later] = [from, to].sort();
  const sections = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("section[id^=r2]"));
  return [...sections]
    .filter((section) => section.id.slice(1) > earlier && section.id.slice(1) <= later)
    .map((section) => section.dataset.changes ?? "")
    .reverse();
}

/** @param {Change} change */
function row(change) {
  const tr = document.createElement("tr");
  const name = document.createElement("th");
  name.scope = "row";
  name.textContent = change.record ? `${change.dataset}: ${change.record}` : change.dataset;
  tr.append(name);
  const kind = change.kind.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  for (const text of [body.dataset[kind] ?? "", change.field, change.before, change.after]) {
    tr.insertCell().textContent = text;
  }
  return tr;
}

async function show() {
  const chosen = new FormData(form);
  try {
    const lists = await Promise.all(
      steps(String(chosen.get("from")), String(chosen.get("to"))).map(async (address) => {
        const answer = await fetch(address);
        if (!address || !answer.ok) throw new Error(address);
        return /** @type {Change[]} */ ((await answer.json()).changes);
      }),
    );
    const changes = joined(lists.flat());
    body.replaceChildren(...changes.slice(0, MOST).map(row));
    status.textContent = (changes.length === 0 ? status.dataset.none : changes.length > MOST ? status.dataset.most : "") ?? "";
  } catch {
    body.replaceChildren();
    status.textContent = status.dataset.failed ?? "";
  }
  between.hidden = false;
}

form.hidden = false;
form.addEventListener("change", show);
show();
