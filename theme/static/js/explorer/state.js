/**
 * What a reader has asked for, and the address that says it.
 *
 * @typedef {Object<string, string>} State  by the names of the form's fields; `sort` is a column, with a minus where the highest comes first; what is not asked for is missing
 * @typedef {Object<string, Set<string>|null>} Offers  the values that a field can have; null where anything can be typed
 */

/**
 * The state in an address. Values that nobody offers are let go.
 * @param {string} query  @param {Offers} offers  @returns {State}
 */
export function read(query, offers) {
  const asked = new URLSearchParams(query);
  const state = {};
  for (const [name, values] of Object.entries(offers)) {
    const value = asked.get(name)?.trim();
    if (value && (values ? values.has(value) : isTyped(name, value))) state[name] = value;
  }
  return bounded(state);
}

/**
 * The query of a state; blank where nothing is asked for.
 * @param {State} state  @param {string} first  the order in which rows stand by themselves
 */
export function write(state, first) {
  const query = new URLSearchParams(Object.entries(state).filter(([name, value]) => value && !(name === "sort" && value === first))).toString();
  return query && `?${query}`;
}

/** Whether every row is asked for, in the order in which it stands by itself. */
export function isWhole(state, first) {
  return write(state, first) === "";
}

/** Bounds of an amount mean something in one currency only. */
export function bounded({ min, max, ...rest }) {
  const known = rest.currency && rest.currency !== "-";
  return known ? { ...rest, ...(min && { min }), ...(max && { max }) } : rest;
}

function isTyped(name, value) {
  if (name === "compare") return /^[a-z0-9-]+(\.[a-z0-9-]+){0,3}$/.test(value);
  if (["min", "max"].includes(name)) return /^\d+(\.\d+)?$/.test(value);
  return name === "q" || /^[a-z0-9-]+$/.test(value);
}
