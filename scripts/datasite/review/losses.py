"""The check against a base: published records, rows, sums, columns and datasets that went.

The rules are id-lost, rows-lost, sums-moved, dataset-lost and column-lost. A record that the
dataset withdrawn names with a reason is not a loss.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal

from datasite.problems import N_, Message, N_n, Problem, shown
from datasite.publication.identity import CORRECTIONS
from datasite.review.changes import (
    Changes,
    Key,
    RecordId,
    TableChanges,
    compare_catalogs,
    rows_by_key,
)
from datasite.review.renames import find_renames
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row
from datasite.values import parse_money

WITHDRAWN = "withdrawn"  # the dataset that takes records back, each with its reason
LOGS = (WITHDRAWN, CORRECTIONS)  # datasets that never lose a row
MOST_ROWS_LOST = Decimal("0.1")  # part of a table's rows that may go at once
MOST_MONEY = Decimal("0.1")  # part of a sum that may move at once
NEW_EDITION = N_("Bring it back, or raise the first part of the version in release.yaml.")


def find_losses(before: Catalog, after: Catalog, *, new_edition: bool = False) -> list[Problem]:
    """Everything that went and is not withdrawn.

    Columns and datasets may go in a `new_edition`, whose version has a higher first part.
    """
    changes = compare_catalogs(before, after)
    withdrawn = withdrawn_records(after)
    problems = (
        [] if new_edition else [*_lost_datasets(before, changes), *_lost_columns(after, changes)]
    )
    for name, table in changes.tables.items():
        if name not in after.datasets:
            continue
        dataset = after.datasets[name]
        lost = {
            key: row
            for key, row in table.removed.items()
            if not is_withdrawn(before, (name, KEY_SEPARATOR.join(key)), row, withdrawn)
        }
        kept = rows_by_key(before, name, dataset.primary_key).keys() - table.removed.keys()
        problems += _lost_identifiers(dataset, table, lost)
        problems += _lost_rows(dataset, len(before.rows(name)), lost)
        problems += _moved_sums(dataset, before, after, lost.keys() | kept)
    return problems


def withdrawn_records(catalog: Catalog) -> set[RecordId]:
    """Every record that was taken back with a reason."""
    return {(row["dataset"], row["record"]) for row in catalog.rows(WITHDRAWN)}


def is_withdrawn(before: Catalog, record: RecordId, row: Row, withdrawn: Set[RecordId]) -> bool:
    """Whether the record was taken back or points to one that was: the partners of a withdrawn
    project go with it.
    """
    if record in withdrawn:
        return True
    return any(
        (link.dataset, row.cells.get(link.field, "")) in withdrawn
        for link in before.datasets[record[0]].foreign_keys
    )


def _lost_datasets(before: Catalog, changes: Changes) -> Iterator[Problem]:
    for name in changes.lost_datasets:
        folder = before.datasets[name].path.rpartition("/")[0]
        what = Message(N_("The dataset is gone."))
        yield Problem.of_file(folder, "dataset-lost", what, Message(NEW_EDITION))


def _lost_columns(after: Catalog, changes: Changes) -> Iterator[Problem]:
    for name, table in changes.tables.items():
        for column in table.lost_columns:
            what = Message(N_("The column %(column)s is gone."), {"column": shown(column)})
            path = after.datasets[name].path
            yield Problem(path, 1, 1, "column-lost", what, Message(NEW_EDITION))


def _lost_identifiers(
    dataset: Dataset, table: TableChanges, lost: Mapping[Key, Row]
) -> Iterator[Problem]:
    """Published identifiers never change: those of one column, and the rows of the logs."""
    if len(dataset.primary_key) > 1 and dataset.name not in LOGS:
        return
    renamed = find_renames(dataset, lost, table.added)
    right = Message(
        N_(
            "A published identifier must not disappear: bring it back, or add a row to the dataset"
            " withdrawn that says why it went and what replaced it."
        )
    )
    for key in lost:
        record = shown(KEY_SEPARATOR.join(key))
        if new := renamed.get(key):
            what = Message(
                N_("The record %(record)s is gone; it seems to be %(new)s now."),
                {"record": record, "new": shown(KEY_SEPARATOR.join(new))},
            )
        else:
            what = Message(N_("The record %(record)s is gone."), {"record": record})
        yield Problem.of_file(dataset.path, "id-lost", what, right)


def _lost_rows(dataset: Dataset, rows_before: int, lost: Mapping[Key, Row]) -> Iterator[Problem]:
    if len(lost) <= 1 or len(lost) <= rows_before * MOST_ROWS_LOST:
        return
    one, many = N_n(
        "%(count)d of %(before)d rows is gone.", "%(count)d of %(before)d rows are gone."
    )
    what = Message(one, {"count": len(lost), "before": rows_before}, many)
    right = Message(
        N_(
            "At most a tenth may go at once: bring them back, name them in the dataset withdrawn,"
            " or make the change in steps."
        )
    )
    yield Problem.of_file(dataset.path, "rows-lost", what, right)


def _moved_sums(
    dataset: Dataset, before: Catalog, after: Catalog, keys: Set[Key]
) -> Iterator[Problem]:
    """Sums over the records that were there before and were not withdrawn.

    They are no figures to quote: they only show that much of the money moved at once.
    """
    right = Message(
        N_("At most a tenth may change at once: correct the amounts, or make the change in steps.")
    )
    for column in (field.name for field in dataset.fields if field.format == "money"):
        old, new = (_sums(catalog, dataset, column, keys) for catalog in (before, after))
        for currency, old_sum in old.items():
            new_sum = new.get(currency, Decimal(0))
            if old_sum and abs(new_sum - old_sum) > old_sum * MOST_MONEY:
                values = {
                    "column": column,
                    "currency": currency or "—",
                    "before": str(old_sum),
                    "after": str(new_sum),
                }
                what = Message(
                    N_(
                        "The sum of %(column)s in the currency %(currency)s was %(before)s and is"
                        " %(after)s."
                    ),
                    values,
                )
                yield Problem.of_file(dataset.path, "sums-moved", what, right)


def _sums(catalog: Catalog, dataset: Dataset, column: str, keys: Set[Key]) -> Mapping[str, Decimal]:
    """The sum of a column over the records with these keys, by currency."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for key, row in rows_by_key(catalog, dataset.name, dataset.primary_key).items():
        if key in keys:
            sums[row.cells.get("currency", "")] += parse_money(
                row.cells.get(column, "")
            ) or Decimal(0)
    return sums
