"""The list of operations: the columns of the article, only what the register knows, and a blank for
the rest.
"""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import built_sites
import frictionless
import pytest
import real_data

from datasite.downloads.derived_tables import list_of_operations
from datasite.downloads.derived_tables.list_of_operations import DESCRIPTION
from datasite.downloads.published_tables import PublishedTable
from datasite.model.amounts import Fate
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.tables.descriptor import table_schema

KOHESIO = (
    built_sites.ROOT.parent / "shared" / "standards" / "kohesio" / "list-of-operations.schema.json"
)
# The points of the article, and where we answer them.
ARTICLE_49_3 = {
    "unique code": "operation_code",
    "beneficiary": "beneficiary_pl",
    "name": "operation_name_pl",
    "purpose and achievements": "purpose_pl",
    "start": "start_date",
    "completion": "end_date",
    "total cost": "total_cost_amount",
    "fund": "fund_pl",
    "specific objective": "specific_objective",
    "Union co-financing rate": "union_cofinancing_rate",
    "location indicator": "location_indicator",
    "country": "country",
    "type of intervention": "type_of_intervention",
}
PROJECT = "przykladowy-projekt"


@pytest.fixture
def wide(mini_published: dict[str, PublishedTable]) -> PublishedTable:
    return mini_published["projects_wide"]


def rows(register: Register, wide: PublishedTable) -> dict[str, dict[str, Any]]:
    """The rows of the list of a register by their identifiers."""
    table = list_of_operations.build_list_of_operations(register, wide)
    return {row["operation_id"]: dict(row) for row in table.rows}


@pytest.fixture
def project(mini_register: Register) -> Project:
    return mini_register.projects[PROJECT]


@pytest.fixture
def total(project: Project) -> Amount:
    """A preferred total of the whole, made exact."""
    assert project.total
    exact = next(a.qualifier for a in project.amounts if a.qualifier.code == "exact")
    return replace(project.total, qualifier=exact)


def with_amounts(register: Register, *amounts: Amount) -> Register:
    """The register whose sample project has these amounts and no others."""
    return replace(
        register, projects={PROJECT: replace(register.projects[PROJECT], amounts=amounts)}
    )


def test_there_is_a_column_for_every_point_of_the_article() -> None:
    assert set(ARTICLE_49_3.values()) <= set(DESCRIPTION.header)


@pytest.mark.skipif(
    not KOHESIO.is_file(), reason="the Commission's column anchor is not part of the project"
)
def test_what_the_commission_requires_of_a_list_has_a_column() -> None:
    required = {
        f["name"]
        for f in json.loads(KOHESIO.read_text(encoding="utf-8-sig"))["fields"]
        if f.get("constraints", {}).get("required")
    }
    published = {
        "Operation_Name_Programme_Language": "operation_name_pl",
        "Country": "country",
        "Operation_Start_Date": "start_date",
        "Operation_End_Date": "end_date",
        "CoFinancing_Rate": "union_cofinancing_rate",
        "Total_Eligible_Expenditure_amount": "total_cost_amount",
        "Total_Eligible_Expenditure_Currency": "total_cost_currency",
        "Beneficiary_Name": "beneficiary_pl",
        "Category_Of_Intervention": "type_of_intervention",
        "Operation_Summary_Programme_Language": "purpose_pl",
        "Programming_Period": "fund_id",  # the table programmes holds its period
    }
    assert required <= set(published)
    assert set(published.values()) <= set(DESCRIPTION.header)


def test_every_status_of_a_cost_is_in_the_description() -> None:
    assert DESCRIPTION.field("total_cost_status").enum == tuple(Fate)


def test_every_column_is_explained_in_both_languages() -> None:
    for field in DESCRIPTION.fields:
        assert all(field.title.values()) and all(field.description.values()), field.name
        assert field.description["pl"] != field.description["en"]


def test_a_row_says_what_the_register_says(mini_register: Register, wide: PublishedTable) -> None:
    assert rows(mini_register, wide)[PROJECT] == {
        "operation_id": PROJECT,
        "operation_code": "PRZ/2021/0006",
        "beneficiary_id": "urzad-przykladowy",
        "beneficiary_pl": "Urząd Przykładowy",
        "beneficiary_en": mini_register.organisations["urzad-przykladowy"].name["en"],
        "operation_name_pl": "Przykładowy projekt",
        "operation_name_en": "Sample project",
        "purpose_pl": mini_register.projects[PROJECT].summary["pl"],
        "purpose_en": mini_register.projects[PROJECT].summary["en"],
        "start_date": str(mini_register.projects[PROJECT].start),
        "end_date": (
            str(mini_register.projects[PROJECT].end)
            if mini_register.projects[PROJECT].end
            else None
        ),
        "total_cost_amount": None,
        "total_cost_currency": None,
        "total_cost_stage": None,
        "total_cost_status": "approximate",
        "fund_id": "fundusz-przykladowy-2021-2027",
        "fund_pl": "Fundusz Przykładowy 2021–2027",
        "fund_en": "Sample Fund 2021–2027",
        "specific_objective": None,
        "union_cofinancing_rate": Decimal("75.5"),
        "location_indicator": "PL-14",
        "country": "PL",
        "type_of_intervention": None,
        "record_url": "https://mini.example/pl/projekty/przykladowy-projekt/",
        "source_url": mini_register.projects[PROJECT].source.url,
    }


def test_only_projects_of_union_money_are_operations(
    mini_register: Register, wide: PublishedTable
) -> None:
    assert set(rows(mini_register, wide)) == {PROJECT}


