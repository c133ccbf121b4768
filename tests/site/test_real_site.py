"""The real site, built once: known figures, and every sum counted again from the published tables
by code that shares nothing with the site's.
"""

import csv
import itertools
import re
import struct
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import built_sites
import pytest
from lxml import etree, html

from datasite.delivery import host_headers
from datasite.publication import addresses

SECTIONS = {
    "pl": ("projekty", "organizacje", "programy", "wspolpraca"),
    "en": ("projects", "organisations", "programmes", "cooperation"),
}
SCALES = {"mln": 6, "million": 6, "mld": 9, "billion": 9}
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


def page(site: Path, lang: str, section: int | None = None, slug: str = "") -> html.HtmlElement:
    return built_sites.pages(site)[
        "/".join(
            part
            for part in (
                lang,
                "" if section is None else SECTIONS[lang][section],
                slug,
                "index.html",
            )
            if part
        )
    ]


def main_text(tree: html.HtmlElement) -> str:
    return str(tree.xpath("string(//main)"))


@pytest.mark.makes_for_others
def test_every_page_carries_the_policy(site: Path) -> None:
    assert len(built_sites.pages(site)) > 1_000
    assert [
        path
        for path, tree in built_sites.pages(site).items()
        if tree.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
        != [host_headers.POLICY]
    ] == []


# What is promised where no address for remarks is set, as in this build

PROMISES = re.compile(
    r"napisz do|\bzgłoś|niech zgłosi|zgłaszając|warto nam|wskaż nam|skontaktuj|w repozytorium"
    r"|przyślij|jak pomóc|how to help|send its address|tell us|write to us|let us know|contact us"
    r"|please report|the repository|project’s repository|pull request|contactPoint|mailto:"
    r"|/issues|rel=.author",
    re.IGNORECASE,
)


def test_nothing_promises_that_readers_reach_somebody(site: Path) -> None:
    texts = {
        path: " ".join(path.read_text(encoding="utf-8").split())
        for path in site.rglob("*")
        if path.suffix in {".html", ".xml", ".md", ".ttl", ".txt", ".cff"}
        or path.name == "datapackage.json"
    }
    with zipfile.ZipFile(site / "data" / "kto-z-kim-za-ile.zip") as archive:
        for name in ("README.pl.md", "README.en.md"):
            texts[Path(name)] = archive.read(name).decode()
    assert len(texts) > 1_000
    assert [
        (path.name, found.group())
        for path, text in texts.items()
        if (found := PROMISES.search(text))
    ] == []


# Known figures


@pytest.mark.parametrize(
    ("lang", "figures"),
    [
        ("pl", ("791\u00a0000\u00a0EUR", "90\u00a0000\u00a0EUR", "76\u00a0500\u00a0EUR")),
        ("en", ("EUR\u00a0791,000", "EUR\u00a090,000", "EUR\u00a076,500")),
    ],
)
def test_project_with_a_whole_a_part_and_a_grant_shows_each(
    site: Path, lang: str, figures: tuple[str, ...]
) -> None:
    text = main_text(page(site, lang, 0, "integracja-dla-bezpieczenstwa"))
    assert [figure for figure in figures if figure not in text] == []


@pytest.mark.parametrize(
    ("lang", "words"), [("pl", "blisko 1,6 mln EUR"), ("en", "nearly EUR 1.6 million")]
)
def test_approximate_amount_is_said_to_be_so(site: Path, lang: str, words: str) -> None:
    assert words in built_sites.plain(main_text(page(site, lang, 0, "eurlo-azja-srodkowa-2")))


def test_share_of_an_approximate_amount_is_computed_nowhere(site: Path) -> None:
    computed = re.compile(r"1[\s.,\u202f]?520[\s.,\u202f]?000|1[.,]52 (?:mln|million)")
    texts = (
        path
        for path in site.rglob("*")
        if path.suffix in {".html", ".csv", ".json", ".jsonl", ".xml"}
    )
    assert [
        path.relative_to(site).as_posix()
        for path in texts
        if computed.search(path.read_text(encoding="utf-8").replace("\u00a0", " "))
    ] == []


