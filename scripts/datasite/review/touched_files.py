"""The files that git tracks: which of them a proposed change touches, which are data and which an
owner must approve, and which may not be there because git keeps them as no plain file.

.github/CODEOWNERS draws the same line between data and other files.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from datasite.problems import N_, Message, Problem, in_order
from datasite.publication.redirects_file import REDIRECTS

INPUT_FOLDERS = ("datasets", "content")
_DATA = re.compile(rf"datasets/[^/]+/[^/]+\.csv\Z|content/.|{re.escape(REDIRECTS)}\Z", re.DOTALL)


class FileMode(StrEnum):
    """What git keeps a path as. The mode comes from git and not from the file system, since some
    disks mark every file as executable.
    """

    PLAIN = "100644"
    EXECUTABLE = "100755"
    LINK = "120000"
    SUBMODULE = "160000"


@dataclass(frozen=True)
class TrackedFile:
    """One file as git keeps it: its mode, such as 100644, and the hash of its content."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Proposal:
    """The files that a change touches.

    `data` holds each changed data file as it would be, None where it is removed; `others` are the
    paths of all other files, in order; `irregular` are those of them that file_kind_problems names.
    """

    data: Mapping[str, TrackedFile | None]
    others: tuple[str, ...]
    irregular: Mapping[str, TrackedFile]


def is_data(path: str) -> bool:
    """Whether a plain file of this name is data or prose."""
    return bool(_DATA.match(path))


def is_input(path: str) -> bool:
    """Whether a path is one of the folders datasets and content, or in them, or the redirects."""
    return path.split("/", maxsplit=1)[0] in INPUT_FOLDERS or path == REDIRECTS


def parse_listing(listing: bytes) -> dict[str, TrackedFile]:
    """The files that `git ls-files --stage -z` or `git ls-tree -r -z` lists, by path.

    Bytes of a name that are not UTF-8 become surrogates. Raises ValueError for a path that leads
    elsewhere, which git itself never writes, and for a file of a merge that is not finished.
    """
    files = {}
    for entry in filter(None, listing.split(b"\0")):
        head, _, name = entry.partition(b"\t")
        mode, kind_or_blob, blob_or_stage = head.decode("ascii").split(" ")
        path = name.decode("utf-8", "surrogateescape")
        is_in_tree = kind_or_blob in ("blob", "commit")
        if any(part in ("", ".", "..") or part.lower() == ".git" for part in path.split("/")):
            raise ValueError(f"the path {path} leads elsewhere")
        if not is_in_tree and blob_or_stage != "0":
            raise ValueError(f"the merge of {path} is not finished")
        files[path] = TrackedFile(mode, blob_or_stage if is_in_tree else kind_or_blob)
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
        if is_data(path) and (file is None or file.mode == FileMode.PLAIN)
    }
    return Proposal(
        data,
        tuple(path for path in changed if path not in data),
        {path: file for path, file in changed.items() if file and _is_irregular(path, file)},
    )


def file_kind_problems(tracked: Mapping[str, TrackedFile]) -> list[Problem]:
    """A problem for each path of datasets/ and content/ that git does not keep as a plain file, for
    a file in the place of these folders, and for each submodule: hosts show no rows of them, so a
    change could hide there.
    """
    return in_order(
        Problem.of_file(path, "file-kind", *_what_and_right(path, file.mode))
        for path, file in tracked.items()
        if _is_irregular(path, file)
    )


def _is_irregular(path: str, file: TrackedFile) -> bool:
    if path in INPUT_FOLDERS or file.mode == FileMode.SUBMODULE:
        return True
    return file.mode != FileMode.PLAIN and is_input(path)


def _what_and_right(path: str, mode: str) -> tuple[Message, Message]:
    """The words for a path that is not kept as it should be."""
    right = N_("Put a plain file in its place.")
    match mode:
        case FileMode.EXECUTABLE:
            kind = N_("an executable file")
            right = N_("Take the mark away: git update-index --chmod=-x FILE")
        case FileMode.LINK:
            kind = N_("a symbolic link")
        case FileMode.SUBMODULE:
            kind = N_("a submodule")
        case _:
            kind = N_("a file")
    if path in INPUT_FOLDERS:
        right = N_("Put a folder of its own in its place.")
    return Message(N_("This is %(kind)s."), {"kind": Message(kind)}), Message(right)
