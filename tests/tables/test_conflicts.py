"""Tables in which git left conflicts: the rows of both branches come into one table, and a row of
which a person must know the right version is left alone. The conflicts are git's own.
"""

import subprocess
from collections.abc import Mapping
from gettext import NullTranslations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.problems import Problem
from datasite.tables.conflicts.row_merge import MergedTable, conflict_problems, merge_rows
from datasite.tables.conflicts.sides import has_conflict, split_sides
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.repairs.canonical_form import canonical_bytes

WORDS = {"pl": "x", "en": "x"}
DATASET = Dataset(
    name="things",
    group="records",
    title=WORDS,
    description=WORDS,
    fields=(Field("id", WORDS, WORDS), Field("title", WORDS, WORDS)),
    primary_key=("id",),
    foreign_keys=(),
    rules=(),
    min_rows=0,
    max_rows=100,
)
STYLES = {"merge": [], "diff3": ["--diff3"], "zdiff3": ["--zdiff3"]}
Rows = Mapping[str, str]  # titles by id
START = {"b": "B", "d": "D", "f": "F"}
every_style = pytest.mark.parametrize("style", STYLES)


def write(rows: Rows) -> bytes:
    """A table in the order of its keys."""
    return canonical_bytes(DATASET, rows.items())


def merge_files(folder: Path, style: str, *, ours: bytes, before: bytes, theirs: bytes) -> bytes:
    """The file that git makes of three; it has markers where they conflict."""
    files = {"ours": ours, "before": before, "theirs": theirs}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    labels = [word for name in ("HEAD", "base", "new") for word in ("-L", name)]
    command = ["git", "merge-file", "-p", *STYLES[style], *labels, *files]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout


def merged(content: bytes, before: bytes | None = None) -> MergedTable:
    result = merge_rows(DATASET, "t.csv", content, before)
    assert isinstance(result, MergedTable), [problem.english for problem in result]
    return result


def refused(content: bytes, before: bytes | None = None) -> list[Problem]:
    result = merge_rows(DATASET, "t.csv", content, before)
    assert isinstance(result, list)
    return result


def appended(*rows: str) -> bytes:
    """The table of START with rows at its end."""
    return write(START) + "".join(f"{row}\n" for row in rows).encode()


@every_style
def test_rows_that_both_branches_appended_are_both_kept_in_order(
    style: str, tmp_path: Path
) -> None:
    before = write(START)
    content = merge_files(
        tmp_path, style, ours=appended("g,G", "a,A"), before=before, theirs=appended("c,C")
    )
    assert has_conflict(content)
    result = merged(content)
    assert result.content == write({**START, "a": "A", "c": "C", "g": "G"})
    assert [line.what.text(NullTranslations()) for line in result.done] == [
        "1 conflict: the rows of both branches, in the order of their keys.",
        "2 rows that only branch “HEAD” has: “g, a”.",
        "1 row that only branch “new” has: “c”.",
    ]
    [problem] = conflict_problems(DATASET, "t.csv", content)
    assert (problem.line, problem.column, problem.command) == (5, 1, "make format MERGE=1")


@every_style
@pytest.mark.parametrize("ends", [("ours",), ("theirs",), ("ours", "before", "theirs")])
def test_carriage_returns_do_not_matter(ends: tuple[str, ...], style: str, tmp_path: Path) -> None:
    """Those of one branch make the whole file conflict."""
    files = {"ours": appended("g,G"), "before": write(START), "theirs": appended("c,C")}
    for name in ends:
        files[name] = files[name].replace(b"\n", b"\r\n")
    content = merge_files(tmp_path, style, **files)
    assert merged(content, files["before"]).content == write({**START, "c": "C", "g": "G"})


