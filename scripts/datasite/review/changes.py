"""Two states of the register in, what differs between them out, record by record and field by
field; and what of it may be a loss.

Nothing is judged but what went: a published identifier, many rows at once, much of the money. Moved
rows are no change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.problems import N_, Message, N_n, Problem, shown
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row
from datasite.values import money

Key = tuple[str, ...]
WITHDRAWN = "withdrawn"  # the dataset in which a record is taken back, with the reason
MOST_ROWS = Decimal("0.1")  # part of a table's rows that may go at once
MOST_MONEY = Decimal("0.1")  # part of a sum that may move at once
LOGS = (WITHDRAWN, "corrections")  # datasets of which no row ever goes
ALIKE = Decimal(
    "0.6"
)  # how much of what a record says is still the same where it took another identifier


@dataclass(frozen=True)
class FieldChange:
    """One cell that reads otherwise; a column that is new or gone is blank on the other side."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """One record that stands in both states; `after` knows its line."""

    key: Key
    before: Row
    after: Row
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class TableChanges:
    """What differs in one dataset.

    Records are in the order of their file, by the primary key of the present state.
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
    """Every dataset in which something differs, by name; a dataset that is new or gone is all added
    or all removed.
    """

    tables: Mapping[str, TableChanges]
    new_datasets: tuple[str, ...]
    lost_datasets: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.tables or self.new_datasets or self.lost_datasets)


def compare(before: Catalog, after: Catalog) -> Changes:
    """Everything that differs between two states of the register."""
    names = sorted({*before.datasets, *after.datasets})
    tables = {name: changes for name in names if (changes := _of_table(name, before, after))}
    return Changes(
        tables,
        tuple(n for n in names if n not in before.datasets),
        tuple(n for n in names if n not in after.datasets),
    )


def _of_table(name: str, before: Catalog, after: Catalog) -> TableChanges:
    old, new = before.datasets.get(name), after.datasets.get(name)
    old_columns, new_columns = old.header if old else (), new.header if new else ()
    key = new.primary_key if new else old.primary_key if old else ()
    was, now = _by_key(before, name, key), _by_key(after, name, key)
    columns = dict.fromkeys((*new_columns, *old_columns))
    changed = []
    for at in now:
        if at in was:
            fields = tuple(
                FieldChange(column, one, two)
                for column in columns
                if (one := was[at].cells.get(column, "")) != (two := now[at].cells.get(column, ""))
            )
            if fields:
                changed.append(RecordChange(at, was[at], now[at], fields))
    return TableChanges(
        name,
        {at: row for at, row in now.items() if at not in was},
        {at: row for at, row in was.items() if at not in now},
        tuple(changed),
        tuple(c for c in new_columns if c not in old_columns) if old else (),
        tuple(c for c in old_columns if c not in new_columns) if new else (),
    )


def _by_key(catalog: Catalog, name: str, columns: Key) -> dict[Key, Row]:
    """The rows of a dataset by the values of `columns`.

    Where two rows have one key, as a state of old may, the second gets a mark.
    """
    found: dict[Key, Row] = {}
    for row in catalog.rows(name):
        key = tuple(row.cells.get(column, "") for column in columns)
        while key in found:
            key = (*key, "again")
        found[key] = row
    return found


def records_withdrawn(catalog: Catalog) -> set[tuple[str, str]]:
    """Every record, as (dataset, key), that was taken back with a reason."""
    return {(row["dataset"], row["record"]) for row in catalog.rows(WITHDRAWN)}


def losses(before: Catalog, after: Catalog, *, new_edition: bool = False) -> list[Problem]:
    """What went and may not go without a word.

    A column or a dataset may go in a `new_edition`, whose version has grown in its first part.
    """
    changes = compare(before, after)
    withdrawn = records_withdrawn(after)
    problems = [] if new_edition else [*_lost_datasets(changes), *_lost_columns(changes)]
    for name, table in changes.tables.items():
        if name in after.datasets:
            gone = {
                key: row
                for key, row in table.removed.items()
                if not is_withdrawn(before, name, key, row, withdrawn)
            }
            problems += _lost_identifiers(name, after, table, gone)
            problems += _lost_rows(name, before, gone)
            problems += _moved_sums(
                name,
                before,
                after,
                {
                    *gone,
                    *(
                        key
                        for key in _by_key(before, name, after.datasets[name].primary_key)
                        if key not in table.removed
                    ),
                },
            )
    return problems


def _path(name: str) -> str:
    return f"datasets/{name}/{name}.csv"


def is_withdrawn(
    before: Catalog, name: str, key: Key, row: Row, withdrawn: set[tuple[str, str]]
) -> bool:
    """Whether the record was taken back, or belongs to one that was: the partners of a withdrawn
    project go with it.
    """
    if (name, KEY_SEPARATOR.join(key)) in withdrawn:
        return True
    return any(
        (k.dataset, row.cells.get(k.field, "")) in withdrawn
        for k in before.datasets[name].foreign_keys
    )


def _lost_datasets(changes: Changes) -> Iterator[Problem]:
    for name in changes.lost_datasets:
        right = Message(
            N_("Bring it back, or let the first part of the version in release.yaml grow.")
        )
        yield Problem(
            f"datasets/{name}", 0, 0, "dataset-lost", Message(N_("The dataset is gone.")), right
        )


def _lost_columns(changes: Changes) -> Iterator[Problem]:
    for name, table in changes.tables.items():
        for column in table.lost_columns:
            right = Message(
                N_("Bring it back, or let the first part of the version in release.yaml grow.")
            )
            yield Problem(
                _path(name),
                1,
                1,
                "column-lost",
                Message(N_("The column %(column)s is gone."), {"column": shown(column)}),
                right,
            )


