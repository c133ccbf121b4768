"""The differences between two states of the register: tables, rows and single fields.

Rows that only moved within their file are no difference.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row

Key = tuple[str, ...]  # the values of a primary key, such as ("null", "PL", "target")
RecordId = tuple[str, str]  # dataset and joined key, such as ("places", "null/PL/target")


@dataclass(frozen=True)
class FieldChange:
    """One cell with another value; blank on the side on which its column does not exist."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """One record that is in both states with different cells; `after` knows its line."""

    key: Key
    before: Row
    after: Row
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True)
class TableChanges:
    """The differences in one dataset.

    Records are in the order of their file, by the primary key of the state after.
    """

    dataset: str
    added: Mapping[Key, Row]
    removed: Mapping[Key, Row]
    changed: tuple[RecordChange, ...]
    new_columns: tuple[str, ...]
    lost_columns: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(
            self.added or self.removed or self.changed or self.new_columns or self.lost_columns
        )


@dataclass(frozen=True)
class Changes:
    """Every dataset in which something differs, by name.

    `tables` also holds the new and the lost datasets: all rows of a new one are added, all rows of
    a lost one are removed.
    """

    tables: Mapping[str, TableChanges]
    new_datasets: tuple[str, ...]
    lost_datasets: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.tables or self.new_datasets or self.lost_datasets)


def compare_catalogs(before: Catalog, after: Catalog) -> Changes:
    """Everything that differs between two states of the register."""
    names = sorted({*before.datasets, *after.datasets})
    tables = {name: changes for name in names if (changes := _compare_table(name, before, after))}
    return Changes(
        tables,
        tuple(name for name in names if name not in before.datasets),
        tuple(name for name in names if name not in after.datasets),
    )


def _compare_table(name: str, before: Catalog, after: Catalog) -> TableChanges:
    old, new = before.datasets.get(name), after.datasets.get(name)
    old_columns, new_columns = old.header if old else (), new.header if new else ()
    key_columns = new.primary_key if new else old.primary_key if old else ()
    old_rows = rows_by_key(before, name, key_columns)
    new_rows = rows_by_key(after, name, key_columns)
    columns = tuple(dict.fromkeys((*new_columns, *old_columns)))
    records = (
        RecordChange(key, old_rows[key], row, _compare_rows(old_rows[key], row, columns))
        for key, row in new_rows.items()
        if key in old_rows
    )
    return TableChanges(
        dataset=name,
        added={key: row for key, row in new_rows.items() if key not in old_rows},
        removed={key: row for key, row in old_rows.items() if key not in new_rows},
        changed=tuple(record for record in records if record.fields),
        new_columns=tuple(c for c in new_columns if c not in old_columns) if old else (),
        lost_columns=tuple(c for c in old_columns if c not in new_columns) if new else (),
    )


def _compare_rows(before: Row, after: Row, columns: tuple[str, ...]) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(column, old, new)
        for column in columns
        if (old := before.cells.get(column, "")) != (new := after.cells.get(column, ""))
    )


def rows_by_key(catalog: Catalog, name: str, columns: Key) -> dict[Key, Row]:
    """The rows of a dataset by the values of `columns`.

    Where two rows share a key, as they may in an old state, the second gets a mark in its key.
    """
    rows: dict[Key, Row] = {}
    for row in catalog.rows(name):
        key = tuple(row.cells.get(column, "") for column in columns)
        while key in rows:
            key = (*key, "again")
        rows[key] = row
    return rows
