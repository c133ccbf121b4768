"""The commits of the main line that touch datasets/, oldest first, and the files that each changed.

Of a merge, what it changed in the branch that it was merged into. No author and no words of a
commit are read.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasite.review import revisions
from datasite.review.touched_files import FileMode

DATASETS = "datasets"
_HEAD = b"commit "  # begins what is printed of a commit; of a file, the first sign is a colon
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_READABLE = (FileMode.PLAIN, FileMode.EXECUTABLE, FileMode.LINK)  # of a link: where it leads


class NoHistoryError(Exception):
    """No history can be made of this repository; the message says why."""


@dataclass(frozen=True)
class Commit:
    """One commit: its hash, its day in UTC, e.g. "2026-11-22", and the hash of the new content of
    each file that it changed, blank where it removed the file.
    """

    hash: str
    date: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """The commits of the main line that touch datasets/, by hash, oldest first.

    At a `grafted` first commit all files seem to be new, since a shallow clone has no older ones.
    `whole` is whether the clone has the first commit of the repository.
    """

    hashes: tuple[str, ...]
    grafted: bool
    whole: bool


def read_line(root: Path) -> Line:
    """The main line of the repository of `root`.

    Raises CallError where there is no repository, NoHistoryError where none of its commits has
    data.
    """
    first, whole = revisions.first_commit(root)
    listed = revisions.run_git(
        root, "rev-list", "--first-parent", "--reverse", "HEAD", "--", DATASETS
    )
    hashes = tuple(listed.decode("ascii").split())
    if not hashes:
        raise NoHistoryError(f"No commit of the git repository {root} touches {DATASETS}/.")
    return Line(hashes, grafted=not whole and hashes[0] == first, whole=whole)


def read_commits(root: Path, after: str) -> Iterator[Commit]:
    """The commits after the one with the hash `after`; all of them where it is blank.

    Each option is given, since the settings of the repository could change what git prints.
    """
    log = revisions.run_git(
        root,
        "log",
        *("--first-parent", "--reverse", "--diff-merges=first-parent", "--root", "--relative"),
        *("--raw", "--no-abbrev", "--no-renames", "--no-show-signature", "-O/dev/null", "-z"),
        f"--format={_HEAD.decode()}%H %ct",
        f"{after}..HEAD" if after else "HEAD",
        "--",
        DATASETS,
    )
    head, files = b"", dict[str, str]()
    words = iter(log.split(b"\0"))
    for word in map(bytes.lstrip, words):
        if word.startswith(_HEAD):
            if head:
                yield _commit(head, files)
            head, files = word, {}
        elif word.startswith(b":"):
            path = next(words).decode("utf-8", "surrogateescape")
            _, mode, _, blob, _ = word.decode("ascii").split(" ")
            files[path] = blob if mode in _READABLE else ""
    if head:
        yield _commit(head, files)


def uncommitted(root: Path) -> bool:
    """Whether files in datasets/ are other than at the last commit."""
    return bool(revisions.run_git(root, "status", "--porcelain", "-z", "--", DATASETS))


def _commit(head: bytes, files: Mapping[str, str]) -> Commit:
    _, name, seconds = head.decode("ascii").split(" ")
    try:
        day = (_EPOCH + datetime.timedelta(seconds=int(seconds))).date()
    except OverflowError:  # a commit can bear any number
        day = _EPOCH.date()
    return Commit(name, day.isoformat(), files)
