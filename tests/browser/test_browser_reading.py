"""The pages as readers meet them: from the site alone, without scripts, on a small screen, by
keyboard, on paper.
"""

import re
from collections import Counter

import pytest
from browser_pages import EMBEDDED, HOST, PAGES, Open

from datasite.pages.types import PAGE_TYPES

SMALL = {"width": 320, "height": 640}
IN_TWO_LANGUAGES = [
    pytest.param(twins["pl"], twins["en"], id=page_type)
    for page_type, twins in PAGES.items()
    if "en" in twins
]


def test_every_page_type_is_tried() -> None:
    assert set(PAGES) == {page_type.name for page_type in PAGE_TYPES}
    assert set(EMBEDDED) == {
        f"{page_type.name}_embed" for page_type in PAGE_TYPES if page_type.embed
    }


def test_nothing_is_asked_of_any_other_host(visit: Open, address: str) -> None:
    opened = visit(address)
    assert opened.requests
    assert [url for url in opened.requests if not url.startswith(f"http://{HOST}:")] == []


def test_console_has_no_complaints(visit: Open, address: str) -> None:
    assert visit(address).complaints == []


def test_text_is_there_without_scripts(visit: Open, address: str) -> None:
    without = visit(address, java_script_enabled=False).page.locator("main").inner_text()
    assert len(without.split()) > 3
    if address in PAGES["search"].values():
        return  # it works with scripts only, and says so
    with_scripts = Counter(visit(address).page.locator("main").inner_text().split())
    only_without = " ".join(
        visit(address, java_script_enabled=False).page.locator(".without-scripts").all_inner_texts()
    ).split()
    assert (
        Counter(without.split()) - Counter(only_without) - with_scripts == Counter()
    )  # scripts add, and take away only what speaks of their absence


def test_small_screen_needs_no_sideways_scrolling(visit: Open, address: str) -> None:
    page = visit(address, viewport=SMALL).page
    wide = (
        "els => els.filter(e => e.getBoundingClientRect().right > 320 &&"
        " !e.closest('.scroll')).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], (
        page.eval_on_selector_all("main *", wide)
    )


@pytest.mark.parametrize(("here", "there"), IN_TWO_LANGUAGES)
@pytest.mark.parametrize("back", [False, True], ids=["to English", "to Polish"])
def test_language_switch_leads_to_the_twin(
    visit: Open, host: str, here: str, there: str, back: bool
) -> None:
    start, lang, goal = (there, "pl", here) if back else (here, "en", there)
    page = visit(start).page
    page.locator(f"nav a[hreflang={lang}]").click()
    page.wait_for_url(host + goal)
    assert page.locator("html").get_attribute("lang") == lang


@pytest.mark.parametrize("start", ["/pl/", "/en/"])
def test_keyboard_skips_to_the_content(visit: Open, start: str) -> None:
    page = visit(start).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    assert page.locator("a.skip").bounding_box()["y"] >= 0, (
        "the link must be seen when it has the focus"
    )
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash === '#content'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#content') !== null")


def test_everything_that_the_keyboard_reaches_shows_that_it_has_the_focus(visit: Open) -> None:
    page = visit("/pl/projekty/integracja-dla-bezpieczenstwa/").page
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        style = (
            "e => { const s = getComputedStyle(e); return [s.outlineStyle,"
            " parseFloat(s.outlineWidth)] }"
        )
        outline, width = page.locator(":focus").evaluate(style)
        if outline == "none" or width < 1:
            unseen.append(page.locator(":focus").evaluate("e => e.outerHTML.slice(0, 120)"))
    assert unseen == []


@pytest.mark.parametrize("page_type", ["home", "project", "programme", "dataset"])
def test_page_can_be_printed(visit: Open, page_type: str) -> None:
    paper = visit(PAGES[page_type]["pl"]).page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert re.search(rb"/Type\s*/Page\b", paper)
