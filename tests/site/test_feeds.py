"""Every feed of built sites, as a feed reader reads it and by the rules of the W3C's validator.

Also of a site below the root of its host, where a link that is not whole would lead elsewhere.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import built_sites
import edits
import feedparser
import pelican_runs
import pytest
import site_plans
from lxml import etree, html
from pelican import signals
from remembered import plan_site

from datasite.pages.feeds import FEEDS
from datasite.publication import addresses
from datasite.site.build import PlanError
from datasite.site.plan import Plan

BELOW_THE_ROOT = "https://przyklad.example/otwarte/rejestr"
RELATIVE = (
    '<p><a href="../">news</a>, <a href="../../#content">home</a>, <a href="#content">here</a></p>'
)
SITES = ("miniature", "real", "below the root")
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
RFC_822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d"
    r" (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")
TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47
ADDRESSES = ("href", "src", "cite", "poster", "data")  # attributes of HTML that hold addresses


@dataclass(frozen=True)
class Feed:
    """A feed of a built site: its file, its address, and what each of two readers sees."""

    site: Path
    site_url: str
    path: str
    xml: etree._Element
    read: feedparser.FeedParserDict

    @property
    def page(self) -> Path:
        """The page that shows the same."""
        return self.site / Path(self.path).parent / "index.html"

    def target(self, address: str) -> tuple[Path, str]:
        """The page of this site that an address of it leads to, and the fragment."""
        assert address.startswith(f"{self.site_url}/"), address
        parts = urlsplit(address)
        path = parts.path.removeprefix(urlsplit(self.site_url).path).lstrip("/")
        return self.site / (f"{path}index.html" if path.endswith("/") else path), parts.fragment


def read_feeds(site: Path, site_url: str) -> dict[str, Feed]:
    feeds = {}
    for file in sorted(path for name in FEEDS for path in site.rglob(name)):
        path, content = file.relative_to(site).as_posix(), file.read_bytes()
        read = feedparser.parse(content, resolve_relative_uris=False, sanitize_html=False)
        feeds[path] = Feed(site, site_url, path, etree.fromstring(content), read)
    return feeds


@pytest.fixture(scope="module")
def sites(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, Feed]]:
    temporary = tmp_path_factory.getbasetemp()
    below, plan = tmp_path_factory.mktemp("below-the-root"), plan_site(mini, BELOW_THE_ROOT)
    texts = tuple(replace(text, html=text.html + RELATIVE) for text in plan.site.texts)
    pelican_runs.write(replace(plan, site=replace(plan.site, texts=texts)), mini / "theme", below)
    return {
        "miniature": read_feeds(built_sites.mini(mini, temporary), built_sites.SITE_URL),
        "real": read_feeds(built_sites.real(temporary), built_sites.SITE_URL),
        "below the root": read_feeds(below, BELOW_THE_ROOT),
    }


@pytest.fixture(params=SITES)
def feeds(request: pytest.FixtureRequest, sites: Mapping[str, Mapping[str, Feed]]) -> list[Feed]:
    return list(sites[request.param].values())


def test_each_language_has_news_and_corrections_in_both_formats(feeds: list[Feed]) -> None:
    assert {feed.path for feed in feeds} == {
        f"{addresses.page(section, '', lang).strip('/')}/{name}"
        for section in ("", "corrections")
        for lang in ("pl", "en")
        for name in FEEDS
    }


def test_a_reader_understands_them(feeds: list[Feed]) -> None:
    for feed in feeds:
        assert not feed.read.bozo, feed.read.get("bozo_exception")
        assert feed.read.version == {"rss.xml": "rss20", "atom.xml": "atom10"}[Path(feed.path).name]
        assert feed.read.feed.title and feed.read.feed.subtitle


def test_every_link_leads_to_a_page_of_the_site(feeds: list[Feed]) -> None:
    """Also to the place on the page, where it names one; links to other sites are whole."""
    links = [
        (feed, address)
        for feed in feeds
        for entry in feed.read.entries
        for address in (
            entry.link,
            *(
                str(found)
                for text in (entry.content[0].value, entry.summary)
                for found in html.fromstring(f"<div>{text}</div>").xpath(
                    "|".join(f"//@{name}" for name in ADDRESSES)
                )
            ),
        )
    ]
    assert links
    for feed, address in links:
        parts = urlsplit(address)
        assert parts.scheme in ("http", "https") and parts.netloc, address
        if parts.netloc == urlsplit(feed.site_url).netloc:
            page, fragment = feed.target(address)
            assert page.is_file(), address
            assert not fragment or f'id="{fragment}"' in page.read_text(encoding="utf-8")


def test_both_formats_have_the_same_entries(feeds: list[Feed]) -> None:
    entries = {
        feed.path: [(e.id, e.link, e.title, e.summary, e.content) for e in feed.read.entries]
        for feed in feeds
    }
    for path, of_path in entries.items():
        other = entries[path.replace("rss.xml", "atom.xml")]
        assert [(*entry[:4], entry[4][0].value) for entry in of_path] == [
            (*entry[:4], entry[4][0].value) for entry in other
        ]


def test_names_of_entries_are_lasting_and_each_its_own(
    sites: Mapping[str, Mapping[str, Feed]],
) -> None:
    for feeds in sites.values():
        for name in FEEDS:
            ids = [e.id for f in feeds.values() if f.path.endswith(name) for e in f.read.entries]
            assert len(ids) == len(set(ids))
            assert all(id_.startswith("urn:uuid:") for id_ in ids)
    for path, feed in sites["miniature"].items():
        elsewhere = sites["below the root"][path]
        assert [e.id for e in feed.read.entries] == [e.id for e in elsewhere.read.entries]


def test_a_feed_names_its_own_address_and_its_page(feeds: list[Feed]) -> None:
    for feed in feeds:
        (own,) = feed.xml.xpath("//atom:link[@rel='self']/@href", namespaces=NAMESPACES)
        assert own == f"{feed.site_url}/{feed.path}"
        assert feed.target(feed.read.feed.link)[0] == feed.page


def test_its_page_names_it_by_its_type(feeds: list[Feed]) -> None:
    for feed in feeds:
        kind = Path(feed.path).stem
        page = html.parse(feed.page)
        links = page.xpath(f"//link[@rel='alternate'][@type='application/{kind}+xml']/@href")
        assert f"{kind}.xml" in links, feed.path


def test_languages_are_those_of_the_pages(feeds: list[Feed]) -> None:
    for feed in feeds:
        said = (
            feed.xml.findtext("channel/language")
            or feed.xml.get("{http://www.w3.org/XML/1998/namespace}lang")
            or ""
        )
        assert TAG.fullmatch(said)
        assert said == feed.path.split("/")[0]


def test_dates_have_the_form_of_their_format_and_no_clock(feeds: list[Feed]) -> None:
    for feed in feeds:
        names = ("pubDate", "lastBuildDate", f"{{{NAMESPACES['atom']}}}updated")
        dates = [e.text or "" for e in feed.xml.iter(*names, f"{{{NAMESPACES['atom']}}}published")]
        assert dates
        for date in dates:
            rss = feed.path.endswith("rss.xml")
            assert (RFC_822 if rss else RFC_3339).fullmatch(date), date
            moment = parsedate_to_datetime(date) if rss else datetime.fromisoformat(date)
            assert (moment.hour, moment.minute, moment.second) == (12, 0, 0)
        if feed.read.entries:
            newest = max(entry.published_parsed for entry in feed.read.entries)
            assert feed.read.feed.updated_parsed == newest


def test_entries_are_the_newest_first(feeds: list[Feed]) -> None:
    for feed in feeds:
        dates = [entry.published_parsed for entry in feed.read.entries]
        assert dates == sorted(dates, reverse=True)


def names(element: etree._Element) -> list[str]:
    """The names of the children of an element, with a prefix where they have a namespace."""
    prefixes = {uri: prefix for prefix, uri in NAMESPACES.items()}
    return [
        f"{prefixes[q.namespace]}:{q.localname}" if q.namespace else q.localname
        for q in map(etree.QName, element)
    ]


def test_rss_has_the_elements_of_its_standard_and_no_others(feeds: list[Feed]) -> None:
    for feed in (feed for feed in feeds if feed.path.endswith("rss.xml")):
        assert (feed.xml.tag, feed.xml.get("version"), len(feed.xml)) == ("rss", "2.0", 1)
        channel = feed.xml[0]
        assert [name for name in names(channel) if name != "item"] == [
            *("title", "link", "description", "atom:link", "language", "lastBuildDate")
        ]
        for item in channel.findall("item"):
            assert names(item) == [
                *("title", "link", "description", "pubDate", "guid", "content:encoded")
            ]
            guid = item.find("guid")
            assert guid is not None and guid.get("isPermaLink") == "false"
            assert all((element.text or "").strip() for element in item)


def test_atom_has_the_elements_of_its_standard_and_no_others(feeds: list[Feed]) -> None:
    for feed in (feed for feed in feeds if feed.path.endswith("atom.xml")):
        assert feed.xml.tag == f"{{{NAMESPACES['atom']}}}feed"
        assert [name for name in names(feed.xml) if name != "atom:entry"] == [
            f"atom:{name}"
            for name in ("title", "link", "link", "id", "updated", "author", "subtitle")
        ]
        assert feed.xml.xpath("string(atom:author/atom:name)", namespaces=NAMESPACES)
        assert urlsplit(feed.xml.xpath("string(atom:id)", namespaces=NAMESPACES)).scheme
        for entry in feed.xml.findall(f"{{{NAMESPACES['atom']}}}entry"):
            assert names(entry) == [
                f"atom:{name}"
                for name in ("title", "link", "published", "updated", "id", "summary", "content")
            ]
            assert entry.xpath("atom:link/@rel", namespaces=NAMESPACES) == ["alternate"]
            assert entry.xpath("*/@type") == ["html", "html"]  # of the summary and the content


# What no built site shows


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    """The texts and the pages that have feeds."""
    return with_feeds_alone(site_plans.of(mini))


def with_feeds_alone(plan: Plan) -> Plan:
    types = ("article", "changes", "corrections", "home", "news", "text")
    return replace(plan, pages=tuple(page for page in plan.pages if page.type in types))


def test_signs_in_titles_stay(plan: Plan, mini: Path, tmp_path: Path) -> None:
    """Pelican's own writer takes out what looks like a tag."""
    title = "5 < 6 & „a > b” <i>x</i>"
    texts = tuple(replace(text, title=title) for text in plan.site.texts)
    pelican_runs.write(
        replace(plan, site=replace(plan.site, texts=texts)), mini / "theme", tmp_path
    )
    for path in ("pl/rss.xml", "en/atom.xml"):
        (entry,) = etree.fromstring((tmp_path / path).read_bytes()).iter("item", "{*}entry")
        assert entry.findtext("{*}title") == title


