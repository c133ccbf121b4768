"""The files of a folder, checked by kind, name and size before any is opened: only plain files that
are not too large are read.

A reader would wait at a named pipe and never end, a link can lead out of the repository, and two
names that differ only in capitals are one file on other systems.
"""

import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from datasite.problems import N_, Message, Problem, ProblemsError

TABLE_BYTES = 20_000_000  # of a CSV file; with 10,000 projects the largest has 7 million
SETTING_BYTES = 100_000  # of a YAML file
TEXT_BYTES = 200_000  # of a text of content/
_STRAY = re.compile(
    r"\.|~\$|.*~\Z|#.*#\Z|.*\.sw[a-p]\Z|(?:thumbs\.db|desktop\.ini|icon\r)\Z", re.IGNORECASE
)
SPECIAL_FILES = {
    stat.S_IFLNK: N_("a symbolic link"),
    stat.S_IFDIR: N_("a folder"),
    stat.S_IFIFO: N_("a named pipe"),
    stat.S_IFSOCK: N_("a socket"),
    stat.S_IFCHR: N_("a device"),
    stat.S_IFBLK: N_("a device"),
}


def read_input(root: Path, path: str, limit: int) -> bytes:
    """The bytes of `root`/`path`, a plain file of at most `limit` bytes.

    Raises ProblemsError with one problem; OSError where the system itself fails.
    """
    try:
        status = (root / path).lstat()
    except (FileNotFoundError, NotADirectoryError) as error:
        what = Message(N_("The file is missing."))
        right = Message(N_("A dataset's folder holds NAME.csv and dataset.yaml."))
        raise ProblemsError([Problem.of_file(path, "missing-file", what, right)]) from error
    if not stat.S_ISREG(status.st_mode):
        raise ProblemsError(
            [_wrong_kind(path, status.st_mode, N_("Put a plain file in its place."))]
        )
    if status.st_size > limit:
        size = Message(N_("The file has %(size)d bytes."), {"size": status.st_size})
        right = Message(N_("At most %(limit)d bytes are read."), {"limit": limit})
        raise ProblemsError([Problem.of_file(path, "file-size", size, right)])
    return (root / path).read_bytes()


def is_stray(name: str) -> bool:
    """Whether a file has a name that desktops and editors give to theirs, such as .DS_Store,
    Thumbs.db or .~lock.projects.csv#: nobody means it as data.
    """
    return bool(_STRAY.match(name))


def list_folders(root: Path, path: str) -> tuple[list[Path], list[Problem]]:
    """The folders in `root`/`path`, sorted by name, and a problem for each link, pipe or device and
    for names that differ only in capitals.
    """
    right = N_("Put a folder of its own in its place.")
    if (root / path).is_symlink():  # it may lead out of the repository
        return [], [_wrong_kind(path, stat.S_IFLNK, right)]
    here = sorted(p for p in (root / path).iterdir() if not is_stray(p.name))
    problems = [
        _wrong_kind(f"{path}/{p.name}", p.lstat().st_mode, right) for p in here if not _is_plain(p)
    ]
    first = {p.name.casefold(): p.name for p in reversed(here)}
    problems += [
        _alike(f"{path}/{p.name}", other)
        for p in here
        if (other := first[p.name.casefold()]) != p.name
    ]
    return [p for p in here if stat.S_ISDIR(p.lstat().st_mode)], problems


def unexpected_files(folder: Path, path: str, expected: Collection[str]) -> Iterator[Problem]:
    """A problem for each file in `folder` whose name is not expected; it says so where only the
    capitals differ. `path` is the path of the folder from the root.
    """
    by_letters = {name.casefold(): name for name in expected}
    for entry in sorted(folder.iterdir()):
        if entry.name in expected or is_stray(entry.name):
            continue
        if other := by_letters.get(entry.name.casefold()):
            yield _alike(f"{path}/{entry.name}", other)
        else:
            yield Problem.of_file(
                f"{path}/{entry.name}",
                "unknown-file",
                Message(N_("No dataset declares this file.")),
                Message(N_("A dataset's folder holds NAME.csv and dataset.yaml only.")),
            )


def _is_plain(path: Path) -> bool:
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)


def _wrong_kind(path: str, mode: int, right: str) -> Problem:
    kind = Message(SPECIAL_FILES.get(stat.S_IFMT(mode), N_("a device")))
    what = Message(N_("This is %(kind)s."), {"kind": kind})
    return Problem.of_file(path, "file-kind", what, Message(right))


def _alike(path: str, other: str) -> Problem:
    what = Message(N_("The name differs from %(other)s only in capitals."), {"other": other})
    right = Message(N_("Keep one of the two: some systems hold only one."))
    return Problem.of_file(path, "alike-names", what, right)
