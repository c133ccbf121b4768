"""Losses since a base that are refused: records, rows, money, columns and datasets."""

from collections.abc import Mapping
from pathlib import Path

import golden_messages
import pytest
from edits import add, change
from losses import LOST, rename_a_column, without

from datasite.checks.catalog_checks import read_unchecked
from datasite.language.localization import Language
from datasite.problems import Problem
from datasite.review.losses import find_losses


def losses(before: Path, after: Path, *, new_edition: bool = False) -> list[Problem]:
    return find_losses(read_unchecked(before), read_unchecked(after), new_edition=new_edition)


def lost(before: Path, after: Path, *, new_edition: bool = False) -> list[tuple[str, str]]:
    """The dataset and the rule of each loss."""
    problems = losses(before, after, new_edition=new_edition)
    return [(problem.path.split("/")[1], problem.rule) for problem in problems]


def test_equal_states_lose_nothing(before: Path, after: Path) -> None:
    assert lost(before, after) == []


def test_a_column_that_went_is_named_unless_the_edition_is_new(
    before: Path, after: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    rename_a_column(after)
    assert ("places", "column-lost") in lost(before, after)
    golden_messages.check("losses", "column_gone", losses(before, after), languages, accept)
    assert ("places", "column-lost") not in lost(before, after, new_edition=True)


@pytest.mark.parametrize("name", LOST)
def test_a_loss_is_named(
    name: str, before: Path, after: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    edit, expected = LOST[name]
    edit(after)
    assert expected in lost(before, after)
    golden_messages.check("losses", name, losses(before, after), languages, accept)


def test_a_renamed_record_is_named_with_its_new_identifier(before: Path, after: Path) -> None:
    change(after, "budgets", "null-total", budget_id="null-razem")
    (problem,) = [p for p in losses(before, after) if p.rule == "id-lost"]
    assert {name: value.values["value"] for name, value in problem.what.values.items()} == {
        "record": "null-total",
        "new": "null-razem",
    }


def test_what_is_withdrawn_with_all_that_belongs_to_it_is_no_loss(
    before: Path, after: Path
) -> None:
    taken = {
        "date": "2020-03-01",
        "reason_pl": "Wpisano dwa razy.",
        "reason_en": "It stood here twice.",
    }
    add(after, "withdrawn", dataset="projects", record="wspolna-zagroda", **taken)
    for dataset in ("projects", "partners", "budgets", "places", "identifiers"):
        without(after, dataset, lambda row: row["project_id"] != "wspolna-zagroda")
    assert lost(before, after) == []


def test_added_rows_are_no_loss(before: Path, after: Path) -> None:
    for number in range(50):
        add(
            after,
            "budgets",
            budget_id=f"nowa-{number}",
            project_id="null",
            kind="total",
            stage="planned",
            amount="999999999",
            qualifier="exact",
            currency="PLN",
        )
    assert lost(before, after) == []
