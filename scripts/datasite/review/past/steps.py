"""What one commit changed: the tables before it and those that it touched, compared."""

import dataclasses
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from datasite.history.changes import Change, ChangeKind
from datasite.review.past.columns import Made, Recast, recast
from datasite.review.past.tables import Cells, PastTable, joined_keys
from datasite.review.renames import (
    LEAST_ALIKE,
    align_records,
    find_renames,
    with_new_identifiers,
)
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.scan import Row, Table

Tables = Mapping[str, PastTable]


class Step(NamedTuple):
    """The changes of one commit, and the tables after it."""

    changes: tuple[Change, ...]
    tables: Tables


def take_step(before: Tables, touched: Mapping[str, PastTable | None], made: Made) -> Step:
    """Compare the tables that a commit touched, None for one that it removed, with those before.

    A row that only follows a record or a table to its new name is no change.
    """
    changes: list[Change] = []
    tables = dict(before)
    for old, new in _renamed_tables(tables, touched):
        changes.append(made(kind=ChangeKind.TABLE_RENAMED, dataset=new, before=old))
        tables = with_renamed_table(tables, old, new)
    for name in sorted(touched):
        if touched[name] is None and name in tables:
            del tables[name]
            changes.append(made(kind=ChangeKind.TABLE_REMOVED, dataset=name))
    recasts: dict[str, Recast] = {}
    after = {name: table for name, table in sorted(touched.items()) if table}
    for name, table in after.items():
        if name in tables:
            recasts[name] = recast(tables[name], table, made)
        else:
            added = made(kind=ChangeKind.TABLE_ADDED, dataset=name)
            recasts[name] = Recast((added,), dataclasses.replace(table, rows={}))
        changes += recasts[name].changes
    differing = {
        name: _Differing.between(recasts[name].table, table) for name, table in after.items()
    }
    if any(rows.may_be_renamed for rows in differing.values()):
        renamed, differing = _align({**tables, **after}, differing)
        for (name, old), new in sorted(renamed.items()):
            changes.append(made(kind=ChangeKind.RENAMED, dataset=name, record=new, before=old))
        tables = with_renamed_records(tables, renamed)
    for name, rows in differing.items():
        changes += rows.changes(recasts[name].new_columns, made)
    return Step(tuple(changes), {**tables, **after})


class _Differing(NamedTuple):
    """The rows of one table that are not the same in both states, which have the same columns."""

    table: PastTable
    before: Mapping[str, Cells]
    after: Mapping[str, Cells]

    @classmethod
    def between(cls, before: PastTable, after: PastTable) -> "_Differing":
        old, new = before.rows, after.rows
        return cls(
            after,
            {key: cells for key, cells in old.items() if new.get(key) != cells},
            {key: cells for key, cells in new.items() if old.get(key) != cells},
        )

    @property
    def may_be_renamed(self) -> bool:
        """Whether records of one-column keys went and came."""
        has_one = len(self.table.description.primary_key) == 1
        return (
            has_one
            and not self.before.keys() <= self.after.keys()
            and not self.after.keys() <= self.before.keys()
        )

    def changes(self, new_columns: frozenset[str], made: Made) -> Iterator[Change]:
        """The changes of the rows: new keys, removed, added, then field by field."""
        name = self.table.name
        removed = {key: row for key, row in self.before.items() if key not in self.after}
        added = {key: row for key, row in self.after.items() if key not in self.before}
        renamed = self._renamed(removed, added)
        for old, new in sorted(renamed.items()):
            yield made(kind=ChangeKind.RENAMED, dataset=name, record=new, before=old)
        for key in removed:
            if key not in renamed:
                yield made(kind=ChangeKind.REMOVED, dataset=name, record=key)
        taken = set(renamed.values())
        for key in added:
            if key not in taken:
                yield made(kind=ChangeKind.ADDED, dataset=name, record=key)
        for key, cells in self.after.items():
            for field, old, new in zip(
                self.table.header, self.before.get(key, cells), cells, strict=True
            ):
                if old != new and field not in new_columns:
                    yield made(
                        kind=ChangeKind.CHANGED,
                        dataset=name,
                        record=key,
                        field=field,
                        before=old,
                        after=new,
                    )

    def _renamed(self, removed: Mapping[str, Cells], added: Mapping[str, Cells]) -> dict[str, str]:
        """The new joined key of each row of which one part of the key changed and nothing else."""
        if len(self.table.description.primary_key) == 1 or not removed or not added:
            return {}
        dataset = self.table.dataset()
        old, new = (
            {tuple(row[name] for name in dataset.primary_key): row for row in rows}
            for rows in (
                map(self.table.row, removed.values()),
                map(self.table.row, added.values()),
            )
        )
        return {
            KEY_SEPARATOR.join(left): KEY_SEPARATOR.join(right)
            for left, right in find_renames(dataset, old, new).items()
        }


