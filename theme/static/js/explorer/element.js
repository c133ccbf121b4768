/** Elements of the page. */

/** @param {string} name  @param {Object<string, string>} attributes  those without a value are left out  @param {...(string|Node)} content */
export function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...content.flatMap((part) => (typeof part === "string" ? wholePeriods(part) : part)));
  return made;
}

const PERIOD = /((?<![\p{L}\d/.–-])(?:1[89]|20)\d\d–\d{2,4}(?![\p{L}\d/–-]))/u;

/** A text in which no line ends within a period of years, as scripts/datasite/language/typography.py makes it. @param {string} text */
function wholePeriods(text) {
  const parts = text.split(PERIOD);
  if (parts.length === 1 || !parts.join("").replace(PERIOD, "")) return [text];
  return parts.map((part, n) => (n % 2 ? keptWhole(part) : part)).filter(Boolean);
}

/** @param {string} period */
function keptWhole(period) {
  const made = document.createElement("span");
  made.className = "nw";
  made.append(period);
  return made;
}
