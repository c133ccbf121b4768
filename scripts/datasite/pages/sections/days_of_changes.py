"""Changes by day and record, newest first, for the pages that list them: a reader sees single
changes one by one, and counts where one day brought many alike.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple

from datasite.history.changes import ChangeKind, RecordId
from datasite.language.languages import Words
from datasite.pages.change_words import NO_WORDS, ChangeWords
from datasite.problems import N_
from datasite.values import Date

# As many changes of one day that are alike are listed one by one; of more there is a count.
MOST_ALIKE = (40, 20, 10, 5, 0)


class Grain(IntEnum):
    """How finely changes are counted: by kind alone, by table too, or by field too."""

    KIND = 1
    TABLE = 2
    FIELD = 3


# The ways to show the changes of a day, from the fullest: the last needs a few lines.
_WAYS = (
    *((most, Grain.FIELD) for most in MOST_ALIKE),
    (0, Grain.TABLE),
    (0, Grain.KIND),
)
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
    """So many changes that are alike: rows of a table that came or went, new values of a field.

    `table` is blank where those of all tables are counted together.
    """

    kind: ChangeKind
    table: Words
    page: Words
    label: Words
    number: int

    @property
    def words(self) -> str:
        """What is counted, as a message."""
        return _of_kind(self.kind)


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


def days_of_changes(changes: Iterable[ChangeWords]) -> tuple[Day, ...]:
    """The days of changes, which are given newest first, in the fullest way."""
    return tuple(_day(date, of_day, *_WAYS[0]) for date, of_day in _by_day(changes))


def days_that_fit(changes: Iterable[ChangeWords], lines: int) -> tuple[Day, ...]:
    """The days of changes in at most so many lines, or in the fewest that there can be: the longest
    days are shortened, so that the others stay in full.
    """
    of_days = _by_day(changes)
    ways = [0] * len(of_days)
    days = [_day(date, of_day, *_WAYS[0]) for date, of_day in of_days]
    while sum(day.lines for day in days) > lines:
        can_be_shorter = [i for i, way in enumerate(ways) if way + 1 < len(_WAYS)]
        if not can_be_shorter:
            break
        longest = max(can_be_shorter, key=lambda i: days[i].lines)
        ways[longest] += 1
        date, of_day = of_days[longest]
        days[longest] = _day(date, of_day, *_WAYS[ways[longest]])
    return tuple(days)


def latest_days(changes: Iterable[ChangeWords], lines: int) -> tuple[Day, ...]:
    """The first days of changes, which are given newest first, in about so many lines: whole days
    alone, and one at the least.
    """
    shown: list[Day] = []
    for date, of_day in groupby(changes, lambda c: c.date):
        if not shown:
            shown += days_that_fit(of_day, lines)
            continue
        day = _day(date, tuple(of_day), *_WAYS[0])
        if sum(other.lines for other in (*shown, day)) > lines:
            break
        shown.append(day)
    return tuple(shown)


def _by_day(changes: Iterable[ChangeWords]) -> list[tuple[Date, tuple[ChangeWords, ...]]]:
    return [(date, tuple(of_day)) for date, of_day in groupby(changes, lambda c: c.date)]


def _day(date: Date, changes: tuple[ChangeWords, ...], most_alike: int, grain: Grain) -> Day:
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
        counted=tuple(_counted(counted, grain)),
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
        with_it=tuple(_counted(came_along, Grain.TABLE)),
        commits=tuple(map(Commit, dict.fromkeys(c.change.commit for c in changes))),
    )


def _of_kind(kind: ChangeKind) -> str:
    """What is counted, as a message."""
    return _KINDS.get(kind, _OF_TABLES)


def _counted(changes: Iterable[ChangeWords], grain: Grain) -> Iterator[Counted]:
    """The changes by what they have in common, the most first."""
    groups = defaultdict[tuple[str, ...], list[ChangeWords]](list)
    for words in changes:
        kind, *finer = _alike(words)[:grain]
        groups[_of_kind(ChangeKind(kind)), *finer].append(words)
    for alike in sorted(groups.values(), key=len, reverse=True):
        yield Counted(
            kind=alike[0].change.kind,
            table=alike[0].table if grain >= Grain.TABLE else NO_WORDS,
            page=alike[0].table_page,
            label=alike[0].label if grain is Grain.FIELD else NO_WORDS,
            number=len(alike),
        )
