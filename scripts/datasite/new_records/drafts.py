"""New rows in, the register as it would be with them out, and every problem of theirs: judged by
the very code that judges the files.

A row may be judged while it is still being filled in. A rule that would read what is not answered
yet is put off.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from datasite.checks import catalog_checks, cells, schema
from datasite.checks.personal_data import Exceptions
from datasite.checks.rules import RULES
from datasite.problems import Problem
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row

# Rules on what other rows say of this one: these are written after it.
AWAITING = frozenset(
    {
        "is_used",
        "has_a_partner",
        "has_a_participant",
        "reference_number_is_listed",
        "joint_sum_agrees",
    }
)


Filling = Callable[
    [Dataset, Mapping[str, str]], Mapping[str, str]
]  # the answers to a row of a dataset in, all its cells out
_RULES = frozenset(RULES)

LINES = "lines"  # the format of an answer of several lines, which is no cell


class UnansweredError(Exception):
    """A rule reads a field that is not answered yet."""


class _Answers(Mapping[str, str]):
    """The cells of a row that is being filled in: what is not answered cannot be read."""

    def __init__(self, cells: Mapping[str, str], header: Sequence[str]) -> None:
        self._cells, self._header = cells, header

    def __getitem__(self, name: str) -> str:
        if name not in self._cells and name in self._header:
            raise UnansweredError(name)
        return self._cells[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._header)

    def __len__(self) -> int:
        return len(self._header)


@dataclass(frozen=True)
class NewRow:
    """A row to be written: the cells answered so far, and where each is said in a file, if in one."""

    dataset: str
    cells: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """A problem of the row of this number, seen in this field; a row that is written already has
    the number -1.
    """

    index: int
    field: str
    problem: Problem


@dataclass(frozen=True)
class Draft:
    """The register and the rows that are to be added to it."""

    base: Catalog
    excused: Exceptions
    rows: tuple[NewRow, ...] = ()

    def with_row(self, row: NewRow) -> "Draft":
        return replace(self, rows=(*self.rows, row))

    def answered(self, index: int, cells: Mapping[str, str]) -> "Draft":
        """The same with more cells, or other ones, in the row of this number."""
        row = self.rows[index]
        changed = replace(row, cells={**row.cells, **cells})
        return replace(self, rows=(*self.rows[:index], changed, *self.rows[index + 1 :]))

    def until(self, index: int) -> "Draft":
        """The same without the rows from this number on."""
        return replace(self, rows=self.rows[:index])

    def dataset(self, index: int) -> Dataset:
        return self.base.datasets[self.rows[index].dataset]

    def tables(self) -> list[str]:
        """The datasets that get rows, in the order in which they come."""
        return list(dict.fromkeys(row.dataset for row in self.rows))

    @cached_property
    def catalog(self) -> Catalog:
        """Everything as it would be, what is not answered blank."""
        return self._with(
            lambda dataset, cells: {name: cells.get(name, "") for name in dataset.header}
        )

    @cached_property
    def _typed(self) -> Catalog:
        """The same with right values for what is not answered, so that nothing is said of it."""
        return self._with(
            lambda dataset, cells: {
                it.name: cells.get(it.name, it.example) for it in dataset.fields
            }
        )

    @cached_property
    def _unfinished(self) -> Catalog:
        return self._with(lambda dataset, cells: _Answers(cells, dataset.header))

    def _with(self, filled: Filling) -> Catalog:
        tables = dict(self.base.tables)
        for index, row in enumerate(self.rows):
            dataset, table = self.base.datasets[row.dataset], tables[row.dataset]
            made = Row(
                filled(dataset, row.cells),
                {name: (-1 - index, column) for column, name in enumerate(dataset.header, 1)},
            )  # no line of a file is below nought
            tables[row.dataset] = replace(table, rows=(*table.rows, made))
        return Catalog(self.base.datasets, tables)

    def about(self, index: int) -> list[Finding]:
        """What is wrong with the answers of one row, as far as they go."""
        row, dataset = self.rows[index], self.dataset(index)
        return [it for it in self._of(dataset) if it.index == index and it.field in row.cells]

    def problems(self) -> list[Finding]:
        """Everything that is wrong with the new rows, or with others because of them."""
        return [
            it
            for name in self.base.tables
            for it in self._of(self.base.datasets[name])
            if it.index >= 0 or it.problem.rule in _RULES
        ]

    def _of(self, dataset: Dataset) -> list[Finding]:
        known = self.catalog
        table = known.tables[dataset.name]
        new = replace(table, rows=tuple(row for row in table.rows if row.line < 0))
        of_one_line = replace(
            dataset, fields=tuple(it for it in dataset.fields if it.format != LINES)
        )
        found = [
            *cells.problems(of_one_line, new, self.excused),
            *(schema.problems(dataset, self._typed.tables[dataset.name]) if new.rows else ()),
            *schema.dangling(known, dataset.name),
            *self._broken(dataset),
        ]
        unique = {(it.line, it.column, it.rule): it for it in reversed(found)}
        made = [self._finding(dataset, it) for it in reversed(unique.values())]
        return [
            it
            for it in made
            if it.problem.rule != "primary-key"
            or it.index < 0
            or all(self.rows[it.index].cells.get(name) for name in dataset.primary_key)
        ]

    def _broken(self, dataset: Dataset) -> Iterator[Problem]:
        for use in dataset.rules:
            try:
                yield from catalog_checks.problems_of_rule(self._unfinished, dataset.name, use)
            except UnansweredError:
                continue

    def _finding(self, dataset: Dataset, problem: Problem) -> Finding:
        if problem.line >= 0:
            return Finding(-1, "", problem)
        name = (
            dataset.primary_key[-1]
            if problem.rule == "primary-key"
            else dataset.header[problem.column - 1]
        )
        return Finding(-1 - problem.line, name, problem)
