"""The form in which every list of checksums is written: that of the program sha256sum."""

from collections.abc import Mapping


def sha256sum_lines(digests: Mapping[str, str]) -> bytes:
    """The checksums as `sha256sum` prints them, in the order given, so that `sha256sum -c` can
    check the files.

    `digests` maps paths to hexadecimal digits: {"a/b.csv": "9f86…"} becomes `9f86…  a/b.csv\\n`.
    """
    return "".join(f"{digest}  {path}\n" for path, digest in digests.items()).encode()
