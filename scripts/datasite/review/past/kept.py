"""The last state of the walk, kept in a folder that git ignores, so that the next run reads only
the commits since.

The name of its file is the commit that it is of. It counts only while that commit is in the main
line, and while the code that made it is the same.
"""

import dataclasses
import hashlib
import json
from pathlib import Path

import datasite
from datasite.history.changes import Change, ChangeKind
from datasite.review.past.commits import Line
from datasite.review.past.tables import as_entries, from_entries
from datasite.review.past.walk import Past
from datasite.tables.safe_write import files_state, write_files

FOLDER = ".history"
_ROOMS = ("history", "review", "tables")  # whose code makes the changes


def read_kept(root: Path, line: Line) -> Past:
    """The newest state that was kept of the main line; the beginning where there is none."""
    kept = {path.stem: path for path in (root / FOLDER).glob("*.json")}
    for commit in filter(kept.__contains__, reversed(line.hashes)):
        if past := _read(kept[commit].read_bytes(), line, commit):
            return past
    return Past()


def write_kept(root: Path, line: Line, past: Past) -> None:
    """Keep a state instead of those that were kept before."""
    path = f"{FOLDER}/{past.until}.json"
    content = json.dumps(
        {
            "code": _code_digest(),
            "first": _first(line),
            "changes": [dataclasses.astuple(change) for change in past.changes],
            "files": past.files,
            "tables": {name: as_entries(table) for name, table in past.tables.items()},
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogateescape")
    write_files(root, {path: content}, files_state(root, (path,)))
    for old in (root / FOLDER).glob("*.json"):
        if old != root / path:
            old.unlink()


def _read(content: bytes, line: Line, commit: str) -> Past | None:
    """What a file holds; None where it is of other code or another beginning, or damaged."""
    try:
        entries = json.loads(content.decode("utf-8", "surrogateescape"))
        if (entries["code"], entries["first"]) != (_code_digest(), _first(line)):
            return None
        return Past(
            commit,
            tuple(
                Change(
                    **dict(zip(_COLUMNS, cells, strict=True)) | {"kind": ChangeKind(cells[_KIND])}
                )
                for cells in entries["changes"]
            ),
            entries["files"],
            {name: from_entries(name, table) for name, table in entries["tables"].items()},
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


_COLUMNS = [column.name for column in dataclasses.fields(Change)]
_KIND = _COLUMNS.index("kind")


def _first(line: Line) -> list[object]:
    """A shallow clone that is deepened begins with another commit, or with the same one whole."""
    return [line.hashes[0], line.grafted]


def _code_digest() -> str:
    digest = hashlib.sha256()
    package = Path(datasite.__file__).parent
    for path in sorted(path for room in _ROOMS for path in (package / room).rglob("*.py")):
        digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
