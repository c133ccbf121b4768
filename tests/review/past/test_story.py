"""A repository of twelve commits: the changes are exactly those that its commits made."""

from pathlib import Path

import pytest
from past_repositories import Files, described, import_commits, table

from datasite.history.changes import NO_HISTORY, ChangeKind, History
from datasite.history.history_file import write_history
from datasite.review.past.kept import FOLDER
from datasite.review.past.making import make_history
from datasite.review.past.walk import LEFT_OUT

ORGANISATIONS = ("id,name,town", "a,Alfa,Opole", "b,Beta,Lublin", "c,Alfa Warszawa,Warszawa")
FUNDS = ("id,name,place,since", "one,First Fund,Brussels,2014", "two,Second Fund,Oslo,2009")
PROJECTS = ("id,title,fund,amount", "p,Bridge,one,100", "q,Road,two,200")
PARTNERS = ("project,body,role", "p,a,lead", "p,b,partner", "q,c,lead")
LOGS = {
    **table("withdrawn", "dataset,record,successor_id,reason_en"),
    **described("withdrawn", "dataset, record"),
    **table("corrections", "dataset,record,field,was,is,reason_en"),
    **described("corrections", "dataset, record, field, is"),
}
START: Files = {
    **table("organisations", *ORGANISATIONS),
    **described("organisations", "id"),
    **table("funds", *FUNDS),
    **described("funds", "id"),
    **table("projects", *PROJECTS),
    **described("projects", "id", fund="funds"),
    **table("partners", *PARTNERS),
    **described("partners", "project, body, role", project="projects", body="organisations"),
    **table("source_checks", "source,status", "s,ok"),
    **described("source_checks", "source"),
    **LOGS,
    "README.md": "x\n",
}
RENAMED = (FUNDS[0], FUNDS[1].replace("one", "eu"), FUNDS[2])
AMENDED = ("id,title,fund,amount", "p,Bridge,one,100", "q,Road,two,250", "r,Tunnel,one,300")
ENDOWED = tuple(line.replace("one", "eu") for line in AMENDED)
MERGED = ("project,body,role", "p,a,lead", "p,b,partner", "q,a,lead")
WITHOUT_AMOUNTS = tuple(line.rpartition(",")[0] for line in ENDOWED)
STORY: list[Files] = [
    START,
    # 1. A record is added, and a field edited.
    table("projects", *AMENDED),
    # 2. An identifier is renamed, in its table and in the rows that point to it.
    {
        **table("funds", *RENAMED),
        **table("projects", *ENDOWED),
    },
    # 3. Two organisations become one; the log says so.
    {
        **table("organisations", *ORGANISATIONS[:3]),
        **table("partners", *MERGED),
        **table("withdrawn", "dataset,record,successor_id,reason_en", "organisations,c,a,Twice"),
    },
    # 4. A column is dropped.
    table("projects", *WITHOUT_AMOUNTS),
    # 5. The last commit is reverted.
    table("projects", *ENDOWED),
    # 6. What a program writes, and what is no data.
    {**table("source_checks", "source,status", "s,gone"), "README.md": "y\n"},
    # 7. A table is moved, edited, and pointed to under its new name.
    {
        "datasets/funds/funds.csv": None,
        "datasets/funds/dataset.yaml": None,
        **table("programmes", *RENAMED[:2], "two,Second Fund,Bergen,2009"),
        **described("programmes", "id"),
        **described("projects", "id", fund="programmes"),
    },
    # 8. A file is broken …
    table("projects", *ENDOWED[:3], "<<<<<<< HEAD", "r,Tunnel,eu,350"),
    # 9. … and corrected, with a row in the log; a column has another name.
    {
        **table("projects", "id,name,fund,amount", *ENDOWED[1:3], "r,Tunnel,eu,350"),
        **table(
            "corrections",
            "dataset,record,field,was,is,reason_en",
            "projects,r,amount,300,350,Misread",
        ),
    },
    # 10. The key takes a further column, which is new.
    {
        **table(
            "partners",
            "project,body,role,part",
            *(f"{line},{part}" for line, part in zip(MERGED[1:], "xyz", strict=True)),
        ),
        **described(
            "partners", "project, body, role, part", project="projects", body="organisations"
        ),
    },
    # 11. A table goes, and one without a description comes.
    {
        "datasets/partners/partners.csv": None,
        "datasets/partners/dataset.yaml": None,
        **table("events", "event,day", "e,2020-01-01"),
    },
]
START_TABLES = ["corrections", "funds", "organisations", "partners", "projects", "withdrawn"]
START_RECORDS = [
    *(("funds", record) for record in ("one", "two")),
    *(("organisations", record) for record in "abc"),
    *(("partners", record) for record in ("p/a/lead", "p/b/partner", "q/c/lead")),
    *(("projects", record) for record in "pq"),
]
EXPECTED = [
    *((0, "table_added", name) for name in START_TABLES),
    *((0, "added", *record) for record in START_RECORDS),
    (1, "added", "projects", "r"),
    (1, "changed", "projects", "q", "amount", "200", "250"),
    (2, "renamed", "funds", "eu", "", "one"),
    (3, "merged", "organisations", "c", "", "", "a"),
    (3, "renamed", "partners", "q/a/lead", "", "q/c/lead"),
    (3, "added", "withdrawn", "organisations/c"),
    (4, "column_removed", "projects", "", "amount"),
    (5, "column_added", "projects", "", "amount"),
    (7, "table_renamed", "programmes", "", "", "funds"),
    (7, "changed", "programmes", "two", "place", "Oslo", "Bergen"),
    (9, "column_renamed", "projects", "", "name", "title"),
    (9, "added", "corrections", "projects/r/amount/350"),
    (9, "corrected", "projects", "r", "amount", "300", "350"),
    (10, "column_added", "partners", "", "part"),
    (10, "renamed", "partners", "p/a/lead/x", "", "p/a/lead"),
    (10, "renamed", "partners", "p/b/partner/y", "", "p/b/partner"),
    (10, "renamed", "partners", "q/a/lead/z", "", "q/a/lead"),
    (11, "table_removed", "partners"),
    (11, "table_added", "events"),
    (11, "added", "events", "e"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "root"


def told(history: History, commits: list[str]) -> list[tuple[object, ...]]:
    """The changes with the number of their commit, without blank ends."""
    rows = []
    for change in history.changes:
        row = [
            commits.index(change.commit),
            change.kind.value,
            *(change.dataset, change.record, change.field, change.before, change.after),
        ]
        while row[-1] == "":
            row.pop()
        rows.append(tuple(row))
    return rows


def test_the_changes_are_those_of_the_commits(root: Path) -> None:
    commits = import_commits(root, STORY)
    history = make_history(root, NO_HISTORY)
    assert told(history, commits) == EXPECTED
    assert {change.date for change in history.changes if change.commit == commits[3]} == {
        "2020-01-04"
    }
    assert (history.until, history.complete) == (commits[11], True)
    assert {kind.value for kind in ChangeKind} - {row[1] for row in EXPECTED} == {"removed"}


def test_no_person_and_no_words_of_a_commit_are_told(root: Path) -> None:
    import_commits(root, STORY)
    written = b"".join(write_history(make_history(root, NO_HISTORY)).values()).lower()
    assert not [word for word in (b"person", b"secret") if word in written]
    assert not [name for name in LEFT_OUT if name.encode() in written]


def test_the_history_of_a_record_follows_its_names(root: Path) -> None:
    import_commits(root, STORY)
    history = make_history(root, NO_HISTORY)
    assert [change.kind for change in history.of("programmes", "eu")] == ["added", "renamed"]
    assert [change.kind for change in history.of("programmes", "two")] == ["added", "changed"]


@pytest.mark.parametrize("known", range(1, len(STORY)))
def test_what_was_kept_gives_the_same_bytes(known: int, root: Path, tmp_path: Path) -> None:
    """At each commit, the run before ended at that commit."""
    import_commits(root, STORY[:known])
    make_history(root, NO_HISTORY)
    kept = root / FOLDER
    other = tmp_path / "other"
    import_commits(other, STORY)
    kept.rename(other / FOLDER)
    (before,) = (other / FOLDER).iterdir()
    made = write_history(make_history(other, NO_HISTORY))
    assert not before.exists()  # another one took its place
    (after,) = (other / FOLDER).iterdir()
    after.unlink()
    assert made == write_history(make_history(other, NO_HISTORY))
