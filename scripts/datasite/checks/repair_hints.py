"""The word on `make format` beside each problem that it repairs, for people who read the problems.

The check repairs nothing. Here a table with problems is repaired in memory and checked again.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path

from datasite.checks import personal_data
from datasite.checks.catalog_checks import check_rows, check_table
from datasite.checks.personal_data import NO_EXCEPTIONS, Exceptions
from datasite.problems import (
    N_,
    Guard,
    Message,
    Problem,
    ProblemsError,
    TimeLimitError,
    unlimited,
)
from datasite.tables import dataset_yaml, input_files
from datasite.tables.descriptor import Dataset
from datasite.tables.repairs import canonical_form

COMMAND = "make format"
_TABLE = re.compile(r"datasets/([^/]+)/\1\.csv\Z")


def add_repair_hints(
    root: Path, problems: Iterable[Problem], guard: Guard = unlimited
) -> list[Problem]:
    """The problems of `root`, with a hint at each that `make format` repairs.

    Each table with problems is read and repaired within `guard`, and gets no hints if it takes too
    long.
    """
    problems = list(problems)
    excused, _ = personal_data.read_exceptions(root)
    repairable: set[str] = set()
    for match in filter(None, map(_TABLE.match, {problem.path: None for problem in problems})):
        try:
            with guard():
                dataset = dataset_yaml.read_dataset(root / "datasets" / match[1])
                content = input_files.read_input(root, dataset.path, input_files.TABLE_BYTES)
                repairable |= repairable_problems(dataset, dataset.path, content, excused)
        except (ProblemsError, TimeLimitError):
            continue
    return with_hints(problems, repairable)


def repairable_problems(
    dataset: Dataset, path: str, content: bytes, excused: Exceptions = NO_EXCEPTIONS
) -> set[str]:
    """The texts of the problems of a table that its repair removes."""
    repaired = canonical_form.repair_table(dataset, path, content)
    if isinstance(repaired, list):
        return set()
    left = {
        (problem.line, problem.column, problem.rule)
        for problem in check_rows(dataset, repaired.table, repaired.content, excused)
    }
    return {
        problem.english
        for problem in check_table(dataset, path, content, excused).problems
        if (problem.line, problem.column, problem.rule) not in left
    }


def with_hints(problems: Iterable[Problem], repairable: Collection[str]) -> list[Problem]:
    """The problems, with a hint at those whose text is among the `repairable`."""
    return [_with_hint(p) if p.english in repairable else p for p in problems]


def _with_hint(problem: Problem) -> Problem:
    right = Message(N_("%(right)s Or run make format, which repairs it."), {"right": problem.right})
    return replace(problem, right=right, command=COMMAND)
