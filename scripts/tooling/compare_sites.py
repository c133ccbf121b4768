#!/usr/bin/env python3
"""Compare two built sites file by file, and list every path that differs.

Two Markdown tables say which differences are expected. They are read from the file that --allow
names, by default the record of decision 16. One lists paths or globs that may differ. The other
lists texts that were replaced: a file that is the same but for these is not listed.
"""

import argparse
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from types import MappingProxyType

RECORD = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0016-rooms.md"
ROW = re.compile(r"^\| *`([^`|]+)` *\| *([^`|]*?) *\|$", re.MULTILINE)
REPLACED = re.compile(r"^\| *`([^`|]+)` *\| *`([^`|]+)` *\| *([^`|]*?) *\|$", re.MULTILINE)


def read_allowed(record: str) -> tuple[str, ...]:
    """The globs of a Markdown table. A row: "| `pl/*/index.html` | the reason |".

    Raises ValueError where a row gives no reason.
    """
    rows = ROW.findall(record)
    if without_reason := [glob for glob, reason in rows if not reason]:
        raise ValueError(f"no reason is given for {', '.join(without_reason)}")
    return tuple(glob for glob, _ in rows)


def read_replaced(record: str) -> dict[bytes, bytes]:
    """The replaced texts of a Markdown table. A row: "| `old text` | `new text` | the reason |"."""
    return {old.encode(): new.encode() for old, new, _ in REPLACED.findall(record)}


def compare_sites(
    left: Path,
    right: Path,
    allowed: Sequence[str] = (),
    replaced: Mapping[bytes, bytes] = MappingProxyType({}),
) -> Iterator[str]:
    """One line for each path that is only in one site or has other bytes in the other, sorted.

    `replaced` are texts of the left site with those that the right one has instead.
    """
    left_files, right_files = _files(left), _files(right)
    for path in sorted(left_files | right_files):
        if any(fnmatchcase(path, glob) for glob in allowed):
            continue
        if path not in right_files:
            yield f"only in {left}: {path}"
        elif path not in left_files:
            yield f"only in {right}: {path}"
        elif _with(replaced, (left / path).read_bytes()) != (right / path).read_bytes():
            yield f"differs: {path}"


def _with(replaced: Mapping[bytes, bytes], content: bytes) -> bytes:
    for old, new in replaced.items():
        content = content.replace(old, new)
    return content


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
        record = options.allow.read_text(encoding="utf-8")
        allowed, replaced = read_allowed(record), read_replaced(record)
    except (OSError, ValueError) as error:
        parser.error(f"{options.allow}: {error}")
    differences = list(compare_sites(options.left, options.right, allowed, replaced))
    for line in differences:
        print(line)
    print(f"{len(differences)} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
