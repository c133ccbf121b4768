"""The check of the folder datasets/: every problem of it, or a catalog without problems.

`check_catalog` and `load_catalog` run the same code, so that no site is built from data that the
check refuses.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from datasite.checks import cells, personal_data, schema
from datasite.checks.descriptions import read_descriptions
from datasite.checks.personal_data import Exceptions
from datasite.checks.rules import RULES, rule_sentence
from datasite.memory import NO_MEMORY, Memory
from datasite.problems import (
    N_,
    Guard,
    Message,
    Problem,
    ProblemsError,
    in_order,
    in_time,
    unlimited,
)
from datasite.tables import input_files, scan
from datasite.tables.catalog import Catalog
from datasite.tables.conflicts import row_merge, sides
from datasite.tables.descriptor import Dataset, RuleUse
from datasite.tables.scan import Table

MOST_OF_A_FILE = 500  # problems of one file that are named
Place = tuple[str, int, int]  # path, line, column


@dataclass(frozen=True)
class CheckedTable:
    """A table checked on its own.

    `table` is None where its rows cannot be separated; `is_whole` says that it has every row of
    the file.
    """

    table: Table | None
    problems: tuple[Problem, ...]
    is_whole: bool


def check_catalog(
    root: Path, guard: Guard = unlimited, memory: Memory = NO_MEMORY
) -> list[Problem]:
    """Every problem in `root`/datasets, by file and line; each file is checked within `guard`.

    What `memory` knows of a table is not checked again.
    """
    return _examine(root, guard, memory)[1]


def load_catalog(root: Path, guard: Guard = unlimited, memory: Memory = NO_MEMORY) -> Catalog:
    """The catalog of `root`/datasets. Raises ProblemsError with every problem if there is one."""
    catalog, problems = _examine(root, guard, memory)
    if problems:
        raise ProblemsError(problems)
    return catalog


def read_unchecked(root: Path) -> Catalog:
    """The tables of `root`/datasets that can be read, checked by no rule: for an older revision,
    which was checked by the rules of its day.
    """
    datasets, _ = read_descriptions(root)
    tables = {name: _scanned(root, dataset)[0] for name, dataset in datasets.items()}
    return Catalog(datasets, {name: table for name, table in tables.items() if table})


def _examine(root: Path, guard: Guard, memory: Memory) -> tuple[Catalog, list[Problem]]:
    """The catalog as far as it can be read, and every problem."""
    datasets, problems = read_descriptions(root)
    excused, problems_of_exceptions = personal_data.read_exceptions(root)
    problems += problems_of_exceptions
    is_sound = not problems
    checked = {
        name: _check_file(root, dataset, excused, guard, memory)
        for name, dataset in datasets.items()
    }
    catalog = Catalog(datasets, {name: c.table for name, c in checked.items() if c.table})
    problems += [problem for c in checked.values() for problem in c.problems]
    if is_sound:
        torn = {name for name, c in checked.items() if not c.is_whole}
        problems += check_between_tables(catalog, torn, guard, problems)
    return catalog, in_order(problems)


def check_between_tables(
    catalog: Catalog,
    torn: Collection[str] = (),
    guard: Guard = unlimited,
    known: Iterable[Problem] = (),
) -> list[Problem]:
    """The problems between tables: keys into other tables, and, where no table is `torn`, the rules
    (a missing row would make their findings false).

    A finding that rests on a refused cell, refused by the `known` problems or as a key, is left
    out: it may go away with the cell.
    """
    dangling_keys = [
        problem
        for name, table in catalog.tables.items()
        for problem in in_time(table.path, guard, partial(_dangling, catalog, name, torn))
    ]
    if torn:
        return dangling_keys
    refused = frozenset(
        (problem.path, problem.line, problem.column) for problem in (*known, *dangling_keys)
    )
    return dangling_keys + [
        problem
        for name, table in catalog.tables.items()
        for problem in in_time(table.path, guard, partial(_broken_rules, catalog, name, refused))
    ]


def check_table(
    dataset: Dataset,
    path: str,
    content: bytes,
    excused: Exceptions = personal_data.NO_EXCEPTIONS,
    memory: Memory = NO_MEMORY,
) -> CheckedTable:
    """One table checked on its own: the bytes, the cells and the schema.

    checks/repair_hints adds which of the problems `make format` repairs.
    """
    if sides.has_conflict(content):
        return CheckedTable(
            None, tuple(row_merge.conflict_problems(dataset, path, content)), is_whole=False
        )
    table, problems = scan.scan_table(path, content, dataset.header)
    is_whole = table is not None and not problems
    if table:
        problems += check_rows(dataset, table, content, excused, memory)
    limited = _limited(path, problems)
    return CheckedTable(table, tuple(limited), is_whole and len(limited) <= MOST_OF_A_FILE)


def check_rows(
    dataset: Dataset,
    table: Table,
    content: bytes,
    excused: Exceptions,
    memory: Memory = NO_MEMORY,
) -> list[Problem]:
    """The problems within a table whose rows can be separated; `content` are its bytes."""
    return memory.recall(
        "problems-of-rows",
        (table.path, content, dataset.digest, *sorted(excused.texts.get(table.path, ()))),
        lambda: _limited(table.path, _problems_of_rows(dataset, table, content, excused)),
    )


def _problems_of_rows(
    dataset: Dataset, table: Table, content: bytes, excused: Exceptions
) -> Iterator[Problem]:
    yield from _bounds(dataset, table)
    if len(table.rows) <= dataset.max_rows:  # else there may be far too many rows to check
        yield from cells.cell_problems(dataset, table, excused)
        yield from schema.schema_problems(dataset, table)
        yield from excused.unneeded(table.path, content.decode())


def _limited(path: str, problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of a file, and that there are more. A table that is wrong from end to end
    is then named at once, and no report grows beyond what anybody reads.
    """
    first = list(islice(problems, MOST_OF_A_FILE + 1))
    if len(first) > MOST_OF_A_FILE and first[-1].rule != "more":
        what = Message(
            N_("The file has more problems than these %(limit)d."), {"limit": MOST_OF_A_FILE}
        )
        right = Message(N_("Fix those above and check again."))
        first[-1] = Problem.of_file(path, "more", what, right)
    return first


