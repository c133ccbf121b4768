"""The folder datasets/ in; every problem, or a catalog that can be trusted, out.

`check` for people and `load` for machines walk the same code, so that no site is built from data that the checker refuses.
"""

from collections.abc import Iterator
from pathlib import Path

from datasite import cells, money_rules, rules, scan, schema
from datasite.descriptor import Dataset, DescriptorError, RuleUse, read
from datasite.problems import N_, DataError, Message, Problem, in_order
from datasite.records import Catalog
from datasite.scan import Table

RULES: dict[str, rules.Rule] = {
    rule.__name__: rule
    for rule in (
        rules.both_languages,
        rules.period_in_order,
        rules.at_most_one_lead,
        rules.has_a_partner,
        rules.has_a_participant,
        rules.id_not_a_project,
        rules.reference_number_is_listed,
        rules.number_of_one_project,
        rules.no_cycles,
        rules.is_used,
        rules.register_number,
        rules.address_once,
        rules.statement_fits_its_record,
        rules.one_preferred_statement,
        rules.reason_given,
        money_rules.amount_as_printed,
        money_rules.qualifier_as_printed,
        money_rules.currency_as_printed,
        money_rules.amount_or_share,
        money_rules.share_names_its_whole,
        money_rules.one_preferred_amount,
        money_rules.parts_within_the_whole,
        money_rules.payer_matches_the_fund,
        money_rules.joint_sum_agrees,
        money_rules.party_takes_part,
        money_rules.total_is_not_a_grant,
    )
}


SHARED = {"codelist.yaml", "release.yaml"}  # files of datasets/ that belong to no single dataset


def check(root: Path) -> list[Problem]:
    """Every problem in `root`/datasets, in the order of the files."""
    return _examine(root)[1]


def load(root: Path) -> Catalog:
    """The catalog of `root`/datasets. Raises DataError with every problem if there is one."""
    catalog, problems = _examine(root)
    if problems:
        raise DataError(problems)
    return catalog


def rule_sentence(rule: rules.Rule) -> str:
    """The sentence that a contributor reads."""
    assert rule.__doc__
    return rule.__doc__


def _examine(root: Path) -> tuple[Catalog, list[Problem]]:
    datasets, problems = _descriptions(root)
    sound = not problems
    tables: dict[str, Table] = {}
    torn: set[str] = set()  # tables of which rows could not be read
    for name, dataset in datasets.items():
        table, found = _table(root, dataset)
        problems += found
        if found:
            torn.add(name)
        if table:
            tables[name] = table
    catalog = Catalog(datasets, tables)
    whole = not problems
    for name, table in tables.items():
        problems += cells.problems(datasets[name], table)
        problems += _bounds(datasets[name], table)
    if sound:
        problems += schema.problems(catalog, torn)
    if whole:  # rules look across tables, and a table that could not be read would make them lie
        problems += _broken_rules(catalog)
    return catalog, in_order(problems)


def _descriptions(root: Path) -> tuple[dict[str, Dataset], list[Problem]]:
    datasets: dict[str, Dataset] = {}
    problems: list[Problem] = []
    folder = root / "datasets"
    if folder.is_dir():
        problems += _strangers(folder, SHARED | {p.name for p in folder.iterdir() if p.is_dir()}, root)
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.is_dir():
            where = f"datasets/{path.name}/dataset.yaml"
            try:
                datasets[path.name] = dataset = read(path)
            except DescriptorError as error:
                problems.append(
                    Problem(
                        where,
                        0,
                        0,
                        "descriptor",
                        Message(N_("The description cannot be used: %(error)s."), {"error": str(error)}),
                        Message(N_("See the other dataset.yaml files.")),
                    )
                )
                continue
            problems += cells.private_columns(dataset, where)
            problems += _strangers(path, {"dataset.yaml", f"{path.name}.csv"}, root)
    if not datasets:
        problems.append(
            Problem("datasets", 0, 0, "no-datasets", Message(N_("There is no dataset here.")), Message(N_("Each folder of datasets/ holds NAME.csv and dataset.yaml.")))
        )
    return datasets, problems + list(_wrong_references(datasets))


def _strangers(folder: Path, expected: set[str], root: Path) -> Iterator[Problem]:
    for path in sorted(folder.iterdir()):
        if path.name not in expected:
            yield Problem(
                path.relative_to(root).as_posix(),
                0,
                0,
                "unknown-file",
                Message(N_("No dataset declares this file.")),
                Message(N_("A dataset's folder holds NAME.csv and dataset.yaml only.")),
            )


def _wrong_references(datasets: dict[str, Dataset]) -> Iterator[Problem]:
    for dataset in datasets.values():
        where = f"datasets/{dataset.name}/dataset.yaml"
        for key in dataset.foreign_keys:
            if key.dataset not in datasets or key.target not in datasets[key.dataset].header:
                yield Problem(
                    where, 0, 0, "descriptor", Message(N_("The foreign key of %(field)s points to nothing."), {"field": key.field}), Message(N_("Write `to: dataset.field`."))
                )
        for use in dataset.rules:
            if use.name not in RULES:
                yield _wrong(where, N_("There is no rule %(name)s."), N_("The rules are listed in CONTRIBUTING."), name=use.name)
            elif not _fits(use, dataset):
                yield _wrong(where, N_("The rule %(name)s does not fit the columns of this dataset."), N_("Name existing columns in its settings, or leave it out."), name=use.name)


def _wrong(where: str, what: str, right: str, **values: object) -> Problem:
    return Problem(where, 0, 0, "descriptor", Message(what, values), Message(right))


def _fits(use: RuleUse, dataset: Dataset) -> bool:
    """Whether the dataset has the columns that the rule reads."""
    needed = money_rules.COLUMNS if hasattr(money_rules, use.name) else rules.COLUMNS.get(use.name, ())
    return set(use.settings) == set(rules.SETTINGS.get(use.name, ())) and {*needed, *use.settings.values()} <= set(dataset.header)


def _table(root: Path, dataset: Dataset) -> tuple[Table | None, list[Problem]]:
    path = f"datasets/{dataset.name}/{dataset.name}.csv"
    file = root / path
    if file.is_symlink() or not file.is_file():
        return None, [
            Problem(path, 0, 0, "missing-file", Message(N_("The file is missing, or is not a plain file.")), Message(N_("A dataset's folder holds NAME.csv and dataset.yaml.")))
        ]
    return scan.scan(path, file.read_bytes(), dataset.header)


def _bounds(dataset: Dataset, table: Table) -> Iterator[Problem]:
    if not dataset.min_rows <= len(table.rows) <= dataset.max_rows:
        bounds = {"low": dataset.min_rows, "high": dataset.max_rows}
        yield Problem(
            table.path, 0, 0, "row-bounds", Message(N_("The table has %(rows)d rows."), {"rows": len(table.rows)}), Message(N_("dataset.yaml expects %(low)d to %(high)d."), bounds)
        )


def _broken_rules(catalog: Catalog) -> Iterator[Problem]:
    for name, table in catalog.tables.items():
        dataset = catalog.datasets[name]
        for use in dataset.rules:
            rule = RULES[use.name]
            for finding in rule(catalog, dataset, use):
                yield table.problem(finding.row, finding.field, use.name, Message(finding.what, finding.values), Message(rule_sentence(rule)))