@both_languages
def test_project_of_which_no_amount_is_stated_shows_none(site: Path, lang: str) -> None:
    """But for those of the projects that are named as related."""
    tree = page(site, lang, 0, "malopolska-otwarta")
    (related,) = tree.xpath("//section[@id='related']")
    text = main_text(tree).replace(related.text_content(), "")
    assert re.findall(r"\d[\d\s.,]*\s(?:PLN|EUR|CHF|NOK|USD|zł|mln|million)", text) == []


@pytest.mark.parametrize(
    ("lang", "words", "never"),
    [
        ("pl", "Projekt bez podanej kwoty", "To współpraca, a nie projekt"),
        ("en", "A project with no stated amount", "not a project"),
    ],
)
@pytest.mark.parametrize("key", ["gdisc-erit-ukraina", "reception-expert-teams"])
def test_what_a_source_calls_a_project_is_called_so(
    site: Path, lang: str, words: str, never: str, key: str
) -> None:
    text = main_text(page(site, lang, 3, key))
    assert words in text
    assert never not in text


@pytest.mark.parametrize(
    ("lang", "day", "never"), [("pl", "9 lutego 2024", "od 9"), ("en", "9 February 2024", "from 9")]
)
def test_a_meeting_of_one_day_is_a_day(site: Path, lang: str, day: str, never: str) -> None:
    text = main_text(page(site, lang, 3, "spotkanie-policja-iom-2024-02-09"))
    assert day in text.replace("\xa0", " ")
    assert never not in text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("lang", "section", "slug", "words"),
    [
        ("pl", 1, "euaa", "Instytucja lub agencja UE"),
        ("en", 1, "euaa", "EU institution or agency"),
        ("en", 0, "twinning-ukraina-dokumenty-i-skradzione-pojazdy", "Title in Polish: "),
    ],
)
def test_a_capital_at_the_beginning_leaves_the_other_letters(
    site: Path, lang: str, section: int, slug: str, words: str
) -> None:
    assert words in built_sites.plain(main_text(page(site, lang, section, slug)))


def test_cooperation_has_no_project_page(site: Path) -> None:
    ids = [row["cooperation_id"] for row in table(site, "cooperation")]
    assert ids
    assert [
        i for i in ids for lang in SECTIONS if (site / lang / SECTIONS[lang][0] / i).exists()
    ] == []


@both_languages
def test_news_in_the_feeds_are_the_newest_first(site: Path, lang: str) -> None:
    updated = etree.fromstring((site / lang / "atom.xml").read_bytes()).xpath(
        "//a:entry/a:published/text()", namespaces={"a": "http://www.w3.org/2005/Atom"}
    )
    assert len(updated) > 1
    assert updated == sorted(updated, reverse=True)


# Sums


Row = dict[str, str]


@cache
def table(site: Path, name: str) -> list[Row]:
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass
class Sums:
    """The sums of a set of amounts, one for each project."""

    exact: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    approximate: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    approximate_again: int = 0  # projects whose approximate amount is that of one before
    otherwise_known: int = 0
    not_stated: int = 0
    no_currency: int = 0
    unclear: int = 0
    repeated: int = 0

    def left_out(self) -> list[int]:
        """The numbers under the figures, in their order, without zeros."""
        return [
            count
            for count in (
                self.otherwise_known,
                self.not_stated,
                self.no_currency,
                self.unclear,
                self.repeated,
            )
            if count
        ]


def sums(amounts: Iterable[Row | None]) -> Sums:
    sums_of_rows, joint = Sums(), set()
    for row in amounts:
        if row is None:
            sums_of_rows.not_stated += 1
        elif not row["amount"] or row["qualifier"] == "unclear":
            sums_of_rows.unclear += 1
        elif not row["currency"]:
            sums_of_rows.no_currency += 1
        elif row["joint_id"] in joint and row["qualifier"] == "exact":
            sums_of_rows.repeated += 1
        elif row["joint_id"] in joint:
            sums_of_rows.approximate_again += 1
        elif row["qualifier"] == "exact":
            sums_of_rows.exact[row["currency"]].append(Decimal(row["amount"]))
        else:
            sums_of_rows.approximate[row["currency"]] += 1
        if row and row["joint_id"]:
            joint.add(row["joint_id"])
    return sums_of_rows


