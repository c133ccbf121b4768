"""What a site is built from, as one digest, by which a command knows whether output/ is up to date.

Contents count, not times: a file that is saved unchanged changes nothing, one that is removed does.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from datasite.memory import digest_of_files
from datasite.publication.checksums import sha256sum_lines

INPUT_FOLDERS = ("datasets", "content", "history", "theme", "scripts")
INPUT_FILES = ("pelicanconf.py", "requirements.lock")  # the lock names the libraries


def input_digest(root: Path, settings: Iterable[str]) -> str:
    """SHA-256, in hexadecimal digits, of every file below `root` that the site is built from, by
    its path, and of the settings that are not in a file.

    Hidden files, such as those of editors, and Python's caches do not count. Raises OSError, also
    where a file disappears while it is read.
    """
    digests = {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _input_files(root)
    }
    lines = sha256sum_lines({path: digests[path] for path in sorted(digests)})
    return hashlib.sha256(lines + "\n".join(settings).encode()).hexdigest()


def _input_files(root: Path) -> Iterator[Path]:
    for name in INPUT_FOLDERS:
        for path in (root / name).rglob("*"):
            parts = path.relative_to(root).parts
            if not any(part.startswith((".", "__pycache__")) for part in parts) and path.is_file():
                yield path
    yield from (path for name in INPUT_FILES if (path := root / name).is_file())


def program_digest(root: Path) -> str:
    """SHA-256, in hexadecimal digits, of the program below `root` with the words that it says, its
    libraries and its Python.

    Raises OSError.
    """
    code = root / "scripts"
    files = [*code.rglob("*.py"), *code.rglob("*.yaml"), *(root / "theme/locale").rglob("*.*")]
    contents = {path.relative_to(root).as_posix(): path.read_bytes() for path in files}
    lock = root / "requirements.lock"
    libraries = lock.read_bytes() if lock.is_file() else b""
    return digest_of_files({**contents, "requirements.lock": libraries}, sys.version)
