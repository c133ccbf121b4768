"""The recipes of the sums that pages show: SQL on the built database and pandas on the built CSV
files give the sums of the pages to the cent.
"""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import built_sites
import pandas as pd
import pytest
import real_data
import site_plans
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datasite.downloads.code_examples import DATABASE
from datasite.downloads.headline_sums import HEADLINE_SUMS
from datasite.downloads.published_tables import PublishedTable, published_table
from datasite.downloads.sqlite import build_database
from datasite.downloads.sum_recipes import SumRecipe, build_sum_recipes
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.model.sums import Sums
from datasite.pages.lists.groups import group_of
from datasite.pages.types.home import HomeView
from datasite.pages.types.organisations import OrganisationView, organisation_view
from datasite.pages.types.places import PlaceView
from datasite.pages.types.programmes import ProgrammeView, programme_view
from datasite.site.plan import Plan

VIEWS = [headline.view for headline in HEADLINE_SUMS]
# Reads (view, program) pairs as JSON from standard input and prints the rows of each.
RUN_PANDAS = """
import json, sys
answers = {}
for view, program in json.load(sys.stdin):
    names = {}
    exec(program, names)
    answers[view] = [[str(cell) for cell in row] for row in names["totals"].reset_index().values]
print(json.dumps(answers))
"""


class Sum(NamedTuple):
    """The sum of `projects` in one currency on a page, e.g. that of ("PL-12", "target")."""

    page: tuple[str, ...]
    currency: str
    projects: int
    total: Decimal


ByView = Mapping[str, list[Sum]]


def by_view(found: Iterable[tuple[str, tuple[str, ...], Sums]]) -> ByView:
    """The sums that have an exact amount in them, of sums given with their view and page."""
    sums: dict[str, list[Sum]] = {view: [] for view in VIEWS}
    for view, page, shown in found:
        totals = (of_currency.total for of_currency in shown.currencies)
        sums[view] += [
            Sum(page, total.currency, total.exact, total.amount) for total in totals if total
        ]
    return {view: sorted(of_view) for view, of_view in sums.items()}


def on_page(view: object) -> Iterator[tuple[str, tuple[str, ...], Sums]]:
    """The sums that a page shows, each with its view of the database and its page."""
    match view:
        case HomeView():
            yield "totals_of_register", (), view.group.sums
        case ProgrammeView():
            yield "totals_of_programmes", (view.programme.id,), view.group.sums
            yield "grants_of_programmes", (view.programme.id,), view.grants
        case PlaceView():
            for relation, group in view.relations:
                yield "totals_of_places", (view.place.code, relation), group.sums
        case OrganisationView():
            yield "totals_of_organisations", (view.organisation.id,), view.taken_part
            yield "parts_of_organisations", (view.organisation.id,), view.own


def sums_of_rows(rows: Iterable[Sequence[object]]) -> list[Sum]:
    """The rows of SQL or pandas: the columns of the page, currency, projects, total."""
    return sorted(
        Sum(tuple(map(str, page)), str(currency), int(str(projects)), Decimal(str(total)))
        for *page, currency, projects, total in rows
    )


@pytest.fixture(scope="module")
def plan() -> Plan:
    return site_plans.real()


@pytest.fixture(scope="module")
def of_site(plan: Plan) -> ByView:
    """What the pages of one language show."""
    pages = (page for page in plan.pages if page.lang == "pl" and not page.part_of)
    return by_view(found for page in pages for found in on_page(page.view))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_data.data_folder(tmp_path_factory.getbasetemp())


def recipes(site_url: str) -> tuple[SumRecipe, ...]:
    return build_sum_recipes(site_url, site_plans.languages())


def test_pages_show_every_sum(of_site: ByView) -> None:
    assert all(of_site[view] for view in VIEWS)
    assert {s.currency for s in of_site["totals_of_register"]} >= {"PLN", "EUR"}


def test_sql_gives_the_sums_of_the_pages(data: Path, of_site: ByView) -> None:
    with closing(sqlite3.connect(f"file:{data / DATABASE}?mode=ro", uri=True)) as database:
        for recipe in recipes(built_sites.SITE_URL):
            answered = sums_of_rows(database.execute(recipe.sql))
            assert answered == of_site[recipe.view], recipe.view
            viewed = sums_of_rows(database.execute(f"SELECT * FROM {recipe.view}"))
            assert viewed == answered, recipe.view


def test_pandas_gives_the_sums_of_the_pages(data: Path, of_site: ByView) -> None:
    programs = [(recipe.view, recipe.pandas) for recipe in recipes(str(data.parent))]
    process = subprocess.run(
        [sys.executable, "-c", RUN_PANDAS],
        input=json.dumps(programs),
        env=built_sites.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=900,
        check=False,
    )
    assert process.returncode == 0, process.stderr
    answers = json.loads(process.stdout)
    assert {view: sums_of_rows(rows) for view, rows in answers.items()} == of_site


