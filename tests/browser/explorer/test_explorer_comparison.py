"""Up to four projects side by side, and whether their amounts can be compared."""

import re

import pytest
import site_plans
from browser_pages import Open
from explorer_pages import PROJECTS, ROWS, choose, field, ids, settle
from playwright.sync_api import Locator, Page, expect

from datasite.pages.explorer.projects import project_explorer
from datasite.pages.explorer.rows import ExplorerRow, Measure

VERDICT = "[data-part=verdict]"


@pytest.fixture(scope="module")
def rows() -> tuple[ExplorerRow, ...]:
    return project_explorer(
        site_plans.register().projects.values(), site_plans.languages()["pl"]
    ).rows


def alike(rows: tuple[ExplorerRow, ...], number: int) -> tuple[Measure, list[str]]:
    """So many projects whose amounts are of one currency, kind and stage."""
    by_measure: dict[Measure, list[str]] = {}
    for row in rows:
        if row.measure:
            by_measure.setdefault(row.measure, []).append(row.id)
    measure, found = max(by_measure.items(), key=lambda pair: len(pair[1]))
    return measure, found[:number]


def box(page: Page, key: str) -> Locator:
    return page.locator(f"{ROWS} input[value={key}]")


def test_ticked_projects_are_side_by_side(visit: Open, rows: tuple[ExplorerRow, ...]) -> None:
    page = visit(PROJECTS).page
    measure, chosen = alike(rows, 5)
    comparison = page.locator("[data-part=comparison]")
    box(page, chosen[0]).check()
    expect(page.locator("[data-part=number]")).to_have_text("zaznaczono 1 projekt")
    expect(comparison).to_be_hidden()
    for key in chosen[1:4]:
        box(page, key).check()
    expect(comparison).to_be_visible()
    expect(comparison.locator("thead a")).to_have_count(4)
    expect(comparison.locator("[data-row=currency] td")).to_have_text([measure.currency] * 4)
    expect(comparison.locator("[data-row=kind] td")).to_have_text([measure.kind] * 4)
    expect(page.locator(VERDICT)).to_contain_text("można je porównać")
    expect(box(page, chosen[4])).to_be_disabled()  # four at most
    assert page.url.endswith(f"compare={'.'.join(chosen[:4])}")
    box(page, chosen[0]).uncheck()
    expect(comparison.locator("thead a")).to_have_count(3)
    expect(box(page, chosen[4])).to_be_enabled()
    page.locator("[data-part=untick]").click()
    expect(comparison).to_be_hidden()
    assert page.url.endswith(PROJECTS)


def test_amounts_that_differ_in_kind_are_said_not_to_be_comparable(
    visit: Open, rows: tuple[ExplorerRow, ...]
) -> None:
    """The address holds what is ticked, and says it in the other language too."""
    measure, (one, *_) = alike(rows, 1)
    other = next(r for r in rows if r.measure and r.measure.currency != measure.currency)
    page = visit(f"{PROJECTS}?compare={one}.{other.id}").page
    settle(page)
    expect(page.locator(VERDICT)).to_have_text(re.compile("^Kwoty są nieporównywalne.*waluta"))
    expect(page.locator("tr.differs[data-row=currency]")).to_have_count(1)
    without = next(r for r in rows if not r.measure)
    page = visit(f"/en/projects/?compare={one}.{without.id}").page
    settle(page)
    expect(page.locator(VERDICT)).to_contain_text("not comparable")
    expect(page.locator("[data-row=currency] td").last).to_have_text("–")


def test_what_is_ticked_stays_when_rows_are_filtered(
    visit: Open, rows: tuple[ExplorerRow, ...]
) -> None:
    page = visit(PROJECTS).page
    measure, chosen = alike(rows, 2)
    for key in chosen:
        box(page, key).check()
    choose(page, "currency", "CHF" if measure.currency != "CHF" else "EUR")
    assert not set(chosen) & set(ids(page))
    expect(page.locator("[data-part=comparison] thead a")).to_have_count(2)
    assert "compare=" in page.url
    assert field(page, "compare").input_value() == ".".join(chosen)
