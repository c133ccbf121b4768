"""The rows of two branches by their keys, and which of them stay when the branches are merged.

The rule is git's own for lines: what one branch alone changed is taken as that branch has it. Where
both changed a row, and not alike, a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row, Table

Key = tuple[str, ...]
Cells = tuple[str, ...]
Keyed = Mapping[Key, Mapping[Cells, Row]]  # the different rows of each key; nearly always one


@dataclass(frozen=True)
class Branches:
    """The rows of two branches, and of the state before both, of which none may be known."""

    ours: Keyed
    theirs: Keyed
    before: Keyed

    def rows(self, key: Key) -> tuple[Mapping[Cells, Row], ...]:
        """The rows of a key in the first branch, in the second, and before both."""
        ours, theirs, before = (
            keyed.get(key, {}) for keyed in (self.ours, self.theirs, self.before)
        )
        return ours, theirs, before


@dataclass(frozen=True)
class Decision:
    """The rows that stay, by their keys, and the keys of which a person must choose the row.

    A key whose row is deleted has no rows here.
    """

    kept: Mapping[Key, tuple[Cells, ...]]
    open: tuple[Key, ...]


def key_rows(dataset: Dataset, table: Table) -> Keyed:
    """The rows of a table by their primary keys; rows that are equal once."""
    keyed: dict[Key, dict[Cells, Row]] = {}
    for row in table.rows:
        key = tuple(row[name] for name in dataset.primary_key)
        keyed.setdefault(key, {}).setdefault(tuple(row.cells.values()), row)
    return keyed


def decide(branches: Branches) -> Decision:
    """Which rows stay. Where the state before is not known, a row of one branch is one that it
    added.
    """
    kept: dict[Key, tuple[Cells, ...]] = {}
    undecided = []
    for key in dict.fromkeys((*branches.ours, *branches.theirs)):
        ours, theirs, before = (tuple(rows) for rows in branches.rows(key))
        if set(theirs) in (set(ours), set(before)):
            kept[key] = ours
        elif set(ours) == set(before):
            kept[key] = theirs
        # One branch may have moved a row that the other changed: then both versions are there.
        if key not in kept or (len(kept[key]) > 1 and ours and theirs):
            undecided.append(key)
    return Decision(kept, tuple(undecided))
