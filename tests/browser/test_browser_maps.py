"""The maps of the index of places: links for the pointer, no stops for the keyboard, legible on
every screen.
"""

import pytest
from browser_pages import Open

PLACES = "/pl/miejsca/"


def test_a_region_leads_to_its_page(visit: Open, host: str) -> None:
    page = visit(PLACES).page
    page.locator("figure svg a[href*='pl-14'] text").first.click()
    page.wait_for_url(f"{host}/pl/miejsca/pl-14/")
    assert page.locator("svg.locator .here").is_visible()


def test_the_keyboard_meets_every_place_once(visit: Open) -> None:
    page = visit(PLACES).page
    page.locator("#content a:not([tabindex])").first.evaluate("e => e.focus()")
    regions = page.locator("figure svg a").count()
    met = []
    for _ in range(regions + 12):
        if page.evaluate("document.activeElement.closest('figure svg, footer') !== null"):
            break
        met.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('footer') !== null"), (
        "the drawing takes no focus"
    )
    drawn = set(
        page.eval_on_selector_all("figure svg a", "links => links.map(a => a.getAttribute('href'))")
    )
    assert drawn <= set(met)


@pytest.mark.parametrize("width", [320, 1440])
def test_figures_on_a_map_are_legible_or_not_there(visit: Open, width: int) -> None:
    page = visit(PLACES, viewport={"width": width, "height": 900}).page
    heights = page.eval_on_selector_all(
        "figure svg text",
        "texts => texts.filter(t => t.getBoundingClientRect().width).map(t =>"
        " parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)",
    )
    assert heights
    assert min(heights) >= 11  # pixels


def test_steps_can_be_told_apart_in_forced_colours(visit: Open) -> None:
    page = visit(PLACES, forced_colors="active").page
    fills = page.eval_on_selector_all(
        ".legend rect", "all => all.map(e => getComputedStyle(e).fill)"
    )
    first = page.eval_on_selector_all(
        ".regions .legend rect", "all => all.map(e => getComputedStyle(e).fill)"
    )
    assert fills
    assert len(set(first)) == len(first)
