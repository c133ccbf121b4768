"""scripts/judge.py on real checkouts: the rules of the base judge the data of the change."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import built_sites
import commands
import pytest
from edits import change, replace, table
from repositories import AUTHOR, add_submodule, commit, commit_index, git, set_mode

from datasite.checks import reports

SCRIPT = built_sites.ROOT / "scripts" / "judge.py"


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
    return commands.run(command, env=built_sites.environment(**AUTHOR))


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
        for problem in reports.read_report(
            (report / "problems.json").read_text(encoding="utf-8")
        ).problems
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
    """With the version that the change proposes, though an owner must approve that file."""
    (base / "scripts/diff.py").write_text(
        "import sys\nprint(*sys.argv[1:])\nprint(open('datasets/release.yaml').readline(), end='')",
        encoding="utf-8",
    )
    commit(base)
    git(proposed, "pull", "--quiet")
    (proposed / "scripts/diff.py").write_text("print('nothing')\n", encoding="utf-8")
    replace(proposed, "datasets/release.yaml", "version: 1.2.3", "version: 9.9.9")
    commit(proposed)
    assert judge(base, proposed, "--report", str(tmp_path / "report")).returncode == 0
    lines = (tmp_path / "report/changes.txt").read_text(encoding="utf-8").splitlines()
    assert lines == [
        "--base HEAD --lang pl --length 12000",
        "version: 9.9.9",
        "",
        "--base HEAD --lang en --length 12000",
        "version: 9.9.9",
    ]


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


def rules_by_path(report: Path) -> set[tuple[str, str]]:
    text = (report / "problems.json").read_text(encoding="utf-8")
    return {(problem["path"], problem["rule"]) for problem in json.loads(text)["problems"]}


def test_a_change_of_what_is_made_is_told_to_leave_it_out(base: Path, proposed: Path) -> None:
    for path in ("history/changes.csv", "README.md"):
        (proposed / path).write_text("x\n", encoding="utf-8")
    commit(proposed)
    done = judge(base, proposed)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "README.md  This is not data: an owner must approve it. The rules of the base do not cover"
        " it.",
        "history/changes.csv  make history writes this file and only a release commits it: leave it"
        " out of the change, or an owner must approve it.",
        "No problems found.",
    ]


def test_what_git_keeps_as_no_plain_file_is_named_and_judged_by_its_content(
    base: Path, proposed: Path, tmp_path: Path
) -> None:
    """The mode of git counts: the disk may mark every file as executable, or none."""
    executable = [
        "datasets/budgets/budgets.csv",
        "datasets/places/dataset.yaml",
        "content/pages/about.pl.md",
    ]
    change(proposed, "budgets", "null-total", amount="13250001")
    commit(proposed)
    for path in executable:
        set_mode(proposed, path, "100755")
    add_submodule(proposed, "content/news/x.pl.md")
    add_submodule(proposed, "theme/x")
    commit_index(proposed)
    (proposed / "datasets/currencies/currencies.csv").chmod(0o755)  # on the disk alone
    report = tmp_path / "report"
    done = judge(base, proposed, "--report", str(report))
    assert done.returncode == 1
    assert "datasets/budgets/budgets.csv  [file-kind]  This is an executable file." in done.stdout
    assert "git update-index --chmod=-x" in done.stdout
    named = rules_by_path(report)
    assert {path for path, rule in named if rule == "file-kind"} == {
        *executable,
        "content/news/x.pl.md",
        "theme/x",
    }
    assert ("datasets/budgets/budgets.csv", "amount_as_printed") in named
    assert git(base, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("path", "rule"),
    [("content", "file-kind"), ("content/news", "prose-file"), ("datasets", "file-kind")],
)
def test_a_file_in_the_place_of_a_folder_is_named(
    path: str, rule: str, base: Path, proposed: Path, tmp_path: Path
) -> None:
    shutil.rmtree(proposed / path)
    (proposed / path).write_bytes(b"x\n")
    commit(proposed)
    done = judge(base, proposed, "--report", str(tmp_path / "report"))
    assert done.returncode == 1
    assert (path, rule) in rules_by_path(tmp_path / "report")
    assert "Traceback" not in done.stderr


def test_texts_that_went_are_named(base: Path, proposed: Path) -> None:
    (proposed / "content/news/2020-02-28-nowy-etap.pl.md").rename(
        proposed / "content/news/2020-03-01-nowy-etap.pl.md"  # under the same address
    )
    (proposed / "content/news/2020-02-28-nowy-etap.en.md").unlink()
    replace(proposed, "content/pages/about.pl.md", "Slug: o-serwisie", "Slug: inny")
    commit(proposed)
    done = judge(base, proposed)
    assert done.returncode == 1
    lost = [line for line in done.stdout.splitlines() if "[text-lost]" in line]
    assert [line.split("  ")[0] for line in lost] == [
        "content/news/2020-02-28-nowy-etap.en.md",
        "content/pages/about.pl.md",
    ]
    assert "/en/news/nowy-etap/" in lost[0]


def test_a_change_merged_by_a_host_is_judged_by_what_it_was_merged_into(
    base: Path, proposed: Path
) -> None:
    """Main may have moved since: its newer rules and rows are no part of the change."""
    change(proposed, "projects", "null", summary_en="Another summary.")
    commit(proposed)
    git(base, "commit", "--quiet", "--allow-empty", "--message", "newer")
    git(proposed, "fetch", "--quiet")
    git(proposed, "switch", "--quiet", "--detach", "origin/main")
    git(proposed, "merge", "--quiet", "--no-ff", "--message", "merge", "main")
    (base / "scripts/judge-newer.py").write_text("", encoding="utf-8")
    (base / "content/pages/about.pl.md").write_bytes(b"")
    commit(base)
    done = judge(base, proposed, "--merged")
    assert (done.returncode, done.stdout, done.stderr) == (0, "No problems found.\n", "")
    assert judge(base, proposed).returncode == 1

    git(proposed, "reset", "--quiet", "--hard", "main")
    done = judge(base, proposed, "--merged")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is no merge" in done.stderr


def test_the_code_of_a_commit_that_is_not_of_the_base_never_runs(
    base: Path, proposed: Path
) -> None:
    (proposed / "scripts/check.py").write_text("open('/tmp/ran', 'w')\n", encoding="utf-8")
    commit(proposed)
    git(proposed, "switch", "--quiet", "--create", "side", "HEAD^")
    commit_index(proposed)
    git(proposed, "switch", "--quiet", "main")
    git(proposed, "merge", "--quiet", "--no-ff", "--message", "merge", "side")
    done = judge(base, proposed, "--merged")
    assert (done.returncode, done.stdout) == (2, "")
    assert "not in the history" in done.stderr


@pytest.mark.parametrize(
    ("variables", "named"),
    [
        ((), "make judge PROPOSED="),
        (("PROPOSED=",), "make judge PROPOSED="),
        (("PROPSED=x",), "PROPSED"),
    ],
)
def test_a_change_that_is_not_named_is_an_error(variables: tuple[str, ...], named: str) -> None:
    command = ["make", "--old-file", ".venv/.site", "-C", str(built_sites.ROOT), "judge"]
    done = subprocess.run(
        [*command, *variables], capture_output=True, encoding="utf-8", timeout=600, check=False
    )
    assert done.returncode == 2
    assert named in done.stderr
    assert "No problems found" not in done.stdout


def test_data_that_are_removed_are_missed(base: Path, proposed: Path) -> None:
    table(proposed, "places").unlink()
    commit(proposed)
    assert "datasets/places/places.csv  [missing-file]" in judge(base, proposed).stdout


def test_what_is_no_checkout_is_refused(base: Path, tmp_path: Path) -> None:
    done = judge(base, tmp_path / "nothing")
    assert done.returncode == 2
    assert "nothing" in done.stderr
    assert "Traceback" not in done.stderr
