/** What a reader has asked for: in words on paper, as chips that can be removed, and what removing each would give. */
import { element } from "./element.js";
import { write } from "./state.js";

/** @typedef {import("./state.js").State} State */

/** The filters of a state; the order of the rows and what is ticked are none. @param {State} state  @returns {string[]} */
export const filters = (state) => Object.keys(state).filter((name) => !["sort", "compare"].includes(name));

/** The state without one of its filters. @param {State} state  @param {string} name */
export const without = (state, name) => Object.fromEntries(Object.entries(state).filter(([key]) => key !== name && !(name === "currency" && ["min", "max"].includes(key))));

/** The address of a state. @param {State} state  @param {string} first */
export const address = (state, first) => write(state, first) || "./";

/** A field in words: its name and what is chosen or typed. @param {HTMLInputElement|HTMLSelectElement} field */
export function inWords(field) {
  return [`${field.labels[0].firstChild.data.trim()}: `, field.name === "q" ? element("q", {}, field.value.trim()) : chosen(field)];
}

/** The label of what is chosen, without its number of rows, or what is typed. */
function chosen(field) {
  const option = field.selectedOptions?.[0];
  return (option?.dataset.label ?? option?.textContent ?? field.value).trim();
}

/** A chip for each filter. @param {HTMLElement} list  @param {HTMLElement[]} fields  @param {State} state  @param {string} first */
export function chips(list, fields, state, first) {
  list.replaceChildren(...fields.map((field) => {
    const words = inWords(field);
    const link = element("a", { class: "chip", href: address(without(state, field.name), first), "data-state": "true" }, ...words, element("span", { "aria-hidden": "true" }, " ×"));
    link.setAttribute("aria-label", list.dataset.off.replace("%(filter)s", words.map((part) => part.textContent ?? part).join("")));
    return element("li", {}, link);
  }));
}

/** A link for each filter without which there are rows, the most first. @param {HTMLElement} list  @param {{field: HTMLElement, counted: string}[]} lifts  @param {State} state  @param {string} first */
export function lifting(list, lifts, state, first) {
  list.replaceChildren(...lifts.map(({ field, counted }) => element("li", {}, element("a", { href: address(without(state, field.name), first), "data-state": "true" }, ...inWords(field)), ` – ${counted}`)));
}
