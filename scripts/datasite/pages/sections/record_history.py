"""The history of one record for its page: its changes by day, and since when its values are as
they are.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasite.history.changes import ChangeKind, RecordId
from datasite.pages.change_words import ChangeLog, ChangeWords
from datasite.pages.lists.cut import cut
from datasite.pages.sections.days_of_changes import Day, days_of_changes
from datasite.values import Date

MOST_SHOWN = 8  # changes, so that the page of a project stays light


@dataclass(frozen=True, kw_only=True)
class RecordHistory:
    """The changes of a record and of its parts: the latest by day, and how many are `earlier`.

    `since` are the last changes of the values that are still as those changes left them, newest
    first. `added` is the day on which the record came, None where the history begins later.
    `begins` and `ends` are the days of the first and of the last change of the whole history.
    """

    days: tuple[Day, ...]
    changes: int
    earlier: int
    since: tuple[ChangeWords, ...]
    added: Date | None
    begins: Date
    ends: Date

    @property
    def last(self) -> Date:
        """The day of the last change, or of the beginning of the history."""
        return self.days[0].date if self.days else self.begins


def record_history(log: ChangeLog, dataset: str, key: str) -> RecordHistory | None:
    """The history of a record; None where the site has no history."""
    if not log.changes:
        return None
    changes = log.of(dataset, key)
    shown = cut(changes, MOST_SHOWN)
    added = (c.date for c in changes if c.row == (dataset, key) and _came(c))
    return RecordHistory(
        days=days_of_changes(shown.first),
        changes=len(changes),
        earlier=len(shown.rest),
        since=tuple(_since(log, changes, (dataset, key))),
        added=next(added, None),
        begins=log.changes[-1].date,
        ends=log.changes[0].date,
    )


def _came(change: ChangeWords) -> bool:
    return change.change.kind is ChangeKind.ADDED


def _since(
    log: ChangeLog, changes: Iterable[ChangeWords], record: RecordId
) -> Iterator[ChangeWords]:
    """The last change of each value, where the data still have it: they may be newer than the
    history.
    """
    seen: set[tuple[RecordId, str]] = set()
    for words in changes:
        value = words.row, words.change.field
        if words.of_value and words.whole == record and value not in seen:
            seen.add(value)
            row = log.catalog.by_key.get(words.row[0], {}).get(words.row[1])
            if row and row.cells.get(words.change.field) == words.change.after:
                yield words