def _lost_identifiers(
    name: str, after: Catalog, table: TableChanges, gone: Mapping[Key, Row]
) -> Iterator[Problem]:
    """Identifiers are published for ever: those of one column, and the rows of the logs."""
    if len(after.datasets[name].primary_key) > 1 and name not in LOGS:
        return
    renamed = renames(after.datasets[name], gone, table.added)
    for key in gone:
        identifier = KEY_SEPARATOR.join(key)
        if new := renamed.get(key):
            what = Message(
                N_("The record %(record)s is gone; it seems to be %(new)s now."),
                {"record": shown(identifier), "new": shown(KEY_SEPARATOR.join(new))},
            )
        else:
            what = Message(N_("The record %(record)s is gone."), {"record": shown(identifier)})
        yield Problem(
            _path(name),
            0,
            0,
            "id-lost",
            what,
            Message(
                N_(
                    "An identifier stays for ever: bring it back, or say in the dataset withdrawn"
                    " why it went and what took its place."
                )
            ),
        )


def renames(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> Mapping[Key, Key]:
    """The removed records that are added ones under another key, one to one, those most alike
    first.

    An identifier of one column may change while most of what the record says stays. Where the key
    is compound and so says things itself, one part of it may change, and nothing else.
    """
    pairs = (
        _alike(dataset, removed, added)
        if len(dataset.primary_key) == 1
        else _moved(dataset, removed, added)
    )
    found: dict[Key, Key] = {}
    taken: set[Key] = set()
    for old, new in pairs:
        if old not in found and new not in taken:
            found[old] = new
            taken.add(new)
    return found


def _alike(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> list[tuple[Key, Key]]:
    """Pairs of which most free cells are the same; codes and links alone do not make two records
    one.
    """
    bound = {
        *dataset.primary_key,
        *(k.field for k in dataset.foreign_keys),
        *(f.name for f in dataset.fields if f.type == "boolean"),
    }
    said = {
        key: {(name, value) for name, value in row.cells.items() if value and name not in bound}
        for rows in (removed, added)
        for key, row in rows.items()
    }
    holders: defaultdict[tuple[str, str], list[Key]] = defaultdict(list)
    for key in added:
        for cell in said[key]:
            holders[cell].append(key)
    ratios: dict[tuple[Key, Key], Decimal] = {}
    for old in removed:
        for new, shared in Counter(new for cell in said[old] for new in holders[cell]).items():
            ratios[old, new] = Decimal(2 * shared) / (len(said[old]) + len(said[new]))
    return sorted(
        (pair for pair, ratio in ratios.items() if ratio >= ALIKE),
        key=lambda pair: (-ratios[pair], pair),
    )


def _moved(
    dataset: Dataset, removed: Mapping[Key, Row], added: Mapping[Key, Row]
) -> list[tuple[Key, Key]]:
    """Pairs that differ in one part of the key and in nothing else."""

    def rest(row: Row) -> tuple[str, ...]:
        return tuple(value for name, value in row.cells.items() if name not in dataset.primary_key)

    like: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, row in added.items():
        like[rest(row)].append(key)
    return [
        (old, new)
        for old, row in removed.items()
        for new in like[rest(row)]
        if sum(one != other for one, other in zip(old, new, strict=False)) == 1
    ]


def _lost_rows(name: str, before: Catalog, gone: Mapping[Key, Row]) -> Iterator[Problem]:
    count = len(before.rows(name))
    if len(gone) > 1 and len(gone) > count * MOST_ROWS:
        one, many = N_n(
            "Of the rows that were here %(count)d is gone; there were %(before)d.",
            "Of the rows that were here %(count)d are gone; there were %(before)d.",
        )
        right = Message(
            N_(
                "At most a tenth may go at once: bring them back, name them in the dataset"
                " withdrawn, or make the change in steps."
            )
        )
        yield Problem(
            _path(name),
            0,
            0,
            "rows-lost",
            Message(one, {"count": len(gone), "before": count}, many),
            right,
        )


def _moved_sums(name: str, before: Catalog, after: Catalog, keys: set[Key]) -> Iterator[Problem]:
    """Sums over the records that were there and were not withdrawn: not figures to quote, but a
    tripwire.
    """
    dataset = after.datasets[name]
    for column in (f.name for f in dataset.fields if f.format == "money"):
        was, now = (
            _sums(catalog, name, dataset.primary_key, column, keys) for catalog in (before, after)
        )
        for currency, total in was.items():
            if total and abs(now.get(currency, Decimal(0)) - total) > total * MOST_MONEY:
                what = Message(
                    N_(
                        "The sum of %(column)s in the currency %(currency)s was %(before)s and is"
                        " %(after)s."
                    ),
                    {
                        "column": column,
                        "currency": currency or "—",
                        "before": str(total),
                        "after": str(now.get(currency, Decimal(0))),
                    },
                )
                right = Message(
                    N_(
                        "At most a tenth may move at once: put it right, or make the change in"
                        " steps."
                    )
                )
                yield Problem(_path(name), 0, 0, "sums-moved", what, right)


def _sums(
    catalog: Catalog, name: str, key: Key, column: str, keys: set[Key]
) -> Mapping[str, Decimal]:
    """The sum of a column by currency over the records with these keys."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for at, row in _by_key(catalog, name, key).items():
        if at in keys:
            sums[row.cells.get("currency", "")] += money(row.cells.get(column, "")) or Decimal(0)
    return sums