def _check_file(
    root: Path, dataset: Dataset, excused: Exceptions, guard: Guard, memory: Memory
) -> CheckedTable:
    """The table of a dataset, read and checked within the guard."""
    checked: list[CheckedTable] = []

    def work() -> tuple[Problem, ...]:
        content = input_files.read_input(root, dataset.path, input_files.TABLE_BYTES)
        checked.append(check_table(dataset, dataset.path, content, excused, memory))
        return checked[0].problems

    try:
        problems = in_time(dataset.path, guard, work)
    except ProblemsError as error:
        problems = error.problems
    return checked[0] if checked else CheckedTable(None, tuple(problems), is_whole=False)


def _scanned(root: Path, dataset: Dataset) -> tuple[Table | None, list[Problem]]:
    try:
        content = input_files.read_input(root, dataset.path, input_files.TABLE_BYTES)
    except ProblemsError as error:
        return None, error.problems
    return scan.scan_table(dataset.path, content, dataset.header)


def _bounds(dataset: Dataset, table: Table) -> Iterator[Problem]:
    if not dataset.min_rows <= len(table.rows) <= dataset.max_rows:
        what = Message(N_("The table has %(rows)d rows."), {"rows": len(table.rows)})
        bounds = {"low": dataset.min_rows, "high": dataset.max_rows}
        right = Message(N_("dataset.yaml expects %(low)d to %(high)d."), bounds)
        yield Problem.of_file(table.path, "row-bounds", what, right)


def _dangling(catalog: Catalog, name: str, torn: Collection[str]) -> list[Problem]:
    return _limited(catalog.tables[name].path, schema.dangling_references(catalog, name, torn))


def _broken_rules(catalog: Catalog, name: str, refused: Collection[Place]) -> list[Problem]:
    findings = (
        problem
        for use in catalog.datasets[name].rules
        for problem in problems_of_rule(catalog, name, use, refused)
    )
    return _limited(catalog.tables[name].path, findings)


def problems_of_rule(
    catalog: Catalog, name: str, use: RuleUse, refused: Collection[Place] = ()
) -> Iterator[Problem]:
    """The problems that a rule of a dataset finds, except those that depend on a `refused` cell."""
    rule, table = RULES[use.name], catalog.tables[name]
    columns = rule.columns_of(use)
    for finding in rule.check(catalog, catalog.datasets[name], use):
        if not any(
            (table.path, *row.places[field]) in refused
            for row in (finding.row, *finding.others)
            for field in {*columns, finding.field}
        ):
            yield table.problem(
                finding.row,
                finding.field,
                use.name,
                Message(finding.what, finding.values),
                Message(rule_sentence(rule)),
            )
