"""The site with payloads as texts, in a browser: no dialog, no violation of the policy, no request
to another host, on pages and in what scripts draw.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import payload_sites
import pytest
import site_plans
from browser_pages import Visit
from playwright.sync_api import Browser, Page, expect

from datasite.delivery import host_headers
from datasite.site.plan import Plan

AT_ONCE = 12  # payloads in one cell, so that each is in several fields
Serve = Callable[[Path], AbstractContextManager[str]]
Watch = Callable[[Page], Visit]


@pytest.fixture(scope="module")
def plan(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, Path]:
    """The plan of the site and the folder in which it is built."""
    folder = tmp_path_factory.mktemp("payloads")
    clean = site_plans.of(mini)
    data = payload_sites.filled(clean.site.catalog, payload_sites.in_turn(0, AT_ONCE), blanks=True)
    return payload_sites.build(clean, data, mini / "theme", folder), folder


@pytest.fixture(scope="module")
def tab(plan: tuple[Plan, Path], served: Serve, chromium: Browser, watch: Watch) -> Iterator[Visit]:
    with served(plan[1]) as address:
        context = chromium.new_context(base_url=address)
        yield watch(context.new_page())
        context.close()


def first_of_each_type(plan: Plan) -> dict[str, str]:
    return {page.type: page.url for page in reversed(plan.pages) if page.lang == "pl"}


def test_pages_are_inert(plan: tuple[Plan, Path], tab: Visit) -> None:
    addresses = first_of_each_type(plan[0])
    assert len(addresses) > 20
    shown = 0
    for page_type, address in addresses.items():
        tab.complaints.clear()
        tab.page.goto(address)
        assert tab.complaints == [], page_type
        shown += tab.page.locator("body").inner_text().count("alert(1)")
    assert shown > 500


def test_a_list_is_inert_when_it_is_sorted_and_filtered(
    plan: tuple[Plan, Path], tab: Visit
) -> None:
    tab.complaints.clear()
    tab.page.goto(first_of_each_type(plan[0])["projects"])
    rows = tab.page.locator(".explorer .fold tbody tr:not(.group)")
    before = rows.count()
    tab.page.locator("th[data-column] > button").first.click()
    tab.page.locator(".explorer form input[name=q]").fill("Fundacja evil onerror zzz")
    expect(rows).not_to_have_count(before)
    tab.page.locator(".explorer form input[name=q]").fill("alert")
    expect(rows).to_have_count(before)
    assert tab.complaints == []


def test_the_search_is_inert(plan: tuple[Plan, Path], tab: Visit) -> None:
    tab.complaints.clear()
    tab.page.goto(f"{first_of_each_type(plan[0])['search']}?q=alert")
    expect(tab.page.locator("#results > *").first).to_be_visible()
    assert (
        tab.page.locator("#results script, #results img, #results svg, #results iframe").count()
        == 0
    )
    assert tab.complaints == []


def test_a_page_that_breaks_the_policy_is_noticed(
    served: Serve, chromium: Browser, watch: Watch, breaches: list[str], tmp_path: Path
) -> None:
    """Without the policy the first page would open a dialog, as the second does."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{host_headers.POLICY}">'
    (tmp_path / "held.html").write_text(f"<!doctype html>{policy}<script>alert(1)</script>")
    (tmp_path / "free.html").write_text(
        "<!doctype html><script>alert(1)</script><img src='http://other.invalid/x.png'>"
    )
    with served(tmp_path) as address:
        tab = watch(chromium.new_page())
        tab.page.goto(f"{address}/held.html")
        assert any("script-src" in breach for breach in breaches)
        assert not any("dialog" in breach for breach in breaches)
        tab.page.goto(f"{address}/free.html")
        assert {"a dialog: 1", "http://other.invalid/x.png"} <= set(breaches)
        tab.page.close()
    breaches.clear()  # these were intended
