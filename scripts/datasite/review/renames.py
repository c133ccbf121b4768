"""Records that took another identifier: which removed record is which added one."""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from datasite.review.changes import Key, RecordId, compare_catalogs
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row, Table

# The part of a record's own values that stay the same where it took another identifier.
LEAST_ALIKE = Decimal("0.6")


class Alignment(NamedTuple):
    """The state before, written with the identifiers of today."""

    renamed: Mapping[RecordId, str]  # the new identifier of (dataset, old identifier)
    before: Catalog


def align_records(before: Catalog, after: Catalog) -> Alignment:
    """Find the identifiers that changed and write the state before with those of today.

    Two records may be recognised as one only once what they point to has its new identifier, so
    the search is repeated until it finds no more.
    """
    renamed: dict[RecordId, str] = {}
    while True:
        new = _renamed_identifiers(before, after)
        if not new:
            return Alignment(renamed, before)
        original = {(name, key): old for (name, old), key in renamed.items()}
        renamed |= {(name, original.get((name, old), old)): key for (name, old), key in new.items()}
        before = with_new_identifiers(before, new)


def _renamed_identifiers(before: Catalog, after: Catalog) -> dict[RecordId, str]:
    """The new identifiers of records whose key is one column."""
    renamed: dict[RecordId, str] = {}
    for name, table in compare_catalogs(before, after).tables.items():
        if name not in before.datasets or name not in after.datasets:
            continue
        dataset = after.datasets[name]
        if len(dataset.primary_key) == 1:
            for old, new in find_renames(dataset, table.removed, table.added).items():
                if len(old) == len(new) == 1:
                    renamed[name, old[0]] = new[0]
    return renamed


def with_new_identifiers(catalog: Catalog, renamed: Mapping[RecordId, str]) -> Catalog:
    """The catalog with other identifiers, in the records and wherever a row names them."""
    tables: dict[str, Table] = {}
    keys: dict[RecordId, str] = {}  # the new joined key of each row whose key changed
    for name, table in catalog.tables.items():
        rows = tuple(_with_new_links(catalog.datasets[name], row, renamed) for row in table.rows)
        tables[name] = dataclasses.replace(table, rows=rows)
        for old, new in zip(table.rows, rows, strict=True):
            if catalog.key(name, old) != catalog.key(name, new):
                keys[name, catalog.key(name, old)] = catalog.key(name, new)
    for name, table in tables.items():
        if {"dataset", "record"} <= set(table.header):
            rows = tuple(_with_new_subject(catalog, row, renamed, keys) for row in table.rows)
            tables[name] = dataclasses.replace(table, rows=rows)
    return Catalog(catalog.datasets, tables)


def _with_new_links(dataset: Dataset, row: Row, renamed: Mapping[RecordId, str]) -> Row:
    """A row with the new identifiers of itself and of the records to which its fields point."""
    targets = {key.field: key.dataset for key in dataset.foreign_keys}
    if len(dataset.primary_key) == 1:
        targets[dataset.primary_key[0]] = dataset.name
    cells = {
        column: renamed.get((targets.get(column, ""), value), value)
        for column, value in row.cells.items()
    }
    return dataclasses.replace(row, cells=cells)


def _with_new_subject(
    catalog: Catalog, row: Row, renamed: Mapping[RecordId, str], keys: Mapping[RecordId, str]
) -> Row:
    """A row about a record of another dataset, with the new key of that record and the new
    identifiers in its values.
    """
    subject = catalog.datasets.get(row["dataset"])
    target = subject.target(row.cells.get("field", "")) if subject else ""
    cells = {**row.cells, "record": keys.get((row["dataset"], row["record"]), row["record"])}
    for column in ("value", "was", "is"):
        if column in cells:
            cells[column] = renamed.get((target, cells[column]), cells[column])
    return dataclasses.replace(row, cells=cells)


def find_renames(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> Mapping[Key, Key]:
    """The new key of each removed record that is an added one under another key.

    A key of one column may change while most of the record stays the same; the most similar pairs
    are taken first. A compound key says something itself, so one part of it may change, and
    nothing else.
    """
    pairs = (
        _similar_pairs(dataset, removed, added)
        if len(dataset.primary_key) == 1
        else _pairs_with_one_new_part(dataset, removed, added)
    )
    renamed: dict[Key, Key] = {}
    taken: set[Key] = set()
    for old, new in pairs:
        if old not in renamed and new not in taken:
            renamed[old] = new
            taken.add(new)
    return renamed


def _similar_pairs(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> list[tuple[Key, Key]]:
    """Pairs of which most free cells are equal; equal codes and links alone are not enough."""
    bound = {
        *dataset.primary_key,
        *(key.field for key in dataset.foreign_keys),
        *(field.name for field in dataset.fields if field.type == "boolean"),
    }
    free_cells = {
        key: {(name, value) for name, value in row.cells.items() if value and name not in bound}
        for rows in (removed, added)
        for key, row in rows.items()
    }
    holders: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in added:
        for cell in free_cells[key]:
            holders[cell].append(key)
    ratios: dict[tuple[Key, Key], Decimal] = {}
    for old in removed:
        shared = Counter(new for cell in free_cells[old] for new in holders[cell])
        for new, count in shared.items():
            whole = len(free_cells[old]) + len(free_cells[new])
            ratios[old, new] = Decimal(2 * count) / whole
    return sorted(
        (pair for pair, ratio in ratios.items() if ratio >= LEAST_ALIKE),
        key=lambda pair: (-ratios[pair], pair),
    )


def _pairs_with_one_new_part(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> list[tuple[Key, Key]]:
    """Pairs that differ in one part of the key and in nothing else."""

    def rest(row: Row) -> tuple[str, ...]:
        return tuple(value for name, value in row.cells.items() if name not in dataset.primary_key)

    added_by_rest: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, row in added.items():
        added_by_rest[rest(row)].append(key)
    return [
        (old, new)
        for old, row in removed.items()
        for new in added_by_rest[rest(row)]
        if sum(left != right for left, right in zip(old, new, strict=False)) == 1
    ]
