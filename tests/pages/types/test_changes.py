"""The pages of what changed: with the history of the miniature, with none, with one that begins
late, and with many thousands of changes.
"""

from dataclasses import replace
from itertools import product
from pathlib import Path

import built_sites
import pelican_runs
import pytest
import site_plans
from lxml import html

from datasite.history.changes import NO_HISTORY, Change, ChangeKind, History
from datasite.pages.all_pages import build_pages
from datasite.pages.page import Page, Site
from datasite.publication.edit_links import Repository
from datasite.site.plan import Plan

KEPT = Repository(url="https://example.org/data")
LARGEST = 200_000  # bytes of a page


@pytest.fixture(scope="module")
def site(mini: Path) -> Site:
    return replace(site_plans.of(mini).site, kept=KEPT)


def _written(site: Site, mini: Path, *types: str) -> dict[str, html.HtmlElement]:
    """The pages of some types, by their address."""
    pages: tuple[Page, ...] = tuple(build_pages(site))
    plan = Plan(site, pages, built_sites.SITE_URL)
    chosen = [page for page in pages if page.type in types]
    written = pelican_runs.pages(plan, mini / "theme", chosen)
    return {page.url: html.fromstring(written[page.file]) for page in chosen}


def _main(page: html.HtmlElement) -> str:
    return built_sites.plain(page.xpath("string(//main)"))


@pytest.fixture(scope="module")
def pages(site: Site, mini: Path) -> dict[str, html.HtmlElement]:
    return _written(site, mini, "changes", "changes_month", "project", "withdrawn", "corrections")


def test_there_is_a_page_of_the_latest_and_one_for_each_month_with_changes(
    pages: dict[str, html.HtmlElement],
) -> None:
    assert {url for url in pages if url.startswith("/en/changes/")} == {
        "/en/changes/",
        "/en/changes/2019-12/",
        "/en/changes/2020-01/",
        "/en/changes/2020-02/",
    }
    links = pages["/pl/zmiany/"].xpath("//section[@id='months']//th/a/@href")
    assert links == ["2020-02/", "2020-01/", "2019-12/"]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (
            "/en/changes/2020-02/",
            (
                "Sample project",
                "amount: 80,000 → 90,000 EUR",
                "We got a digit wrong in copying.",
                "Merged into: Sample project",
            ),
        ),
        (
            "/pl/zmiany/2020-02/",
            (
                "Przykładowy projekt",
                "kwota: 80 000 → 90 000 EUR",
                "Pomyliliśmy cyfrę przy przepisywaniu.",
                "Połączono z rekordem: Przykładowy projekt",
            ),
        ),
        ("/en/changes/2020-01/", ("End date: 31 July 2024 → 31 August 2024", "New field")),
    ],
)
def test_a_month_tells_each_change_in_words(
    pages: dict[str, html.HtmlElement], url: str, words: tuple[str, ...]
) -> None:
    text = _main(pages[url])
    assert [part for part in words if part not in text] == []


def test_a_change_leads_to_its_record_its_commit_and_its_reason(
    pages: dict[str, html.HtmlElement],
) -> None:
    links = pages["/en/changes/2020-02/"].xpath("//main//section//a/@href")
    assert "../../projects/przykladowy-projekt/" in links
    assert f"{KEPT.url}/commit/{'c3' * 20}" in links
    (reason,) = [link for link in links if link.startswith("../../corrections/#c-")]
    anchor = reason.partition("#")[2]
    assert pages["/en/corrections/"].xpath(f"//*[@id='{anchor}']")


def test_without_a_repository_no_commit_is_linked(site: Site, mini: Path) -> None:
    alone = _written(replace(site, kept=Repository()), mini, "changes")
    assert "commit" not in _main(alone["/en/changes/"])


def test_corrections_and_changes_lead_to_each_other(pages: dict[str, html.HtmlElement]) -> None:
    assert "../corrections/" in pages["/en/changes/"].xpath("//main//a/@href")
    assert "../changes/" in pages["/en/corrections/"].xpath("//main//a/@href")


def test_a_record_tells_its_history_and_since_when_a_value_is_so(
    pages: dict[str, html.HtmlElement],
) -> None:
    (section,) = pages["/en/projects/przykladowy-projekt/"].xpath("//section[@id='history']")
    text = built_sites.plain(section.text_content())
    assert "amount: 90,000 EUR, since 27 February 2020" in text
    assert "End date: 31 August 2024, since 15 January 2020" in text
    assert "6 changes, the last on 28 February 2020" in text
    assert "przykladowy-projekt-bis" in text


def test_a_withdrawn_record_tells_its_history(pages: dict[str, html.HtmlElement]) -> None:
    text = _main(pages["/en/projects/przykladowy-projekt-bis/"])
    assert "2 changes, the last on 28 February 2020" in text
    assert "Merged into: Sample project" in text


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("/en/changes/", "This copy of the site was made without the history of the data"),
        ("/pl/zmiany/", "Tę kopię serwisu zbudowano bez historii danych"),
    ],
)
def test_a_site_without_history_says_so(site: Site, mini: Path, url: str, words: str) -> None:
    written = _written(
        replace(site, history=NO_HISTORY), mini, "changes", "changes_month", "project"
    )
    assert words in _main(written[url])
    assert {address for address in written if "2020" in address} == set()
    assert not any(page.xpath("//section[@id='history']") for page in written.values())


def test_a_history_that_begins_late_says_so(site: Site, mini: Path) -> None:
    late = History(changes=site.history.changes[4:], until=site.history.until, complete=False)
    written = _written(replace(site, history=late), mini, "changes", "project")
    assert "begins on 15 January 2020, later than the register" in _main(written["/en/changes/"])
    project = _main(written["/en/projects/przykladowy-projekt/"])
    assert "The history begins on 15 January 2020, later than this record." in project


def test_many_thousands_of_changes_keep_every_page_small(site: Site, mini: Path) -> None:
    catalog = site.catalog
    added = [
        Change(
            date="2020-01-01", commit="a" * 40, kind=ChangeKind.ADDED, dataset=name, record=f"x-{n}"
        )
        for name, n in product(catalog.datasets, range(200))
    ]
    changed = [
        Change(
            date=f"2020-01-{2 + n % 29:02}",
            commit=f"{n:040x}",
            kind=ChangeKind.CHANGED,
            dataset="projects",
            record="przykladowy-projekt",
            field=field,
            before="word " * 200,
            after=f"{n} " * 200,
        )
        for n, field in product(range(100), catalog.datasets["projects"].header)
    ]
    many = History(
        changes=(*added, *sorted(changed, key=lambda change: change.date)),
        until="a" * 40,
        complete=True,
    )
    assert len(many.changes) > 10_000
    written = _written(replace(site, history=many), mini, "changes", "changes_month")
    sizes = {url: len(html.tostring(page)) for url, page in written.items()}
    assert {url: size for url, size in sizes.items() if size > LARGEST} == {}
    assert "Rows added: 11,000" in _main(written["/en/changes/2020-01/"])


def test_the_page_of_a_table_has_its_latest_changes(site: Site, mini: Path) -> None:
    written = _written(site, mini, "dataset")
    (section,) = written["/en/data/budgets/"].xpath("//section[@id='changes']")
    text = built_sites.plain(section.text_content())
    assert "80,000 → 90,000 EUR" in text
    assert not written["/en/data/glossary/"].xpath("//section[@id='changes']")
