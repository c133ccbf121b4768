/** Small things that every page does; each section stands alone. Words come from the page. */

// The key "/" leads to the search. A single key must be possible to switch off (WCAG 2.1.4): the page of the search holds the setting.

const link = document.querySelector("a.find");
const field = document.querySelector("#q");
const setting = document.querySelector("#shortcut");

function shortcutIsOn() {
  try {
    return localStorage.getItem("shortcut") !== "off";
  } catch {
    return true; // no storage: nothing was switched off
  }
}

function showShortcut() {
  if (shortcutIsOn()) link?.setAttribute("aria-keyshortcuts", "/");
  else link?.removeAttribute("aria-keyshortcuts");
}

/** @param {KeyboardEvent} event */
function goToSearch(event) {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typing || !link || !shortcutIsOn()) return;
  event.preventDefault();
  if (field?.checkVisibility()) field.select();
  else location.assign(`${link.href}#q`);
}

function keepSetting() {
  try {
    localStorage.setItem("shortcut", setting.checked ? "on" : "off");
  } catch {
    setting.checked = shortcutIsOn(); // no storage: say that it is not kept
  }
  showShortcut();
}

document.addEventListener("keydown", goToSearch);
showShortcut();
if (setting) {
  setting.checked = shortcutIsOn();
  setting.addEventListener("change", keepSetting);
}

/** @param {string} words Said to those who listen to the page. */
function say(words) {
  const status = document.querySelector("[role=status]");
  if (status) status.textContent = words;
}

// Buttons that copy the text of an element: data-copy holds its id, data-done what is said then.
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy ?? "")?.textContent ?? "");
    button.textContent = button.dataset.done ?? "";
    say(button.dataset.done ?? "");
    setTimeout(() => { button.textContent = label; say(""); }, 4000);
  });
}

// The switch of the compact view; density.js sets it again on the next page.
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-density]"))) {
  const root = document.documentElement;
  const density = button.dataset.density ?? "";
  const show = () => button.setAttribute("aria-pressed", String(root.dataset.density === density));
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    const on = root.dataset.density !== density;
    if (on) root.dataset.density = density;
    else delete root.dataset.density;
    try {
      if (on) localStorage.setItem("density", density);
      else localStorage.removeItem("density");
    } catch { /* The choice lasts for this page. */ }
    show();
  });
}

// On paper the address of a page has the query that says what it shows.
const address = document.querySelector("[data-address]");
addEventListener("beforeprint", () => {
  if (address) address.textContent = address.dataset.address + location.search;
});

// A footnote mark opens its source in place; whoever opens it in another tab, and every browser without popovers, gets to the list.
if ("popover" in HTMLElement.prototype) {
  const box = document.createElement("div");
  box.className = "source";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "group");
  for (const mark of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.ref"))) {
    mark.addEventListener("click", (event) => {
      const entry = document.getElementById(mark.hash.slice(1));
      if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      box.replaceChildren(...entry.cloneNode(true).childNodes);
      box.setAttribute("aria-label", mark.getAttribute("aria-label") ?? "");
      (mark.closest("p, li, th, td") ?? document.body).append(box);
      box.showPopover({ source: mark });
      box.focus();
    });
  }
}

// On a telephone a folded table is no table to older readers of the screen, so its parts are told what they are; the rules of HTML forbid to write it in the page.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const part of document.querySelectorAll("table.fold, .fold :is(thead, tbody, tr, td, th)")) {
  part.setAttribute("role", ROLES[part.tagName] ?? (part.getAttribute("scope") === "col" ? "columnheader" : "rowheader"));
}
