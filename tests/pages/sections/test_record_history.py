"""The history of a record: its changes, and since when a value is as it is."""

from dataclasses import replace
from pathlib import Path

from datasite.history.changes import NO_HISTORY, Change, ChangeKind, History
from datasite.history.history_file import read_history
from datasite.pages.change_words import ChangeLog
from datasite.pages.sections.record_history import record_history
from datasite.tables.catalog import Catalog

PROJECT = "przykladowy-projekt"


def test_a_site_without_history_says_nothing_of_records(mini_catalog: Catalog) -> None:
    assert record_history(ChangeLog(mini_catalog, NO_HISTORY), "projects", PROJECT) is None


def test_it_says_since_when_each_changed_value_is_so(mini: Path, mini_catalog: Catalog) -> None:
    history = record_history(ChangeLog(mini_catalog, read_history(mini)), "projects", PROJECT)
    assert history
    assert [(w.label["en"], str(w.date)) for w in history.since] == [
        ("amount", "2020-02-27"),
        ("end date", "2020-01-15"),
    ]
    assert str(history.added) == "2019-12-30"
    assert (history.changes, str(history.last)) == (6, "2020-02-28")


def test_only_the_last_change_counts_and_only_while_the_data_agree(mini_catalog: Catalog) -> None:
    present = mini_catalog.by_key["projects"][PROJECT]["status"]
    first = Change(
        date="2020-01-01",
        commit="a" * 40,
        kind=ChangeKind.CHANGED,
        dataset="projects",
        record=PROJECT,
        field="status",
        before="announced",
        after=present,
    )
    second = replace(first, date="2020-01-02", before=present, after="announced")
    third = replace(second, date="2020-01-03", before="announced", after=present)

    def since(*changes: Change) -> list[str]:
        log = ChangeLog(mini_catalog, History(changes=changes, until="a", complete=False))
        history = record_history(log, "projects", PROJECT)
        assert history
        assert history.added is None
        return [str(words.date) for words in history.since]

    assert since(first, second, third) == ["2020-01-03"]
    assert since(first, second) == []  # the data are newer than the history


def test_a_record_that_the_history_does_not_name(mini: Path, mini_catalog: Catalog) -> None:
    log = ChangeLog(mini_catalog, read_history(mini))
    history = record_history(log, "organisations", "fundacja-przykladowa")
    assert history
    assert (history.days, str(history.last)) == ((), "2019-12-30")
