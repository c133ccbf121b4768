"""The first page is short and begins with money; whole lists are on pages of their own."""

import pytest
from browser_pages import PAGES, Open

# The window, and how many of its heights the page may take.
SCREENS = [({"width": 1440, "height": 900}, 5), ({"width": 360, "height": 780}, 10)]
FIRST = 3  # screens with the finding, the bars and the maps, in the wide window


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_first_page_is_short_and_begins_with_money(visit: Open, lang: str) -> None:
    ends = "parts => parts.map(part => part.getBoundingClientRect().bottom + scrollY)"
    for window, most in SCREENS:
        page = visit(PAGES["home"][lang], viewport=window).page
        tall = page.evaluate("document.documentElement.scrollHeight")
        assert tall <= most * window["height"], f"{tall} pixels at {window}"
        if window["width"] > window["height"]:
            shown = page.eval_on_selector_all("#funds h2, #funds .bars, .map > svg", ends)
            assert len(shown) == len(["the finding", "the bars", "money", "projects"])
            assert max(shown) <= FIRST * window["height"]
