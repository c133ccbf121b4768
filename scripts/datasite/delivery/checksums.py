"""A folder in, the checksum of each of its files out; and the list of them in which a build says
what it has verified.

The list has the form of `sha256sum`, in the order of the paths: `cd output && sha256sum -c
../.output-verified` reads it too.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

MARK = "data/datapackage.json"  # a folder with this file holds a site of ours


def sums(folder: Path, kind: str = "sha256") -> dict[str, str]:
    """The checksum in hexadecimal digits of every file below `folder`, by path with slashes, in the
    order of the paths. Raises OSError.
    """
    files = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    return {
        name: hashlib.new(kind, files[name].read_bytes(), usedforsecurity=False).hexdigest()
        for name in sorted(files)
    }


def listed(found: Mapping[str, str]) -> bytes:
    """The list of `found`, one file a line."""
    return "".join(f"{digest}  {path}\n" for path, digest in found.items()).encode()
