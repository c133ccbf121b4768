"""The walk over the commits: each table that a commit touched is read and compared with its last
readable state.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from datasite.history.changes import Change
from datasite.review import revisions
from datasite.review.past.commits import DATASETS, Commit, Line, read_commits
from datasite.review.past.steps import take_step
from datasite.review.past.tables import Description, PastTable, read_description, read_table
from datasite.tables.descriptor import SHARED_FIELDS

# A program writes these at each visit to a source. They say what it met there, not what the
# register states, and hundreds of their rows would hide what people changed.
LEFT_OUT = frozenset({"source_checks", "source_value_checks"})
_AT_ONCE = 100  # commits whose files are held in memory
_SHARED = f"{DATASETS}/{SHARED_FIELDS}.yaml"


@dataclass(frozen=True)
class Past:
    """All that is known at the commit `until`: the changes up to it, the hash of each file that
    matters, by path, and the last readable state of each table.
    """

    until: str = ""
    changes: tuple[Change, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, PastTable] = field(default_factory=dict)


def walk(root: Path, line: Line, past: Past) -> Past:
    """The past up to the last commit of the line, from what was known at an earlier one."""
    changes, files, tables = list(past.changes), dict(past.files), past.tables
    reader = _Reader(root)
    until = past.until
    for looks in _looks(read_commits(root, past.until), files):
        reader.fetch(looks)
        for look in looks:
            until = look.commit.hash
            made = partial(Change, date=look.commit.date, commit=until)
            step = take_step(tables, reader.read(look, tables), made)
            tables = step.tables
            # What a shallow clone begins with was not added then.
            if not (line.grafted and until == line.hashes[0]):
                changes += step.changes
    return Past(until, tuple(changes), files, tables)


@dataclass(frozen=True)
class _Files:
    """The hashes of the files of one table, blank for one that is not there."""

    table: str
    description: str
    shared: str


@dataclass(frozen=True)
class _Look:
    """A commit and the files of each table that it touched."""

    commit: Commit
    touched: Mapping[str, _Files]


def _looks(commits: Iterator[Commit], files: dict[str, str]) -> Iterator[list[_Look]]:
    """What to read at the commits, some at a time; `files` is kept up to date."""
    while batch := list(islice(commits, _AT_ONCE)):
        looks = []
        for commit in batch:
            files |= {path: blob for path, blob in commit.files.items() if _table_of(path)}
            for path in [path for path, blob in files.items() if not blob]:
                del files[path]
            looks.append(
                _Look(commit, {name: _files_of(name, files) for name in _touched(commit, files)})
            )
        yield looks


def _touched(commit: Commit, files: Mapping[str, str]) -> list[str]:
    """The tables of which a commit touched a file, in order. A codelist has fields in a file that
    all codelists share.
    """
    paths = [*commit.files, *(files if _SHARED in commit.files else ())]
    names = {name for path in paths if (name := _table_of(path)) and name != SHARED_FIELDS}
    return sorted(names - LEFT_OUT)


def _table_of(path: str) -> str:
    """The table whose table or description a path is; SHARED_FIELDS for codelist.yaml, blank for
    any other file.
    """
    if path == _SHARED:
        return SHARED_FIELDS
    folder, _, rest = path.partition("/")
    name, _, file = rest.partition("/")
    return name if folder == DATASETS and file in (f"{name}.csv", "dataset.yaml") else ""


def _files_of(name: str, files: Mapping[str, str]) -> _Files:
    return _Files(
        files.get(f"{DATASETS}/{name}/{name}.csv", ""),
        files.get(f"{DATASETS}/{name}/dataset.yaml", ""),
        files.get(_SHARED, ""),
    )


class _Reader:
    """Reads tables from git's store, each description once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._contents: Mapping[str, bytes] = {}
        self._descriptions: dict[tuple[str, str], Description | None] = {}

    def fetch(self, looks: Iterable[_Look]) -> None:
        """Read all files of some commits at once, since each call of git takes a while."""
        files = [files for look in looks for files in look.touched.values()]
        blobs = {blob for f in files for blob in (f.table, f.description, f.shared) if blob}
        self._contents = revisions.read_blobs(self._root, blobs) if blobs else {}

    def read(self, look: _Look, before: Mapping[str, PastTable]) -> dict[str, PastTable | None]:
        """The tables that a commit touched, None for one that it removed; without those that
        cannot be read.
        """
        touched: dict[str, PastTable | None] = {}
        for name, files in look.touched.items():
            if not files.table:
                touched[name] = None
                continue
            last = before[name].description if name in before else None
            described = self._description(files) or last
            if table := read_table(name, self._contents[files.table], described):
                touched[name] = table
        return touched

    def _description(self, files: _Files) -> Description | None:
        key = (files.description, files.shared)
        if key not in self._descriptions:
            content, shared = (self._contents.get(blob, b"") for blob in key)
            self._descriptions[key] = read_description(content, shared)
        return self._descriptions[key]
