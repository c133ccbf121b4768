"""scripts/history.py: what it writes, and what it says where it cannot."""

import shutil
import subprocess
import sys
from pathlib import Path

import built_sites
import commands
import pytest
from built_sites import run_check
from past_repositories import described, import_commits, table
from repositories import git

import history
from datasite.history.history_file import CHANGES, MADE, read_history

PATH = "datasets/funds/funds.csv"
COMMITS = [
    {**table("funds", "id,name", "a,Alfa"), **described("funds", "id")},
    table("funds", "id,name", "a,Beta"),
]


def run(root: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(history.__file__)), "--root", str(root)]
    return commands.run(command, env=built_sites.environment())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def test_the_history_is_written_and_counted(root: Path) -> None:
    commits = import_commits(root, COMMITS)
    done = run(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == ("history/changes.csv: 3 changes, 1 table_added, 1 added, 1 changed.\n")
    made = read_history(root)
    assert (made.until, made.complete) == (commits[1], True)
    assert made.of("funds", "a")[-1].after == "Beta"
    files = {path: (root / path).read_bytes() for path in (CHANGES, MADE)}
    (root / PATH).write_text("id,name\na,Gama\n", encoding="utf-8")
    (root / CHANGES).write_text("damaged\n", encoding="utf-8")
    done = run(root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nWhat is not committed in datasets/ is not in it.\n")
    assert files == {path: (root / path).read_bytes() for path in files}


def test_a_shallow_clone_says_that_the_rest_is_missing(root: Path, tmp_path: Path) -> None:
    import_commits(root, COMMITS)
    clone = tmp_path / "clone"
    git(root, "clone", "--quiet", "--depth", "1", f"file://{root}", str(clone))
    done = run(clone)
    assert (done.returncode, done.stderr) == (0, "")
    assert "git fetch --unshallow" in done.stdout
    assert (read_history(clone).changes, read_history(clone).complete) == ((), False)
    run(root)
    shutil.copytree(root / "history", clone / "history", dirs_exist_ok=True)
    done = run(clone)
    assert (done.returncode, done.stdout) == (2, "")
    assert "nothing is written" in done.stderr
    assert read_history(clone) == read_history(root)


def test_an_archive_without_git_keeps_what_it_has(copy_of_mini: Path) -> None:
    before = (copy_of_mini / CHANGES).read_bytes()
    done = run(copy_of_mini)
    assert (done.returncode, done.stdout) == (2, "")
    assert "clone the repository" in done.stderr and "Traceback" not in done.stderr
    assert (copy_of_mini / CHANGES).read_bytes() == before
    assert run_check(copy_of_mini).returncode == 0  # a folder of this name is in nobody's way
