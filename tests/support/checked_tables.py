"""The tables of the miniature site, checked once, so that a test can replace one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bad_inputs import Input
from remembered import check_catalog

from datasite.checks.catalog_checks import (
    CheckedTable,
    check_between_tables,
    check_table,
)
from datasite.checks.repair_hints import add_repair_hints, repairable_problems, with_hints
from datasite.problems import Problem, in_order
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset


@dataclass(frozen=True)
class CleanTables:
    """The miniature's tables checked once, so that a bad input costs one table and not thirty."""

    contents: Mapping[str, bytes]
    catalog: Catalog
    judged: dict[tuple[str, bytes], list[Problem]] = field(default_factory=dict)

    def with_input(self, bad: Input) -> tuple[bytes, list[Problem]]:
        """The bytes of the table that the input spoils, and the problems of all tables, which are
        kept for the next test that asks.
        """
        content = bad.spoil(self.contents[bad.dataset])
        spoilt = bad.dataset, content
        if spoilt not in self.judged:
            self.judged[spoilt] = self.problems_with({bad.dataset: content})
        return content, self.judged[spoilt]

    def problems_with(self, contents: Mapping[str, bytes]) -> list[Problem]:
        """The problems of all tables where those named have other contents, with the hints that
        people read.
        """
        datasets = self.catalog.datasets
        checked = {
            name: check_table(datasets[name], datasets[name].path, content)
            for name, content in contents.items()
        }
        tables = {
            name: now.table
            for name, table in self.catalog.tables.items()
            if (now := checked.get(name) or CheckedTable(table, (), is_whole=True)).table
        }
        problems = [problem for now in checked.values() for problem in now.problems]
        torn = {name for name, now in checked.items() if not now.is_whole}
        problems += check_between_tables(Catalog(datasets, tables), torn, known=problems)
        repairable: set[str] = set()
        for name, content in contents.items():
            if checked[name].problems:
                repairable |= repairable_problems(datasets[name], datasets[name].path, content)
        return with_hints(in_order(problems), repairable)


def problems_with_hints(dataset: Dataset, content: bytes) -> list[Problem]:
    """The problems of one table on its own, with the hints that people read."""
    problems = check_table(dataset, dataset.path, content).problems
    return with_hints(problems, repairable_problems(dataset, dataset.path, content))


def problems_of_tree(root: Path) -> list[Problem]:
    """The problems of `root`/datasets with the hints that people read."""
    return add_repair_hints(root, check_catalog(root))
