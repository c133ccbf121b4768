/** Elements of the page. */

/** @param {string} name  @param {Object<string, string>} attributes  those without a value are left out  @param {...(string|Node)} content */
export function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
