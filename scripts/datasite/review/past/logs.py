"""What the two logs of the register explain: which changes are corrections, and what took the place
of a removed record. Those of the last commit count, since a row may be added after the change.
"""

import dataclasses
from collections.abc import Iterator, Mapping

from datasite.history.changes import Change, ChangeKind, History, RecordId
from datasite.publication.identity import CORRECTIONS
from datasite.review.losses import WITHDRAWN
from datasite.review.past.tables import PastTable


def explain(changes: tuple[Change, ...], tables: Mapping[str, PastTable]) -> tuple[Change, ...]:
    """The changes with the kinds that the logs give them.

    The logs name records by their keys of today, so a change counts under the last key of its
    record.
    """
    corrected = {
        (row["dataset"], row["record"], row["field"], row["is"])
        for row in _rows(tables, CORRECTIONS, "dataset", "record", "field", "is")
    }
    successors = {
        (row["dataset"], row["record"]): row["successor_id"]
        for row in _rows(tables, WITHDRAWN, "dataset", "record", "successor_id")
        if row["successor_id"]
    }
    explained: dict[Change, Change] = {}
    for record, its_changes in History(changes=changes).by_record.items():
        for change in its_changes:
            value = (*record, change.field, change.after)
            if change.kind is ChangeKind.CHANGED and value in corrected:
                explained[change] = dataclasses.replace(change, kind=ChangeKind.CORRECTED)
        explained |= _merged(its_changes, record, successors)
    return tuple(explained.get(change, change) for change in changes)


def _merged(
    changes: tuple[Change, ...], record: RecordId, successors: Mapping[RecordId, str]
) -> dict[Change, Change]:
    """The last removal of a record that another one replaced, with that one."""
    if record not in successors or changes[-1].kind is not ChangeKind.REMOVED:
        return {}
    return {
        changes[-1]: dataclasses.replace(
            changes[-1], kind=ChangeKind.MERGED, after=successors[record]
        )
    }


def _rows(tables: Mapping[str, PastTable], name: str, *columns: str) -> Iterator[Mapping[str, str]]:
    """The rows of a log; none where it has not these columns."""
    table = tables.get(name)
    if table and set(columns) <= set(table.header):
        yield from (dict(zip(table.header, cells, strict=True)) for cells in table.rows.values())
