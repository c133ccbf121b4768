"""On every page of a project of the real site the marks at a value lead to the sources that state
it: those of the adopted statements, or the row's own where its field has none.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path

import built_sites
import pandas as pd
import pytest
from lxml import html

SECTIONS = {"pl": "projekty", "en": "projects"}
WHERE = {"pl": "Gdzie", "en": "Where"}
FUND = {"pl": "Z jakiego funduszu", "en": "From which fund"}
KEYS = {
    "projects": ["project_id"],
    "programmes": ["programme_id"],
    "partners": ["project_id", "organisation_id", "role"],
    "places": ["project_id", "place", "relation"],
    "budgets": ["budget_id"],
}
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


@cache
def table(site: Path, name: str) -> pd.DataFrame:
    """A published table as text; where rows have sources, by the keys that statements use."""
    rows = pd.read_csv(site / "data" / f"{name}.csv", dtype=str, keep_default_na=False)
    return rows.set_index(rows[KEYS[name]].agg("/".join, axis=1)) if name in KEYS else rows


@cache
def adopted(site: Path) -> Mapping[tuple[str, str, str], set[str]]:
    """The sources of the adopted statements by dataset, record and field."""
    rows = table(site, "statements")
    preferred = rows[rows["preferred"] == "true"]
    return preferred.groupby(["dataset", "record", "field"])["source_id"].agg(set).to_dict()


def stating(site: Path, dataset: str, record: str, *fields: str) -> set[str]:
    """The sources of the values of some fields of a record."""
    own = {table(site, dataset).loc[record, "source_id"]}
    return set().union(*(adopted(site).get((dataset, record, field), own) for field in fields))


@cache
def sources_by_link(site: Path) -> Mapping[str, str]:
    """The identifier of each source by its address, or by its title where it has none."""
    rows = table(site, "sources")
    return {row["url"] or row["title"]: row["source_id"] for _, row in rows.iterrows()}


class ProjectPage:
    """The page of a project, with the sources to which its marks lead."""

    def __init__(self, site: Path, lang: str, project: str) -> None:
        self.tree = built_sites.pages(site)[f"{lang}/{SECTIONS[lang]}/{project}/index.html"]
        by_link = sources_by_link(site)
        self._sources = {
            item.get("id"): by_link[source]
            for item in self.tree.xpath("//ol[@class='sources']/li")
            for source in [*item.xpath("a[@rel='external']/@href"), *self._unlinked(item, by_link)]
        }

    @staticmethod
    def _unlinked(item: html.HtmlElement, by_link: Iterable[str]) -> list[str]:
        """The title of a source without an address."""
        if item.xpath("a[@rel='external']"):
            return []
        return [title for title in by_link if title in item.text_content()][:1]

    def sources(self, marks: Iterable[html.HtmlElement]) -> set[str]:
        """The sources to which marks lead."""
        return {
            self._sources[href.removeprefix("#")]
            for mark in marks
            for href in mark.xpath("self::sup/a[@class='ref']/@href")
        }

    def section(self, title: str) -> html.HtmlElement:
        """A part of the page by its heading."""
        return next(
            section.find("div")
            for section in self.tree.xpath("//section[h2]")
            if built_sites.plain(section.findtext("h2")) == title
        )


@cache
def project_pages(site: Path, lang: str) -> list[tuple[str, pd.Series, ProjectPage]]:
    """Every project with its row and its page, which is parsed once for all tests."""
    return [
        (str(project), row, ProjectPage(site, lang, str(project)))
        for project, row in table(site, "projects").iterrows()
    ]


def marks_after(element: html.HtmlElement) -> list[html.HtmlElement]:
    """The marks that follow an element at once."""
    return list(takewhile(lambda other: other.tag == "sup", element.itersiblings()))


def marks_of_dates(when: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The marks of a period: those of its start and those of its end, or those of both."""
    groups: list[list[html.HtmlElement]] = [[]]
    for mark in takewhile(lambda child: child.tag == "sup", when):
        groups[-1].append(mark)
        if "–" in (mark.tail or ""):
            groups.append([])
    return groups


@both_languages
def test_marks_of_dates_lead_to_their_sources(site: Path, lang: str) -> None:
    apart = 0
    for project, row, page in project_pages(site, lang):
        fields = [name for name in ("start_date", "end_date") if row[name]]
        if not fields:
            assert not page.tree.xpath("//p[@id='when']"), project
            continue
        groups = marks_of_dates(page.tree.xpath("//p[@id='when']")[0])
        if len(groups) == 1:
            expected = [stating(site, "projects", project, name) for name in fields]
            assert all(sources == expected[0] for sources in expected) or (
                row["start_date"] == row["end_date"]
            ), project
            assert page.sources(groups[0]) == set().union(*expected), project
        else:
            for name, marks in zip(fields, groups, strict=True):
                stated = stating(site, "projects", project, name)
                assert page.sources(marks) == stated, f"{project}, {name}"
            apart += 1
    assert apart > 5


