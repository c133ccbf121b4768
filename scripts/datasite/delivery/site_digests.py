"""The checksums of the files of a built site."""

import hashlib
from pathlib import Path

SITE_MARKER = "data/datapackage.json"  # a folder with this file holds a site of ours


def read_digests(folder: Path, algorithm: str = "sha256") -> dict[str, str]:
    """The checksum of every file below `folder`, in hexadecimal digits, by its path with slashes
    and in the order of the paths: {"data/budgets.csv": "9f86…", "index.html": "2c26…"}.

    `algorithm` is a name that hashlib knows. Raises OSError.
    """
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {
        name: hashlib.new(algorithm, files[name].read_bytes(), usedforsecurity=False).hexdigest()
        for name in sorted(files)
    }
