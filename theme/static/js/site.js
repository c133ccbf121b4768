/** Small things that every page does; each section stands alone. */

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