@every_style
def test_several_conflicts_of_a_file_are_resolved_together(style: str, tmp_path: Path) -> None:
    start = {**START, **{f"e{number}": "E" for number in range(10)}}  # far enough apart for git
    ours, theirs = {"a": "1", "e": "2", "h": "3"}, {"aa": "1", "g": "2"}
    content = merge_files(
        tmp_path,
        style,
        ours=write({**start, **ours}),
        before=write(start),
        theirs=write({**start, **theirs}),
    )
    assert content.count(b"<<<<<<< ") == 2
    result = merged(content)
    assert result.content == write({**start, **ours, **theirs})
    assert len(result.conflicts) == 2


@every_style
def test_line_breaks_in_cells_are_part_of_their_rows(style: str, tmp_path: Path) -> None:
    before = {**START, "e": "one\ntwo\nthree"}
    ours, theirs = {**before, "ea": "x\n=\ny"}, {**before, "eb": "one\ntwo"}
    content = merge_files(
        tmp_path, style, ours=write(ours), before=write(before), theirs=write(theirs)
    )
    assert has_conflict(content)
    assert merged(content).content == write({**ours, **theirs})


@every_style
def test_a_conflict_within_a_row_is_one_of_its_two_versions(style: str, tmp_path: Path) -> None:
    """Git compares lines, and sees only a part of the row."""
    versions = [{**START, "e": f"one\n{word}\nthree"} for word in ("ours", "two", "theirs")]
    ours, before, theirs = map(write, versions)
    content = merge_files(tmp_path, style, ours=ours, before=before, theirs=theirs)
    *_, problem = refused(content, before)
    assert "The row “e” has two versions" in problem.english


@every_style
def test_a_row_that_both_branches_added_alike_is_there_once(style: str, tmp_path: Path) -> None:
    content = merge_files(
        tmp_path,
        style,
        ours=appended("c,C", "g,G"),
        before=write(START),
        theirs=appended("a,A", "c,C"),
    )
    assert merged(content).content == write({**START, "a": "A", "c": "C", "g": "G"})


@every_style
@pytest.mark.parametrize("knows_before", [True, False])
def test_two_versions_of_a_row_are_left_to_a_person(
    knows_before: bool, style: str, tmp_path: Path
) -> None:
    before = write(START)
    content = merge_files(
        tmp_path, style, ours=appended("g,1", "h,H"), before=before, theirs=appended("g,2", "i,I")
    )
    conflict, problem = refused(content, before if knows_before else None)
    there = content.decode().split("\n").index("g,2") + 1
    assert (conflict.line, conflict.command) == (5, "")
    assert problem.english == (
        "t.csv:6:3  [merge-conflict]  The row “g” has two versions: title is “1” in branch “HEAD”,"
        f" and “2” in branch “new”, on line {there}.  Keep one of the two lines, delete the other"
        " and the lines with markers around them."
    )


@every_style
def test_a_row_that_one_branch_changed_and_the_other_deleted_is_left_to_a_person(
    style: str, tmp_path: Path
) -> None:
    before = write(START)
    content = merge_files(
        tmp_path,
        style,
        ours=write({**START, "d": "changed"}),
        before=before,
        theirs=write({"b": "B", "f": "F"}),
    )
    _, problem = refused(content, before)
    assert (problem.line, problem.what.text(NullTranslations())) == (
        4,
        "Branch “HEAD” changed the row “d”, and branch “new” deleted it.",
    )


@every_style
def test_a_row_that_one_branch_deleted_beside_a_new_row_stays_deleted(
    style: str, tmp_path: Path
) -> None:
    before = write(START)
    content = merge_files(
        tmp_path,
        style,
        ours=write({**START, "e": "E"}),
        before=before,
        theirs=write({"b": "B", "f": "F"}),
    )
    assert has_conflict(content)
    result = merged(content, before)
    assert result.content == write({"b": "B", "e": "E", "f": "F"})
    assert [line.what.text(NullTranslations()) for line in result.done[1:]] == [
        "1 row that only branch “HEAD” has: “e”.",
        "1 row left out, since branch “new” deleted it: “d”.",
    ]


