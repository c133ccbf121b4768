"""The folder datasets/ in; every problem, or a catalog that can be trusted, out.

`check` for people and `load` for machines walk the same code, so that no site is built from data
that the checker refuses.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from datasite.checks import cells, personal_data, schema
from datasite.checks.personal_data import Exceptions
from datasite.checks.rules import COLUMNS, RULES, records, rule_sentence
from datasite.problems import (
    N_,
    Guard,
    Message,
    Problem,
    ProblemsError,
    at_leisure,
    in_order,
    in_time,
)
from datasite.tables import canonical_form, descriptor, input_files, scan, yaml_files
from datasite.tables.canonical_form import Repaired
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, DescriptorError, RuleUse
from datasite.tables.scan import Table

Place = tuple[str, int, int]  # path, line, column
SHARED = {
    "codelist.yaml",
    "release.yaml",
    "privacy.yaml",
}  # files of datasets/ that belong to no single dataset


@dataclass(frozen=True)
class Judged:
    """One file judged on its own.

    `table` is None where its rows cannot be told apart; `whole` says that no row is missing from
    it.
    """

    table: Table | None
    problems: tuple[Problem, ...]
    whole: bool


def check_catalog(root: Path, guard: Guard = at_leisure) -> list[Problem]:
    """Every problem in `root`/datasets, in the order of the files.

    Work on each file goes on within `guard`.
    """
    return _examine(root, guard)[1]


def load_catalog(root: Path, guard: Guard = at_leisure) -> Catalog:
    """The catalog of `root`/datasets. Raises ProblemsError with every problem if there is one."""
    catalog, problems = _examine(root, guard)
    if problems:
        raise ProblemsError(problems)
    return catalog


def read_unchecked(root: Path) -> Catalog:
    """The tables of `root`/datasets as they can be read, judged by no rule: for a revision that was
    judged by the rules of its day.
    """
    datasets, _ = _descriptions(root)
    tables = {name: _scanned(root, dataset)[0] for name, dataset in datasets.items()}
    return Catalog(datasets, {name: table for name, table in tables.items() if table})


def _examine(root: Path, guard: Guard) -> tuple[Catalog, list[Problem]]:
    datasets, problems = _descriptions(root)
    excused, found = exceptions(root)
    sound = not problems + found
    judged: dict[str, Judged] = {}
    for name, dataset in datasets.items():
        judged[name] = _in_file(root, dataset, excused, guard, sound)
    catalog = Catalog(datasets, {name: it.table for name, it in judged.items() if it.table})
    problems += [*found, *(problem for it in judged.values() for problem in it.problems)]
    if sound:
        problems += across(
            catalog, {name for name, it in judged.items() if not it.whole}, guard, problems
        )
    return catalog, in_order(problems)


def across(
    catalog: Catalog,
    torn: Collection[str] = (),
    guard: Guard = at_leisure,
    known: Iterable[Problem] = (),
) -> list[Problem]:
    """What is wrong between tables: keys into other tables, and the rules, where no table is `torn`
    (a missing row would make them lie).

    What a rule finds only because of a cell that is refused, by the `known` problems or as a key,
    is not said: it may go with the cell.
    """
    found = [
        problem
        for name, table in catalog.tables.items()
        for problem in in_time(table.path, guard, partial(schema.dangling, catalog, name, torn))
    ]
    if torn:
        return found
    refused = frozenset(
        (problem.path, problem.line, problem.column) for problem in (*known, *found)
    )
    return found + [
        problem
        for name, table in catalog.tables.items()
        for problem in in_time(table.path, guard, partial(_broken_rules, catalog, name, refused))
    ]


def judge(
    dataset: Dataset,
    path: str,
    content: bytes,
    excused: Exceptions = personal_data.NO_EXCEPTIONS,
    typed: bool = True,
) -> Judged:
    """The bytes of one table judged on their own: the scan, the cells, and if `typed` the schema.

    Problems that `make format` repairs say so.
    """
    table, problems = scan.scan(path, content, dataset.header)
    whole = table is not None and not problems
    if table:
        problems += _inside(dataset, table, content, excused, typed)
    mended = canonical_form.repair(dataset, path, content) if problems else None
    if isinstance(mended, Repaired):
        return Judged(
            table,
            canonical_form.pointed(
                problems, _inside(dataset, mended.table, mended.content, excused, typed)
            ),
            whole,
        )
    return Judged(table, tuple(problems), whole)


def _inside(
    dataset: Dataset, table: Table, content: bytes, excused: Exceptions, typed: bool
) -> list[Problem]:
    """What is wrong within a table whose rows could be told apart."""
    problems = list(_bounds(dataset, table))
    if not any(len(table.rows) > dataset.max_rows for _ in problems):  # a flood is not read on
        problems += cells.problems(dataset, table, excused)
        problems += schema.problems(dataset, table) if typed else ()
        problems += excused.idle(table.path, content.decode())
    return problems


def exceptions(root: Path) -> tuple[Exceptions, list[Problem]]:
    """The texts that may look like personal data; none where the file is not there."""
    if not (root / personal_data.FILE).exists():
        return personal_data.NO_EXCEPTIONS, []
    try:
        return personal_data.exceptions(yaml_files.read(root, personal_data.FILE))
    except yaml_files.SettingsError as error:
        return personal_data.NO_EXCEPTIONS, error.problems


def _in_file(
    root: Path, dataset: Dataset, excused: Exceptions, guard: Guard, typed: bool
) -> Judged:
    """The file of a dataset, judged within the guard."""
    path = _path(dataset)
    judged: list[Judged] = []

    def work() -> tuple[Problem, ...]:
        judged.append(
            judge(
                dataset, path, input_files.read(root, path, input_files.TABLE_BYTES), excused, typed
            )
        )
        return judged[0].problems

    try:
        problems = in_time(path, guard, work)
    except input_files.IntakeError as error:
        problems = [error.problem]
    return judged[0] if judged else Judged(None, tuple(problems), whole=False)


def _path(dataset: Dataset) -> str:
    return f"datasets/{dataset.name}/{dataset.name}.csv"


def _scanned(root: Path, dataset: Dataset) -> tuple[Table | None, list[Problem]]:
    path = _path(dataset)
    try:
        return scan.scan(
            path, input_files.read(root, path, input_files.TABLE_BYTES), dataset.header
        )
    except input_files.IntakeError as error:
        return None, [error.problem]


def _descriptions(root: Path) -> tuple[dict[str, Dataset], list[Problem]]:
    datasets: dict[str, Dataset] = {}
    problems: list[Problem] = []
    if (root / "datasets").is_dir():
        folders, problems = input_files.folders(root, "datasets")
        problems += input_files.strangers(
            root / "datasets",
            "datasets",
            SHARED | {p.name for p in folders} | {p.path.rpartition("/")[2] for p in problems},
        )
    else:
        folders = []
    for folder in folders:
        where = f"datasets/{folder.name}/dataset.yaml"
        try:
            datasets[folder.name] = dataset = descriptor.read(folder)
        except DescriptorError as error:
            problems.append(descriptor.problem(where, error))
            continue
        except yaml_files.SettingsError as error:
            problems += error.problems
            continue
        problems += personal_data.columns(dataset, where)
        problems += input_files.strangers(
            folder, f"datasets/{folder.name}", {"dataset.yaml", f"{folder.name}.csv"}
        )
    if not datasets:
        problems.append(
            Problem(
                "datasets",
                0,
                0,
                "no-datasets",
                Message(N_("There is no dataset here.")),
                Message(N_("Each folder of datasets/ holds NAME.csv and dataset.yaml.")),
            )
        )
    return datasets, problems + list(_wrong_references(datasets))


def _wrong_references(datasets: dict[str, Dataset]) -> Iterator[Problem]:
    for dataset in datasets.values():
        where = f"datasets/{dataset.name}/dataset.yaml"
        for key in dataset.foreign_keys:
            if key.dataset not in datasets or key.target not in datasets[key.dataset].header:
                yield Problem(
                    where,
                    0,
                    0,
                    "descriptor",
                    Message(
                        N_("The foreign key of %(field)s points to nothing."), {"field": key.field}
                    ),
                    Message(N_("Write `to: dataset.field`.")),
                )
        for use in dataset.rules:
            if use.name not in RULES:
                yield _wrong(
                    where,
                    N_("There is no rule %(name)s."),
                    N_("The rules are listed in CONTRIBUTING."),
                    name=use.name,
                )
            elif not _fits(use, dataset):
                yield _wrong(
                    where,
                    N_("The rule %(name)s does not fit the columns of this dataset."),
                    N_("Name existing columns in its settings, or leave it out."),
                    name=use.name,
                )


def _wrong(where: str, what: str, right: str, **values: object) -> Problem:
    return Problem(where, 0, 0, "descriptor", Message(what, values), Message(right))


def _fits(use: RuleUse, dataset: Dataset) -> bool:
    """Whether the dataset has the columns that the rule reads."""
    return set(use.settings) == set(records.SETTINGS.get(use.name, ())) and _read_by(use) <= set(
        dataset.header
    )


def _read_by(use: RuleUse) -> set[str]:
    """The columns that the rule reads."""
    return {*COLUMNS.get(use.name, ()), *use.settings.values()}


def _bounds(dataset: Dataset, table: Table) -> Iterator[Problem]:
    if not dataset.min_rows <= len(table.rows) <= dataset.max_rows:
        bounds = {"low": dataset.min_rows, "high": dataset.max_rows}
        yield Problem(
            table.path,
            0,
            0,
            "row-bounds",
            Message(N_("The table has %(rows)d rows."), {"rows": len(table.rows)}),
            Message(N_("dataset.yaml expects %(low)d to %(high)d."), bounds),
        )


def _broken_rules(catalog: Catalog, name: str, refused: Collection[Place]) -> Iterator[Problem]:
    for use in catalog.datasets[name].rules:
        yield from broken(catalog, name, use, refused)


def broken(
    catalog: Catalog, name: str, use: RuleUse, refused: Collection[Place] = ()
) -> Iterator[Problem]:
    """What breaks one of the rules of a dataset, but for what rests on a `refused` cell."""
    rule, table, read = RULES[use.name], catalog.tables[name], _read_by(use)
    for finding in rule(catalog, catalog.datasets[name], use):
        if not any(
            (table.path, *row.places[field]) in refused
            for row in (finding.row, *finding.others)
            for field in {*read, finding.field}
        ):
            yield table.problem(
                finding.row,
                finding.field,
                use.name,
                Message(finding.what, finding.values),
                Message(rule_sentence(rule)),
            )
