"""What stands in a folder, judged by its kind, name and size before anything is opened: only plain
files of a fair size are read.

A named pipe would keep a reader waiting for ever, a link can lead out of the repository, and two
names that differ in capitals alone are one file on other systems.
"""

import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from datasite.problems import N_, Message, Problem

TABLE_BYTES = 5_000_000  # of a CSV file; the largest of ours is about 3 % of it
SETTING_BYTES = 100_000  # of a YAML file
TEXT_BYTES = 200_000  # of a text of content/
KINDS = {
    stat.S_IFLNK: N_("a symbolic link"),
    stat.S_IFDIR: N_("a folder"),
    stat.S_IFIFO: N_("a named pipe"),
    stat.S_IFSOCK: N_("a socket"),
    stat.S_IFCHR: N_("a device"),
    stat.S_IFBLK: N_("a device"),
}


class IntakeError(Exception):
    """The file is not one to read; carries the one problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


def read(root: Path, path: str, limit: int) -> bytes:
    """The bytes of `root`/`path`, a plain file of at most `limit` bytes.

    Raises IntakeError; OSError where the system itself fails.
    """
    try:
        found = (root / path).lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IntakeError(
            Problem(
                path,
                0,
                0,
                "missing-file",
                Message(N_("The file is missing.")),
                Message(N_("A dataset's folder holds NAME.csv and dataset.yaml.")),
            )
        ) from error
    if not stat.S_ISREG(found.st_mode):
        raise IntakeError(_kind(path, found.st_mode, N_("Put a plain file in its place.")))
    if found.st_size > limit:
        size = Message(N_("The file has %(size)d bytes."), {"size": found.st_size})
        raise IntakeError(
            Problem(
                path,
                0,
                0,
                "file-size",
                size,
                Message(N_("At most %(limit)d bytes are read."), {"limit": limit}),
            )
        )
    return (root / path).read_bytes()


def folders(root: Path, path: str) -> tuple[list[Path], list[Problem]]:
    """The folders in `root`/`path` by name, and what must not be there: links, pipes and the like,
    names that differ in capitals alone.
    """
    here = sorted((root / path).iterdir())
    problems = [
        _kind(f"{path}/{p.name}", p.lstat().st_mode, N_("Put a folder of its own in its place."))
        for p in here
        if not _is_plain(p)
    ]
    first = {p.name.casefold(): p.name for p in reversed(here)}
    problems += [
        _alike(f"{path}/{p.name}", other)
        for p in here
        if (other := first[p.name.casefold()]) != p.name
    ]
    return [p for p in here if stat.S_ISDIR(p.lstat().st_mode)], problems


def strangers(folder: Path, path: str, expected: Collection[str]) -> Iterator[Problem]:
    """Everything in a folder that is not expected there by name; of a name that differs from an
    expected one in capitals alone that is said.
    """
    by_letters = {name.casefold(): name for name in expected}
    for entry in sorted(folder.iterdir()):
        if entry.name in expected:
            continue
        if other := by_letters.get(entry.name.casefold()):
            yield _alike(f"{path}/{entry.name}", other)
        else:
            yield Problem(
                f"{path}/{entry.name}",
                0,
                0,
                "unknown-file",
                Message(N_("No dataset declares this file.")),
                Message(N_("A dataset's folder holds NAME.csv and dataset.yaml only.")),
            )


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _kind(path: str, mode: int, right: str) -> Problem:
    return Problem(
        path,
        0,
        0,
        "file-kind",
        Message(
            N_("This is %(kind)s."), {"kind": Message(KINDS.get(stat.S_IFMT(mode), N_("a device")))}
        ),
        Message(right),
    )


def _alike(path: str, other: str) -> Problem:
    what = Message(N_("The name differs from %(other)s in capitals alone."), {"other": other})
    return Problem(
        path,
        0,
        0,
        "alike-names",
        what,
        Message(N_("Keep one of the two: some systems hold only one.")),
    )
