"""Lists on the pages of the real site, in both languages: everybody is there or counted and led to,
and partners are named where no lead is. Counted again from the published CSV.
"""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import built_sites
import pytest
from built_sites import plain
from lxml import html

from datasite.publication import addresses

# Whom the page of an organisation names, at once and in the rest.
PARTNERS = "//section[@id='with-whom']//li[not(ancestor::details[@class='by-units'])]"
both_languages = pytest.mark.parametrize("lang", ["pl", "en"])
WALL = {"pl": "zapora", "en": "barrier"}  # a word of the largest amount left out in PLN


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


@cache
def table(site: Path, name: str) -> tuple[Mapping[str, str], ...]:
    with (site / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def members(site: Path) -> Mapping[str, set[str]]:
    """The organisations of each project."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in table(site, "partners"):
        found[row["project_id"]].add(row["organisation_id"])
    return found


@cache
def below(site: Path) -> Mapping[str, set[str]]:
    """The bodies below each organisation."""
    parents = {row["organisation_id"]: row["parent_id"] for row in table(site, "organisations")}
    found: dict[str, set[str]] = defaultdict(set)
    for key, parent in parents.items():
        above = parent
        while above:
            found[above].add(key)
            above = parents[above]
    return found


def page(site: Path, lang: str, section: str, slug: str = "") -> html.HtmlElement:
    path = addresses.page(section, slug, lang).strip("/")
    return html.fromstring((site / path / "index.html").read_bytes())


def slug_of(link: html.HtmlElement) -> str:
    return str(link.get("href")).rstrip("/").rsplit("/", 1)[-1]


def expected_partners(site: Path, key: str) -> set[str]:
    """Whom an organisation works with, itself or by the bodies below it."""
    units = below(site)[key]
    found: set[str] = set()
    for everyone in members(site).values():
        if key in everyone:
            found |= everyone - {key}
        elif everyone & units:
            found |= everyone - units
    return found


def rows_of(site: Path, lang: str, section: str) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
    """The id of each row of a list, with its values by facet."""
    path = site / addresses.page(section, "", lang).strip("/") / "rows.json"
    content = json.loads(path.read_bytes())
    facets = content["facets"]
    for key, _, _, values, *_ in content["rows"]:
        yield (
            key,
            {
                name: [facets[name][n] for n in of_one]
                for name, of_one in zip(facets, values, strict=True)
            },
        )


@both_languages
def test_organisation_names_everybody_whom_it_and_its_units_work_with(
    site: Path, lang: str
) -> None:
    listed: dict[str, set[str]] = defaultdict(set)
    for key, facets in rows_of(site, lang, "organisations"):
        for other in facets["with"]:
            listed[other].add(key)
    cut_somewhere = 0
    for row in table(site, "organisations"):
        key, tree = (
            row["organisation_id"],
            page(site, lang, "organisations", row["organisation_id"]),
        )
        expected = expected_partners(site, key)
        items = tree.xpath(PARTNERS)
        assert {slug_of(li.xpath("span/a")[0]) for li in items} == expected, key
        assert len(items) == len(expected), key
        rest = tree.xpath("//section[@id='with-whom']//details[@class='rest']")
        at_once = len(items) - sum(len(more.xpath(".//li")) for more in rest)
        for more in rest:
            (number,) = re.findall(r"\d+", more.findtext("summary"))
            assert int(number) == len(expected) - at_once, key
            address = tree.xpath("//section[@id='with-whom']/div/p/a/@href")[0]
            assert parse_qs(urlsplit(address).query)["with"] == [key]
            cut_somewhere += 1
        assert listed[key] == expected, f"{key}: the list of organisations has others"
    assert cut_somewhere


@both_languages
def test_partners_abroad_of_the_border_guard_are_two_links_away(site: Path, lang: str) -> None:
    countries = {row["organisation_id"]: row["country"] for row in table(site, "organisations")}
    abroad = {
        key
        for key in expected_partners(site, "straz-graniczna")
        if countries[key] not in ("", "PL")
    }
    tree = page(site, lang, "organisations", "straz-graniczna")
    (link,) = tree.xpath("//section[@id='with-whom']//a[contains(@href, 'country=abroad')]")
    assert re.findall(r"\d+", link.text_content()) == [str(len(abroad))]
    query = {name: value for name, (value,) in parse_qs(urlsplit(link.get("href")).query).items()}
    rows = {
        key
        for key, facets in rows_of(site, lang, "organisations")
        if all(value in facets[name] for name, value in query.items())
    }
    assert rows == abroad
    assert len(abroad) > 10
    names = {row["code"]: row[f"label_{lang}"] for row in table(site, "territories")}
    for li in tree.xpath(PARTNERS):
        key = slug_of(li.xpath("span/a")[0])
        country = plain(li.xpath("string(.//span[@class='role'])")).split(", ")[0]
        assert (country == names.get(countries[key])) == (key in abroad), key


@both_languages
def test_projects_are_found_by_the_country_of_a_participant(site: Path, lang: str) -> None:
    countries = {row["organisation_id"]: row["country"] for row in table(site, "organisations")}
    for key, facets in rows_of(site, lang, "projects"):
        expected = {countries[other] for other in members(site)[key]} - {""}
        assert set(facets["country"]) - {"abroad"} == expected, key
        assert ("abroad" in facets["country"]) == bool(expected - {"PL"}), key


@both_languages
def test_organisation_shows_the_projects_of_its_units_as_theirs(site: Path, lang: str) -> None:
    names = {row["organisation_id"]: row[f"name_{lang}"] for row in table(site, "organisations")}
    some = 0
    for row in table(site, "organisations"):
        key, units = row["organisation_id"], below(site)[row["organisation_id"]]
        tree = page(site, lang, "organisations", key)
        expected = {
            project: everyone & units
            for project, everyone in members(site).items()
            if key not in everyone and everyone & units
        }
        rows = tree.xpath("//section[@id='units']//tbody/tr[td]")
        assert {slug_of(tr.xpath("th/a")[0]) for tr in rows} == expected.keys(), key
        for tr in (*rows, *tree.xpath("//section[@id='projects']//tbody/tr[td]")):
            for unit in members(site)[slug_of(tr.xpath("th/a")[0])] & units:
                assert f"({plain(names[unit])})" in plain(tr.xpath("string(td)")), key
        some += len(rows)
    assert some > 20


@both_languages
def test_projects_of_the_whole_country_are_counted_on_pages_of_voivodeships(
    site: Path, lang: str
) -> None:
    there: dict[str, set[str]] = defaultdict(set)
    for row in table(site, "places"):
        if row["relation"] == "implemented_in":
            there[row["place"]].add(row["project_id"])
    voivodeships = [code for code in there if code.startswith("PL-")]
    assert voivodeships
    for code in voivodeships:
        (section,) = page(site, lang, "places", code.lower()).xpath(
            "//section[@id='whole-country']"
        )
        (link,) = section.xpath(".//a")
        assert re.findall(r"\d+", link.text_content()) == [str(len(there["PL"] - there[code]))]
        assert link.get("href") == "../pl/"
    assert not page(site, lang, "places", "pl").xpath("//section[@id='whole-country']")
    assert not page(site, lang, "places", "lt").xpath("//section[@id='whole-country']")


@both_languages
def test_no_table_has_a_dash_where_partners_are_named(site: Path, lang: str) -> None:
    """In the list, on pages of programmes and places, in the timeline's table and in frames."""
    names = {row["organisation_id"]: row[f"name_{lang}"] for row in table(site, "organisations")}
    leads = {row["project_id"] for row in table(site, "partners") if row["role"] == "lead"}
    trees = [
        page(site, lang, "projects"),
        *(page(site, lang, "programmes", row["programme_id"]) for row in table(site, "programmes")),
        *(
            page(site, lang, "places", code.lower())
            for code in sorted({row["place"] for row in table(site, "places")})
        ),
        page(site, lang, "charts", addresses.CHARTS["timeline"][lang]),
    ]
    projects = {row["project_id"] for row in table(site, "projects")}
    seen = set()
    for tree in trees:
        # Rows of other things than projects have no link but that to themselves.
        for tr in tree.xpath(
            "//table[contains(@class, 'fold')]/tbody/tr[th/a[not(starts-with(@href, '#'))]]"
        ):
            project = slug_of(tr.xpath("th/a")[0])
            assert project in projects
            who = plain(tr.xpath("string(td[1])"))
            named = [key for key in members(site)[project] if plain(names[key]) in who]
            assert bool(named) == bool(members(site)[project]), project
            assert bool(tr.xpath("td[1]/small")) == (bool(named) and project not in leads), project
            seen |= {project} - leads
    assert seen == projects - leads
    assert len(seen) > 10
    for project in seen:
        frame = "osadz" if lang == "pl" else "embed"
        path = addresses.page("projects", project, lang).strip("/")
        tree = html.fromstring((site / path / frame / "index.html").read_bytes())
        assert tree.xpath("//dl/div[1]/dd/a"), project


@both_languages
@pytest.mark.parametrize("chart", ["money-by-programme", "money-by-year"])
def test_chart_names_the_largest_amounts_beside_its_sums(site: Path, lang: str, chart: str) -> None:
    tree = page(site, lang, "charts", addresses.CHARTS[chart][lang])
    (figure,) = tree.xpath("//figure[@class='chart']")
    approximate: dict[str, list[str]] = defaultdict(list)
    for row in table(site, "budgets"):
        if (
            (row["kind"], row["preferred"]) == ("total", "true")
            and not row["organisation_id"]
            and not row["purpose_pl"]
            and row["amount"]
            and row["qualifier"] not in ("exact", "unclear")
            and row["currency"]
        ):
            approximate[row["currency"]].append(row["project_id"])
    (said,) = figure.xpath(".//p[@class='outside']")
    assert len(said.xpath("b")) == len(approximate)
    for link in said.xpath("a"):
        assert any(slug_of(link) in projects for projects in approximate.values())
    assert WALL[lang] in said.text_content().lower()
    (left_out,) = figure.xpath(".//p[@class='left-out']")
    totals = {
        row["project_id"]
        for row in table(site, "budgets")
        if row["kind"] == "total" and not row["organisation_id"] and row["preferred"] == "true"
    }
    assert left_out.xpath("b")
    assert len(left_out.xpath("b")) == len(left_out.xpath("a"))
    assert not {slug_of(link) for link in left_out.xpath("a")} & totals
    reasons = figure.xpath(".//div[@class='omitted']/p[@class='quiet']/a")
    assert reasons
    assert all("?amount=" in link.get("href") for link in reasons)


@both_languages
def test_reasons_lead_to_as_many_rows_as_they_count(site: Path, lang: str) -> None:
    rows = list(rows_of(site, lang, "projects"))
    links = page(site, lang, "projects").xpath("//*[@data-part='reasons']/a")
    shared: dict[str, list[str]] = defaultdict(list)
    for row in table(site, "budgets"):
        if row["joint_id"] and (row["kind"], row["preferred"]) == ("total", "true"):
            shared[row["joint_id"]].append(row["qualifier"])
    repeated = sum(len(group[1:]) for group in shared.values() if group[0] == "exact")
    assert len(links) >= 5
    for link in links:
        (value,) = parse_qs(urlsplit(link.get("href")).query)["amount"]
        found = [key for key, facets in rows if value in facets["amount"]]
        (number,) = map(int, re.findall(r"\d+", link.text_content()))
        if value == "joint":
            # All that share an amount are there, though of each exact one the first is in the sum.
            assert number == repeated > 0
            assert len(found) == sum(map(len, shared.values())), link.text_content()
        else:
            assert len(found) == number, link.text_content()


@both_languages
def test_first_page_counts_the_leads_and_news_that_it_does_not_show(site: Path, lang: str) -> None:
    leads = {row["organisation_id"] for row in table(site, "partners") if row["role"] == "lead"}
    tree = html.fromstring((site / lang / "index.html").read_bytes())
    (link,) = tree.xpath("//p[@class='rest']/a[contains(@href, 'role=lead')]")
    shown = link.xpath("../preceding-sibling::ul[1]/li")
    assert re.findall(r"\d+", link.text_content()) == [str(len(leads) - len(shown))]
    rows = [key for key, facets in rows_of(site, lang, "organisations") if "lead" in facets["role"]]
    assert set(rows) == leads
    heading = {"pl": "Aktualności", "en": "News"}[lang]
    news = tree.xpath(f"//div[h3='{heading}']/p[@class='rest']/a")
    assert len(news) == 1
