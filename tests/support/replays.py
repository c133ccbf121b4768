"""The changes of a commit applied to the tables before it, as somebody who reads them would.

They do not hold the cells of new records and of new columns: those are taken from the tables after.
"""

import dataclasses
from collections.abc import Iterable, Mapping

from datasite.history.changes import Change, ChangeKind
from datasite.review.past.steps import with_renamed_records, with_renamed_table
from datasite.review.past.tables import PastTable

Cells = dict[str, str]  # of a row, by column


def replay(
    before: Mapping[str, PastTable], changes: Iterable[Change], after: Mapping[str, PastTable]
) -> Mapping[str, dict[str, Cells]]:
    """The rows of each table by key, after the changes. A change that does not fit is an error."""
    tables = dict(before)
    new_columns: dict[str, list[str]] = {}
    for change in changes:
        name, key = change.dataset, change.record
        table = tables.get(name)
        rows = dict(table.rows) if table else {}
        if change.kind is ChangeKind.TABLE_ADDED:
            assert table is None
            tables[name] = dataclasses.replace(after[name], rows={})
            continue
        if change.kind is ChangeKind.TABLE_RENAMED:
            assert change.before in tables and table is None
            tables = with_renamed_table(tables, change.before, name)
            continue
        assert table
        match change.kind:
            case ChangeKind.TABLE_REMOVED:
                del tables[name]
                continue
            case ChangeKind.COLUMN_ADDED:
                assert change.field not in table.header
                new_columns.setdefault(name, []).append(change.field)
                header = (*table.header, change.field)
                rows = {at: (*cells, "") for at, cells in rows.items()}
                tables[name] = dataclasses.replace(table, header=header, rows=rows)
                continue
            case ChangeKind.COLUMN_REMOVED:
                gone = table.header.index(change.field)
                tables[name] = dataclasses.replace(
                    table,
                    header=(*table.header[:gone], *table.header[gone + 1 :]),
                    rows={at: (*c[:gone], *c[gone + 1 :]) for at, c in rows.items()},
                )
                continue
            case ChangeKind.COLUMN_RENAMED:
                assert change.before in table.header
                header = tuple(change.field if n == change.before else n for n in table.header)
                tables[name] = dataclasses.replace(table, header=header)
                continue
            case ChangeKind.RENAMED if len(table.description.primary_key) == 1:
                assert change.before in rows and key not in rows
                described = {n: _described(each, after) for n, each in tables.items()}
                tables = with_renamed_records(described, {(name, change.before): key})
                continue
            case ChangeKind.RENAMED:
                parts = dict(zip(table.description.primary_key, key.split("/"), strict=True))
                rows[key] = _with(table, rows.pop(change.before), parts)
            case ChangeKind.ADDED:
                assert key not in rows
                at = after[name]
                cells = dict(zip(at.header, at.rows[key], strict=True))
                rows[key] = tuple(cells[column] for column in table.header)
            case ChangeKind.REMOVED:
                del rows[key]
            case ChangeKind.CHANGED:
                assert rows[key][table.header.index(change.field)] == change.before
                rows[key] = _with(table, rows[key], {change.field: change.after})
        tables[name] = dataclasses.replace(table, rows=rows)
    return {
        name: by_column(table, after[name], new_columns.get(name, ()))
        for name, table in tables.items()
    }


def by_column(
    table: PastTable, after: PastTable, from_after: Iterable[str] = ()
) -> dict[str, Cells]:
    """The rows by key; the cells of some columns are those of the state after."""
    taken = {
        key: {column: cells[after.header.index(column)] for column in from_after}
        for key, cells in after.rows.items()
    }
    return {
        key: dict(zip(table.header, cells, strict=True)) | taken.get(key, {})
        for key, cells in table.rows.items()
    }


def _described(table: PastTable, after: Mapping[str, PastTable]) -> PastTable:
    return dataclasses.replace(table, description=after[table.name].description)


def _with(table: PastTable, cells: tuple[str, ...], new: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(new.get(column, cell) for column, cell in zip(table.header, cells, strict=True))
