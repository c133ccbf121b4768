"""The differences between two states of the data, table by table."""

from pathlib import Path

from edits import add, change, rows_of, write_rows
from losses import rename_a_column, without

from datasite.checks.catalog_checks import read_unchecked
from datasite.review.changes import Changes, FieldChange, compare_catalogs


def compare(before: Path, after: Path) -> Changes:
    return compare_catalogs(read_unchecked(before), read_unchecked(after))


def test_like_states_do_not_differ(before: Path, after: Path) -> None:
    assert not compare(before, after)


def test_moved_rows_are_no_change(before: Path, after: Path) -> None:
    write_rows(after, "places", rows_of(after, "places")[::-1])
    assert not compare(before, after)


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
    tables = compare(before, after).tables
    assert set(tables) == {"places", "budgets"}
    assert list(tables["places"].added) == [("null", "NO", "target")]
    assert list(tables["places"].removed) == [("przykladowy-projekt", "NA", "target")]
    (record,) = tables["budgets"].changed
    assert record.key == ("null-total",)
    assert record.fields == (
        FieldChange("amount", "13250000", "13250001"),
        FieldChange("currency", "PLN", "EUR"),
    )


def test_a_column_with_another_name_is_a_new_and_a_lost_one(before: Path, after: Path) -> None:
    rename_a_column(after)
    table = compare(before, after).tables["places"]
    assert (table.new_columns, table.lost_columns) == (("relation_kind",), ("relation",))


def test_a_state_that_today_s_rules_refuse_can_still_be_compare(before: Path, after: Path) -> None:
    change(before, "projects", "null", title_pl="=1+1")
    assert [record.fields for record in compare(before, after).tables["projects"].changed] == [
        (FieldChange("title_pl", "=1+1", "Null"),)
    ]
