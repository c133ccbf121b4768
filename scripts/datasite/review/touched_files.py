"""What a proposed change touches: data, which maintainers of data may merge, or more, at which the
owners must look.

Comes in: what git tracks at two revisions. The same line is drawn by .github/CODEOWNERS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DATA = re.compile(r"datasets/[^/]+/[^/]+\.csv\Z|content/.")
PLAIN = "100644"  # git's mode of a plain file; a link or a program is no data, whatever its name
LINK = "120000"


@dataclass(frozen=True)
class Tracked:
    """One file as git keeps it: its mode and the name of its content."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Proposal:
    """A change, sorted:

    `data` holds what each changed data file is now, None where it is gone; `others` names all else,
    in order.
    """

    data: Mapping[str, Tracked | None]
    others: tuple[str, ...]
    links: tuple[str, ...]  # those among the others that stand in the place of data


def is_data(path: str) -> bool:
    """Whether a plain file of this name is data or prose."""
    return bool(_DATA.match(path))


def tracked(listing: bytes) -> dict[str, Tracked]:
    """What `git ls-files --stage -z` says, by path; undecodable bytes of a name become surrogates."""
    found = {}
    for entry in filter(None, listing.split(b"\0")):
        head, _, path = entry.partition(b"\t")
        mode, blob, _ = head.decode("ascii").split(" ")
        found[path.decode("utf-8", "surrogateescape")] = Tracked(mode, blob)
    return found


def compare(base: Mapping[str, Tracked], proposed: Mapping[str, Tracked]) -> Proposal:
    """What is proposed over the base."""
    changed = {
        path: proposed.get(path)
        for path in sorted({*base, *proposed})
        if base.get(path) != proposed.get(path)
    }
    data = {
        path: now
        for path, now in changed.items()
        if is_data(path) and (now is None or now.mode == PLAIN)
    }
    others = tuple(path for path in changed if path not in data)
    return Proposal(
        data,
        others,
        tuple(
            path for path in others if is_data(path) and (now := changed[path]) and now.mode == LINK
        ),
    )
