"""The log of corrections: the page, the feeds, the mark beside the value, and the tables that carry
it.
"""

import datetime
import json
import re
from email.utils import parsedate_to_datetime
from pathlib import Path

import built_sites
import pytest
from edits import add, change
from lxml import etree
from remembered import check_catalog, load_catalog

from datasite.checks.catalog_checks import read_unchecked
from datasite.language.localization import load_languages
from datasite.pages import corrections

PAGES = {"pl": "pl/poprawki", "en": "en/corrections"}
RECORDS = {"pl": "pl/projekty/przykladowy-projekt", "en": "en/projects/przykladowy-projekt"}
MARKS = {
    "pl": "poprawiono 27 lutego 2020 (kwota), było: 80 000",
    "en": "corrected on 27 February 2020 (amount), was: 80,000",
}
ENTRIES = {
    "pl": (
        "Kwota: było 80 000, jest 90 000. Pomyliliśmy cyfrę przy przepisywaniu. Kto zauważył:"
        " czytelnik."
    ),
    "en": "Amount: was 80,000, is 90,000. We got a digit wrong in copying. Noticed by: a reader.",
}
GUIDS = {
    "pl": "urn:uuid:f4b8c0fd-8d54-5d25-989c-5cd76328e028",
    "en": "urn:uuid:9685f6b4-72f6-5c41-884e-0f4c869b590d",
}  # never to change
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@both_languages
def test_the_log_says_what_was_what_is_why_and_who_noticed(mini_site: Path, lang: str) -> None:
    page = built_sites.pages(mini_site)[f"{PAGES[lang]}/index.html"]
    assert ENTRIES[lang] in built_sites.plain(page.find(".//main").text_content())


@both_languages
def test_the_value_on_its_page_is_marked_and_leads_to_the_log(mini_site: Path, lang: str) -> None:
    page = built_sites.pages(mini_site)[f"{RECORDS[lang]}/index.html"]
    (mark,) = page.xpath(
        "//tr[@id='przykladowy-projekt-czesc-fundacji']//a[contains(@href, '#c-')]"
    )
    assert built_sites.plain(mark.text_content()) == MARKS[lang]
    log = built_sites.pages(mini_site)[f"{PAGES[lang]}/index.html"]
    (entry,) = log.xpath(f"//div[@id='{mark.get('href').partition('#')[2]}']")
    assert entry.xpath(".//p[@class='who']/a[1]/@href") == [f"../{RECORDS[lang].split('/', 1)[1]}/"]


@both_languages
def test_the_feeds_tell_it(mini_site: Path, lang: str) -> None:
    folder = mini_site / PAGES[lang]
    (item,) = etree.fromstring((folder / "rss.xml").read_bytes()).findall("channel/item")
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == datetime.datetime(
        2020, 2, 27, 12, tzinfo=datetime.UTC
    )
    assert (item.findtext("link") or "").startswith(f"{built_sites.SITE_URL}/{PAGES[lang]}/#c-")
    (entry,) = etree.fromstring((folder / "atom.xml").read_bytes()).findall("{*}entry")
    assert entry.findtext("{*}id") == item.findtext("guid") == GUIDS[lang]
    assert (
        built_sites.plain(ENTRIES[lang].rpartition(". ")[0]).casefold()
        in built_sites.plain(entry.findtext("{*}content") or "").casefold()
    )


def test_the_row_leads_to_the_page_of_its_record(mini_site: Path) -> None:
    (row,) = json.loads((mini_site / "data/corrections.json").read_text(encoding="utf-8"))
    assert (row["was"], row["is"], row["record_url"]) == (
        "80000",
        "90000",
        f"{built_sites.SITE_URL}/{RECORDS['pl']}/",
    )


def test_the_real_log_is_empty_and_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = built_sites.real(tmp_path_factory.getbasetemp())
    assert read_unchecked(built_sites.ROOT).rows("corrections") == ()
    assert "No published value has been corrected" in built_sites.plain(
        built_sites.pages(site)["en/corrections/index.html"].text_content()
    )


SLIP = {"reason_pl": "Pomyłka.", "reason_en": "A slip.", "noticed_by": "editors"}


def test_the_last_of_several_is_marked_and_all_are_listed(copy_of_mini: Path) -> None:
    change(copy_of_mini, "projects", "null", end_date="2024")
    for date, was, now in (("2020-02-26", "2023-12", ""), ("2020-02-28", "", "2024")):
        add(
            copy_of_mini,
            "corrections",
            dataset="projects",
            record="null",
            field="end_date",
            date=date,
            was=was,
            **SLIP,
            **{"is": now},
        )
    assert check_catalog(copy_of_mini) == []
    log = corrections.correction_log(load_catalog(copy_of_mini))
    assert [str(entry.date) for entry in log] == ["2020-02-28", "2020-02-27", "2020-02-26"]
    (last,) = corrections.last_by_record(log)["projects", "null"]
    languages = load_languages(built_sites.ROOT)
    assert [last.was.text_in(languages[lang]) for lang in ("pl", "en")] == ["puste", "blank"]


def test_a_withdrawn_record_keeps_its_corrections(copy_of_mini: Path) -> None:
    add(
        copy_of_mini,
        "withdrawn",
        dataset="projects",
        record="dawny",
        date="2020-02-28",
        reason_pl="Wpisano dwa razy.",
        reason_en="It stood here twice.",
    )
    add(
        copy_of_mini,
        "corrections",
        dataset="projects",
        record="dawny",
        field="status",
        date="2020-02-26",
        was="unknown",
        **SLIP,
        **{"is": "ongoing"},
    )
    assert check_catalog(copy_of_mini) == []
    correction = corrections.correction_log(load_catalog(copy_of_mini))[-1]
    assert (correction.name["en"], correction.page["en"], correction.is_now.words["en"]) == (
        "dawny",
        "/en/projects/dawny/",
        "ongoing",
    )
    assert re.fullmatch(r"c-[0-9a-f]{12}", correction.anchor)
