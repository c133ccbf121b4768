"""The next version of the data: which part grows by what changed, and why (CHANGELOG, "The version
of the data").
"""

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from datasite.history.changes import ChangeKind
from datasite.releases.differences import Differences

MOST_NAMED = 5  # tables, columns or codes that a reason names; the rest are counted


class Part(IntEnum):
    """The part of a version that grows; the highest that something asks for."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2


class Reason(NamedTuple):
    """Why a part grows, in English, for the command and the changelog."""

    part: Part
    words: str


def reasons(differences: Differences) -> tuple[Reason, ...]:
    """Everything that asks for a new version, the highest part first."""
    return tuple(sorted(_reasons(differences), key=lambda reason: -reason.part))


def _reasons(differences: Differences) -> Iterator[Reason]:
    for part, words, names in (
        (
            Part.MAJOR,
            "table or column removed",
            differences.tables_with(ChangeKind.TABLE_REMOVED, ChangeKind.COLUMN_REMOVED),
        ),
        (Part.MAJOR, "values in another form", differences.forms),
        (Part.MAJOR, "code removed", differences.lost_codes),
        (
            Part.MINOR,
            "table or column added",
            differences.tables_with(ChangeKind.TABLE_ADDED, ChangeKind.COLUMN_ADDED),
        ),
        (Part.MINOR, "code added", differences.added_codes),
    ):
        if names:
            yield Reason(part, f"{words}: {named(names)}")
    totals = {
        kind: sum(counts[kind] for counts in differences.counts.values())
        for kind in ("added", "changed", "removed")
    }
    if told := [f"{number} {kind}" for kind, number in totals.items() if number]:
        yield Reason(Part.PATCH, f"rows: {', '.join(told)}")
    elif differences.derived:
        yield Reason(Part.PATCH, "values of derived tables")


def named(names: Iterable[str]) -> str:
    """The first names, and how many more there are."""
    listed = sorted(set(names))
    more = len(listed) - MOST_NAMED
    shown = ", ".join(listed[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def grown(version: str, part: Part) -> str:
    """The version after this one: "1.2.3" with its minor part grown is "1.3.0"."""
    major, minor, patch = (int(number) for number in version.split("."))
    match part:
        case Part.MAJOR:
            return f"{major + 1}.0.0"
        case Part.MINOR:
            return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def later(one: str, other: str) -> str:
    """The later of two versions."""
    return max(one, other, key=lambda version: [int(part) for part in version.split(".")])
