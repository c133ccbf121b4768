"""The wide table holds what the register says of each project, worked out here from its objects."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
import real_data

from datasite.downloads.derived_tables.list_of_operations import build_list_of_operations
from datasite.downloads.derived_tables.projects_wide import (
    AMOUNT_KINDS,
    DESCRIPTION,
    build_projects_wide,
)
from datasite.downloads.formats import FORMATS
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.writers.text import write_csv
from datasite.model.entities import Amount, Project
from datasite.model.register import Register

LANGUAGES = ("pl", "en")


@pytest.fixture(scope="module")
def rows() -> Mapping[str, Mapping[str, object]]:
    return {row["project_id"]: row for row in real_data.tables()["projects_wide"].rows}


@pytest.fixture(scope="module")
def projects() -> Mapping[str, Project]:
    return real_data.plan().site.register.projects


def joined(values: Iterable[str]) -> str | None:
    return " | ".join(dict.fromkeys(values)) or None


def preferred(project: Project, kind: str) -> Amount | None:
    """The first preferred amount of a kind that is stated for the whole project."""
    amounts = (a for a in project.amounts if a.kind.code == kind and a.amount is not None)
    return next((a for a in amounts if a.preferred and a.of_whole_project), None)


def test_there_is_a_row_for_each_project_in_order(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    assert list(rows) == list(projects)


def test_a_row_names_the_organisations_and_the_programme(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    for key, project in projects.items():
        others = [p.organisation for p in project.partners if p.role.code != "lead"]
        programme = project.programme
        for lang in LANGUAGES:
            lead = project.lead.organisation.name[lang] if project.lead else None
            assert rows[key][f"lead_{lang}"] == lead
            assert rows[key][f"partners_{lang}"] == joined(o.name[lang] for o in others)
            assert rows[key][f"programme_{lang}"] == (programme.name[lang] if programme else None)
        assert rows[key]["funder"] == (programme.funder.code if programme else None)


def test_a_row_has_the_codes_of_places(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    columns = {"places": "implemented_in", "target_countries": "target"}
    for key, project in projects.items():
        for column, relation in columns.items():
            codes = [tie.place.code for tie in project.ties if tie.relation.code == relation]
            assert rows[key][column] == joined(codes), key


def test_a_row_has_the_preferred_amount_of_each_kind(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    for key, project in projects.items():
        for kind in AMOUNT_KINDS:
            amount = preferred(project, kind)
            columns = [rows[key][f"{kind}_{name}"] for name in ("amount", "currency", "qualifier")]
            assert columns == (
                [amount.amount, amount.currency or None, amount.qualifier.code]
                if amount
                else [None, None, None]
            ), (key, kind)


def test_a_row_has_the_words_of_the_total_and_its_joint_sum(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    for key, project in projects.items():
        total = project.total
        assert rows[key]["total_as_printed"] == ((total.as_printed or None) if total else None)
        joint = (
            [total.joint_id]
            if total
            else [amount.joint_id for amount in project.amounts if amount.preferred]
        )
        assert rows[key]["joint_id"] == next(filter(None, joint), None), key


def test_every_kind_has_its_columns() -> None:
    described = [name.removesuffix("_amount") for name in DESCRIPTION.header if "_amount" in name]
    assert described == [*AMOUNT_KINDS, "best_known"]


BEST_KNOWN = ("amount", "currency", "kind", "stage", "qualifier", "is_joint")


@pytest.mark.parametrize(
    ("project", "columns"),
    [
        # its own grant goes before the total that it shares
        (
            "integracja-cudzoziemcow-na-rynku-pracy-warszawa",
            (Decimal("1087722.20"), "PLN", "grant", "unspecified", "exact", False),
        ),
        (
            "modernizacja-placowki-sg-w-kodniu",
            (Decimal(18800924), "PLN", "eligible_cost", "unspecified", "exact", True),
        ),
        (
            "infrastruktura-i-procedury-azylowe",
            (Decimal(10471090), None, "total", "contracted", "exact", False),
        ),
        # a part is not an amount of the project
        ("bezpieczenstwo-na-granicy-polsko-litewskiej", (None,) * 6),
    ],
)
def test_a_row_has_the_best_known_amount(
    rows: Mapping[str, Mapping[str, object]], project: str, columns: tuple[object, ...]
) -> None:
    assert tuple(rows[project][f"best_known_{name}"] for name in BEST_KNOWN) == columns


def test_a_total_of_the_project_alone_is_its_best_known_amount(
    rows: Mapping[str, Mapping[str, object]], projects: Mapping[str, Project]
) -> None:
    totals = {
        key: total
        for key, project in projects.items()
        for total in [project.total]
        if total and total.amount is not None and total.currency and not total.joint_id
    }
    assert len(totals) > 50
    for key, total in totals.items():
        assert [rows[key][f"best_known_{name}"] for name in BEST_KNOWN] == [
            total.amount,
            total.currency,
            "total",
            total.stage.code,
            total.qualifier.code,
            False,
        ], key


def test_derived_tables_are_made_of_empty_tables_too(
    mini_published: dict[str, PublishedTable], mini_register: Register
) -> None:
    empty = {
        name: PublishedTable(table.dataset, table.frame.head(0))
        for name, table in mini_published.items()
    }
    without_projects = replace(mini_register, projects={})
    wide = build_projects_wide(without_projects, empty)
    operations = build_list_of_operations(without_projects, wide)
    for table in (wide, operations):
        assert table.rows == ()
        assert write_csv(table).decode() == ",".join(table.dataset.header) + "\n"
        for entry in FORMATS:
            assert entry.write(table) == entry.write(table)
