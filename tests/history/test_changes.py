"""The history: its files read back as they were written, and the changes of one record."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.history.changes import NO_HISTORY, Change, ChangeKind, History
from datasite.history.history_file import read_history, write_history
from datasite.problems import ProblemsError

CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
CHANGES = st.builds(
    Change,
    date=st.just("2026-11-22"),
    commit=st.text("0123456789abcdef", min_size=40, max_size=40),
    kind=st.sampled_from(ChangeKind),
    dataset=CELL,
    record=CELL,
    field=CELL,
    before=CELL,
    after=CELL,
)


def _written(root: Path, history: History) -> None:
    for path, content in write_history(history).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)


@given(st.lists(CHANGES, max_size=5), st.booleans())
def test_files_read_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, changes: list[Change], complete: bool
) -> None:
    root = tmp_path_factory.mktemp("root")
    history = History(changes=tuple(changes), until="a" * 40, complete=complete)
    _written(root, history)
    assert read_history(root) == history


def test_no_files_are_no_history(tmp_path: Path) -> None:
    assert read_history(tmp_path) == NO_HISTORY


@pytest.mark.parametrize(
    ("path", "content", "rule"),
    [
        ("history/changes.csv", "date,commit\n", "history"),
        ("history/changes.csv", "", "empty-file"),
        (
            "history/changes.csv",
            "date,commit,kind,dataset,record,field,before,after\n2026-11-22,a,no,x,y,,,\n",
            "history",
        ),
        (
            "history/changes.csv",
            "date,commit,kind,dataset,record,field,before,after\nx,a,added\n",
            "history",
        ),
        ("history/made.yaml", "until: true\ncomplete: 1\n", "history"),
    ],
)
def test_other_files_are_refused_and_named(
    tmp_path: Path, path: str, content: str, rule: str
) -> None:
    _written(tmp_path, NO_HISTORY)
    (tmp_path / path).write_text(content, encoding="utf-8")
    with pytest.raises(ProblemsError) as refused:
        read_history(tmp_path)
    assert [(p.path, p.rule) for p in refused.value.problems] == [(path, rule)]


def test_a_record_has_the_changes_under_all_its_keys() -> None:
    def change(kind: ChangeKind, record: str, before: str = "") -> Change:
        return Change(
            date="2026-11-22", commit="", kind=kind, dataset="p", record=record, before=before
        )

    first = change(ChangeKind.ADDED, "a")
    renamed = change(ChangeKind.RENAMED, "b", "a")
    other = change(ChangeKind.ADDED, "a")  # another record under the key that became free
    again = change(ChangeKind.RENAMED, "c", "b")
    last = change(ChangeKind.CHANGED, "c")
    history = History(changes=(first, renamed, other, again, last))
    assert history.of("p", "c") == (first, renamed, again, last)
    assert history.of("p", "a") == (other,)
    assert history.of("q", "a") == ()