@both_languages
def test_marks_of_places_lead_to_their_sources(site: Path, lang: str) -> None:
    ties, seen = table(site, "places"), 0
    for project, _, page in project_pages(site, lang):
        found: dict[str, set[str]] = {}
        for link in page.section(WHERE[lang]).xpath("p/a[not(@class)]"):
            place = link.get("href").rstrip("/").rpartition("/")[2]
            found.setdefault(place, set()).update(page.sources(marks_after(link)))
        expected: dict[str, set[str]] = {}
        for key, tie in ties[ties["project_id"] == project].iterrows():
            stated = stating(site, "places", str(key), "place", "relation")
            expected.setdefault(tie["place"].lower(), set()).update(stated)
        assert found == expected, project
        seen += len(found)
    assert seen > 250


@both_languages
def test_marks_of_partners_and_roles_lead_to_their_sources(site: Path, lang: str) -> None:
    partners = table(site, "partners")
    for project, _, page in project_pages(site, lang):
        for key, partner in partners[partners["project_id"] == project].iterrows():
            place = f"partner-{partner['organisation_id']}-{partner['role']}"
            (row,) = page.tree.xpath("//*[@id=$id]", id=place)
            if partner["role"] == "lead":
                name, role = row, row.getnext()
            else:
                name, role = row.xpath("span")
            beside_name = page.sources(name.xpath("sup"))
            assert beside_name == stating(site, "partners", str(key), "organisation_id"), key
            stated = stating(site, "partners", str(key), "role")
            assert page.sources(role.xpath("sup")) == stated - beside_name, key


@both_languages
def test_marks_of_programmes_and_payers_lead_to_their_sources(site: Path, lang: str) -> None:
    payers, named, seen = table(site, "project_payers"), 0, set()
    for project, row, page in project_pages(site, lang):
        section = page.section(FUND[lang])
        programme, *whose_money = section.xpath("p[not(@id)]")
        shown = {
            item.get("id").removeprefix("payer-"): page.sources(item.xpath("span/sup"))
            for item in section.xpath("ul/li")
        }
        expected = payers[payers["project_id"] == project]
        assert shown == {
            payer["funder"]: {payer["source_id"]} for _, payer in expected.iterrows()
        }, project
        named += len(shown)
        fund = row["programme_id"]
        stated = stating(site, "projects", project, "programme_id") if fund else set()
        assert page.sources(programme.xpath("sup")) == stated, project
        # Whose money the programme is, is said where no payer of the project is named.
        if fund and expected.empty:
            payer = stating(site, "programmes", fund, "funder")
            assert page.sources(whose_money[0].xpath("sup")) == payer, project
        else:
            assert not any(page.sources(words.xpath("sup")) for words in whose_money), project
        seen.add((bool(fund), expected.empty))
    assert named == len(payers)
    assert len(seen) >= 3


@both_languages
def test_marks_of_the_status_lead_to_its_sources_and_an_unknown_one_is_no_badge(
    site: Path, lang: str
) -> None:
    said = {"pl": "nie mówi, czy projekt trwa", "en": "says whether it is running"}[lang]
    for project, row, page in project_pages(site, lang):
        (lead,) = page.tree.xpath("//p[@class='lead']")
        known = row["status"] != "unknown"
        assert bool(lead.xpath("span[@class='tag']")) == known, project
        assert (said not in built_sites.plain(page.tree.text_content())) == known, project
        stated = stating(site, "projects", project, "status") if known else set()
        assert page.sources(lead.xpath("sup")) == stated, project


@both_languages
def test_marks_of_titles_lead_to_their_sources_and_our_own_have_none(site: Path, lang: str) -> None:
    other = {"pl": "en", "en": "pl"}[lang]
    for project, row, page in project_pages(site, lang):
        for code, title in (
            (lang, "//div[starts-with(@class, 'titled')]"),
            (other, "//p[@class='also']"),
        ):
            official = row[f"title_{code}_origin"] == "official"
            stated = stating(site, "projects", project, f"title_{code}") if official else set()
            (found,) = page.tree.xpath(title)
            assert page.sources(found.xpath("sup")) == stated, f"{project}, {code}"


@both_languages
def test_marks_of_amounts_lead_to_their_sources(site: Path, lang: str) -> None:
    amounts, seen = table(site, "budgets"), 0
    for project, _, page in project_pages(site, lang):
        for key in amounts[amounts["project_id"] == project].index:
            (row,) = page.tree.xpath("//*[@id=$id]", id=key)
            marks = row.xpath("self::p/sup | self::li/span/sup | self::tr/th/sup")
            stated = stating(site, "budgets", key, "amount", "kind", "stage")
            assert page.sources(marks) == stated, key
            seen += 1
    assert seen == len(amounts)


@both_languages
def test_the_mark_of_the_amount_at_the_head_is_right_after_it(site: Path, lang: str) -> None:
    for project, _, page in project_pages(site, lang):
        for head in page.tree.xpath("//p[@class='sum']"):
            figure, after = head[0], head[1]
            assert (figure.tag, figure.tail, after.tag) == ("b", None, "sup"), project
