"""The address holds what is asked of an explorer; who may use it, and how it fails."""

import csv
import io
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_pages import Open
from explorer_pages import (
    ENGLISH,
    ORGANISATIONS,
    PROJECTS,
    ROWS,
    change,
    choose,
    count,
    field,
    ids,
    settle,
    type_in,
)
from playwright.sync_api import Page, expect


def test_back_leads_to_what_was_shown_before(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    choose(page, "fund", "fami-2014-2020")
    first = ids(page)
    choose(page, "status", "ongoing")
    second = ids(page)
    assert len(whole) > len(first) > len(second)
    change(page, page.go_back)
    assert ids(page) == first
    change(page, page.go_back)
    assert ids(page) == whole
    change(page, page.go_forward)
    assert ids(page) == first
    assert page.locator("select[name=fund]").input_value() == "fami-2014-2020"


def test_words_typed_in_one_go_are_one_step_back(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    page.locator("input[name=q]").press_sequentially("wisła łódź")
    page.wait_for_url(re.compile("q="))
    page.go_back()
    expect(page.locator(ROWS)).to_have_count(len(whole))


def test_values_that_are_not_offered_are_ignored(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    opened = visit(PROJECTS + "?fund=nothing&sort=nothing&min=x&q=")
    assert ids(opened.page) == whole
    assert opened.complaints == []
    opened = visit(PROJECTS + "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    settle(opened.page)
    assert count(opened.page) == 0
    assert opened.complaints == []


def test_language_switch_keeps_the_state(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "fund", "fami-2014-2020")
    shown = ids(page)
    page.locator("nav a[hreflang=en]").click()
    page.wait_for_url(re.compile("/en/projects/.fund=fami-2014-2020"))
    settle(page)
    assert ids(page) == shown


def test_number_of_rows_is_announced(visit: Open) -> None:
    page = visit(PROJECTS).page
    announced = page.locator("[data-part=count]")  # a polite live region
    before = announced.element_handle()
    choose(page, "status", "ongoing")
    expect(announced).to_have_text(re.compile(r"^\d+\sprojekt"))
    assert before is not None
    assert before.evaluate(
        "e => e.isConnected"
    )  # the same region changes; a new one is not announced


def test_keyboard_alone_filters_sorts_and_takes(visit: Open) -> None:
    page = visit(PROJECTS).page
    reach(page, "select[name=fund]")
    page.keyboard.type("Fundusz Azylu, Migracji i Integracji 2014")
    page.wait_for_url(re.compile("fund=fami-2014-2020"))
    reach(page, "input[name=q]", "Shift+Tab")
    change(page, lambda: page.keyboard.type("a"))
    reach(page, "th[data-column=title] button")
    change(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("th[data-column=title] button").evaluate(
        "e => e === document.activeElement"
    ), "the focus stays where it was"
    change(page, lambda: page.keyboard.press("Space"))
    assert page.locator("th[data-column=title]").get_attribute("aria-sort") == "descending"
    shown = ids(page)
    reach(page, "a[data-take=csv]", "Shift+Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert [
        row["project_id"]
        for row in csv.DictReader(
            io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))
        )
    ] == shown


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the element has the focus."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def test_enter_in_the_form_loads_no_page(visit: Open) -> None:
    page = visit(PROJECTS).page
    type_in(page, "granic")
    page.evaluate("window.same = true")
    page.locator("input[name=q]").press("Enter")
    assert page.evaluate("window.same") is True
    assert "q=granic" in page.url


@pytest.mark.parametrize("listing", [PROJECTS, "/en/organisations/"])
def test_without_scripts_the_table_is_complete_and_nothing_misleads(
    visit: Open, listing: str
) -> None:
    page = visit(listing, java_script_enabled=False).page
    assert page.locator(ROWS).count() == count(page)
    expect(page.locator("form")).to_be_hidden()
    assert page.locator(".explorer :is(button, input, .chip):visible").count() == 0
    expect(page.locator("[data-part=every]")).to_be_visible()
    expect(page.locator("[data-part=these]")).to_be_hidden()


@pytest.mark.parametrize("listing", [PROJECTS, ORGANISATIONS])
def test_rows_are_loaded_only_when_they_are_needed(visit: Open, listing: str) -> None:
    opened = visit(listing)
    expect(opened.page.locator("form")).to_be_visible()
    assert [url for url in opened.requests if url.endswith(".json")] == []
    change(opened.page, lambda: opened.page.locator("input[name=q]").fill("policj"))
    assert len([url for url in opened.requests if url.endswith(".json")]) == 1
    change(opened.page, lambda: opened.page.locator("input[name=q]").fill("policja"))
    assert len([url for url in opened.requests if url.endswith(".json")]) == 1


def test_failure_to_load_is_said_and_the_next_choice_loads_again(visit: Open) -> None:
    opened = visit(PROJECTS)
    page = opened.page
    whole = ids(page)
    page.route("**/rows.json", lambda route: route.abort())
    field(page, "status").select_option("ongoing")
    expect(page.locator("[data-part=failed]")).to_be_visible()
    assert ids(page) == whole
    page.unroute("**/rows.json")
    choose(page, "status", "completed")
    expect(page.locator("[data-part=failed]")).to_be_hidden()
    assert len(ids(page)) < len(whole)


# The first screen, and axe


@pytest.mark.parametrize("listing", [PROJECTS, ENGLISH])
@pytest.mark.parametrize(
    ("width", "height", "deepest"), [(1440, 900, 700), (1024, 800, 800), (360, 780, 800)]
)
def test_a_row_of_data_is_in_the_first_screen(
    visit: Open, width: int, height: int, deepest: int, listing: str
) -> None:
    page = visit(listing, viewport={"width": width, "height": height}).page
    top = "e => e.getBoundingClientRect().top + scrollY"
    assert page.locator(ROWS).first.evaluate(top) <= deepest
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_axe_finds_nothing_with_filters_chips_and_a_comparison_open(visit: Open) -> None:
    page = visit(
        f"{PROJECTS}?fund=fami-2014-2020&place=PL-12&currency=PLN"
        "&compare=malopolska-otwarta.malopolska-przyjazna-cudzoziemcom",
        color_scheme="light",
        bypass_csp=True,
    ).page
    settle(page)
    page.evaluate("document.querySelectorAll('.explorer details').forEach(e => e.open = true)")
    expect(page.locator("[data-part=comparison]")).to_be_visible()
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        violations = Axe().run(page, options=options).response["violations"]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations] == []
    page.emulate_media(color_scheme="light")  # the tab is another test's next
