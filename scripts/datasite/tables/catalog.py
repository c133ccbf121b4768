"""The scanned tables with their descriptions, as text, and the look-ups that checks and the model
need.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from datasite.language.languages import TEXT_LANGUAGES, Words, with_fallbacks
from datasite.tables.descriptor import Dataset, ForeignKey
from datasite.tables.scan import Row, Table

KEY_SEPARATOR = "/"  # between the parts of a compound key where one text names a record
_NAMES = ("title", "name", "label")  # stems of the columns in which a record is called by its name


@dataclass(frozen=True)
class Catalog:
    """Every dataset by name, in alphabetical order, and its table where it could be read."""

    datasets: Mapping[str, Dataset]
    tables: Mapping[str, Table]

    def rows(self, dataset: str) -> tuple[Row, ...]:
        """The rows of a dataset in file order; none where it has no table."""
        return self.tables[dataset].rows if dataset in self.tables else ()

    def key(self, dataset: str, row: Row) -> str:
        """The primary key of a row, e.g. "null/PL/implemented_in" in places."""
        return KEY_SEPARATOR.join(row[name] for name in self.datasets[dataset].primary_key)

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, Row]]:
        """For each dataset its rows by primary key."""
        return {
            name: {self.key(name, row): row for row in self.rows(name)} for name in self.datasets
        }

    def names_of(self, dataset: str) -> dict[str, tuple[str, ...]]:
        """Every record of a dataset by key, with its names: those in other tables and in other
        languages, the address of a source, and the key itself.
        """
        by_key = {key: _called(row) for key, row in self.by_key[dataset].items() if key}
        for dependent in self.datasets.values():
            owner = dependent.header[0]
            if "name" in dependent.header and dependent.target(owner) == dataset:
                for row in self.rows(dependent.name):
                    by_key.get(row[owner], []).append(row["name"])
        return {key: (*filter(None, dict.fromkeys(called)), key) for key, called in by_key.items()}

    @cached_property
    def reached(self) -> Mapping[str, frozenset[str]]:
        """For each dataset with the rule is_used, the keys of the rows that are used.

        A row is used if a row of a dataset without that rule points to it, or another used row
        does; two rows that only point at each other are not used. Rows owned by a record (names of
        an organisation) are followed only when it is used.
        """
        must_be_used = {
            name
            for name, dataset in self.datasets.items()
            if any(use.name == "is_used" for use in dataset.rules)
        }
        others = [name for name in self.datasets if name not in must_be_used]
        parts = self._parts_by_owner(others)
        reached: dict[str, set[str]] = {name: set() for name in must_be_used}
        waiting = [
            (name, row)
            for name in others
            if self._owner(name) not in must_be_used
            for row in self.rows(name)
        ]
        while waiting:
            name, row = waiting.pop()
            for key in self.datasets[name].foreign_keys:
                value = row[key.field]
                if (
                    key.dataset in must_be_used
                    and value in self.by_key[key.dataset]
                    and value not in reached[key.dataset]
                ):
                    reached[key.dataset].add(value)
                    waiting.append((key.dataset, self.by_key[key.dataset][value]))
                    waiting += parts.get((key.dataset, value), ())
        return {name: frozenset(keys) for name, keys in reached.items()}

    def _parts_by_owner(
        self, names: Iterable[str]
    ) -> Mapping[tuple[str, str], list[tuple[str, Row]]]:
        """The rows of datasets that belong to a record by the first part of their key, each with
        its dataset, by (dataset, key) of the record.
        """
        parts: defaultdict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
        for name in names:
            if owner := self._owner(name):
                first = self.datasets[name].header[0]
                for row in self.rows(name):
                    parts[owner, row[first]].append((name, row))
        return parts

    def _owner(self, dataset: str) -> str:
        """The dataset to whose records the rows belong by the first part of their key, if any."""
        first = self.datasets[dataset].header[0]
        return next(
            (k.dataset for k in self.datasets[dataset].foreign_keys if k.field == first), ""
        )

    def belongs_to(self, dataset: str, row: Row) -> tuple[str, str] | None:
        """The record of which the row is a part, as (dataset, key): ("projects", "null") for a
        partner of that project, the record of a statement; None where it is part of none.
        """
        if {"dataset", "record"} <= row.cells.keys():
            return row["dataset"], row["record"]
        if self._group(dataset) != "links":
            return None
        return next(
            (
                record
                for key in self._keys_in_order(dataset)
                if (record := self._record_at(key, row.cells.get(key.field, "")))
            ),
            None,
        )

    def _record_at(self, key: ForeignKey, value: str) -> tuple[str, str] | None:
        """The record at which a foreign key points, or that of the part at which it points, as an
        organisation at an event is a part of the record of the event.
        """
        if value and self._group(key.dataset) == "records":
            return key.dataset, value
        whole = self.by_key[key.dataset].get(value) if self._group(key.dataset) == "links" else None
        return next(
            (
                (k.dataset, whole[k.field])
                for k in self._keys_in_order(key.dataset)
                if whole and whole[k.field] and self._group(k.dataset) == "records"
            ),
            None,
        )

    def _keys_in_order(self, dataset: str) -> list[ForeignKey]:
        """The foreign keys of a dataset in the order of its columns."""
        description = self.datasets[dataset]
        return sorted(description.foreign_keys, key=lambda k: description.header.index(k.field))

    def _group(self, dataset: str) -> str:
        return self.datasets[dataset].group if dataset in self.datasets else ""

    def grouped(self, dataset: str, *fields: str) -> Mapping[tuple[str, ...], tuple[Row, ...]]:
        """The rows of a dataset by the values of `fields`, in file order."""
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self.rows(dataset):
            groups[tuple(row[name] for name in fields)].append(row)
        return {key: tuple(rows) for key, rows in groups.items()}


def record_name(row: Row) -> Words:
    """The name of a record in each language; empty where it lacks one in some language."""
    for stem in _NAMES:
        words = {lang: row.cells.get(f"{stem}_{lang}", "") for lang in TEXT_LANGUAGES}
        if all(words.values()):
            return with_fallbacks(words)
    return {}


def _called(row: Row) -> list[str]:
    """Its names, titles, labels, short names and address."""
    return [
        value
        for field, value in row.cells.items()
        if field.split("_")[0] in ("name", "title", "label", "short", "url")
        and not field.endswith("_origin")
    ]
