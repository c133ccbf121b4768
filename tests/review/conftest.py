"""Two copies of the miniature's data, and a report in which every value is hostile."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from datasite.review.report.parts import ChangeReport
from datasite.review.report.sections import build_change_report
from datasite.review.states import DataState, DataStates
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row


@pytest.fixture
def before(mini: Path, tmp_path: Path) -> Path:
    """The root of the state before a change."""
    return Path(shutil.copytree(mini / "datasets", tmp_path / "before" / "datasets")).parent


@pytest.fixture
def after(mini: Path, tmp_path: Path) -> Path:
    """The root of the state after a change; a test edits it."""
    return Path(shutil.copytree(mini / "datasets", tmp_path / "after" / "datasets")).parent


HOSTILE = (
    "::error::x",
    "##vso[task.setvariable]x",
    "\x1b[31mred",
    "@maintainer #12 !34",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "https://evil.example/",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "` @maintainer `",
    "``` </details>",
    "a\n\n# Heading\n/close",
    "\u202ereversed",
    "www.evil.example",
    "%(record)s %s",
    "%d",
    "x" * 9_000,
    "*a* _b_ ~c~ |d|",
    "-->",
    "Fixes #1",
    "&lt;b&gt;",
    "\\`",
)


@pytest.fixture
def hostile_report(mini_catalog: Catalog) -> ChangeReport:
    """Each hostile text in a cell that changes, in a new one and in a removed one.

    The scan would refuse some of them, so it is left out.
    """
    before, after = ([*mini_catalog.rows("budgets")] for _ in range(2))
    for number, text in enumerate(HOSTILE):
        before += [
            _amount(f"changed-{number}", note_pl=text),
            _amount(f"gone-{number}{text}", as_printed=f"gone {text}"),
        ]
        after += [
            _amount(f"changed-{number}", note_pl=f"{text}.", note_en=text),
            _amount(f"new-{number}", as_printed=f"new {text}", purpose_pl=text),
        ]
    old, new = (DataState(_with_budgets(mini_catalog, rows), None) for rows in (before, after))
    return build_change_report(DataStates(old, new))


def _amount(key: str, **cells: str) -> Row:
    return Row({"budget_id": key, "project_id": "null", **cells}, {})


def _with_budgets(data: Catalog, rows: list[Row]) -> Catalog:
    header = data.datasets["budgets"].header
    table = replace(
        data.tables["budgets"],
        rows=tuple(
            Row({name: row.cells.get(name, "") for name in header}, row.places) for row in rows
        ),
    )
    return Catalog(data.datasets, {**data.tables, "budgets": table})
