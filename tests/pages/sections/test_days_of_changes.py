"""Changes by day: single ones are listed, many alike are counted, and nothing is left out."""

from dataclasses import replace

import pytest

from datasite.history.changes import Change, ChangeKind, History
from datasite.language.localization import Language
from datasite.pages.change_words import ChangeLog, ChangeWords
from datasite.pages.sections.days_of_changes import (
    MOST_ALIKE,
    Day,
    days_of_changes,
    days_that_fit,
    latest_days,
)
from datasite.tables.catalog import Catalog

PROJECT = "przykladowy-projekt"


def _added(dataset: str, record: str, date: str = "2020-02-01") -> Change:
    return Change(date=date, commit="a" * 40, kind=ChangeKind.ADDED, dataset=dataset, record=record)


def _changed(record: str, field: str, date: str = "2020-02-01") -> Change:
    change = replace(_added("projects", record, date), kind=ChangeKind.CHANGED)
    return replace(change, field=field, before="1", after="2")


def _words(catalog: Catalog, *changes: Change) -> tuple[ChangeWords, ...]:
    return ChangeLog(catalog, History(changes=changes, until="a" * 40, complete=True)).changes


def _everything(days: tuple[Day, ...]) -> int:
    """How many changes the days tell of."""
    return sum(
        len(record.changes) + sum(rows.number for rows in record.with_it)
        for day in days
        for record in day.records
    ) + sum(alike.number for day in days for alike in day.counted)


def test_changes_of_one_record_on_one_day_are_together(mini_catalog: Catalog) -> None:
    words = _words(
        mini_catalog,
        _changed(PROJECT, "status", "2020-01-31"),
        _changed(PROJECT, "status"),
        _changed("null", "status"),
        _changed(PROJECT, "website"),
    )
    later, earlier = days_of_changes(words)
    assert (str(later.date), str(earlier.date)) == ("2020-02-01", "2020-01-31")
    assert [len(record.changes) for record in later.records] == [2, 1]
    assert [record.name["en"] for record in later.records] == ["Sample project", "Null"]
    assert later.counted == ()


def test_a_new_record_counts_the_parts_with_which_it_came(mini_catalog: Catalog) -> None:
    parts = [row for row in mini_catalog.rows("partners") if row["project_id"] == PROJECT]
    words = _words(
        mini_catalog,
        _added("projects", PROJECT),
        *(_added("partners", mini_catalog.key("partners", row)) for row in parts),
    )
    ((record,),) = [day.records for day in days_of_changes(words)]
    assert [w.row for w in record.changes] == [("projects", PROJECT)]
    assert [(rows.table["en"], rows.number) for rows in record.with_it] == [
        ("Partners of projects", len(parts))
    ]


def test_many_alike_are_counted_by_table(
    mini_catalog: Catalog, languages: dict[str, Language]
) -> None:
    many = MOST_ALIKE[0] + 1
    words = _words(
        mini_catalog,
        *(_added("projects", f"p-{number}") for number in range(many)),
        _changed(PROJECT, "status"),
    )
    (day,) = days_of_changes(words)
    assert [(c.table["en"], c.words, c.number) for c in day.counted] == [
        ("Projects", "rows added", many)
    ]
    assert [record.name["en"] for record in day.records] == ["Sample project"]


@pytest.mark.parametrize("lines", [0, 1, 10, 100, 10_000])
def test_days_fit_and_leave_nothing_out(mini_catalog: Catalog, lines: int) -> None:
    fields = mini_catalog.datasets["projects"].header
    words = _words(
        mini_catalog,
        *(
            _changed(f"p-{number}", field, f"2020-02-{1 + number % 28:02}")
            for number in range(60)
            for field in fields
        ),
        *(_added("budgets", f"b-{number}", "2020-02-29") for number in range(500)),
        _added("projects", "p-new", "2020-02-29"),
    )
    days = days_that_fit(words, lines)
    assert _everything(days) == len(words)
    fewest = len(days) + 1  # a line for each kind of change of each day
    assert sum(day.lines for day in days) <= max(lines, fewest)


def test_a_long_day_leaves_the_quiet_ones_in_full(mini_catalog: Catalog) -> None:
    words = _words(
        mini_catalog,
        _changed(PROJECT, "status", "2020-02-01"),
        *(_changed(f"p-{number}", "status", "2020-02-02") for number in range(30)),
    )
    long, quiet = days_that_fit(words, 5)
    assert [c.number for c in long.counted] == [30]
    assert long.records == ()
    assert [len(record.changes) for record in quiet.records] == [1]


def test_the_latest_are_whole_days_and_one_at_the_least(mini_catalog: Catalog) -> None:
    words = _words(
        mini_catalog,
        *(_changed(f"p-{n}", "status", "2020-02-01") for n in range(3)),
        *(_changed(f"p-{n}", "status", "2020-02-02") for n in range(4)),
        *(_changed(f"p-{n}", "status", "2020-02-03") for n in range(30)),
    )
    assert [day.lines for day in latest_days(words, 34)] == [30, 4]
    (only,) = latest_days(words, 4)
    assert [c.number for c in only.counted] == [30]
    assert latest_days((), 5) == ()


def test_changes_of_tables_and_of_fields_are_counted_on_one_line(mini_catalog: Catalog) -> None:
    of_tables = (ChangeKind.TABLE_ADDED, ChangeKind.COLUMN_ADDED, ChangeKind.COLUMN_REMOVED)
    words = _words(
        mini_catalog,
        *(replace(_added("projects", ""), kind=kind, field="status") for kind in of_tables),
        _added("projects", "p-new"),
    )
    (day,) = days_that_fit(words, 0)
    assert [(c.words, c.number) for c in day.counted] == [
        ("changes of tables and fields", 3),
        ("rows added", 1),
    ]
