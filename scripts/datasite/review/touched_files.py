"""Which files a proposed change touches: data, which maintainers of data may merge, and others,
which the owners must approve. .github/CODEOWNERS draws the same line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DATA = re.compile(r"datasets/[^/]+/[^/]+\.csv\Z|content/.")
PLAIN = "100644"  # git's mode of a plain file; a link or a program is never data
LINK = "120000"


@dataclass(frozen=True)
class TrackedFile:
    """One file as git keeps it: its mode, such as 100644, and the hash of its content."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Proposal:
    """The files that a change touches.

    `data` holds each changed data file as it would be, None where it is removed; `others` are the
    paths of all other files, in order.
    """

    data: Mapping[str, TrackedFile | None]
    others: tuple[str, ...]
    links: tuple[str, ...]  # those of `others` that are links at the path of data


def is_data(path: str) -> bool:
    """Whether a plain file of this name is data or prose."""
    return bool(_DATA.match(path))


def parse_listing(listing: bytes) -> dict[str, TrackedFile]:
    """The files that `git ls-files --stage -z` lists, by path.

    Bytes of a name that are not UTF-8 become surrogates.
    """
    files = {}
    for entry in filter(None, listing.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, blob, _ = head.decode("ascii").split(" ")
        files[path.decode("utf-8", "surrogateescape")] = TrackedFile(mode, blob)
    return files


def sort_changes(base: Mapping[str, TrackedFile], proposed: Mapping[str, TrackedFile]) -> Proposal:
    """The files that differ between the base and the proposal, sorted into data and others."""
    changed = {
        path: proposed.get(path)
        for path in sorted({*base, *proposed})
        if base.get(path) != proposed.get(path)
    }
    data = {
        path: file
        for path, file in changed.items()
        if is_data(path) and (file is None or file.mode == PLAIN)
    }
    others = tuple(path for path in changed if path not in data)
    links = tuple(
        path for path in others if is_data(path) and (file := changed[path]) and file.mode == LINK
    )
    return Proposal(data, others, links)