@every_style
def test_changes_of_neighbouring_rows_are_both_kept(style: str, tmp_path: Path) -> None:
    before = write(START)
    content = merge_files(
        tmp_path,
        style,
        ours=write({**START, "b": "ours"}),
        before=before,
        theirs=write({**START, "d": "theirs"}),
    )
    assert has_conflict(content)
    assert merged(content, before).content == write({**START, "b": "ours", "d": "theirs"})


def test_a_row_that_one_branch_moved_and_the_other_changed_is_not_doubled(tmp_path: Path) -> None:
    before = appended("a,A")
    ours, theirs = write({**START, "a": "A", "g": "G"}), appended("a,changed")
    content = merge_files(tmp_path, "merge", ours=ours, before=before, theirs=theirs)
    assert has_conflict(content)
    *_, problem = refused(content, before)
    assert "The row “a” has two versions" in problem.english


@pytest.mark.parametrize(
    "text",
    [
        "id,title\n<<<<<<< HEAD\na,A\n",
        "id,title\n=======\na,A\n",
        "id,title\n>>>>>>> new\n",
        "id,title\n||||||| base\n",
        "id,title\n<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b\n=======\n>>>>>>> a\n",
        "id,title\n<<<<<<< a\n>>>>>>> b\n",
        "id,title\n<<<<<<< a\n=======\n=======\n>>>>>>> b\n",
    ],
)
def test_markers_out_of_order_are_each_named(text: str) -> None:
    assert split_sides(text) is None
    markers = [line for line, words in enumerate(text.split("\n"), 1) if words[:1] in set("<=>|")]
    assert [problem.line for problem in refused(text.encode())] == [m for m in markers if m > 1]


@pytest.mark.parametrize(
    ("side", "line", "rule"),
    [("c", 3, "row-width"), ('"c,C', 3, "open-quote"), ("c,C,C", 3, "row-width")],
)
def test_a_side_without_whole_rows_is_named_at_its_line(side: str, line: int, rule: str) -> None:
    content = f"id,title\n<<<<<<< a\n{side}\n=======\nd,D\n>>>>>>> b\n".encode()
    assert [(p.line, p.rule) for p in refused(content)] == [(2, "merge-conflict"), (line, rule)]
    content = f"id,title\n<<<<<<< a\nd,D\n=======\n{side}\n>>>>>>> b\n".encode()
    assert [(p.line, p.rule) for p in refused(content)] == [(2, "merge-conflict"), (5, rule)]


def test_a_branch_without_a_name_has_a_number() -> None:
    content = b"id,title\n<<<<<<<\na,1\n=======\na,2\n>>>>>>>\n"
    *_, problem = refused(content)
    assert "in branch 1 (without a name), and “2” in branch 2 (without a name)" in problem.english


tables = st.dictionaries(st.sampled_from("abcdefg"), st.sampled_from("123"), max_size=7)


@given(tables, tables, tables, st.sampled_from(sorted(STYLES)))
def test_rows_are_merged_by_their_keys_as_git_merges_lines(
    tmp_path_factory: pytest.TempPathFactory, ours: Rows, before: Rows, theirs: Rows, style: str
) -> None:
    """What one branch alone changed is as that branch has it; only where both changed a row, and
    not alike, somebody must choose.
    """
    keys = {*ours, *before, *theirs}
    undecided = {key for key in keys if len({ours.get(key), before.get(key), theirs.get(key)}) == 3}
    content = merge_files(
        tmp_path_factory.getbasetemp(),
        style,
        ours=write(ours),
        before=write(before),
        theirs=write(theirs),
    )
    if undecided:
        assert {
            key
            for key in keys
            if any(f"row “{key}”" in p.english for p in refused(content, write(before)))
        } == undecided
        return
    expected = {
        key: title
        for key in keys
        if (title := theirs.get(key) if ours.get(key) == before.get(key) else ours.get(key))
    }
    result = merged(content, write(before)).content if has_conflict(content) else content
    assert result == write(expected)
