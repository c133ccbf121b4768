// Loads a page again when the site that it is part of has been replaced. `make serve` alone adds
// this script to pages. It asks again and again: an open connection would be simpler, but a browser
// allows six of them to one host, and so a seventh open page would never load.
(() => {
  const interval = 500; // milliseconds
  const shown = new URL(document.currentScript.src).searchParams.get("site");

  async function look() {
    try {
      const answer = await fetch("/.site");
      if (answer.ok && (await answer.text()) !== shown) {
        location.reload();
        return;
      }
    } catch {
      // The server is not running; it may be started again.
    }
    setTimeout(look, interval);
  }

  look();
})();
