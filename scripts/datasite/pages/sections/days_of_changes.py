"""Changes by day and record, newest first, for the pages that list them: a reader sees single
changes one by one, and counts where one day brought many alike.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from datasite.history.changes import ChangeKind, RecordId
from datasite.language.languages import Words
from datasite.pages.change_words import ChangeWords
from datasite.problems import N_
from datasite.values import Date

# As many changes of one day that are alike are listed one by one; of more there is a count.
MOST_ALIKE = (40, 20, 10, 5, 0)
SHORT_HASH = 7  # digits
# What is counted, by the kind of change.
_KINDS = {
    ChangeKind.ADDED: N_("rows added"),
    ChangeKind.CHANGED: N_("values changed"),
    ChangeKind.CORRECTED: N_("values corrected"),
    ChangeKind.REMOVED: N_("rows removed"),
    ChangeKind.MERGED: N_("records merged into others"),
    ChangeKind.RENAMED: N_("new identifiers"),
}
_OF_TABLES = N_("changes of tables and fields")


class Alike(NamedTuple):
    """What changes of one day have in common: kind, table, field."""

    kind: ChangeKind
    dataset: str
    field: str


@dataclass(frozen=True)
class Commit:
    """A commit by its full hash."""

    full: str

    @property
    def short(self) -> str:
        """As people write it."""
        return self.full[:SHORT_HASH]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """So many changes that are alike: rows of a table that came or went, new values of a field."""

    kind: ChangeKind
    table: Words
    page: Words
    label: Words
    number: int

    @property
    def words(self) -> str:
        """What is counted, as a message."""
        return _KINDS.get(self.kind, _OF_TABLES)


@dataclass(frozen=True, kw_only=True)
class RecordOnDay:
    """What happened to one record on one day.

    `with_it` are the parts with which a new record came, by table.
    """

    name: Words
    table: Words
    page: Words
    changes: tuple[ChangeWords, ...]
    with_it: tuple[Counted, ...]
    commits: tuple[Commit, ...]


@dataclass(frozen=True, kw_only=True)
class Day:
    """One day: the changes that are counted, and those that are listed, by record."""

    date: Date
    counted: tuple[Counted, ...]
    records: tuple[RecordOnDay, ...]

    @property
    def lines(self) -> int:
        """How many lines a page needs for it."""
        return len(self.counted) + sum(len(record.changes) for record in self.records)


def days_of_changes(
    changes: Iterable[ChangeWords], most_alike: int = MOST_ALIKE[0]
) -> tuple[Day, ...]:
    """The days of changes, which are given newest first."""
    return tuple(
        _day(date, tuple(of_day), most_alike) for date, of_day in groupby(changes, lambda c: c.date)
    )


def days_that_fit(changes: Iterable[ChangeWords], lines: int) -> tuple[Day, ...]:
    """The days of changes in at most so many lines, or in counts alone."""
    changes = tuple(changes)
    all_ways = (days_of_changes(changes, most) for most in MOST_ALIKE)
    days: tuple[Day, ...] = ()
    for days in all_ways:
        if sum(day.lines for day in days) <= lines:
            break
    return days


def _day(date: Date, changes: tuple[ChangeWords, ...], most_alike: int) -> Day:
    new = {c.row for c in changes if c.change.kind is ChangeKind.ADDED}
    came_along = [c for c in changes if _came_along(c, new)]
    others = [c for c in changes if not _came_along(c, new)]
    numbers = Counter(map(_alike, others))
    listed = [c for c in others if numbers[_alike(c)] <= most_alike]
    wholes = {c.whole for c in listed}
    counted = [c for c in others if numbers[_alike(c)] > most_alike]
    counted += [c for c in came_along if c.whole not in wholes]
    return Day(
        date=date,
        counted=tuple(_counted(counted)),
        records=tuple(
            _record(whole, listed, [c for c in came_along if c.whole == whole])
            for whole in dict.fromkeys(c.whole for c in listed)
        ),
    )


def _alike(change: ChangeWords) -> Alike:
    return Alike(change.change.kind, change.change.dataset, change.change.field)


def _came_along(change: ChangeWords, new: set[RecordId]) -> bool:
    """Whether it adds a part of a record that is new on the same day."""
    return (
        change.change.kind is ChangeKind.ADDED
        and change.row != change.whole
        and change.whole in new
    )


def _record(
    whole: RecordId, listed: list[ChangeWords], came_along: list[ChangeWords]
) -> RecordOnDay:
    changes = tuple(c for c in listed if c.whole == whole)
    return RecordOnDay(
        name=changes[0].name,
        table=changes[0].whole_table,
        page=changes[0].page,
        changes=changes,
        with_it=tuple(_counted(came_along)),
        commits=tuple(map(Commit, dict.fromkeys(c.change.commit for c in changes))),
    )


def _counted(changes: Iterable[ChangeWords]) -> Iterator[Counted]:
    """The changes by what they have in common, the most first."""
    changes = tuple(changes)
    first = {_alike(c): c for c in reversed(changes)}
    for alike, number in Counter(map(_alike, changes)).most_common():
        yield Counted(
            kind=alike.kind,
            table=first[alike].table,
            page=first[alike].table_page,
            label=first[alike].label,
            number=number,
        )
