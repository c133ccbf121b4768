"""Two states of the data side by side, with what the report on a change needs to know of them:
records that are gone, withdrawn, renamed, changed or new. No words of the report are made here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from datasite.publication.identity import CORRECTIONS
from datasite.review import losses
from datasite.review.changes import (
    Changes,
    Key,
    RecordChange,
    RecordId,
    TableChanges,
    compare_catalogs,
)
from datasite.review.renames import align_records, find_renames
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import DATASET_GROUPS, Dataset
from datasite.tables.scan import Row


class ChangedRecord(NamedTuple):
    """A record whose cells differ, and the table in which they do."""

    record: RecordId
    table: TableChanges
    change: RecordChange


class KeyChange(NamedTuple):
    """One part of a compound key that has another value; `row` is the record with the new key."""

    record: RecordId
    row: Row
    column: str
    before: str
    after: str


class PartOfRecord(NamedTuple):
    """A row that belongs to another record, with its own dataset and key."""

    record: RecordId
    row: Row


class RecordWithParts(NamedTuple):
    """A record and the rows that belong to it, such as a project with its partners."""

    record: RecordId
    row: Row
    parts: tuple[PartOfRecord, ...]


@dataclass(frozen=True)
class Comparison:
    """Both states and what differs. `before` is written with the identifiers of today."""

    before: Catalog
    after: Catalog
    renamed: Mapping[RecordId, str]  # the new identifier of (dataset, old identifier)
    changes: Changes

    @classmethod
    def between(cls, before: Catalog, after: Catalog) -> "Comparison":
        """Compare two states as they were read."""
        renamed, aligned = align_records(before, after)
        return cls(aligned, after, renamed, compare_catalogs(aligned, after))

    def dataset(self, name: str) -> Dataset:
        """The description of a dataset; that of the state before where it is gone."""
        return self.after.datasets.get(name) or self.before.datasets[name]

    @cached_property
    def tables(self) -> tuple[TableChanges, ...]:
        """The tables that differ: records, links, evidence, codelists, each group by name."""
        return tuple(
            sorted(
                self.changes.tables.values(),
                key=lambda t: (DATASET_GROUPS.index(self.dataset(t.dataset).group), t.dataset),
            )
        )

    @cached_property
    def old_identifiers(self) -> Mapping[RecordId, str]:
        """The old identifier of each renamed record, by its new one."""
        return {(name, new): old for (name, old), new in self.renamed.items()}

    @cached_property
    def new_keys(self) -> Mapping[str, Mapping[Key, Key]]:
        """For each dataset, the new key of each record that still has an old one in `before`."""
        return {
            table.dataset: find_renames(self.dataset(table.dataset), table.removed, table.added)
            for table in self.tables
            if table.dataset in self.after.datasets
        }

    @cached_property
    def changed_records(self) -> tuple[ChangedRecord, ...]:
        """Every record that is in both states with different cells."""
        return tuple(
            ChangedRecord((table.dataset, KEY_SEPARATOR.join(change.key)), table, change)
            for table in self.tables
            for change in table.changed
        )

    @cached_property
    def changed_keys(self) -> tuple[KeyChange, ...]:
        """Every part of a compound key that changed."""
        return tuple(
            KeyChange(
                (name, KEY_SEPARATOR.join(new)),
                self.changes.tables[name].added[new],
                column,
                left,
                right,
            )
            for name, pairs in self.new_keys.items()
            for old, new in pairs.items()
            for column, left, right in zip(self.dataset(name).primary_key, old, new, strict=False)
            if left != right
        )

    @cached_property
    def gone(self) -> tuple[RecordWithParts, ...]:
        """Removed records that nothing explains; those of a lost dataset are not listed."""
        withdrawn = self._withdrawn_rows
        gone = {
            record: row for record, row in self._removed_rows.items() if record not in withdrawn
        }
        return _group_by_owner(self.before, gone)

    @cached_property
    def withdrawn(self) -> tuple[RecordWithParts, ...]:
        """Removed records that the dataset withdrawn takes back."""
        return _group_by_owner(self.before, self._withdrawn_rows)

    @cached_property
    def added(self) -> tuple[RecordWithParts, ...]:
        """New records; not those of a new dataset, and not the rows of logs that explain another
        change and are listed with it.
        """
        added: dict[RecordId, Row] = {}
        for table in self.tables:
            if table.dataset in self.changes.new_datasets:
                continue
            taken = set(self.new_keys.get(table.dataset, {}).values())
            for key, row in table.added.items():
                if key not in taken and not self._explains_a_change(table.dataset, row):
                    added[table.dataset, KEY_SEPARATOR.join(key)] = row
        return _group_by_owner(self.after, added)

    @cached_property
    def corrections(self) -> Mapping[tuple[str, str, str, str], Row]:
        """The new rows of the log of corrections by (dataset, record, field, new value)."""
        return {
            (row["dataset"], row["record"], row["field"], row["is"]): row
            for row in self._added_rows(CORRECTIONS)
        }

    @cached_property
    def _removed_rows(self) -> Mapping[RecordId, Row]:
        return {
            (table.dataset, KEY_SEPARATOR.join(key)): row
            for table in self.tables
            if table.dataset not in self.changes.lost_datasets
            for key, row in table.removed.items()
            if key not in self.new_keys[table.dataset]
        }

    @cached_property
    def _withdrawn_rows(self) -> Mapping[RecordId, Row]:
        withdrawn = losses.withdrawn_records(self.after)
        return {
            record: row
            for record, row in self._removed_rows.items()
            if losses.is_withdrawn(self.before, record, row, withdrawn)
        }

    def _added_rows(self, name: str) -> Iterable[Row]:
        return self.changes.tables[name].added.values() if name in self.changes.tables else ()

    def _explains_a_change(self, name: str, row: Row) -> bool:
        if name == losses.WITHDRAWN:
            return (row["dataset"], row["record"]) in self._withdrawn_rows
        if name == CORRECTIONS:
            field = (row["dataset"], row["record"], row["field"])
            return row["is"] in self._new_values.get(field, ())
        return False

    @cached_property
    def _new_values(self) -> Mapping[tuple[str, str, str], set[str]]:
        """The present value of each field that changed, by (dataset, record, field)."""
        values: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for changed in self.changed_records:
            for field in changed.change.fields:
                values[*changed.record, field.field].add(field.after)
        for part in self.changed_keys:
            values[*part.record, part.column].add(part.after)
        return values


def _group_by_owner(catalog: Catalog, rows: Mapping[RecordId, Row]) -> tuple[RecordWithParts, ...]:
    """The records that belong to none of the others, each with the rows that do, also through
    other rows.
    """
    owners = {record: catalog.belongs_to(record[0], row) for record, row in rows.items()}
    parts: defaultdict[RecordId, list[PartOfRecord]] = defaultdict(list)
    roots = []
    for record, row in rows.items():
        root, passed = record, {record}
        while (owner := owners.get(root)) and owner in rows and owner not in passed:
            root = owner
            passed.add(root)
        if root == record:
            roots.append((record, row))
        else:
            parts[root].append(PartOfRecord(record, row))
    return tuple(RecordWithParts(record, row, tuple(parts[record])) for record, row in roots)
