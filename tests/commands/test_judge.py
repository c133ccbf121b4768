"""scripts/judge.py on real checkouts: the rules of the base judge the data of the change."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import built_sites
import pytest
from edits import change, replace, table

from datasite.checks import reports

SCRIPT = built_sites.ROOT / "scripts" / "judge.py"
AUTHOR = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": "x@example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | AUTHOR,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


@pytest.fixture
def base(copy_of_mini: Path) -> Path:
    """The miniature as a repository, with the real scripts in it."""
    (copy_of_mini / "scripts").unlink()
    shutil.copytree(
        built_sites.ROOT / "scripts",
        copy_of_mini / "scripts",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    (copy_of_mini / "scripts" / "diff.py").unlink(missing_ok=True)
    shutil.copy(built_sites.ROOT / ".gitignore", copy_of_mini)
    git(copy_of_mini, "init", "--quiet", "--initial-branch", "main")
    commit(copy_of_mini)
    return copy_of_mini


@pytest.fixture
def proposed(base: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", str(base), "proposed")
    return tmp_path / "proposed"


def judge(base: Path, proposed: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(base / "scripts" / "judge.py"), str(proposed), *more]
    return subprocess.run(
        command,
        env=built_sites.environment(**AUTHOR),
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )


def test_good_data_pass_and_nothing_is_left_behind(base: Path, proposed: Path) -> None:
    change(proposed, "projects", "null", summary_en="Another summary.")
    (proposed / "content/news/2021-01-01-nowa.pl.md").write_bytes(
        (proposed / "content/news/2020-02-28-nowy-etap.pl.md").read_bytes()
    )
    (proposed / "content/news/2021-01-01-nowa.en.md").write_bytes(
        (proposed / "content/news/2020-02-28-nowy-etap.en.md").read_bytes()
    )
    commit(proposed)
    done = judge(base, proposed)
    assert (done.returncode, done.stdout, done.stderr) == (0, "No problems found.\n", "")
    assert git(base, "status", "--porcelain") == ""
    assert git(base, "worktree", "list").count("\n") == 1


def test_bad_data_are_judged_by_the_base_though_the_change_brings_a_check_that_passes_all(
    base: Path, proposed: Path, tmp_path: Path
) -> None:
    change(proposed, "places", lambda row: row["place"] == "NA", place="NX")
    (proposed / "scripts/check.py").write_text(
        "import pathlib\npathlib.Path('ran').touch()\n", encoding="utf-8"
    )
    replace(
        proposed,
        "datasets/places/dataset.yaml",
        "{field: place, to: territories.code}",
        "{field: place, to: territories.kind}",
    )
    commit(proposed)
    report = tmp_path / "report"
    done = judge(base, proposed, "--format", "github", "--report", str(report))
    assert done.returncode == 1
    first, second, third = done.stdout.splitlines()
    assert first.startswith("::notice file=datasets/places/dataset.yaml::")
    assert second.startswith("::notice file=scripts/check.py::")
    assert third.startswith(
        "::error file=datasets/places/places.csv,line=3,col=21,title=foreign-key::place is “NX”"
    )
    assert [
        problem.rule
        for problem in reports.read_report((report / "problems.json").read_text(encoding="utf-8"))
    ] == ["foreign-key"]
    assert json.loads((report / "problems.json").read_text(encoding="utf-8"))["count"] == 1
    assert not list(tmp_path.rglob("ran"))


def test_what_went_since_the_base_is_named(base: Path, proposed: Path) -> None:
    change(proposed, "budgets", "null-total", budget_id="null-razem")
    commit(proposed)
    done = judge(base, proposed)
    assert done.returncode == 1
    assert "[id-lost]" in done.stdout


def test_the_base_tells_in_both_languages_what_changes(
    base: Path, proposed: Path, tmp_path: Path
) -> None:
    (base / "scripts/diff.py").write_text("import sys\nprint(*sys.argv[1:])\n", encoding="utf-8")
    commit(base)
    git(proposed, "pull", "--quiet")
    (proposed / "scripts/diff.py").write_text("print('nothing')\n", encoding="utf-8")
    commit(proposed)
    assert judge(base, proposed, "--report", str(tmp_path / "report")).returncode == 0
    assert (tmp_path / "report/changes.txt").read_text(
        encoding="utf-8"
    ) == "--base HEAD --lang pl\n\n--base HEAD --lang en\n"


def test_a_link_in_the_place_of_data_leads_nowhere(
    base: Path, proposed: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.csv").write_bytes(table(proposed, "places").read_bytes())
    table(proposed, "places").unlink()
    table(proposed, "places").symlink_to(tmp_path / "secret.csv")
    (proposed / "content/news/x.pl.md").symlink_to(tmp_path / "secret.csv")
    commit(proposed)
    done = judge(base, proposed)
    assert done.returncode == 1
    assert "datasets/places/places.csv  [file-kind]" in done.stdout
    assert done.stdout.startswith("content/news/x.pl.md  This is not data")


def test_data_that_are_removed_are_missed(base: Path, proposed: Path) -> None:
    table(proposed, "places").unlink()
    commit(proposed)
    assert "datasets/places/places.csv  [missing-file]" in judge(base, proposed).stdout


def test_what_is_no_checkout_is_refused(base: Path, tmp_path: Path) -> None:
    done = judge(base, tmp_path / "nothing")
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert "Traceback" not in done.stderr
