// What html-validate judges: all that it recommends, but for the rules below, each with its reason.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Matters of taste: HTML is written in small letters here, with void elements of SVG closed.
    "doctype-style": ["error", { style: "lowercase" }],
    "no-self-closing": "off",
    // A title holds the whole official name of a project; search engines cut it where they like.
    "long-title": "off",
    // Safari takes a list without bullets for no list, unless it says that it is one.
    "no-redundant-role": "off",
    // An id of HTML may hold whatever is no blank; ours hold the numbers of agreements.
    "valid-id": ["error", { relaxed: true }],
    // What scrolls is a region with a name, though no section of the text; lists that a script fills say that they are lists.
    "prefer-native-element": ["error", { exclude: ["region", "list"] }],
    // The form of the lists works at once, and is not there without scripts.
    "wcag/h32": "off",
    // What the Nu Html Checker also judges on the same pages, and quicker: these take most of the time.
    "element-permitted-content": "off",
    "element-permitted-occurrences": "off",
    "element-permitted-order": "off",
    "element-permitted-parent": "off",
    "element-required-ancestor": "off",
    "element-required-content": "off",
  },
};