def test_each_recipe_is_told_in_both_languages() -> None:
    for recipe in recipes(built_sites.SITE_URL):
        assert set(recipe.steps) == set(recipe.title) == {"pl", "en"}
        assert recipe.steps["pl"] != recipe.steps["en"]
        for steps in recipe.steps.values():
            assert len(steps) >= 4
            assert any("joint_id" in step for step in steps)
            assert "currency" in steps[-1]


# A law: for any amounts the views give the sums that pages would show.

AMOUNTS = st.decimals("0", "9999999999.99", places=2) | st.integers(0, 10**10).map(Decimal)
JOINT = {"joint_id": "razem", "amount": Decimal("1234.56"), "currency": "EUR"}


class Stated(NamedTuple):
    """A preferred amount of a project, or of its first organisation."""

    kind: str
    of_organisation: bool
    for_purpose: bool
    amount: Decimal | None
    exact: bool
    currency: str
    joint: bool


STATED = st.builds(
    Stated,
    kind=st.sampled_from(["total", "eu_grant", "donor_grant", "grant"]),
    of_organisation=st.integers(0, 2).map(lambda n: n == 0),
    for_purpose=st.integers(0, 4).map(lambda n: n == 0),
    amount=st.none() | AMOUNTS,
    exact=st.integers(0, 3).map(bool),
    currency=st.sampled_from(["EUR", "EUR", "PLN", ""]),
    joint=st.booleans(),
)


def amount_of(project: Project, number: int, stated: Stated, like: Amount) -> Amount:
    """The amount as the register holds it."""
    is_joint = stated.joint and stated.kind == "total" and not stated.of_organisation
    party = (
        project.partners[0].organisation if stated.of_organisation and project.partners else None
    )
    amount = replace(
        like,
        id=f"{project.id}-{number}",
        project_id=project.id,
        organisation=party,
        kind=replace(like.kind, code=stated.kind),
        amount=stated.amount,
        qualifier=replace(like.qualifier, code="exact" if stated.exact else "about"),
        currency=stated.currency,
        joint_id="",
        preferred=True,
        purpose=dict.fromkeys(like.purpose, "cel" if stated.for_purpose else ""),
    )
    joint = {"qualifier": replace(like.qualifier, code="exact"), **JOINT}
    return replace(amount, **joint) if is_joint else amount


def row_of(amount: Amount) -> dict[str, object]:
    """The amount as a row of the table budgets."""
    return {
        "budget_id": amount.id,
        "project_id": amount.project_id,
        "organisation_id": amount.organisation.id if amount.organisation else None,
        "kind": amount.kind.code,
        "stage": amount.stage.code,
        "amount": amount.amount,
        "qualifier": amount.qualifier.code,
        "currency": amount.currency or None,
        "joint_id": amount.joint_id or None,
        "preferred": amount.preferred,
        **{f"purpose_{lang}": text or None for lang, text in amount.purpose.items()},
    }


EXACT = Stated("donor_grant", False, False, Decimal("0.10"), True, "EUR", False)
ABOUT = EXACT._replace(kind="eu_grant", exact=False)


@example(drawn=[[EXACT, ABOUT]] * 4)  # the money of the Union is taken, and it is not exact
@example(drawn=[[EXACT, ABOUT._replace(exact=True)]] * 4)
@example(drawn=[[EXACT, ABOUT._replace(amount=None)]] * 4)
@example(drawn=[[EXACT._replace(kind="total", joint=True)]] * 4)
@given(drawn=st.lists(st.lists(STATED, max_size=5), min_size=4, max_size=4))
@settings(max_examples=50)
def test_the_views_agree_with_the_pages_of_any_amounts(
    drawn: list[list[Stated]],
    mini_register: Register,
    mini_published: dict[str, PublishedTable],
) -> None:
    like = next(a for p in mini_register.projects.values() for a in p.amounts)
    projects: dict[str, Project] = {}
    for project, of_project in zip(mini_register.projects.values(), drawn, strict=True):
        amounts = [amount_of(project, n, s, like) for n, s in enumerate(of_project)]
        unique = {(a.kind.code, bool(a.organisation), a.for_purpose): a for a in amounts}
        projects[project.id] = replace(project, amounts=tuple(unique.values()))
    register = replace(mini_register, projects=projects)
    rows = [row_of(a) for p in projects.values() for a in p.amounts]
    budgets = mini_published["budgets"].dataset
    frame = pd.DataFrame(rows, columns=list(budgets.header), dtype=object)
    for field in budgets.fields:  # what no sum reads
        if field.required:
            frame[field.name] = frame[field.name].fillna("-")
    published = {**mini_published, "budgets": published_table(budgets, frame)}
    expected = by_view(
        (
            ("totals_of_register", (), group_of(projects.values()).sums),
            *(
                found
                for programme in register.programmes.values()
                for found in on_page(programme_view(register, programme))
            ),
            *(
                found
                for organisation in register.organisations.values()
                for found in on_page(organisation_view(register, organisation, ()))
            ),
        )
    )
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(build_database(published))
        for view, sums in expected.items():
            if view != "totals_of_places":
                assert sums_of_rows(database.execute(f"SELECT * FROM {view}")) == sums, view