def _align(
    tables: Tables, differing: Mapping[str, _Differing]
) -> tuple[Mapping[tuple[str, str], str], dict[str, _Differing]]:
    """The records that took another identifier, and the rows that still differ once the state
    before is written with it.
    """
    datasets = {name: table.dataset() for name, table in tables.items()}
    before, after = (
        Catalog(
            datasets,
            {
                name: _as_table(rows.table, rows.before if is_before else rows.after)
                for name, rows in differing.items()
            },
        )
        for is_before in (True, False)
    )
    renamed, aligned = align_records(before, after)
    if not renamed:
        return {}, dict(differing)
    return renamed, {
        name: _Differing.between(
            _from_table(dataclasses.replace(rows.table, rows=rows.before), aligned.tables[name]),
            dataclasses.replace(rows.table, rows=rows.after),
        )
        for name, rows in differing.items()
    }


def with_renamed_records(
    tables: Tables, renamed: Mapping[tuple[str, str], str]
) -> dict[str, PastTable]:
    """The tables with other identifiers of records, also wherever a row names them."""
    if not renamed:
        return dict(tables)
    catalog = Catalog(
        {name: table.dataset() for name, table in tables.items()},
        {name: _as_table(table, table.rows) for name, table in tables.items()},
    )
    aligned = with_new_identifiers(catalog, renamed)
    return {name: _from_table(table, aligned.tables[name]) for name, table in tables.items()}


def with_renamed_table(tables: Tables, old: str, new: str) -> dict[str, PastTable]:
    """The tables with another name of one, also wherever a field points to it or a row names it."""
    return {
        new if name == old else name: _pointing_to_renamed(
            dataclasses.replace(table, name=new if name == old else name), old, new
        )
        for name, table in tables.items()
    }


def _pointing_to_renamed(table: PastTable, old: str, new: str) -> PastTable:
    description = dataclasses.replace(
        table.description,
        foreign_keys=tuple(
            dataclasses.replace(key, dataset=new) if key.dataset == old else key
            for key in table.description.foreign_keys
        ),
    )
    table = dataclasses.replace(table, description=description)
    if not {"dataset", "record"} <= set(table.header):
        return table
    place = table.header.index("dataset")
    rows = [
        (*cells[:place], new, *cells[place + 1 :]) if cells[place] == old else cells
        for cells in table.rows.values()
    ]
    return _with_rows(table, rows)


def _renamed_tables(
    before: Tables, touched: Mapping[str, PastTable | None]
) -> Iterator[tuple[str, str]]:
    """The old and new name of each table that is gone and of which most rows are in a new one."""
    gone = sorted(name for name, table in touched.items() if table is None and name in before)
    new = {name: table for name, table in sorted(touched.items()) if table and name not in before}
    for old in gone:
        likeness = {name: _likeness(before[old], table) for name, table in new.items()}
        best = max(likeness, key=lambda name: likeness[name], default="")
        if best and likeness[best] >= LEAST_ALIKE:
            del new[best]
            yield old, best


def _likeness(before: PastTable, after: PastTable) -> Decimal:
    """The lesser part of the columns and of the keys that two tables have in common."""
    return min(
        Decimal(len(set(left) & set(right))) / max(len(left), len(right), 1)
        for left, right in ((before.header, after.header), (before.rows, after.rows))
    )


def _as_table(table: PastTable, rows: Mapping[str, Cells]) -> Table:
    return Table("", table.header, tuple(map(table.row, rows.values())))


def _from_table(table: PastTable, written: Table) -> PastTable:
    return _with_rows(table, [_cells(row) for row in written.rows])


def _with_rows(table: PastTable, rows: list[Cells]) -> PastTable:
    """The table with other rows, of as many: their joined keys are made anew.

    Where two rows came to have one key, each keeps the one that it had.
    """
    keys = joined_keys(table.header, table.description.primary_key, rows)
    return dataclasses.replace(table, rows=dict(zip(keys or table.rows, rows, strict=False)))


def _cells(row: Row) -> Cells:
    return tuple(row.cells.values())
