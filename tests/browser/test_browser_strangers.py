"""What a stranger comes to ask, answered within three actions from the first page: a click, words
with Enter, or a choice in a list.

The answers are read from the tables, not from the pages.
"""

import csv
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from browser_pages import PAGES, Open
from paths import ROOT
from playwright.sync_api import Locator, Page, expect

MOST_ACTIONS = 3
LANGUAGES = ("pl", "en")
Row = dict[str, str]


def rows(table: str, **values: str) -> list[Row]:
    """The rows of a table of datasets/ that have these values."""
    path = ROOT / "datasets" / table / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            row
            for row in csv.DictReader(lines)
            if all(row[column] == value for column, value in values.items())
        ]


def row_of(table: str, **values: str) -> Row:
    (row,) = rows(table, **values)
    return row


def plain(text: str) -> str:
    return " ".join(text.split())


def texts(found: Locator) -> list[str]:
    return [plain(text) for text in found.all_inner_texts()]


@dataclass
class Stranger:
    """A reader who counts what they do."""

    page: Page
    actions: int = 0

    def click(self, what: Locator) -> None:
        self._act(what.click)

    def search(self, words: str) -> None:
        field = self.page.locator("#q")
        self._act(lambda: (field.fill(words), field.press("Enter")))
        self.page.wait_for_url("**?q=**")

    def choose(self, name: str, value: str) -> None:
        self._act(lambda: self.page.locator(f"select[name={name}]").select_option(value))

    def _act(self, action: Callable[[], Any]) -> None:
        self.actions += 1
        assert self.actions <= MOST_ACTIONS
        action()


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stranger(visit: Open, lang: str) -> Stranger:
    return Stranger(visit(PAGES["home"][lang]).page)


def test_who_helps_foreigners_in_a_voivodeship_and_with_whose_money(
    stranger: Stranger, lang: str
) -> None:
    there = {row["project_id"] for row in rows("places", place="PL-02")}
    projects = [row for row in rows("projects", field="integration") if row["project_id"] in there]
    page = stranger.page
    stranger.click(page.locator("header .menu a").first)
    stranger.choose("place", "PL-02")
    stranger.choose("field", "integration")
    found = page.locator(".explorer .fold tbody tr:not(.group)")
    expect(found).to_have_count(len(projects))
    for project in projects:
        link = page.locator(f"a[href$='{project['project_id']}/']")
        row = plain(found.filter(has=link).inner_text())
        for partner in rows("partners", project_id=project["project_id"], role="lead"):
            leader = row_of("organisations", organisation_id=partner["organisation_id"])
            assert plain(leader[f"name_{lang}"]) in row
        if project["programme_id"]:
            fund = row_of("programmes", programme_id=project["programme_id"])
            assert plain(fund[f"short_name_{lang}"]) in row


def test_how_much_the_police_of_a_city_got(stranger: Stranger, lang: str) -> None:
    own = rows("budgets", organisation_id="kwp-wroclaw")
    page = stranger.page
    stranger.search({"pl": "policja Wrocław", "en": "Wrocław police"}[lang])
    stranger.click(page.locator(".results li a").first)
    expect(page.locator("h1")).to_have_text(
        row_of("organisations", organisation_id="kwp-wroclaw")[f"name_{lang}"], use_inner_text=True
    )
    money = plain(page.locator("#money").inner_text())
    assert len(own) == 4
    for amount in (row for row in own if row["qualifier"] == "exact" and row["currency"] == "EUR"):
        whole = int(amount["amount"])
        in_polish = f"{whole:,} EUR".replace(",", " ")
        assert (f"EUR {whole:,}" if lang == "en" else in_polish) in money


def test_which_organisations_got_most_from_a_fund(stranger: Stranger, lang: str) -> None:
    """Most projects and the largest value of one."""
    fund = "fami-2014-2020"
    projects = {row["project_id"] for row in rows("projects", programme_id=fund)}
    led = Counter(
        row["organisation_id"]
        for row in rows("partners", role="lead")
        if row["project_id"] in projects
    )
    values = {
        row["project_id"]: float(row["amount"])
        for row in rows("budgets", kind="total", qualifier="exact", currency="PLN")
        if row["project_id"] in projects and row["preferred"] == "true"
    }
    page = stranger.page
    stranger.search({"pl": "FAMI 2014–2020", "en": "AMIF 2014–2020"}[lang])
    stranger.click(page.locator(".results li a").first)
    page.wait_for_url(f"**/{fund}/")
    leaders = texts(
        page.locator(".people li").filter(has_text="prowadzi" if lang == "pl" else "leads")
    )
    for shown, (organisation, count) in zip(leaders, led.most_common(2), strict=False):
        name = plain(row_of("organisations", organisation_id=organisation)[f"name_{lang}"])
        assert shown.startswith(name) and f" {count} " in shown
    largest = max(values, key=lambda project: values[project])
    first = plain(page.locator("#projects tbody tr:not(.group)").first.inner_text())
    assert plain(row_of("projects", project_id=largest)[f"title_{lang}"]) in first
    for leader in rows("partners", project_id=largest, role="lead"):
        named = row_of("organisations", organisation_id=leader["organisation_id"])
        assert plain(named[f"name_{lang}"]) in first


def test_partners_abroad_of_a_service(stranger: Stranger, lang: str) -> None:
    """Of the service and its units, which its page counts as its own."""
    service = "straz-graniczna"
    own = {service} | {row["organisation_id"] for row in rows("organisations", parent_id=service)}
    joined = {row["project_id"] for row in rows("partners") if row["organisation_id"] in own}
    partners = {row["organisation_id"] for row in rows("partners") if row["project_id"] in joined}
    abroad = [
        plain(row[f"name_{lang}"])
        for row in rows("organisations")
        if row["organisation_id"] in partners and row["country"] not in ("", "PL")
    ]
    page = stranger.page
    stranger.search({"pl": "Straż Graniczna", "en": "Border Guard"}[lang])
    stranger.click(page.locator(".results li a").first)
    stranger.click(page.locator("#with-whom a[href$='country=abroad']"))
    names = page.locator(".explorer tbody th > a")
    expect(names).to_have_count(len(abroad))
    assert sorted(texts(names)) == sorted(abroad)
