"""News feeds:

RSS 2.0 and Atom in both languages, with dates and names that come from the news and never change.
"""

import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import built_sites
import pelican_runs
import pytest
from lxml import etree
from remembered import plan_site

from datasite.pages.feeds.channels import FEEDS

ATOM = "{http://www.w3.org/2005/Atom}"
GUIDS = {
    "pl": "urn:uuid:4b6c5cf0-c714-5b35-a621-e267df6ed1ae",
    "en": "urn:uuid:6869140a-10fa-5b21-a263-625e2033e996",
}  # never to change: readers would be shown old news anew
ARTICLES = {"pl": "/pl/aktualnosci/nowy-etap/", "en": "/en/news/nowy-etap/"}
TITLES = {"pl": "Nowy etap przykładowego projektu", "en": "A new stage of the sample project"}
NOON = datetime.datetime(2020, 2, 28, 12, tzinfo=datetime.UTC)

both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def mini_site(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


def rss(folder: Path, lang: str) -> etree._Element:
    root = etree.fromstring((folder / lang / "rss.xml").read_bytes())
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root.findall("channel")
    return channel


def atom(folder: Path, lang: str) -> etree._Element:
    root = etree.fromstring((folder / lang / "atom.xml").read_bytes())
    assert root.tag == f"{ATOM}feed"
    return root


def atom_link(element: etree._Element, rel: str) -> str | None:
    return next(
        (link.get("href") for link in element.findall(f"{ATOM}link") if link.get("rel") == rel),
        None,
    )


@both_languages
def test_rss_says_its_language_and_address(mini_site: Path, lang: str) -> None:
    channel = rss(mini_site, lang)
    assert channel.findtext("language") == lang
    assert channel.findtext("link") == f"{built_sites.SITE_URL}/{lang}/"
    assert atom_link(channel, "self") == f"{built_sites.SITE_URL}/{lang}/rss.xml"


@both_languages
def test_rss_has_title_and_description(mini_site: Path, lang: str) -> None:
    channel = rss(mini_site, lang)
    assert channel.findtext("title")
    assert channel.findtext("description")


@both_languages
def test_rss_item_is_the_news(mini_site: Path, lang: str) -> None:
    (item,) = rss(mini_site, lang).findall("item")
    assert item.findtext("title") == TITLES[lang]
    assert item.findtext("link") == built_sites.SITE_URL + ARTICLES[lang]
    assert item.findtext("description")
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == NOON


@both_languages
def test_rss_item_keeps_its_guid(mini_site: Path, lang: str) -> None:
    (item,) = rss(mini_site, lang).findall("item")
    (guid,) = item.findall("guid")
    assert guid.text == GUIDS[lang]
    assert guid.get("isPermaLink") == "false"


@both_languages
def test_rss_date_of_the_whole_comes_from_the_news(mini_site: Path, lang: str) -> None:
    assert parsedate_to_datetime(rss(mini_site, lang).findtext("lastBuildDate") or "") == NOON


@both_languages
def test_atom_says_its_language_and_address(mini_site: Path, lang: str) -> None:
    feed = atom(mini_site, lang)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
    assert atom_link(feed, "alternate") == f"{built_sites.SITE_URL}/{lang}/"
    assert atom_link(feed, "self") == f"{built_sites.SITE_URL}/{lang}/atom.xml"


@both_languages
def test_atom_has_what_the_standard_demands(mini_site: Path, lang: str) -> None:
    feed = atom(mini_site, lang)
    (entry,) = feed.findall(f"{ATOM}entry")
    for element in (feed, entry):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}"), name
    assert feed.find(f"{ATOM}author") is not None or entry.find(f"{ATOM}author") is not None, (
        "RFC 4287, 4.1.1: an author in the feed, or in each entry"
    )


@both_languages
def test_atom_entry_is_the_news(mini_site: Path, lang: str) -> None:
    (entry,) = atom(mini_site, lang).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == TITLES[lang]
    assert atom_link(entry, "alternate") == built_sites.SITE_URL + ARTICLES[lang]
    assert entry.findtext(f"{ATOM}id") == GUIDS[lang]
    for name in ("published", "updated"):
        assert datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}{name}") or "") == NOON, name


@both_languages
def test_atom_date_of_the_whole_comes_from_the_news(mini_site: Path, lang: str) -> None:
    assert (
        datetime.datetime.fromisoformat(atom(mini_site, lang).findtext(f"{ATOM}updated") or "")
        == NOON
    )


@both_languages
def test_atom_entry_holds_the_whole_text(mini_site: Path, lang: str) -> None:
    (entry,) = atom(mini_site, lang).findall(f"{ATOM}entry")
    (content,) = entry.findall(f"{ATOM}content")
    assert content.get("type") == "html"
    assert "<li>" in (content.text or "")


def test_guid_does_not_depend_on_the_host(mini: Path, tmp_path: Path) -> None:
    pelican_runs.write(plan_site(mini, "https://another-host.example"), mini / "theme", tmp_path)
    for lang, guid in GUIDS.items():
        for name in FEEDS:
            assert guid in (tmp_path / lang / name).read_text(encoding="utf-8")


def test_every_page_names_the_feeds_of_its_language(mini_site: Path) -> None:
    for path, page in built_sites.pages(mini_site).items():
        if path == "index.html" or Path(path).parent.name in (
            "osadz",
            "embed",
        ):  # the greeting has no language of its own, a frame no feeds
            continue
        lang = page.get("lang")
        named = [
            urljoin(f"/{path}", link.get("href"))
            for link in page.xpath("//head/link[@rel='alternate' and @type]")
            if link.get("type") != "application/json+oembed"  # the page in a frame, no feed
        ]
        of_site = {"pl": ("", "zmiany/", "projekty/", "poprawki/")}.get(
            lang, ("", "changes/", "projects/", "corrections/")
        )
        assert named[:4] == [f"/{lang}/{folder}atom.xml" for folder in of_site], path
        assert len(set(named)) == len(named), path
        own = {
            "": ["rss.xml", "feed.json"],
            "poprawki/": ["rss.xml", "feed.json"],
            "programy/fundusz-przykladowy/": ["atom.xml", "events.ics"],
            "miejsca/pl-14/": ["atom.xml"],
            "projekty/przykladowy-projekt/": [],
        }
        for folder, names in own.items():
            if path == f"pl/{folder}index.html":
                assert named[4:] == [f"/pl/{folder}{name}" for name in names]
