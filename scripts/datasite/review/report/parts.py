"""The parts of which a report on a change is made: sections, entries, and the words in them."""

from dataclasses import dataclass, field
from decimal import Decimal

from datasite.language.languages import Words
from datasite.problems import SHOWN, Message, escaped
from datasite.review.changes import Changes
from datasite.tables.catalog import Catalog

WHOLE_LENGTH = 1_000  # characters shown of a text that is to be read whole
_BEFORE_DIFFERENCE = 20  # characters shown before the first one in which two long values differ


@dataclass(frozen=True)
class DescriptionWords:
    """Words of a description, such as the title of a field."""

    words: Words


@dataclass(frozen=True)
class DataWords:
    """Words from the data, such as the name of a record; every form of the report quotes them."""

    words: Words


@dataclass(frozen=True)
class WholeText:
    """A text from the data that a reviewer has to read whole, such as a summary; it is escaped, and
    quoted as DataWords are.
    """

    text: str


@dataclass(frozen=True)
class SignedNumber:
    """A number that is shown with its sign, also where that is a plus."""

    number: Decimal


@dataclass(frozen=True)
class ReportEntry:
    """One thing to know, and the lines that belong to it.

    A text among the values of a message is from the data and is quoted.
    """

    what: Message
    more: tuple[Message, ...] = ()


@dataclass(frozen=True)
class ReportSection:
    """Entries of one kind. `aside`: they follow from other entries and are no change themselves;
    `note` says what is not among them.
    """

    title: str
    entries: tuple[ReportEntry, ...]
    aside: bool = False
    note: str = ""


@dataclass(frozen=True)
class ChangeReport:
    """Everything that differs, in the order in which a reviewer should read it.

    No section is empty.
    """

    sections: tuple[ReportSection, ...]
    before: Catalog = field(repr=False)  # with the identifiers of today
    after: Catalog = field(repr=False)
    changes: Changes = field(repr=False)  # from `before` to `after`


def cut_difference(before: str, after: str) -> tuple[str, str]:
    """Two values as they may be shown: escaped, at most 80 characters of each, with the place at
    which they differ.
    """
    left, right = escaped(before), escaped(after)
    if left == right and before != after:  # they differ only in the backslash of an escape
        left, right = (escaped(text.replace("\\", "\\\\")) for text in (before, after))
    longest = max(len(left), len(right))
    start = max(0, _first_difference(left, right) - _BEFORE_DIFFERENCE) if longest > SHOWN else 0
    return _cut(left, start), _cut(right, start)


def cut_value(value: str) -> str:
    """A value as it may be shown: escaped, at most its first 80 characters."""
    return _cut(escaped(value), 0)


def whole_text(value: str) -> WholeText:
    """A text as it may be shown: escaped, whole, if it has at most a thousand characters."""
    safe = escaped(value[: WHOLE_LENGTH + 1])
    return WholeText(safe if len(safe) <= WHOLE_LENGTH else f"{safe[: WHOLE_LENGTH - 1]}…")


def _first_difference(left: str, right: str) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


def _cut(text: str, start: int) -> str:
    cut = ("…" if start else "") + text[start:]
    return cut if len(cut) <= SHOWN else cut[: SHOWN - 1] + "…"
