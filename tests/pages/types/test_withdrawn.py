"""The page at the old address of a withdrawn record, which says why and leads to what took its
place.
"""

import csv
import io
from pathlib import Path

import built_sites
import pelican_runs
import pytest
from lxml import etree, html
from remembered import plan_site

from datasite.pages.search_documents import build_documents
from datasite.site.plan import Plan

MORE = (
    "organisations,dawna-fundacja,,2020-02,Nie brała udziału.,It took no part.\n",
    "programmes,dawna-fundacja,,2020-02,Nie ma takiego.,There is none.\n",
    "sources,dawne-zrodlo,,2020-02-28,Adres był zły.,The address was wrong.\n",
)
OLD = {
    "pl": "pl/projekty/przykladowy-projekt-bis/index.html",
    "en": "en/projects/przykladowy-projekt-bis/index.html",
}


OF_HISTORY = "ancestor::section[@id='history' or @id='changes']"


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "pl",
            (
                "Wycofano: 28 lutego 2020",
                "Projekty: przykladowy-projekt-bis",
                "Ten sam projekt był wpisany dwa razy.",
            ),
        ),
        (
            "en",
            (
                "Withdrawn: 28 February 2020",
                "Projects: przykladowy-projekt-bis",
                "The same project was here twice.",
            ),
        ),
    ],
)
def test_old_address_says_what_when_and_why_and_leads_on(
    mini_site: Path, lang: str, words: tuple[str, ...]
) -> None:
    page = built_sites.pages(mini_site)[OLD[lang]]
    text = built_sites.plain(page.xpath("string(//main)"))
    assert [part for part in words if part not in text] == []
    _all, successor = page.xpath("//main//section[not(@id='history')]//a")
    assert successor.get("href") == "../przykladowy-projekt/"
    assert successor.text_content().strip()
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    (other,) = page.xpath("//nav//a[@hreflang]/@href")
    assert (mini_site / OLD[lang]).parent.joinpath(other, "index.html").is_file()


def test_withdrawn_record_is_in_no_list_sitemap_or_search(mini_site: Path) -> None:
    key = "przykladowy-projekt-bis"
    sitemap = etree.fromstring((mini_site / "sitemap.xml").read_bytes())
    assert key not in "".join(sitemap.itertext())
    linking = {
        path
        for path, page in built_sites.pages(mini_site).items()
        if any(key in link for link in page.xpath(f"//main//a[not({OF_HISTORY})]/@href"))
    }
    of_changes = {path for path in linking if path.startswith(("pl/zmiany/", "en/changes/"))}
    assert of_changes, "the history leads to it"
    assert linking - of_changes <= {
        "pl/dane/withdrawn/index.html",
        "en/data/withdrawn/index.html",
    }
    for listing in mini_site.glob("*/*/rows.json"):
        assert key not in listing.read_text(encoding="utf-8")


@pytest.fixture
def more(copy_of_mini: Path) -> Plan:
    """The plan of the miniature with more withdrawn records."""
    table = copy_of_mini / "datasets" / "withdrawn" / "withdrawn.csv"
    header, *rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join([header, *sorted([*rows, *MORE])]), encoding="utf-8")
    return plan_site(copy_of_mini, built_sites.SITE_URL)


def test_each_kind_of_record_that_had_a_page_has_one_and_says_where_nothing_replaced_it(
    more: Plan, mini: Path
) -> None:
    gone = [page for page in more.pages if page.type == "withdrawn"]
    assert {page.url for page in gone if page.lang == "en"} == {
        "/en/organisations/dawna-fundacja/",
        "/en/programmes/dawna-fundacja/",
        "/en/projects/przykladowy-projekt-bis/",
    }
    assert len({page.title for page in gone}) == len(gone)
    written = pelican_runs.pages(more, mini / "theme", gone)
    english = html.fromstring(written["en/organisations/dawna-fundacja/index.html"])
    polish = html.fromstring(written["pl/organizacje/dawna-fundacja/index.html"])
    assert "No record took its place." in built_sites.plain(english.text_content())
    assert "Żaden rekord go nie zastąpił." in built_sites.plain(polish.text_content())
    assert "February 2020" in english.text_content()
    found = build_documents(more.pages, more.site.languages)
    assert {page.file for page in gone}.isdisjoint(file for file, _, _ in found)


def test_rows_about_a_withdrawn_record_lead_to_its_page(more: Plan) -> None:
    rows = csv.DictReader(io.StringIO(more.site.files["withdrawn.csv"].content.decode()))
    addresses = {(row["dataset"], row["record"]): row["record_url"] for row in rows}
    assert addresses["projects", "przykladowy-projekt-bis"] == (
        f"{built_sites.SITE_URL}/pl/projekty/przykladowy-projekt-bis/"
    )
    assert addresses["sources", "dawne-zrodlo"] == f"{built_sites.SITE_URL}/pl/dane/sources/"
