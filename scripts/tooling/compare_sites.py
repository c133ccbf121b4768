#!/usr/bin/env python3
"""Compare two built sites file by file, and list every path that differs.

Paths that a Markdown table allows are not listed. The table is read from the file that --allow
names, by default the record of decision 16; its first column holds paths or globs in back-ticks.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

RECORD = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0016-rooms.md"
ROW = re.compile(r"^\| *`([^`|]+)` *\| *([^|]*?) *\|$", re.MULTILINE)


def read_allowed(record: str) -> tuple[str, ...]:
    """The globs of a Markdown table. A row: "| `pl/*/index.html` | the reason |".

    Raises ValueError where a row gives no reason.
    """
    rows = ROW.findall(record)
    if without_reason := [glob for glob, reason in rows if not reason]:
        raise ValueError(f"no reason is given for {', '.join(without_reason)}")
    return tuple(glob for glob, _ in rows)


def compare_sites(left: Path, right: Path, allowed: Sequence[str] = ()) -> Iterator[str]:
    """One line for each path that is only in one site or has other bytes in the other, sorted."""
    left_files, right_files = _files(left), _files(right)
    for path in sorted(left_files | right_files):
        if any(fnmatchcase(path, glob) for glob in allowed):
            continue
        if path not in right_files:
            yield f"only in {left}: {path}"
        elif path not in left_files:
            yield f"only in {right}: {path}"
        elif (left / path).read_bytes() != (right / path).read_bytes():
            yield f"differs: {path}"


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compare two built sites file by file.")
    parser.add_argument("left", type=Path, help="a built site")
    parser.add_argument("right", type=Path, help="the site to compare it with")
    parser.add_argument("--allow", type=Path, default=RECORD, help="a file with the allowed paths")
    options = parser.parse_args(arguments)
    for folder in (options.left, options.right):
        if not folder.is_dir():
            parser.error(f"{folder} is not a folder")
    try:
        allowed = read_allowed(options.allow.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        parser.error(f"{options.allow}: {error}")
    differences = list(compare_sites(options.left, options.right, allowed))
    for line in differences:
        print(line)
    print(f"{len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
