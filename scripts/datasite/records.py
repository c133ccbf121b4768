"""The scanned tables with their descriptions, as text, and the few look-ups that checks and the model need."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from datasite.descriptor import Dataset
from datasite.scan import Row, Table

KEY_SEPARATOR = "/"  # joins the parts of a compound key where one text must name a record


@dataclass(frozen=True)
class Catalog:
    """Every dataset by name, in alphabetical order, and its table where it could be read."""

    datasets: Mapping[str, Dataset]
    tables: Mapping[str, Table]

    def rows(self, dataset: str) -> tuple[Row, ...]:
        return self.tables[dataset].rows if dataset in self.tables else ()

    def key(self, dataset: str, row: Row) -> str:
        return KEY_SEPARATOR.join(row[name] for name in self.datasets[dataset].primary_key)

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, Row]]:
        """For each dataset its rows by primary key."""
        return {name: {self.key(name, row): row for row in self.rows(name)} for name in self.datasets}

    @cached_property
    def referenced(self) -> Mapping[str, frozenset[str]]:
        """For each dataset the key values to which some foreign key points."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, dataset in self.datasets.items():
            for key in dataset.foreign_keys:
                found[key.dataset].update(row[key.field] for row in self.rows(name))
        return {name: frozenset(values) for name, values in found.items()}

    def grouped(self, dataset: str, *fields: str) -> Mapping[tuple[str, ...], tuple[Row, ...]]:
        """The rows of a dataset by the values of `fields`, in file order."""
        groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self.rows(dataset):
            groups[tuple(row[name] for name in fields)].append(row)
        return {key: tuple(rows) for key, rows in groups.items()}
