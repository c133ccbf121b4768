"""A file that is wrong from end to end is named in little time, and never hides what is wrong in
the others; files of desktops and editors are no data.
"""

import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from edits import add, change
from edits import replace as replace_text
from remembered import check_catalog

import check
from datasite import command_line
from datasite.checks import catalog_checks
from datasite.checks.catalog_checks import (
    MOST_OF_A_FILE,
    CheckedTable,
    check_table,
)
from datasite.checks.rules import RULES
from datasite.problems import FAULT
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset

ROWS = 5_000  # as many as the table may have


@pytest.mark.parametrize("name", ["budgets", "partners", "statements"])
def test_a_table_that_is_all_wrong_is_named_at_once(name: str, mini_catalog: Catalog) -> None:
    dataset = mini_catalog.datasets[name]
    line = "x" + ",=1" * (len(dataset.header) - 1) + "\n"
    content = (",".join(dataset.header) + "\n" + line * ROWS).encode()
    begun = time.process_time()
    checked = check_table(dataset, dataset.path, content)
    assert time.process_time() - begun < 5
    assert [problem.rule for problem in checked.problems][-1] == "more"
    assert len(checked.problems) == MOST_OF_A_FILE + 1
    assert not checked.is_whole  # so that no rule judges what is not known


def test_rows_of_the_wrong_width_are_counted_too(mini_catalog: Catalog) -> None:
    dataset = mini_catalog.datasets["places"]
    content = (",".join(dataset.header) + "\n" + "a,b\n" * ROWS).encode()
    assert len(check_table(dataset, dataset.path, content).problems) == MOST_OF_A_FILE + 1


def test_a_fault_of_the_program_at_one_file_leaves_the_others(
    copy_of_mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(dataset: Dataset, *rest: Any) -> CheckedTable:
        if dataset.name == "places":
            raise RecursionError("too deep")
        return check_table(dataset, *rest)

    monkeypatch.setattr(catalog_checks, "check_table", failing)
    change(copy_of_mini, "projects", "null", title_pl=" Null")
    found = check_catalog(copy_of_mini)
    assert {(problem.path, problem.rule) for problem in found} == {
        ("datasets/places/places.csv", FAULT),
        ("datasets/projects/projects.csv", "spaces"),
    }
    assert command_line.exit_code(found) == command_line.Exit.FAULT


def test_a_rule_that_fails_leaves_the_others(
    copy_of_mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setitem(RULES, "has_a_partner", replace(RULES["has_a_partner"], check=failing))
    change(copy_of_mini, "partners", lambda row: True, role="lead")
    found = {(problem.path.split("/")[1], problem.rule) for problem in check_catalog(copy_of_mini)}
    assert {("projects", FAULT), ("partners", "at_most_one_lead")} <= found


def test_data_and_release_are_named_together(copy_of_mini: Path) -> None:
    change(copy_of_mini, "projects", "null", title_pl=" Null")
    (copy_of_mini / "datasets/release.yaml").write_bytes(b"version: 1\n")
    assert {problem.rule for problem in check.find_problems(copy_of_mini)} == {"spaces", "release"}


@pytest.mark.parametrize(
    "name",
    [
        *(".DS_Store", "Thumbs.db", "desktop.ini", "projects.csv~", ".projects.csv.swp"),
        *(".~lock.projects.csv#", "~$projects.xlsx", "#projects.csv#", "projects.csv.swp"),
    ],
)
@pytest.mark.parametrize("folder", ["datasets", "datasets/projects"])
def test_files_of_desktops_and_editors_are_left_aside(
    name: str, folder: str, copy_of_mini: Path
) -> None:
    (copy_of_mini / folder / name).write_bytes(b"x")
    assert check_catalog(copy_of_mini) == []


@pytest.mark.parametrize("name", [".idea", ".ipynb_checkpoints"])
def test_folders_of_editors_are_left_aside(name: str, copy_of_mini: Path) -> None:
    (copy_of_mini / "datasets" / name).mkdir()
    assert check_catalog(copy_of_mini) == []


@pytest.mark.parametrize("name", ["projects.csv.orig", "projects-copy.csv", "projects.xlsx"])
def test_other_files_are_not(name: str, copy_of_mini: Path) -> None:
    (copy_of_mini / "datasets/projects" / name).write_bytes(b"x")
    assert [problem.rule for problem in check_catalog(copy_of_mini)] == ["unknown-file"]


def test_a_linked_folder_of_all_tables_is_not_followed(copy_of_mini: Path) -> None:
    (copy_of_mini / "datasets").rename(copy_of_mini / "elsewhere")
    (copy_of_mini / "datasets").symlink_to(copy_of_mini / "elsewhere")
    assert [(p.path, p.rule) for p in check_catalog(copy_of_mini)] == [("datasets", "file-kind")]


def test_a_file_in_the_place_of_all_tables_is_named(tmp_path: Path) -> None:
    (tmp_path / "datasets").write_bytes(b"x")
    assert [(p.path, p.rule) for p in check_catalog(tmp_path)] == [("datasets", "no-datasets")]


def test_a_file_in_the_place_of_a_folder_is_named(copy_of_mini: Path) -> None:
    shutil.rmtree(copy_of_mini / "datasets/places")
    (copy_of_mini / "datasets/places").write_bytes(b"x")
    assert ("datasets/places", "unknown-file") in {
        (problem.path, problem.rule) for problem in check_catalog(copy_of_mini)
    }


def test_a_chain_of_parents_is_short(copy_of_mini: Path) -> None:
    """The register is built by going up each chain."""
    for number in range(60):
        add(
            copy_of_mini,
            "programmes",
            programme_id=f"p-{number}",
            name_pl=f"Program {number}",
            name_en=f"Programme {number}",
            name_en_origin="official",
            short_name_pl=f"P {number}",
            short_name_en=f"P {number}",
            funder="eu",
            parent_id=f"p-{number - 1}" if number else "",
            source_id="urzad-o-projekcie",
        )
    change(copy_of_mini, "projects", "null", programme_id="p-59")
    assert "no_cycles" in {problem.rule for problem in check_catalog(copy_of_mini)}


def test_a_description_that_cannot_be_read_hides_nothing_of_other_tables(
    copy_of_mini: Path,
) -> None:
    """Nor is it said of every key that leads to its table."""
    replace_text(copy_of_mini, "datasets/sources/dataset.yaml", "group: evidence", "group: table")
    change(copy_of_mini, "budgets", "null-total", preferred="tak")
    assert {(problem.path, problem.rule) for problem in check_catalog(copy_of_mini)} == {
        ("datasets/sources/dataset.yaml", "descriptor"),
        ("datasets/budgets/budgets.csv", "type-error"),
    }
