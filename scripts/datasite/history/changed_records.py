"""Which record each change concerns: the row under the key that it has now, and the record of
which that row is a part.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from datasite.history.changes import Change, History, RecordId
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.scan import Row


@dataclass(frozen=True, kw_only=True)
class RecordChange:
    """A change with the row that it concerns, by the last key that the row had.

    `whole` is the record of which the row is a part, as an amount is of its project; the row itself
    where it is part of none. A change of a table has a blank key in both. `cells` are those of the
    row as it is now; of a row that went only those of its key are known.
    """

    change: Change
    row: RecordId
    whole: RecordId
    cells: Row

    @property
    def of_part(self) -> bool:
        """Whether it concerns a part of another record."""
        return self.row != self.whole


def record_changes(catalog: Catalog, history: History) -> tuple[RecordChange, ...]:
    """Every change of the history in its order, oldest first."""
    placed = {
        id(change): placed
        for row, changes in history.by_record.items()
        for placed, change in zip(_placed(catalog, history, row), changes, strict=True)
    }
    return tuple(placed[id(change)] for change in history.changes)


def _placed(catalog: Catalog, history: History, row: RecordId) -> Iterator[RecordChange]:
    cells = _cells(catalog, row)
    whole = _whole(catalog, history, row, cells)
    for change in history.by_record[row]:
        yield RecordChange(change=change, row=row, whole=whole, cells=cells)


def _cells(catalog: Catalog, record: RecordId) -> Row:
    """The row as it is; of one that went the parts of its key, as far as they can be told apart."""
    dataset, key = record
    if row := catalog.by_key.get(dataset, {}).get(key):
        return row
    if dataset not in catalog.datasets or not key:
        return Row({}, {})
    names = catalog.datasets[dataset].primary_key
    parts = key.split(KEY_SEPARATOR, len(names) - 1)
    return Row(dict(zip(names, parts, strict=False)), {})


def _whole(catalog: Catalog, history: History, row: RecordId, cells: Row) -> RecordId:
    """The record at the top: that of the amount of which a statement is made is the project."""
    if row[0] not in catalog.datasets or not row[1]:
        return row
    seen, above = [row], catalog.belongs_to(row[0], cells)
    while above and above not in seen and _is_known(catalog, history, above):
        seen.append(above)
        above = catalog.belongs_to(above[0], _cells(catalog, above))
    return seen[-1]


def _is_known(catalog: Catalog, history: History, record: RecordId) -> bool:
    """Whether the record is there or was there: the key of a row that went may be misread."""
    return record[1] in catalog.by_key.get(record[0], {}) or record in history.by_record
