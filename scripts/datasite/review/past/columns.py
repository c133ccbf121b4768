"""A past table written with the columns and the key of the next commit, and what that changes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.history.changes import Change, ChangeKind
from datasite.review.past.tables import PastTable, joined_keys
from datasite.review.renames import LEAST_ALIKE

Made = Callable[..., Change]  # a change of the commit, from what else is known of it


@dataclass(frozen=True)
class Recast:
    """The state before in the form of the state after: the changes that make it so, the table, and
    the columns that are new, whose cells are no changes of their own.
    """

    changes: tuple[Change, ...]
    table: PastTable
    new_columns: frozenset[str] = frozenset()


def recast(before: PastTable, after: PastTable, made: Made) -> Recast:
    """Write a table with the columns and the key of the state after.

    A column that came, went or took another name is one change, however many rows have it.
    """
    key = after.description.primary_key
    if (before.header, before.description.primary_key) == (after.header, key):
        return Recast((), PastTable(before.name, after.description, after.header, before.rows))
    renamed = _renamed_columns(before, after)
    header = tuple(renamed.get(name, name) for name in before.header)
    new_columns = frozenset(after.header) - frozenset(header)
    changes = [
        *(
            made(kind=ChangeKind.COLUMN_RENAMED, dataset=after.name, field=new, before=old)
            for old, new in renamed.items()
        ),
        *(
            made(kind=ChangeKind.COLUMN_REMOVED, dataset=after.name, field=name)
            for name in header
            if name not in after.header
        ),
        *(
            made(kind=ChangeKind.COLUMN_ADDED, dataset=after.name, field=name)
            for name in after.header
            if name in new_columns
        ),
    ]
    named = PastTable(before.name, before.description, header, before.rows)
    old_key = tuple(renamed.get(name, name) for name in before.description.primary_key)
    keys = {old: old for old in before.rows} if old_key == key else _new_keys(named, old_key, after)
    for old in before.rows:
        if old not in keys:
            changes.append(made(kind=ChangeKind.REMOVED, dataset=after.name, record=old))
        elif keys[old] != old:
            changes.append(
                made(kind=ChangeKind.RENAMED, dataset=after.name, record=keys[old], before=old)
            )
    return Recast(tuple(changes), _in_form(named, keys, after), new_columns)


def _in_form(before: PastTable, keys: Mapping[str, str], after: PastTable) -> PastTable:
    """The rows that have new keys, with the columns of the state after; a new column has the cells
    that it has then, so that they do not differ.
    """
    places = {name: place for place, name in enumerate(before.header)}
    blank = ("",) * len(after.header)
    rows = {}
    for old, new in keys.items():
        cells, later = before.rows[old], after.rows.get(new, blank)
        rows[new] = tuple(
            cells[places[name]] if name in places else later[place]
            for place, name in enumerate(after.header)
        )
    return PastTable(after.name, after.description, after.header, rows)


def _new_keys(before: PastTable, old_key: tuple[str, ...], after: PastTable) -> dict[str, str]:
    """The joined key that each record has once other columns are the key; without those of which
    that cannot be known.
    """
    rows = tuple(before.rows.values())
    new = joined_keys(before.header, after.description.primary_key, rows)
    if new is not None:
        keys = dict(zip(before.rows, new, strict=True))
    else:
        by_old_key = joined_keys(after.header, old_key, tuple(after.rows.values()))
        found = dict(zip(by_old_key or (), after.rows, strict=False))
        keys = {old: found[old] for old in before.rows if old in found}
    moved = {new for old, new in keys.items() if new != old}
    # Where records exchange their keys, nothing tells which is which.
    return {} if moved & before.rows.keys() else keys


def _renamed_columns(before: PastTable, after: PastTable) -> dict[str, str]:
    """The new name of each column that is gone and of which most cells are in a new one."""
    pairs = sorted(_alike_columns(before, after))
    renamed: dict[str, str] = {}
    for _, old, new in pairs:
        if old not in renamed and new not in renamed.values():
            renamed[old] = new
    return renamed


def _alike_columns(before: PastTable, after: PastTable) -> Iterator[tuple[Decimal, str, str]]:
    shared = [(cells, after.rows[key]) for key, cells in before.rows.items() if key in after.rows]
    for place, old in enumerate(before.header):
        if old in after.header:
            continue
        for new_place, new in enumerate(after.header):
            if new in before.header:
                continue
            cells = [(left[place], right[new_place]) for left, right in shared]
            filled = [(left, right) for left, right in cells if left or right]
            same = sum(left == right for left, right in filled)
            if filled and Decimal(same) / len(filled) >= LEAST_ALIKE:
                yield -Decimal(same) / len(filled), old, new
