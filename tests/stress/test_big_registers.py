"""Registers larger than the real one: they pass the check, and planning them is in proportion."""

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import FrameType

import big_registers
import pytest

from datasite.checks.catalog_checks import load_catalog
from datasite.model.builder import build_register
from datasite.model.register import Register
from datasite.model.working_together import works_with
from datasite.pages.types.organisations import organisation_view

SMALL, LARGE = 100, 1000
MOST = 13  # times the work for ten times the projects; the square would be 100 times


@cache
def _register(folder: Path, projects: int) -> Register:
    root = big_registers.compose(folder / str(projects), projects)
    return build_register(load_catalog(root))


def _look_up(register: Register) -> None:
    """What the pages of all records ask of the register."""
    for project in register.projects.values():
        register.followers_of(project)
    for programme in register.programmes.values():
        register.children_of(programme)
    for organisation in register.organisations.values():
        works_with(register, organisation)
        organisation_view(register, organisation, ())


def _lines_run(register: Register) -> int:
    """How many lines of Python run in the model while it is asked: a measure without a clock."""
    count: Counter[str] = Counter()

    def trace(frame: FrameType, event: str, argument: object):  # type: ignore[no-untyped-def]
        if "/datasite/model/" not in frame.f_code.co_filename:
            return None
        count[event] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        _look_up(register)
    finally:
        sys.settrace(before)
    return count["line"]


@pytest.mark.bench
def test_look_ups_grow_no_faster_than_the_register(tmp_path: Path) -> None:
    """A register made to any size passes the check, or it could not be built."""
    small, large = (_register(tmp_path, projects) for projects in (SMALL, LARGE))
    assert (len(small.projects), len(large.projects)) == (SMALL, LARGE)
    records = (len(large.organisations) + LARGE) / (len(small.organisations) + SMALL)
    assert _lines_run(large) <= _lines_run(small) * max(records, LARGE / SMALL) * MOST / 10
