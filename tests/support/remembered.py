"""Checks and plans with the memory that all processes of a test run share: the same tables are
checked and written once in a run.

tests/test_memory.py holds that a memory changes no result.
"""

import os
from functools import cache
from pathlib import Path

from paths import ROOT

from datasite import command_line
from datasite.checks import catalog_checks
from datasite.memory import Memory
from datasite.problems import Guard, Problem, unlimited
from datasite.publication.edit_links import NOWHERE, Repository
from datasite.site import plan
from datasite.tables.catalog import Catalog


@cache
def memory() -> Memory:
    """The memory of this run; conftest.py makes its folder."""
    return command_line.open_memory(ROOT, Path(os.environ["MEMORY"]))


def load_catalog(root: Path, guard: Guard = unlimited) -> Catalog:
    return catalog_checks.load_catalog(root, guard, memory())


def check_catalog(root: Path, guard: Guard = unlimited) -> list[Problem]:
    return catalog_checks.check_catalog(root, guard, memory())


def plan_site(
    root: Path, site_url: str, guard: Guard = unlimited, repository: Repository = NOWHERE
) -> plan.Plan:
    return plan.plan_site(root, site_url, guard, repository, memory=memory())
