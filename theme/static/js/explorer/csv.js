/** Rows of a published CSV file, as they stand there: what is downloaded is the published file with fewer rows. */

/**
 * The heading and the records of some rows, in the order of `ids`. A record keeps its bytes; its first cell is its id.
 * @param {string} text  a file of RFC 4180  @param {string[]} ids  @param {string} divider
 */
export function chosen(text, ids, divider) {
  const [head, ...rest] = records(text.replace(/^\ufeff/, ""));
  const byId = new Map(rest.map((record) => [record.slice(0, record.search(new RegExp(`${divider}|\\r?\\n`))), record]));
  return head + ids.map((id) => byId.get(id) ?? "").join("");
}

/** The records of a file, each with its line end. A line end between quotation marks ends none. */
export function records(text) {
  const found = [];
  let begin = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') quoted = !quoted;
    else if (sign === "\n" && !quoted) {
      found.push(text.slice(begin, i + 1));
      begin = i + 1;
    }
  }
  return begin < text.length ? [...found, text.slice(begin)] : found;
}

/** A name that tells a part from the whole: projects_wide_fami-2014-2020_PL-12.csv. */
export function filename(address, { sort, compare, ...state }) {
  const [stem, ...ending] = new URL(address, location.href).pathname.split("/").at(-1).split(".");
  const parts = Object.values(state).map((value) => value.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")).filter(Boolean);
  return `${[stem, ...parts].join("_").slice(0, 120)}.${ending.join(".")}`;
}
