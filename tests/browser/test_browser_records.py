"""Pages of single records in a browser: the amount in the first screen and in the largest type, and
the lines of the picture of neighbours at their names.
"""

from collections.abc import Mapping

import pytest
import site_plans
from browser_pages import PAGES, Open
from playwright.sync_api import Page, ViewportSize

SCREENS: Mapping[str, ViewportSize] = {
    "desk": {"width": 1440, "height": 900},
    "phone": {"width": 360, "height": 780},
}
LONGEST = 20  # titles that `make test` opens; `make bench` opens all
SECTIONS = {"pl": "/pl/projekty/", "en": "/en/projects/"}
# The bottom of the amount, or of the words that none is stated, and the sizes of type: that of the
# amount, and the largest of the page without it.
MEASURE = """() => {
  const cell = document.querySelector(".strip .amount dd");
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  const amount = cell.querySelector(".money");
  const others = [...document.querySelectorAll("main *")].filter(e => e !== amount);
  return {
    bottom: (amount || cell).getBoundingClientRect().bottom,
    amount: amount ? size(amount) : null,
    largest: Math.max(...others.map(size)),
    wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""


def _addresses() -> list[str]:
    """The pages of all projects, the longest titles first."""
    projects = site_plans.register().projects.values()
    titled = [(p.title[lang], f"{SECTIONS[lang]}{p.id}/") for p in projects for lang in SECTIONS]
    return [address for _, address in sorted(titled, key=lambda entry: -len(entry[0]))]


def _assert_amount_is_seen(page: Page, screen: ViewportSize) -> None:
    seen = page.evaluate(MEASURE)
    assert seen["bottom"] <= screen["height"], page.url
    assert seen["amount"] is None or seen["amount"] > seen["largest"], page.url
    assert seen["wide"] <= 0, page.url


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_amounts_under_the_longest_titles_are_in_the_first_screen(
    visit: Open, screen: ViewportSize
) -> None:
    for address in _addresses()[:LONGEST]:
        _assert_amount_is_seen(visit(address, viewport=screen).page, screen)


@pytest.mark.bench
@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_every_amount_is_in_the_first_screen(visit: Open, screen: ViewportSize) -> None:
    for address in _addresses():
        _assert_amount_is_seen(visit(address, viewport=screen).page, screen)


@pytest.mark.parametrize("width", [320, 1440])
def test_each_line_to_a_neighbour_ends_beside_its_name(visit: Open, width: int) -> None:
    page = visit(PAGES["organisation"]["pl"], viewport={"width": width, "height": 800}).page
    ends = page.evaluate("""() => [...document.querySelectorAll(".ego path")].map(path => {
        const at = path.getPointAtLength(path.getTotalLength());
        return at.matrixTransform(path.getScreenCTM()).y })""")
    middles = page.evaluate("""() => [...document.querySelectorAll(".ego li")].map(row => {
        const box = row.getBoundingClientRect();
        return box.top + box.height / 2 })""")
    assert len(ends) == len(middles) > 1
    assert all(abs(end - middle) < 1 for end, middle in zip(ends, middles, strict=True))


LONG = ("project", "organisation", "programme", "coverage", "data", "text")


@pytest.mark.parametrize("page_type", LONG)
@pytest.mark.parametrize("lang", SECTIONS)
def test_links_to_sections_are_open_on_a_desk_and_folded_on_a_phone(
    visit: Open, page_type: str, lang: str
) -> None:
    address = PAGES[page_type][lang]
    links = "nav.on-this-page li a"
    page = visit(address, viewport=SCREENS["phone"]).page
    assert not page.locator(links).first.is_visible()
    page.locator(".on-this-page summary").click()
    assert page.locator(links).first.is_visible()
    page = visit(address, viewport=SCREENS["desk"]).page
    assert page.locator(links).count() >= 4
    assert all(link.is_visible() for link in page.locator(links).all())
    headings = page.eval_on_selector_all(
        links,
        """all => all.map(a => {
          const to = document.querySelector(a.hash);
          return [a.textContent, (to.matches("h2") ? to : to.querySelector("h2")).textContent];
        })""",
    )
    for said, heading in headings:
        assert said.casefold().split() == heading.casefold().split()


def test_a_page_of_few_sections_has_no_links_to_them(visit: Open) -> None:
    page = visit(PAGES["place"]["pl"]).page
    assert 0 < page.locator(".ledger > section").count() < 4
    assert page.locator("nav.on-this-page").count() == 0
