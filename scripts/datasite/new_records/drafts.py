"""Rows that are to be added to the register, and the register with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from datasite.checks.personal_data import Exceptions
from datasite.model.register import Register
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row


@dataclass(frozen=True)
class NewRow:
    """A row to add: the cells answered so far.

    `positions` holds the line and column of each cell by field, and those of the row under a blank,
    if the row was read from a file.
    """

    dataset: str
    cells: Mapping[str, str] = field(default_factory=dict)
    positions: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """The register and the rows that are to be added to it, in the order of the questions.

    `base` are its tables as they are, `excused` the exceptions to the guard of personal data, `day`
    is the day of the draft, `kind` that of the record, e.g. "project". In its catalogs the line of
    the new row with index i is ~i: below zero, where no file has one.
    """

    base: Catalog
    register: Register
    excused: Exceptions
    day: str
    kind: str
    rows: tuple[NewRow, ...] = ()

    def with_row(self, row: NewRow) -> "Draft":
        """The draft with one row more, at the end."""
        return replace(self, rows=(*self.rows, row))

    def with_answers(self, index: int, cells: Mapping[str, str]) -> "Draft":
        """The draft with new or other cells in the row with this index."""
        row = self.rows[index]
        changed = replace(row, cells={**row.cells, **cells})
        return replace(self, rows=(*self.rows[:index], changed, *self.rows[index + 1 :]))

    def dataset(self, index: int) -> Dataset:
        """The dataset of the row with this index."""
        return self.base.datasets[self.rows[index].dataset]

    def rows_of(self, dataset: str) -> list[Mapping[str, str]]:
        """The cells of the new rows of a dataset."""
        return [row.cells for row in self.rows if row.dataset == dataset]

    @cached_property
    def catalog(self) -> Catalog:
        """The register with the new rows; fields that are not answered are blank."""
        return self._catalog(examples=False)

    @cached_property
    def catalog_with_examples(self) -> Catalog:
        """The register with the new rows; fields that are not answered hold their examples."""
        return self._catalog(examples=True)

    def _catalog(self, *, examples: bool) -> Catalog:
        tables = dict(self.base.tables)
        for index, new in enumerate(self.rows):
            table = tables[new.dataset]
            cells = {
                column.name: new.cells.get(column.name, column.example if examples else "")
                for column in self.dataset(index).fields
            }
            places = {name: (~index, number) for number, name in enumerate(cells, 1)}
            tables[new.dataset] = replace(table, rows=(*table.rows, Row(cells, places)))
        return Catalog(self.base.datasets, tables)