def test_an_exact_total_is_the_cost(
    mini_register: Register, wide: PublishedTable, total: Amount
) -> None:
    row = rows(with_amounts(mini_register, total), wide)[PROJECT]
    assert (
        row["total_cost_amount"],
        row["total_cost_currency"],
        row["total_cost_stage"],
        row["total_cost_status"],
    ) == (Decimal(1600000), "EUR", "contracted", "exact")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"currency": ""}, "no_currency"),
        ({"joint_id": "wspolna-suma"}, "joint"),
        ({"amount": None}, "unclear"),
        ({"preferred": False}, "not_stated"),
    ],
)
def test_any_other_total_leaves_the_cost_blank_and_says_why(
    change: dict[str, Any],
    status: str,
    mini_register: Register,
    wide: PublishedTable,
    total: Amount,
) -> None:
    row = rows(with_amounts(mini_register, replace(total, **change)), wide)[PROJECT]
    assert (
        row["total_cost_amount"],
        row["total_cost_currency"],
        row["total_cost_stage"],
        row["total_cost_status"],
    ) == (None, None, None, status)


def test_a_part_of_an_organisation_is_not_the_cost(
    mini_register: Register, wide: PublishedTable, total: Amount
) -> None:
    part = replace(total, organisation=mini_register.organisations["urzad-przykladowy"])
    assert (
        rows(with_amounts(mini_register, part), wide)[PROJECT]["total_cost_status"] == "not_stated"
    )


@pytest.fixture
def share(project: Project) -> Amount:
    """A printed share of EU money in the whole."""
    return next(a for a in project.amounts if a.share_percent is not None)


def test_the_rate_needs_a_printed_share(total: Amount) -> None:
    assert list_of_operations.union_rate([total]) is None


def test_a_share_of_a_part_is_no_rate(
    total: Amount, share: Amount, mini_register: Register
) -> None:
    party = mini_register.organisations["urzad-przykladowy"]
    assert list_of_operations.union_rate([total, replace(share, organisation=party)]) is None
    assert list_of_operations.union_rate([replace(total, organisation=party), share]) is None
    assert (
        list_of_operations.union_rate(
            [total, replace(share, purpose={"pl": "szkolenia", "en": "training"})]
        )
        is None
    )


def test_another_donors_share_is_no_rate_of_the_union(total: Amount, share: Amount) -> None:
    assert (
        list_of_operations.union_rate(
            [total, replace(share, kind=replace(share.kind, code="donor_grant"))]
        )
        is None
    )


def test_of_two_shares_the_preferred_one_is_the_rate(total: Amount, share: Amount) -> None:
    second_share = replace(share, id="inny", share_percent=Decimal(80), preferred=False)
    assert list_of_operations.union_rate([total, share, second_share]) == Decimal("75.5")


def test_shares_that_differ_and_none_preferred_give_no_rate(total: Amount, share: Amount) -> None:
    share_75, share_80 = (
        replace(share, preferred=False),
        replace(share, id="inny", share_percent=Decimal(80), preferred=False),
    )
    assert list_of_operations.union_rate([total, share_75, share_80]) is None
    assert list_of_operations.union_rate(
        [total, share_75, replace(share_75, id="ten-sam")]
    ) == Decimal("75.5")


def test_an_approximate_share_is_no_rate_but_one_beside_an_approximate_amount_is(
    total: Amount, share: Amount
) -> None:
    about = replace(share.qualifier, code="about")
    assert list_of_operations.union_rate([total, replace(share, qualifier=about)]) is None
    assert list_of_operations.union_rate(
        [total, replace(share, qualifier=about, amount=Decimal(1_200_000))]
    ) == Decimal("75.5")


def test_every_real_project_of_union_money_is_there_once() -> None:
    projects = real_data.plan().site.register.projects.values()
    assert [row["operation_id"] for row in real_data.tables()["list_of_operations"].rows] == [
        p.id for p in projects if p.programme and p.programme.funder.code == "eu"
    ]


def test_every_real_cost_is_that_of_the_wide_table() -> None:
    wide = {row["project_id"]: row for row in real_data.tables()["projects_wide"].rows}
    stated = [
        row
        for row in real_data.tables()["list_of_operations"].rows
        if row["total_cost_amount"] is not None
    ]
    assert stated
    for row in stated:
        its = wide[row["operation_id"]]
        assert (row["total_cost_amount"], row["total_cost_currency"], its["total_qualifier"]) == (
            its["total_amount"],
            its["total_currency"],
            "exact",
        )


def test_a_real_cost_is_given_exactly_where_its_status_says_so() -> None:
    for row in real_data.tables()["list_of_operations"].rows:
        assert row["total_cost_status"] in list(Fate)
        given = [
            row[name] is not None
            for name in ("total_cost_amount", "total_cost_currency", "total_cost_stage")
        ]
        assert set(given) == {row["total_cost_status"] == "exact"}, row["operation_id"]


def test_what_the_register_does_not_know_is_blank() -> None:
    assert {
        row[name]
        for row in real_data.tables()["list_of_operations"].rows
        for name in ("specific_objective", "type_of_intervention")
    } == {None}


def test_the_table_meets_its_own_description() -> None:
    table = real_data.tables()["list_of_operations"]
    schema = {k: v for k, v in table_schema(table.dataset).items() if k != "foreignKeys"}
    data = [
        list(table.dataset.header),
        *([None if v is None else str(v) for v in row.values()] for row in table.rows),
    ]
    report = frictionless.Resource(
        name="list", data=data, schema=frictionless.Schema.from_descriptor(schema)
    ).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_every_key_leads_to_a_row() -> None:
    table = real_data.tables()["list_of_operations"]
    for key in table.dataset.foreign_keys:
        known = {row[key.target] for row in real_data.tables()[key.dataset].rows}
        assert {row[key.field] for row in table.rows} - {None} <= known, key
