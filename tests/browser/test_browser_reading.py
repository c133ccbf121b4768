"""The pages as readers use them: without other hosts, without scripts, by keyboard, on paper."""

import re
from collections import Counter
from itertools import cycle

import pytest
from browser_pages import EMBEDDED, HOST, PAGES, Open

from datasite.pages.types import PAGE_TYPES

# tests/pages/test_pages.py reads the switch of every page; here it is used on a few.
IN_TWO_LANGUAGES = [
    pytest.param(PAGES[page_type]["pl"], PAGES[page_type]["en"], id=page_type)
    for page_type in ("home", "projects", "project", "text")
]
# Each type in one language, by turns: scripts and templates are those of both.
IN_ONE_LANGUAGE = [
    pytest.param(twins.get(lang, twins["pl"]), id=page_type)
    for (page_type, twins), lang in zip((PAGES | EMBEDDED).items(), cycle(("pl", "en")))
]


def test_every_page_type_is_tried() -> None:
    # No record of the real site is withdrawn or moved, and a copy may have no history:
    # test_browser_history, tests/pages/types/test_withdrawn.py and tests/permanence try these pages
    # of the miniature.
    others = {"withdrawn", "moved", "changes_month"}
    assert set(PAGES) == {page_type.name for page_type in PAGE_TYPES} - others
    assert set(EMBEDDED) == {
        f"{page_type.name}_embed" for page_type in PAGE_TYPES if page_type.embed
    }


@pytest.mark.parametrize("opened_at", IN_ONE_LANGUAGE)
def test_page_asks_no_other_host_has_no_complaints_and_is_whole_without_scripts(
    visit: Open, opened_at: str
) -> None:
    """One visit with scripts and one without show all three, so that no page is opened twice."""
    opened = visit(opened_at)
    words_with_scripts = Counter(opened.page.locator("main").inner_text().split())
    assert opened.requests
    assert [url for url in opened.requests if not url.startswith(f"http://{HOST}:")] == []
    assert opened.complaints == []

    page = visit(opened_at, java_script_enabled=False).page
    words = page.locator("main").inner_text().split()
    assert len(words) > 3
    if opened_at in PAGES["search"].values():
        return  # it works with scripts only, and says so
    only_without = " ".join(page.locator(".without-scripts").all_inner_texts()).split()
    # Scripts add words, and take away only those that speak of their absence.
    assert Counter(words) - Counter(only_without) - words_with_scripts == Counter()


@pytest.mark.parametrize(("polish", "english"), IN_TWO_LANGUAGES)
def test_language_switch_leads_to_the_twin_and_back(
    visit: Open, host: str, polish: str, english: str
) -> None:
    page = visit(polish).page
    for lang, goal in (("en", english), ("pl", polish)):
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


# test_browser_trust.py reads the print of a project, a dataset and others.
@pytest.mark.parametrize("page_type", ["home", "programme"])
def test_page_can_be_printed(visit: Open, page_type: str) -> None:
    paper = visit(PAGES[page_type]["pl"]).page.pdf(format="A4")
    assert paper.startswith(b"%PDF-")
    assert re.search(rb"/Type\s*/Page\b", paper)
