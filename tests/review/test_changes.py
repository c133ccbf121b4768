"""What differs between two states of the register, and what of it may be a loss."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import golden_messages
import pytest
from edits import add, change, rows_of, write_rows
from losses import LOST, without

from datasite.checks.catalog_checks import read_unchecked
from datasite.language.localization import Language
from datasite.review import changes


@pytest.fixture
def before(mini: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mini / "datasets", tmp_path / "before" / "datasets")).parent


@pytest.fixture
def after(mini: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(mini / "datasets", tmp_path / "after" / "datasets")).parent


def compared(before: Path, after: Path) -> changes.Changes:
    return changes.compare(read_unchecked(before), read_unchecked(after))


def lost(before: Path, after: Path, *, new_edition: bool = False) -> list[tuple[str, str]]:
    found = changes.losses(read_unchecked(before), read_unchecked(after), new_edition=new_edition)
    return [(problem.path.split("/")[1], problem.rule) for problem in found]


def test_like_states_do_not_differ(before: Path, after: Path) -> None:
    assert not compared(before, after)
    assert lost(before, after) == []


def test_moved_rows_are_no_change(before: Path, after: Path) -> None:
    write_rows(after, "places", rows_of(after, "places")[::-1])
    assert not compared(before, after)


def test_what_is_added_removed_and_changed(before: Path, after: Path) -> None:
    add(
        after,
        "places",
        project_id="null",
        place="NO",
        relation="target",
        source_id="gazeta-o-wspolnej-sumie",
    )
    without(after, "places", lambda row: row["place"] != "NA")
    change(after, "budgets", "null-total", amount="13250001", currency="EUR")
    found = compared(before, after).tables
    assert set(found) == {"places", "budgets"}
    assert list(found["places"].added) == [("null", "NO", "target")]
    assert list(found["places"].removed) == [("przykladowy-projekt", "NA", "target")]
    (record,) = found["budgets"].changed
    assert record.key == ("null-total",)
    assert record.fields == (
        changes.FieldChange("amount", "13250000", "13250001"),
        changes.FieldChange("currency", "PLN", "EUR"),
    )


def test_a_column_that_came_or_went(
    before: Path, after: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    description = after / "datasets/places/dataset.yaml"
    text = description.read_text(encoding="utf-8")
    for old in ("name: relation\n", "place, relation]", "field: relation,"):
        assert old in text
        text = text.replace(old, old.replace("relation", "relation_kind"))
    description.write_text(text, encoding="utf-8")
    rows = [
        {("relation_kind" if name == "relation" else name): value for name, value in row.items()}
        for row in rows_of(after, "places")
    ]
    (after / "datasets/places/places.csv").write_text(
        "project_id,place,relation_kind,source_id\n", encoding="utf-8"
    )
    write_rows(after, "places", rows)
    table = compared(before, after).tables["places"]
    assert (table.new_columns, table.lost_columns) == (("relation_kind",), ("relation",))
    assert ("places", "column-lost") in lost(before, after)
    golden_messages.check(
        "losses",
        "column_gone",
        changes.losses(read_unchecked(before), read_unchecked(after)),
        languages,
        accept,
    )
    assert ("places", "column-lost") not in lost(before, after, new_edition=True)


@pytest.mark.parametrize("name", LOST)
def test_a_loss_is_named(
    name: str, before: Path, after: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    edit, expected = LOST[name]
    edit(after)
    found = changes.losses(read_unchecked(before), read_unchecked(after))
    assert expected in [(problem.path.split("/")[1], problem.rule) for problem in found]
    golden_messages.check("losses", name, found, languages, accept)


def test_a_renamed_record_is_named_with_its_new_identifier(before: Path, after: Path) -> None:
    change(after, "budgets", "null-total", budget_id="null-razem")
    (problem,) = [
        p
        for p in changes.losses(read_unchecked(before), read_unchecked(after))
        if p.rule == "id-lost"
    ]
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


def test_a_state_that_today_s_rules_refuse_can_still_be_compared(before: Path, after: Path) -> None:
    change(before, "projects", "null", title_pl="=1+1")
    assert [record.fields for record in compared(before, after).tables["projects"].changed] == [
        (changes.FieldChange("title_pl", "=1+1", "Null"),)
    ]
