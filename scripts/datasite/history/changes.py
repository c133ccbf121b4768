"""The changes of the data: what they are, and which of them concern a record."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

RecordId = tuple[str, str]  # dataset and joined key, such as ("places", "null/PL/target")


class ChangeKind(StrEnum):
    """What happened. Of a record: its row came, went, or has another value or key. Of a table: it
    or one of its columns came, went or has another name.
    """

    ADDED = "added"
    CHANGED = "changed"  # one field, from `before` to `after`
    CORRECTED = "corrected"  # a changed field that the log of corrections explains
    REMOVED = "removed"
    MERGED = "merged"  # removed, and the record `after` took its place
    RENAMED = "renamed"  # the record had the key `before`
    TABLE_ADDED = "table_added"
    TABLE_REMOVED = "table_removed"
    TABLE_RENAMED = "table_renamed"  # the table `dataset` had the name `before`
    COLUMN_ADDED = "column_added"
    COLUMN_REMOVED = "column_removed"
    COLUMN_RENAMED = "column_renamed"  # the column `field` had the name `before`


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change of one field, record, column or table.

    `date` is the day of the commit in UTC, e.g. "2026-11-22"; `commit` its full hash; `record` the
    joined key of the record after the change (before it, where the record went), blank for a change
    of a table; `before` and `after` are cells as the table writes them.
    """

    date: str
    commit: str
    kind: ChangeKind
    dataset: str
    record: str = ""
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class History:
    """All known changes, oldest first.

    `until` is the hash of the last commit that was read, blank where none was. A history that is
    not `complete` begins later than the register, since it was made from a shallow clone.
    """

    changes: tuple[Change, ...] = ()
    until: str = ""
    complete: bool = False

    @property
    def months(self) -> frozenset[str]:
        """The months in which something changed, e.g. {"2026-11"}."""
        return frozenset(change.date[:7] for change in self.changes)

    def of(self, dataset: str, record: str) -> tuple[Change, ...]:
        """The changes of a record, oldest first, also those under keys that it had before."""
        return self.by_record.get((dataset, record), ())

    @cached_property
    def by_record(self) -> Mapping[RecordId, tuple[Change, ...]]:
        """The changes of each record by its last key: a new key takes over those of the old one,
        and a table those of the records that it had under its old name.
        """
        by_record: defaultdict[RecordId, list[Change]] = defaultdict(list)
        for change in self.changes:
            if change.kind is ChangeKind.TABLE_RENAMED:
                for name, record in [key for key in by_record if key[0] == change.before]:
                    by_record[change.dataset, record] += by_record.pop((name, record))
            if change.kind is ChangeKind.RENAMED:
                earlier = by_record.pop((change.dataset, change.before), [])
                by_record[change.dataset, change.record] += earlier
            by_record[change.dataset, change.record].append(change)
        return {record: tuple(changes) for record, changes in by_record.items()}


NO_HISTORY = History()
