"""What a site is built from, as one digest, by which a command knows whether output/ is up to date;
and the program alone, by which it knows whether what it has kept is still what it would make.

Contents count, not times: a file that is saved unchanged changes nothing, one that is removed does.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from datasite.publication.checksums import sha256sum_lines

INPUT_FOLDERS = ("datasets", "content", "history", "theme", "scripts")
INPUT_FILES = ("pelicanconf.py", "requirements.lock")  # the lock names the libraries
PROGRAM_FOLDERS = ("scripts", "theme/locale")
PROGRAM_FILES = ("requirements.lock",)


def input_digest(root: Path, settings: Iterable[str]) -> str:
    """SHA-256, in hexadecimal digits, of every file below `root` that the site is built from, by
    its path, and of the settings that are not in a file.

    Hidden files, such as those of editors, and Python's caches do not count. Raises OSError, also
    where a file disappears while it is read.
    """
    return _digest(root, _files(root, INPUT_FOLDERS, INPUT_FILES), settings)


def program_digest(root: Path) -> str:
    """The same of the program below `root`, the words that it says, its libraries and its Python.

    Raises OSError.
    """
    return _digest(root, _files(root, PROGRAM_FOLDERS, PROGRAM_FILES), (sys.version,))


def _files(root: Path, folders: Iterable[str], files: Iterable[str]) -> Iterator[Path]:
    for name in folders:
        for path in (root / name).rglob("*"):
            parts = path.relative_to(root).parts
            if not any(part.startswith((".", "__pycache__")) for part in parts) and path.is_file():
                yield path
    yield from (path for name in files if (path := root / name).is_file())


def _digest(root: Path, files: Iterable[Path], more: Iterable[str]) -> str:
    digests = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    lines = sha256sum_lines({path: digests[path] for path in sorted(digests)})
    return hashlib.sha256(lines + "\n".join(more).encode()).hexdigest()
