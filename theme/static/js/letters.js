/** Letters as readers type them. */

const PLAIN = { ł: "l", đ: "d", ð: "d", ø: "o", ı: "i", ħ: "h", ŧ: "t", ŋ: "n", ß: "ss", æ: "ae", œ: "oe", þ: "th" };
const NOT_DECOMPOSED = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");

/** Small plain letters, as datasite.values.fold makes them: lodz tromso for Łódź Tromsø. @param {string} text */
export function fold(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(NOT_DECOMPOSED, (letter) => PLAIN[letter]);
}
