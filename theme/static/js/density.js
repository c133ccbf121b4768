// How densely the reader wants pages set, before anything is drawn; site.js holds the switch.
try {
  const density = localStorage.getItem("density");
  if (density) document.documentElement.dataset.density = density;
} catch {
  // Storage may be forbidden: then pages are set as they are.
}