@cache
def preferred(site: Path, organisation: str = "") -> dict[str, Row]:
    """The preferred total of each project, or of an organisation's part in it."""
    rows = (
        row
        for row in table(site, "budgets")
        if row["kind"] == "total"
        and row["preferred"] == "true"
        and row["organisation_id"] == organisation
        and not row["purpose_en"] + row["purpose_pl"]
    )
    return {row["project_id"]: row for row in rows}


def totals(site: Path, projects: Iterable[str]) -> Sums:
    chosen = list(projects)
    found = sums(preferred(site).get(project) for project in chosen)
    with_amounts = {row["project_id"] for row in table(site, "budgets")}
    found.otherwise_known = len(with_amounts.intersection(chosen) - preferred(site).keys())
    found.not_stated -= found.otherwise_known
    return found


def family(site: Path, programme: str) -> set[str]:
    """A programme and everything below it."""
    return {programme}.union(
        *(
            family(site, row["programme_id"])
            for row in table(site, "programmes")
            if row["parent_id"] == programme
        )
    )


def projects_of_programme(site: Path, programme: str) -> list[str]:
    below = family(site, programme)
    return [row["project_id"] for row in table(site, "projects") if row["programme_id"] in below]


def projects_of_organisation(site: Path, organisation: str) -> list[str]:
    return sorted(
        {
            row["project_id"]
            for row in table(site, "partners")
            if row["organisation_id"] == organisation
        }
    )


def number(text: str, lang: str) -> Decimal:
    bare = re.sub(r"\s", "", text)
    return Decimal(bare.replace(",", ".") if lang == "pl" else bare.replace(",", ""))


def read_amount(text: str, lang: str) -> tuple[Decimal, Decimal, str]:
    """A figure as it is shown, half the unit to which it is rounded, and its currency."""
    currency, sum_of_it = re.fullmatch(r"([A-Z]{3})\s(.*)|(.*)\s([A-Z]{3})", text.strip()).group(
        *((1, 2) if lang == "en" else (4, 3))
    )
    figure, scale = re.fullmatch(rf"([\d\s.,]+?)(?:\s({'|'.join(SCALES)}))?", sum_of_it).groups()
    power = Decimal(10) ** SCALES.get(scale, 0)
    return (
        number(figure, lang) * power,
        power * (Decimal("0.05") if scale else Decimal("0.5")),
        currency,
    )


def assert_shown(figures: html.HtmlElement, expected: Sums, where: str) -> None:
    """That sums with what is outside them say what is expected."""
    lang = figures.getroottree().getroot().get("lang")
    shown, outside = {}, {}
    for box in figures.xpath("dl/div"):
        count = int(re.findall(r"\d+", box.findtext("dd/small"))[0])
        if box.get("class") == "outside":
            outside[box.findtext("dt")[:3]] = count
        else:
            shown[box.findtext("dt")] = (box.findtext("dd/b[@class='money']"), count)
    assert outside == {c: count for c, count in expected.approximate.items() if count}, where
    assert set(shown) == {currency for currency, exact in expected.exact.items() if exact}, where
    for currency, (amount, count) in shown.items():
        exact = expected.exact[currency]
        assert count == len(exact), f"{where}, {currency}"
        figure, half, shown_currency = read_amount(amount, lang)
        assert shown_currency == currency, where
        assert abs(figure - sum(exact)) <= half, f"{where}: {amount} is not {sum(exact)}"
    under = re.findall(r"\d+", figures.xpath("string(p[@class='quiet'])"))
    assert [int(n) for n in under] == expected.left_out(), where


