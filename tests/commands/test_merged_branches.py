"""Two people add a record each, on branches of their own, and git merges them: what conflicts, and
that `make format MERGE=1` keeps both records.

`make test` tries the first pairs of records, `make bench` many more.
"""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result
from edits import table
from mini_site import compose
from record_branches import (
    commit_branch,
    git,
    invent_record,
    merge_branch,
    neighbouring,
    start_repository,
    with_rows,
)
from remembered import check_catalog
from typer.testing import CliRunner

import format as format_command
from datasite.tables.catalog import Catalog

PAIRS, IN_SUITE = 50, 8
SEEDS = [
    pytest.param(seed, marks=() if seed < IN_SUITE else pytest.mark.bench) for seed in range(PAIRS)
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the miniature data; each test starts branches at main."""
    root = compose(tmp_path_factory.mktemp("merged") / "mini")
    start_repository(root)
    return root


def merge_rows(root: Path, *options: str) -> Result:
    """Run `make format MERGE=1` in this process."""
    return CliRunner().invoke(format_command.app, ["--merge", "--root", str(root), *options])


def conflicts(root: Path) -> set[str]:
    """The tables with a conflict."""
    return {
        path.stem for path in root.glob("datasets/*/*.csv") if b"\n<<<<<<< " in path.read_bytes()
    }


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("in_order", [True, False], ids=["in_order", "at_the_end"])
def test_two_new_records_are_both_there_after_a_merge(
    seed: int, in_order: bool, repository: Path, mini_catalog: Catalog
) -> None:
    datasets, chance = mini_catalog.datasets, random.Random(seed)
    one, other = invent_record(chance), invent_record(chance)
    assert git(repository, "checkout", "--quiet", "--force", "main")
    files = [with_rows(repository, datasets, record, in_order=in_order) for record in (one, other)]
    both = with_rows(repository, datasets, one, other)
    expected = {
        name
        for name in files[0].keys() & files[1].keys()
        if not in_order or neighbouring(repository, datasets[name], one, other)
    }
    commit_branch(repository, "other", files[1])
    commit_branch(repository, "one", files[0])
    assert merge_branch(repository, "other") == (not expected)
    assert conflicts(repository) == expected
    if expected:
        done = merge_rows(repository)
        assert (done.exit_code, conflicts(repository)) == (0, set()), done.output
        assert check_catalog(repository) == []
    for name, content in both.items():
        merged = table(repository, name).read_bytes()
        assert sorted(merged.splitlines()) == sorted(content.splitlines())
        assert name not in expected or merged == content


# What a person reads and does, in the table places. Its last rows are of wspolna-zagroda.
PLACES = "datasets/places/places.csv"
NEW = "null,NO,target,gazeta-o-wspolnej-sumie"
OTHER = "null,UA,target,gazeta-o-wspolnej-sumie"


def _places(root: Path, *, more: Sequence[str] = (), without: str = "") -> bytes:
    """The table places of main, without the rows that hold some words, and with more at its end."""
    lines = [line for line in main_lines(root, "places") if not without or without not in line]
    return "".join(f"{line}\n" for line in [*lines, *more]).encode()


def main_lines(root: Path, dataset: str) -> list[str]:
    assert git(root, "checkout", "--quiet", "--force", "main")
    return table(root, dataset).read_text(encoding="utf-8").splitlines()


def run_format(root: Path, *options: str) -> Result:
    return CliRunner().invoke(format_command.app, ["--root", str(root), *options])


@pytest.fixture
def conflict(repository: Path) -> Path:
    """A merge in which two branches appended other rows to places, and one of them also put a row
    of partners out of order, which git has merged and format would rewrite.
    """
    header, first, *rest = main_lines(repository, "partners")
    moved = "".join(f"{line}\n" for line in [header, *rest, first]).encode()
    files = {"places": _places(repository, more=[OTHER]), "partners": moved}
    commit_branch(repository, "other", files)
    commit_branch(repository, "one", {"places": _places(repository, more=[NEW])})
    assert not merge_branch(repository, "other")
    return repository


def test_format_alone_says_what_a_merge_would_keep_and_writes_nothing(conflict: Path) -> None:
    before = table(conflict, "places").read_bytes()
    done = run_format(conflict)
    assert (done.exit_code, table(conflict, "places").read_bytes()) == (1, before)
    assert done.stdout == (
        f"{PLACES}  [merge-conflict]  1 conflict: the rows of both branches, in the order of"
        " their keys.\n"
        f"{PLACES}  [merge-conflict]  1 row that only branch “HEAD” has: “null/NO/target”.\n"
        f"{PLACES}  [merge-conflict]  1 row that only branch “other” has: “null/UA/target”.\n"
        "1 file would be rewritten.\n"
        "Until the conflicts are resolved, other tables stay as they are, so that git merge --abort"
        " can undo the merge.\n"
    )
    assert done.stderr == (
        f"{PLACES}:7:1  [merge-conflict]  A merge conflict begins here: two branches changed the"
        " same place.  make format MERGE=1 keeps the rows of both. By hand: delete the lines with"
        " markers; a row that is then there twice stays once.\n"
        "1 problem.\n"
    )


def test_the_check_names_the_command_that_keeps_both(conflict: Path) -> None:
    problems = [problem for problem in check_catalog(conflict) if problem.path == PLACES]
    assert [(problem.line, problem.command) for problem in problems] == [(7, "make format MERGE=1")]


@pytest.mark.parametrize("options", [[], ["--check"], ["--merge", "--check"], ["--merge"]])
def test_a_merge_can_be_given_up_after_format(options: list[str], conflict: Path) -> None:
    run_format(conflict, *options)
    assert git(conflict, "merge", "--abort")
    assert git(conflict, "diff", "--quiet", "one")


def test_format_after_the_conflicts_says_how_to_give_up_the_merge(conflict: Path) -> None:
    assert merge_rows(conflict).exit_code == 0
    done = run_format(conflict, "--lang", "pl")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1] == (
        "Trwa scalanie gałęzi: aby z niego zrezygnować, wykonaj git add datasets, a potem git merge"
        " --abort."
    )
    assert not git(conflict, "merge", "--abort")
    assert git(conflict, "add", "datasets")
    assert git(conflict, "merge", "--abort")


def test_the_advice_for_a_browser_resolves_the_conflict_too(conflict: Path) -> None:
    lines = table(conflict, "places").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if line[:7] not in {"<<<<<<<", "=======", ">>>>>>>"}]
    table(conflict, "places").write_text("".join(kept), encoding="utf-8")
    assert check_catalog(conflict) == []
    both = _places(conflict, more=[NEW, OTHER]).decode().splitlines(keepends=True)
    assert sorted(kept) == sorted(both)


def test_two_versions_of_a_row_are_resolved_as_the_message_says(repository: Path) -> None:
    for name, source in (("other", "urzad-o-projekcie"), ("one", "gazeta-o-wspolnej-sumie")):
        row = f"null,NO,target,{source}"
        commit_branch(repository, name, {"places": _places(repository, more=[row])})
    assert not merge_branch(repository, "other")
    before = table(repository, "places").read_bytes()
    done = merge_rows(repository)
    assert (done.exit_code, table(repository, "places").read_bytes()) == (1, before)
    assert (
        f"{PLACES}:8:16  [merge-conflict]  The row “null/NO/target” has two versions: source_id is"
        " “gazeta-o-wspolnej-sumie” in branch “HEAD”, and “urzad-o-projekcie” in branch “other”, on"
        " line 10.  Keep one of the two lines, delete the other and the lines with markers around"
        " them.\n"
    ) in done.stderr
    lines = before.decode().splitlines(keepends=True)
    resolved = "".join(line for number, line in enumerate(lines, 1) if number not in {7, 9, 10, 11})
    table(repository, "places").write_text(resolved, encoding="utf-8")
    assert run_format(repository).exit_code == 0
    assert check_catalog(repository) == []


def test_a_row_that_a_branch_deleted_does_not_come_back(repository: Path) -> None:
    """Git's markers do not say that it was there before; git itself knows."""
    deleted = "wspolna-zagroda,PL-14"
    commit_branch(repository, "other", {"places": _places(repository, without=deleted)})
    commit_branch(repository, "one", {"places": _places(repository, more=[NEW])})
    assert not merge_branch(repository, "other")
    assert merge_rows(repository).exit_code == 0
    places = table(repository, "places").read_text(encoding="utf-8")
    assert NEW in places
    assert deleted not in places


def test_equal_new_rows_do_not_conflict_and_are_there_once(repository: Path) -> None:
    for name, more in (("other", [NEW, OTHER]), ("one", [NEW])):
        commit_branch(repository, name, {"places": _places(repository, more=more)})
    if not merge_branch(repository, "other"):
        assert merge_rows(repository).exit_code == 0
    assert table(repository, "places").read_text(encoding="utf-8").count(NEW) == 1
    assert check_catalog(repository) == []


def test_without_a_conflict_the_option_changes_nothing(conflict: Path) -> None:
    assert git(conflict, "checkout", "--quiet", "--force", "main")
    done = merge_rows(conflict)
    assert (done.exit_code, done.output) == (0, "")
