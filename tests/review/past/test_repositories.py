"""Repositories that are not as one would wish: shallow, rewritten, with broken or odd files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from past_repositories import Files, described, import_commits, table
from repositories import commit, git

from datasite.command_line import CallError
from datasite.history.changes import NO_HISTORY, Change
from datasite.review.past.commits import NoHistoryError, uncommitted
from datasite.review.past.kept import FOLDER
from datasite.review.past.making import make_history

KEY = described("funds", "id")
FUNDS = {**table("funds", "id,name", "a,Alfa", "b,Beta"), **KEY}
PATH = "datasets/funds/funds.csv"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def funds(*rows: str) -> Files:
    return table("funds", "id,name", *rows)


def made(root: Path, *commits: Files) -> list[tuple[str, ...]]:
    """The changes after the first of the commits."""
    first, *_ = import_commits(root, commits)
    history = make_history(root, NO_HISTORY)
    return [brief(change) for change in history.changes if change.commit != first]


def brief(change: Change) -> tuple[str, ...]:
    return (change.kind.value, change.record, change.field, change.before, change.after)


CHANGED = ("changed", "a", "name", "Alfa", "Gama")


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "\n",
        "id,name\na,Alfa\na,Beta\n",  # two rows with one key
        "id,name\na\n",
        "id,name\na,Alfa,x\n",
        "id,id\na,Alfa\n",
        "key,name\na,Alfa\n",  # the key that is described is not there
        'id,name\na,"Alfa\n',
        "id,name\n<<<<<<< HEAD\na,Alfa\n=======\na,Beta\n>>>>>>> x\n",
        "\0\n",
    ],
)
def test_a_table_that_cannot_be_read_is_passed_over(broken: str, root: Path) -> None:
    changes = made(root, FUNDS, {PATH: broken}, funds("a,Gama", "b,Beta"))
    assert changes == [CHANGED]


@pytest.mark.parametrize(
    "text",
    [
        "id,name\r\na,Gama\r\nb,Beta\r\n",
        "\ufeffid,name\na,Gama\n\nb,Beta",
        'id,name\n"a","Gama"\nb,Beta\n',
    ],
)
def test_another_form_of_the_same_table_is_read(text: str, root: Path) -> None:
    assert made(root, FUNDS, {PATH: text}) == [CHANGED]


@pytest.mark.parametrize(
    "description",
    [
        None,
        "",
        "name: [\n",
        "- a\n",
        "primary_key: 1\n",
        "primary_key: []\n",
        "foreign_keys: [1]\n",
    ],
)
def test_without_a_description_the_last_one_counts(description: str | None, root: Path) -> None:
    lost = {"datasets/funds/dataset.yaml": description, **funds("a,Gama", "b,Beta")}
    assert made(root, FUNDS, lost) == [CHANGED]


def test_without_any_description_the_first_column_is_the_key_or_all_are(root: Path) -> None:
    start = {**funds("a,Alfa"), **table("pairs", "left,right", "x,1", "x,2")}
    changes = made(root, start, {**funds("a,Gama"), **table("pairs", "left,right", "x,1", "y,2")})
    assert changes == [CHANGED, ("renamed", "y/2", "", "x/2", "")]


def test_codelists_have_the_key_that_all_share(root: Path) -> None:
    kinds = {
        **table("kinds", "label,code", "x,a", "x,b"),
        "datasets/kinds/dataset.yaml": "name: kinds\nfields_from: codelist\n",
        "datasets/codelist.yaml": "primary_key: [code]\n",
    }
    changes = made(root, kinds, table("kinds", "label,code", "y,a", "x,b"))
    assert changes == [("changed", "a", "label", "x", "y")]


def test_rows_that_moved_are_no_change(root: Path) -> None:
    assert made(root, FUNDS, funds("b,Beta", "a,Alfa")) == []


def test_records_that_exchange_their_keys_when_the_key_changes_go_and_come(root: Path) -> None:
    start = {**table("funds", "id,code", "a,b", "b,a"), **KEY}
    changes = made(root, start, described("funds", "code"))
    assert sorted(changes) == [
        *(("added", key, "", "", "") for key in "ab"),
        *(("removed", key, "", "", "") for key in "ab"),
    ]


def test_a_key_that_becomes_another_column_renames_each_record(root: Path) -> None:
    start = {**table("funds", "id,code", "a,x", "b,y"), **KEY}
    after = {**table("funds", "code", "x", "y"), **described("funds", "code")}
    assert made(root, start, after) == [
        ("column_removed", "", "id", "", ""),
        ("renamed", "x", "", "a", ""),
        ("renamed", "y", "", "b", ""),
    ]


def test_a_column_of_the_key_with_another_name_is_one_change(root: Path) -> None:
    after = {**table("funds", "fund,name", "a,Alfa", "b,Gama"), **described("funds", "fund")}
    assert made(root, FUNDS, after) == [
        ("column_renamed", "", "fund", "id", ""),
        ("changed", "b", "name", "Beta", "Gama"),
    ]


def test_references_follow_while_their_table_cannot_be_read(root: Path) -> None:
    projects = {
        **table("projects", "id,fund", "p,a"),
        **described("projects", "id", fund="funds"),
    }
    renamed = {**funds("c,Alfa", "b,Beta"), "datasets/projects/projects.csv": "id\n\n1,2"}
    changes = made(root, {**FUNDS, **projects}, renamed, table("projects", "id,fund", "p,c"))
    assert changes == [("renamed", "c", "", "a", "")]


def test_a_link_or_a_folder_in_the_place_of_a_table_is_not_read(root: Path) -> None:
    import_commits(root, [FUNDS])
    (root / PATH).unlink()
    (root / PATH).symlink_to("elsewhere")
    commit(root)
    (root / PATH).unlink()
    (root / PATH).write_text("id,name\na,Gama\nb,Beta\n", encoding="utf-8")
    last = commit(root)
    history = make_history(root, NO_HISTORY)
    assert [brief(change) for change in history.changes if change.commit == last] == [CHANGED]


def test_a_merge_is_one_step_of_the_main_line(root: Path) -> None:
    start, *_ = import_commits(root, [FUNDS])
    git(root, "checkout", "--quiet", "-b", "other")
    for name in ("Delta", "Gama"):
        (root / PATH).write_text(f"id,name\na,{name}\nb,Beta\n", encoding="utf-8")
        commit(root)
    git(root, "checkout", "--quiet", "main")
    (root / "README.md").write_text("x\n", encoding="utf-8")
    commit(root)
    git(root, "merge", "--quiet", "--no-ff", "--message", "x", "other")
    merge = git(root, "rev-parse", "HEAD").strip()
    changes = [c for c in make_history(root, NO_HISTORY).changes if c.commit != start]
    assert [(change.commit, *brief(change)) for change in changes] == [(merge, *CHANGED)]


SETTINGS = {
    "log.showRoot": "false",
    "log.diffMerges": "off",
    "log.showSignature": "true",
    "gpg.program": "./program",
    "diff.renames": "copies",
    "diff.orderFile": "/nowhere",
    "format.pretty": "email",
    "log.date": "human",
    "log.mailmap": "true",
    "core.abbrev": "5",
}


def test_settings_of_the_repository_change_nothing(root: Path) -> None:
    import_commits(root, [FUNDS, funds("a,Gama", "b,Beta"), {"datasets/funds/funds.csv": None}])
    expected = make_history(root, NO_HISTORY)
    shutil.rmtree(root / FOLDER)
    for name, value in SETTINGS.items():
        git(root, "config", name, value)
    assert make_history(root, NO_HISTORY) == expected


def test_the_data_may_lie_below_the_top_of_the_repository(root: Path) -> None:
    changes = [FUNDS, funds("a,Gama", "b,Beta")]
    below = [{f"below/{path}": text for path, text in files.items()} for files in changes]
    import_commits(root, below)
    assert [brief(c) for c in make_history(root / "below", NO_HISTORY).changes][-1] == CHANGED


COMMITS = [
    {"README.md": "x\n"},
    FUNDS,
    funds("a,Alfa", "b,Beta", "c,Delta"),
    funds("a,Gama", "b,Beta", "c,Delta"),
]


def shallow(root: Path, depth: int) -> Path:
    clone = root.parent / "clone"
    git(root, "clone", "--quiet", "--depth", str(depth), f"file://{root}", str(clone))
    return clone


def test_a_shallow_clone_begins_later(root: Path) -> None:
    import_commits(root, COMMITS)
    clone = shallow(root, 2)
    history = make_history(clone, NO_HISTORY)
    assert ([brief(change) for change in history.changes], history.complete) == ([CHANGED], False)
    git(clone, "fetch", "--quiet", "--unshallow")
    assert make_history(clone, history) == make_history(root, NO_HISTORY)


def test_a_shallow_clone_with_a_boundary_of_no_data_is_not_whole_either(root: Path) -> None:
    import_commits(root, [{"README.md": "x\n"}, {"README.md": "y\n"}, FUNDS])
    history = make_history(shallow(root, 2), NO_HISTORY)
    assert (len(history.changes), history.complete) == (3, False)


def test_a_shallow_clone_does_not_replace_a_whole_history(root: Path) -> None:
    import_commits(root, COMMITS)
    whole = make_history(root, NO_HISTORY)
    clone = shallow(root, 1)
    with pytest.raises(NoHistoryError, match="--unshallow"):
        make_history(clone, whole)
    assert not (clone / FOLDER).exists()


def test_what_is_no_repository_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="history/"):
        make_history(tmp_path, NO_HISTORY)
    git(tmp_path, "init", "--quiet")
    with pytest.raises(CallError, match="with a commit"):
        make_history(tmp_path, NO_HISTORY)
    (tmp_path / "README.md").write_text("x\n", encoding="utf-8")
    commit(tmp_path)
    with pytest.raises(NoHistoryError, match="touches datasets/"):
        make_history(tmp_path, NO_HISTORY)


def truncated(kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-9])


def of_other_code(kept: Path) -> None:
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"code": "", "changes": []}))


def of_another_form(kept: Path) -> None:
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"tables": [1]}))


@pytest.mark.parametrize("spoil", [truncated, of_other_code, of_another_form])
def test_a_kept_state_that_does_not_fit_is_made_anew(
    spoil: Callable[[Path], None], root: Path
) -> None:
    import_commits(root, COMMITS)
    expected = make_history(root, NO_HISTORY)
    (kept,) = (root / FOLDER).iterdir()
    content = kept.read_bytes()
    spoil(kept)
    assert make_history(root, NO_HISTORY) == expected
    assert kept.read_bytes() == content


def test_a_kept_state_is_used(root: Path) -> None:
    """One that says something else is believed, so it was read."""
    import_commits(root, COMMITS)
    make_history(root, NO_HISTORY)
    (kept,) = (root / FOLDER).iterdir()
    kept.write_text(json.dumps(json.loads(kept.read_text()) | {"changes": []}))
    assert make_history(root, NO_HISTORY).changes == ()


def test_a_rewritten_history_is_read_anew(root: Path) -> None:
    import_commits(root, COMMITS)
    make_history(root, NO_HISTORY)
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    git(root, "commit", "--quiet", "--amend", "--message", "y")
    history = make_history(root, NO_HISTORY)
    last = [brief(change) for change in history.changes][-1]
    assert last == ("added", "c", "", "", "")
    assert history.until == git(root, "rev-parse", "HEAD").strip()


def test_what_is_not_committed_is_noticed(root: Path) -> None:
    import_commits(root, COMMITS)
    (root / "README.md").write_text("other\n", encoding="utf-8")
    assert not uncommitted(root)
    (root / PATH).write_text("id,name\n", encoding="utf-8")
    assert uncommitted(root)


def test_a_correction_counts_under_the_last_key_of_its_record(root: Path) -> None:
    log = {
        **table("corrections", "dataset,record,field,was,is", "funds,z,name,Alfa,Gama"),
        **described("corrections", "dataset, record, field, is"),
    }
    changes = made(
        root,
        {**table("funds", "id,name,town,place", "a,Alfa,Opole,PL"), **KEY},
        table("funds", "id,name,town,place", "a,Gama,Opole,PL"),
        table("funds", "id,name,town,place", "z,Gama,Opole,PL"),
        log,
    )
    assert ("corrected", *CHANGED[1:]) in changes


def test_a_record_that_came_back_was_removed_and_not_merged(root: Path) -> None:
    log = {
        **table("withdrawn", "dataset,record,successor_id", "funds,b,a"),
        **described("withdrawn", "dataset, record"),
    }
    gone, back = funds("a,Alfa"), funds("a,Alfa", "b,Beta")
    changes = made(root, FUNDS, gone, back, gone, log)
    assert [change for change in changes if change[1] == "b"] == [
        ("removed", "b", "", "", ""),
        ("added", "b", "", "", ""),
        ("merged", "b", "", "", "a"),
    ]
    back_at_last = made(root.parent / "other", FUNDS, {**gone, **log}, back)
    assert "merged" not in {kind for kind, *_ in back_at_last}