def figures_of(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The sums of a page."""
    return list(tree.xpath("//main//div[@class='sums']"))


@both_languages
def test_home_sums_all_projects(site: Path, lang: str) -> None:
    (shown,) = figures_of(page(site, lang))
    assert_shown(
        shown, totals(site, (row["project_id"] for row in table(site, "projects"))), "home"
    )


@both_languages
def test_home_counts_projects_organisations_programmes_and_sources(site: Path, lang: str) -> None:
    shown = [
        number(text, lang)
        for text in page(site, lang).xpath("//main//dl[@class='counts']//dd/a/text()")
    ]
    part = {
        row["organisation_id"]
        for name in ("partners", "cooperation_partners")
        for row in table(site, name)
    }
    programmes = {row["programme_id"] for row in table(site, "projects")} - {""}
    expected = [table(site, "projects"), part, programmes, table(site, "sources")]
    assert shown == [len(counted) for counted in expected]


@cache
def fund_totals(site: Path) -> dict[tuple[str, str], Sums]:
    """The sums of each fund of one period by currency and fund; a blank is that of no fund."""
    parents = {row["programme_id"]: row for row in table(site, "programmes")}

    def fund(programme: str) -> str:
        line = [parents[programme]]
        while line[0]["parent_id"]:
            line.insert(0, parents[line[0]["parent_id"]])
        return next((row for row in line if row["period_start"] or row["period_end"]), line[0])[
            "programme_id"
        ]

    by_fund: dict[str, list[str]] = defaultdict(list)
    for row in table(site, "projects"):
        by_fund[fund(row["programme_id"]) if row["programme_id"] else ""].append(row["project_id"])
    return {
        (currency, key): of_fund
        for key, projects in by_fund.items()
        for of_fund in [totals(site, projects)]
        for currency in {*of_fund.exact, *of_fund.approximate}
    }


def fund_of_bar(bar: html.HtmlElement) -> str:
    return "".join(bar.xpath("span[1]/a/@href")).removesuffix("/").rpartition("/")[2]


@both_languages
def test_home_sums_the_largest_funds(site: Path, lang: str) -> None:
    expected, seen = fund_totals(site), 0
    for bar in page(site, lang).xpath("//section[h2]/ul[@class='bars']/li"):
        # A bar of one project is that of an approximate amount, hatched.
        assert bool(bar.xpath("span[1]/small/a")) == bool(bar.xpath(".//rect[@fill]"))
        if bar.xpath("span[1]/small/a"):
            continue
        figure, half, currency = read_amount(bar.findtext("span[@class='num']"), lang)
        exact = expected[currency, fund_of_bar(bar)].exact[currency]
        assert abs(figure - sum(exact)) <= half, fund_of_bar(bar)
        (count,) = re.findall(r"\d+", bar.findtext("span[@class='num']/small"))
        assert int(count) == len(exact), fund_of_bar(bar)
        seen += 1
    assert seen > 1


@both_languages
def test_chart_sums_each_fund(site: Path, lang: str) -> None:
    expected = fund_totals(site)
    path = addresses.page("charts", addresses.CHARTS["money-by-programme"][lang], lang).strip("/")
    shown = {
        (heading.text, fund_of_bar(bar)): bar
        for heading in built_sites.pages(site)[f"{path}/index.html"].xpath(
            "//figure[@class='chart']//h2[string-length(.)=3 and following-sibling::ul]"
        )
        for bar in heading.getnext().findall("li")
        if bar.get("class") != "alone"
    }
    assert set(shown) == set(expected)
    for (currency, key), bar in shown.items():
        amount, _, count = bar.xpath("string(span[@class='num'])").rpartition("\u00a0· ")
        exact = expected[currency, key].exact.get(currency, [])
        if exact:
            figure, half, _ = read_amount(amount, lang)
            assert abs(figure - sum(exact)) <= half, key
            assert int(count) == len(exact), key
        else:
            assert (amount, count) == ("", "–"), key
        alone = list(
            itertools.takewhile(
                lambda following: following.get("class") == "alone", bar.itersiblings("li")
            )
        )
        assert len(alone) == expected[currency, key].approximate.get(currency, 0), key
        assert all(it.xpath(".//rect[@fill='url(#hatch)']") for it in alone), key


@both_languages
def test_list_of_projects_sums_all_projects(site: Path, lang: str) -> None:
    tree = page(site, lang, 0)
    expected = totals(site, (row["project_id"] for row in table(site, "projects")))
    shown = {}
    sums = [
        (item.xpath("string(b)"), item.xpath("string(small)").split()[0])
        for item in tree.xpath("//*[@data-part='sums']/li[b[@class='money']]")
    ]
    others = tree.xpath("string(//*[@data-part='sums']/li[not(b)])")
    further = (
        r"([A-Z]{3}\s[\d,.]+(?:\s[a-z]+)?) \((\d+)"
        if lang == "en"
        else r"([\d\s,.]+[A-Z]{3}) \((\d+)"
    )
    sums += re.findall(further, others)
    for text, count in sums:
        figure = text.strip()
        amount, half, currency = read_amount(figure, lang)
        shown[currency] = int(count)
        assert abs(amount - sum(expected.exact[currency])) <= half, text
    assert shown == {currency: len(amounts) for currency, amounts in expected.exact.items()}
    approximate = sum(expected.approximate.values()) + expected.approximate_again
    left_out = [
        count
        for count in (
            expected.otherwise_known,
            expected.not_stated,
            approximate,
            expected.no_currency,
            expected.unclear,
            expected.repeated,
        )
        if count
    ]
    assert [
        int(n) for n in re.findall(r"\d+", tree.xpath("string(//*[@data-part='reasons'])"))
    ] == left_out
    assert int(re.findall(r"\d+", tree.xpath("string(//output)"))[0]) == len(
        table(site, "projects")
    )


@both_languages
def test_every_programme_sums_its_projects_and_those_below_it(site: Path, lang: str) -> None:
    for row in table(site, "programmes"):
        key = row["programme_id"]
        projects = projects_of_programme(site, key)
        shown = figures_of(page(site, lang, 2, key))
        if not projects:
            assert shown == [], key
        else:
            assert_shown(shown[0], totals(site, projects), key)


@both_languages
def test_every_programme_sums_the_grants_of_its_own_money(site: Path, lang: str) -> None:
    grants = {
        row["project_id"]: row
        for row in table(site, "budgets")
        if row["kind"] in ("eu_grant", "donor_grant")
        and row["amount"]
        and row["preferred"] == "true"
        and not row["organisation_id"]
        and not row["purpose_en"]
    }
    for row in table(site, "programmes"):
        key = row["programme_id"]
        if projects := projects_of_programme(site, key):
            assert_shown(
                figures_of(page(site, lang, 2, key))[1],
                sums(grants.get(project) for project in projects),
                key,
            )


@both_languages
def test_every_organisation_sums_the_projects_that_it_takes_part_in(site: Path, lang: str) -> None:
    for row in table(site, "organisations"):
        key = row["organisation_id"]
        projects = projects_of_organisation(site, key)
        shown = figures_of(page(site, lang, 1, key))
        if not projects:
            assert shown == [], key
        else:
            assert_shown(shown[-1], totals(site, projects), key)


@both_languages
def test_every_organisation_sums_its_own_parts_where_any_is_stated(site: Path, lang: str) -> None:
    for row in table(site, "organisations"):
        key = row["organisation_id"]
        projects = projects_of_organisation(site, key)
        own = preferred(site, key)
        shown = figures_of(page(site, lang, 1, key))[:-1]
        if not set(projects) & set(own):
            assert shown == [], key
        else:
            assert len(shown) == 1, key
            assert_shown(shown[0], sums(own.get(project) for project in projects), key)


# Trust


PROJECT_OF_ROW = ("projects", "partners", "budgets", "places")
DEDUCED = {"pl": "nasz wniosek", "en": "our inference"}


@both_languages
def test_every_deduced_value_is_said_to_be_so_with_the_reason(site: Path, lang: str) -> None:
    projects = {row["budget_id"]: row["project_id"] for row in table(site, "budgets")}
    silent = []
    for row in table(site, "statements"):
        if row["basis"] == "deduced" and row["dataset"] in PROJECT_OF_ROW:
            project = projects.get(row["record"]) or row["record"].split("/")[0]
            text = built_sites.plain(main_text(page(site, lang, 0, project)))
            if built_sites.plain(row[f"reason_{lang}"]) not in text or (
                row["preferred"] == "true" and DEDUCED[lang] not in text.lower()
            ):
                silent.append((row["record"], row["field"]))
    assert silent == []


@both_languages
def test_what_a_source_prints_of_an_amount_stands_by_the_source(site: Path, lang: str) -> None:
    urls = {row["source_id"]: row["url"] for row in table(site, "sources")}
    for row in table(site, "budgets"):
        if row["as_printed"] and urls[row["source_id"]]:
            entries = page(site, lang, 0, row["project_id"]).xpath("//ol[@class='sources']/li")
            quotations = [
                {built_sites.plain(q.text_content()) for q in entry.findall(".//q")}
                for entry in entries
                if urls[row["source_id"]] in entry.xpath(".//a/@href")
            ]
            assert any(built_sites.plain(row["as_printed"]) in words for words in quotations), row[
                "budget_id"
            ]


@both_languages
def test_words_of_a_source_open_its_page_at_them(site: Path, lang: str) -> None:
    seen = 0
    for path, tree in built_sites.pages(site).items():
        if path.startswith(f"{lang}/"):
            for quotation in tree.xpath("//ol[@class='sources']/li//q"):
                (title,) = quotation.xpath("ancestor::li/a[@rel='external'][1]/@href") or ("",)
                words = built_sites.plain(quotation.text_content())
                for address, _, fragment in (a.partition("#") for a in quotation.xpath("a/@href")):
                    assert address == title.partition("#")[0], path
                    said = unquote(fragment.removeprefix(":~:text=").replace("&text=", "; "))
                    assert not fragment or sorted(said.split("; ")) == sorted(words.split("; "))
                    seen += bool(fragment)
                assert bool(quotation.xpath("a")) == bool(title), path
    assert seen > 300


def test_every_mark_has_its_source_and_every_source_leads_back_to_its_marks(site: Path) -> None:
    for path, tree in built_sites.pages(site).items():
        marks = [(mark.get("id"), mark.get("href")) for mark in tree.xpath("//a[@class='ref']")]
        back = {
            (link.get("href")[1:], f"#{entry.get('id')}")
            for entry in tree.xpath("//ol[@class='sources']/li")
            for link in entry.xpath(".//*[@class='back']/a")
        }
        assert sorted(marks) == sorted(back), path


def unanswered(dash: html.HtmlElement) -> bool:
    """Whether a dash has no words beside it and no link to the answer in its table or section."""
    beside = dash.getparent().text_content() if dash.tag in ("span", "b") else dash.text_content()
    around = dash.xpath(
        "ancestor::table[1] | ancestor::section[1]"
        " | ancestor::div[starts-with(@class, 'explorer ')]"
    )
    return not re.search(r"\w{3}", beside) and not any(
        block.xpath(".//a[substring-after(@href, '#')='dash']") for block in around
    )


def whole_pages(site: Path) -> list[tuple[str, html.HtmlElement]]:
    """Every page except those for frames on other sites."""
    return [
        (path, tree)
        for path, tree in built_sites.pages(site).items()
        if Path(path).parent.name not in ("osadz", "embed")
    ]


def test_every_dash_has_its_answer(site: Path) -> None:
    dashes = [
        (path, dash)
        for path, tree in whole_pages(site)
        for dash in tree.xpath("//main//*[normalize-space(text()[1])='–']")
    ]
    assert len(dashes) > 100
    assert sorted({path for path, dash in dashes if unanswered(dash)}) == []
    assert [
        path
        for lang, path in (("pl", "o-serwisie"), ("en", "about"))
        if not built_sites.pages(site)[f"{lang}/{path}/index.html"].xpath("//h2[@id='dash']")
    ] == []


# What the official conditions (version 2.0, 31 July 2024) look for in a declaration, and what those
# before it did.
DECLARATION = (
    *(
        "wstep",
        "podmiot",
        "zakres",
        "url",
        "data-publikacja",
        "data-aktualizacja",
        "status",
        "kontakt",
        "email",
        "telefon",
    ),
    *(
        "procedura",
        "data-sporzadzenie",
        "architektura",
        "komunikacja",
        "data-przeglad",
        "ocena",
        "aplikacje",
        "osoba",
        "audytor",
        "deklaracja",
    ),
)


@pytest.mark.parametrize("path", ["pl/deklaracja-dostepnosci", "en/accessibility"])
def test_declaration_of_accessibility_has_every_part(site: Path, path: str) -> None:
    tree = built_sites.pages(site)[f"{path}/index.html"]
    assert [
        name
        for name in DECLARATION
        if len(tree.xpath(f"//*[@id='a11y-{name}'][normalize-space()]")) != 1
    ] == []
    dates = tree.xpath("//main//time[starts-with(@id, 'a11y-data-')]/@datetime")
    assert len(dates) == 4 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
    home = built_sites.pages(site)[f"{path[:2]}/index.html"]
    assert home.xpath(f"//footer//a[@href='{path[3:]}/']")


def test_shared_link_shows_a_picture_a_title_and_a_description(site: Path) -> None:
    seen: set[tuple[str, str]] = set()
    kinds: Counter[str] = Counter()
    for path, tree in whole_pages(site):
        properties = {
            meta.get("property") or meta.get("name"): meta.get("content")
            for meta in tree.xpath("//head/meta[@content]")
        }
        assert {"og:title", "og:description", "og:type", "og:image:alt", "og:locale"} <= {
            name for name, content in properties.items() if content
        }, path
        picture = properties["og:image"].removeprefix(f"{built_sites.SITE_URL}/")
        kinds[Path(picture).parent.name] += 1
        size = ((site / picture).read_bytes())[16:24]
        assert struct.unpack(">II", size) == (1200, 630), picture
        assert properties["twitter:card"] == "summary_large_image", path
        if not path.startswith("404"):
            assert properties["og:url"] == tree.xpath("//link[@rel='canonical']/@href")[0], path
            assert (properties["og:locale"], properties["og:title"]) not in seen, path
            seen.add((properties["og:locale"], properties["og:title"]))
    # Most projects have a card of their own, the others that of their section.
    assert kinds["projects"] >= len(table(site, "projects")) and kinds["sections"] > 0
    assert kinds["img"] > 0


@both_languages
def test_every_record_says_how_to_cite_it(site: Path, lang: str) -> None:
    for section, rows in enumerate(("projects", "organisations", "programmes")):
        for row in table(site, rows):
            tree = page(site, lang, section, next(iter(row.values())))
            (url,) = tree.xpath("//link[@rel='canonical']/@href")
            cited = tree.xpath("//details[@class='cite']")
            assert len(cited) == 1
            assert all(
                url in tree.xpath(f"string(//*[@id='cite-{part}'])")
                for part in (lang, "bibtex", "csl")
            ), url


@both_languages
def test_home_names_who_leads_the_most_projects(site: Path, lang: str) -> None:
    led: dict[str, set[str]] = defaultdict(set)
    for row in table(site, "partners"):
        if row["role"] == "lead":
            led[row["organisation_id"]].add(row["project_id"])
    most = sorted((len(led_projects) for led_projects in led.values()), reverse=True)
    shown = page(site, lang).xpath(f"//main//li[a[starts-with(@href, '{SECTIONS[lang][1]}/')]]")
    assert [
        (
            int(re.findall(r"\d+", li.text_content())[-1]),
            len(led[li.xpath("a/@href")[0].split("/")[1]]),
        )
        for li in shown
    ] == [(n, n) for n in most[: len(shown)]]
    assert len(shown) > 5


# Files to take


def frictionless(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("frictionless")), "validate", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )


def test_data_package_is_valid(site: Path) -> None:
    done = frictionless("datapackage.json", cwd=site / "data")
    assert done.returncode == 0, done.stdout + done.stderr


def test_zip_of_everything_is_a_valid_data_package_by_itself(site: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(site / "data" / "kto-z-kim-za-ile.zip") as package:
        package.extractall(tmp_path)
    done = frictionless("datapackage.json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["kto-z-kim-za-ile.zip", ""], ids=["zip", "folder"])
def test_checksums_hold(site: Path, tmp_path: Path, name: str) -> None:
    folder = site / "data"
    if name:
        with zipfile.ZipFile(folder / name) as package:
            package.extractall(tmp_path)
        folder = tmp_path
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_checksums_name_every_file(site: Path) -> None:
    named = {
        line[66:]
        for line in (site / "data" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    }
    assert named == set(built_sites.tree(site / "data")) - {"SHA256SUMS"}


def test_dataset_pages_show_the_checksums_of_the_files_that_are_there(site: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (site / "data" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    shown = [
        line.split("  ", 1)
        for path, tree in built_sites.pages(site).items()
        if path.startswith("pl/dane/")
        for line in tree.xpath("string(//pre[not(code)])").splitlines()
    ]
    assert shown
    assert [(name, checksum) for checksum, name in shown if listed.get(name) != checksum] == []