def test_a_limit_of_entries_is_for_news_and_the_log_of_corrections_is_whole(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    for lang in ("pl", "en"):
        news = (copy_of_mini / f"content/news/2020-02-28-nowy-etap.{lang}.md").read_bytes()
        (copy_of_mini / f"content/news/2020-02-29-potem.{lang}.md").write_bytes(news)
    for date, was, now in (("2020-02-26", "2023-12", ""), ("2020-02-28", "", "2024")):
        edits.change(copy_of_mini, "projects", "null", end_date="2024")
        edits.add(
            copy_of_mini,
            "corrections",
            **{"dataset": "projects", "record": "null", "field": "end_date", "is": now},
            **{"date": date, "was": was, "reason_pl": "Pomyłka.", "reason_en": "A slip."},
            noticed_by="editors",
        )
    plan = with_feeds_alone(site_plans.plan_site(copy_of_mini, built_sites.SITE_URL))
    pelican_runs.write(plan, copy_of_mini / "theme", tmp_path, FEED_MAX_ITEMS=1)
    feeds = read_feeds(tmp_path, built_sites.SITE_URL)
    assert [len(feeds[f"pl/{name}"].read.entries) for name in FEEDS] == [1, 1]
    assert [len(feeds[f"pl/poprawki/{name}"].read.entries) for name in FEEDS] == [3, 3]


def test_feeds_without_entries_are_there_and_as_old_as_the_release(
    copy_of_mini: Path, tmp_path: Path
) -> None:
    for text in (copy_of_mini / "content" / "news").iterdir():
        text.unlink()
    rows = edits.rows_of(copy_of_mini, "corrections")
    edits.write_table(copy_of_mini, "corrections", list(rows[0]), [])
    plan = with_feeds_alone(site_plans.plan_site(copy_of_mini, built_sites.SITE_URL))
    pelican_runs.write(plan, copy_of_mini / "theme", tmp_path)
    feeds = read_feeds(tmp_path, built_sites.SITE_URL)
    assert len(feeds) == 8
    for feed in feeds.values():
        assert feed.read.entries == []
        date = (
            "Sat, 29 Feb 2020 12:00:00 +0000" if "rss" in feed.path else "2020-02-29T12:00:00+00:00"
        )
        assert date in etree.tostring(feed.xml, encoding="unicode"), feed.path


def test_pelican_says_of_every_feed_that_it_is_written(
    plan: Plan, mini: Path, tmp_path: Path, heard: Callable[[object], list[object]]
) -> None:
    generated, written = heard(signals.feed_generated), heard(signals.feed_written)
    pelican_runs.write(plan, mini / "theme", tmp_path)
    assert len(generated) == 8
    assert set(map(str, written)) == {str(tmp_path / path) for path in read_feeds(tmp_path, "")}


def test_a_feed_that_nobody_planned_stops_the_build(plan: Plan, mini: Path, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"feeds/all\.atom\.xml: a plugin or a changed setting"):
        pelican_runs.write(plan, mini / "theme", tmp_path, FEED_ALL_ATOM="feeds/all.atom.xml")
