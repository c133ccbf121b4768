"""Every page fits every window, at 200 % too, and forced colours keep the signs of amounts."""

from collections.abc import Sequence
from pathlib import Path

import built_sites
import pytest
from browser_pages import EMBEDDED, PAGES, Open
from playwright.sync_api import Page

WIDTHS = (320, 360, 700, 768, 820, 900, 1024, 1440, 1920)
# Of every page; of each type a page is tried at all widths above. About four minutes on two cores.
WIDTHS_OF_ALL = (320, 1440)
HEIGHT = 900
# The types whose texts differ most between the languages; of each other type one page.
IN_BOTH = ("home", "projects", "project", "organisation", "programme", "place", "chart", "text")
TRIED = [
    pytest.param(address, id=f"{page_type}-{lang}")
    for page_type, twins in (PAGES | EMBEDDED).items()
    for lang, address in twins.items()
    if lang == "pl" or page_type in IN_BOTH
]
# By how much the page is wider than the window and what juts out; and the years, periods of years
# and amounts that begin on one line and end on another.
MEASURE = r"""() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  const jutting = over <= 0 ? [] : [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, pre"))
    .slice(0, 5).map(e => e.outerHTML.slice(0, 120));
  const year = "(?:1[89]|20)\\d\\d";
  const sum = "\\d[\\d\\u00a0.,]*(?:\\u00a0\\p{L}+)?";
  const amount = `${sum}\\u00a0[A-Z]{3}\\b|[A-Z]{3}\\u00a0${sum}`;
  const figure = new RegExp(`(?<![\\w/.?=&#-])(?:${year}(?:–${year})?(?![\\w/-])|${amount})`, "gu");
  const broken = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("script, pre, code, textarea, option, svg, .unseen")) continue;
    for (const found of text.data.matchAll(figure)) {
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      const rows = [...range.getClientRects()].filter(r => r.width > 0);
      if (rows.some(r => r.top >= rows[0].bottom - 1))
        broken.push(`${found[0]} in: ${text.parentElement.outerHTML.slice(0, 120)}`);
    }
  }
  return { over: Math.max(over, 0), jutting, broken: broken.slice(0, 5) };
}"""
FITS = {"over": 0, "jutting": [], "broken": []}


def _unfit(page: Page, widths: Sequence[int] = WIDTHS) -> dict[str, object]:
    """What does not fit at each width at which something does not."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        if (seen := page.evaluate(MEASURE)) != FITS:
            found[f"{page.url} at {width} px"] = seen
    return found


@pytest.mark.parametrize("opened_at", TRIED)
def test_page_fits_every_window_and_no_year_or_amount_is_broken(
    visit: Open, opened_at: str
) -> None:
    assert _unfit(visit(opened_at, viewport={"width": WIDTHS[0], "height": HEIGHT}).page) == {}


@pytest.mark.bench
def test_every_page_of_the_site_fits_every_window(
    visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each page is loaded once, in one tab that keeps the fonts and scripts, and resized."""
    root = built_sites.real(tmp_path_factory.getbasetemp())
    viewport = {"width": WIDTHS_OF_ALL[0], "height": HEIGHT}
    unfit: dict[str, object] = {}
    for file in sorted(root.rglob("*.html")):
        page = visit(_address(file, root), viewport=viewport).page
        unfit |= _unfit(page, WIDTHS_OF_ALL)
    assert unfit == {}


# Words that are not seen whole, since their box hides what is longer than it; of tables of data the
# cells are cut on purpose, as their pages say.
CUT = """() => [...document.querySelectorAll("body *")].filter(e => {
  const look = getComputedStyle(e);
  return look.overflowX !== "visible" && look.clipPath === "none" && e.clientWidth > 2 &&
    !e.matches("svg, svg *, textarea, input, select, pre, .scroll, [data-part=quick]") &&
    (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 120))"""
LETTERS = "size => { document.documentElement.style.fontSize = size }"


@pytest.mark.parametrize("page_type", ["home", "projects", "project"])
def test_nothing_is_lost_at_twice_the_size_of_letters(visit: Open, page_type: str) -> None:
    """A window of 1440 pixels at 200 % is one of 720, which the widths include; here the letters
    alone grow.
    """
    page = visit(PAGES[page_type]["pl"], viewport={"width": 1440, "height": HEIGHT}).page
    page.evaluate(LETTERS, "200%")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 32
    assert page.evaluate(MEASURE) == FITS
    assert page.evaluate(CUT) == []


# The lines below amounts, and the colours in which bars of both looks are drawn.
SIGNS = """() => {
  const colour = (e, name) => getComputedStyle(e)[name];
  const line = e => [colour(e, "borderBottomStyle"), parseFloat(colour(e, "borderBottomWidth")) > 0,
    colour(e, "borderBottomColor") !== colour(document.body, "backgroundColor")];
  const all = selector => [...document.querySelectorAll(selector)];
  const lines = selector => [...new Set(all(selector).map(line).map(String))];
  const bar = e => colour(e, "fill") !== colour(e.previousElementSibling, "fill");
  const [stroke, ground] = [".stroke", ".ground"].map(part => all(`.hatch ${part}`)[0]);
  return {
    exact: lines("main .money:not(.about)"), about: lines("main .money.about"),
    bars: all(".drawn .track + .bar").every(bar),
    hatch: !stroke || colour(stroke, "fill") !== colour(ground, "fill"),
  };
}"""


@pytest.mark.parametrize(
    ("page_type", "looks"),
    [("home", {"exact", "about"}), ("projects", {"exact", "about"}), ("project", {"exact"})],
)
def test_forced_colours_keep_the_signs_of_amounts_and_the_bars(
    visit: Open, page_type: str, looks: set[str]
) -> None:
    page = visit(PAGES[page_type]["pl"], forced_colors="active").page
    signs = page.evaluate(SIGNS)
    assert signs == {
        "exact": ["double,true,true"] if "exact" in looks else [],
        "about": ["dashed,true,true"] if "about" in looks else [],
        "bars": True,
        "hatch": True,
    }


def _address(file: Path, root: Path) -> str:
    return f"/{file.relative_to(root).as_posix()}".removesuffix("index.html")
