"""A finished folder takes the place of output/ whole, or output/ stays as it was, whenever the
build is stopped.

Beside output/ stand, by name: `.output-building` (what is being built), `.output-leaving` (the old
site between two steps of the swap), `.output-previous` (the whole site before this one, kept),
`.output-verified` (checksums of what output/ holds) and `.output-lock`.
"""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from datasite.delivery import checksums, os_calls

_FILE, _FOLDER = 0o644, 0o755  # whatever the umask: a web server under another name reads them
SOURCES = ("datasets", "content", "theme", "scripts", "tests", "docs", ".git", ".github", ".venv")


class OutputError(Exception):
    """The output folder cannot be used now; the message says why."""


class UnfitOutputError(OutputError):
    """The folder may never be an output; the message says why."""


@contextlib.contextmanager
def aside(output: Path, root: Path, home: Path) -> Iterator[Path]:
    """An empty folder beside `output`.

    It replaces `output` when the block ends well and is removed when it does not.

    `root` holds the sources and `home` is the user's folder: neither may be lost. Leftovers of a
    build that was killed are put right first. Two builds cannot run at once. Raises OutputError,
    and OSError where the disk is full or may not be written.
    """
    output = guarded(output, root, home)
    building = sibling(output, "building")
    with locked(output):
        _put_right(output)
        building.mkdir()
        try:
            yield building
            _finish(building)
            _stamp(output, checksums.listed(checksums.sums(building)))
            _replace(output, building)
        finally:
            with contextlib.suppress(
                OSError, OutputError
            ):  # the site is whole either way; what is left over, the next build removes
                _put_right(output)


def guarded(output: Path, root: Path, home: Path) -> Path:
    """`output` without symbolic links in its parents.

    Raises UnfitOutputError where the swap would take away what is not a site.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise UnfitOutputError(f"{output} is not a folder of its own")
    whole = output.resolve()
    for kept, name in ((root, "the folder of the sources"), (home, "the home folder")):
        if kept.resolve().is_relative_to(whole):
            raise UnfitOutputError(
                f"{output} holds {name}, {kept}; name a folder for the site alone"
            )
    for source in SOURCES:
        if whole.is_relative_to((root / source).resolve()):
            raise UnfitOutputError(
                f"{output} is inside {source}/, which is a source of the site; name a folder"
                " outside it"
            )
    if whole.is_dir() and any(whole.iterdir()) and not (whole / checksums.MARK).is_file():
        raise UnfitOutputError(
            f"{output} holds files and is no site of ours (it has no {checksums.MARK}); empty it or"
            " name another folder"
        )
    return whole


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Nobody else builds or publishes `output` within the block.

    Raises OutputError where somebody does.
    """
    path = sibling(output, "lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, _FILE)
    try:
        if not os_calls.locked(handle):
            raise OutputError("another build is running, or the site is being published")
        yield
    finally:
        os.close(handle)


def sibling(output: Path, name: str) -> Path:
    """The file or folder beside `output` that serves it under `name`."""
    return output.with_name(f".{output.name}-{name}")


def is_verified(output: Path, found: Mapping[str, str]) -> bool:
    """Whether the last build verified just these files, SHA-256 by path."""
    stamp = sibling(output, "verified")
    return stamp.is_file() and stamp.read_bytes() == checksums.listed(found)


def _put_right(output: Path) -> None:
    """Bring an old site back that left without a new one, keep one that was replaced, remove what
    is half-made.
    """
    building, leaving, previous = (
        sibling(output, name) for name in ("building", "leaving", "previous")
    )
    _remove(building)
    sibling(output, "verified-new").unlink(missing_ok=True)
    if leaving.exists() and not output.exists():
        leaving.rename(output)
    elif leaving.exists():
        if previous.exists():
            previous.rename(building)  # never half-removed under its own name
        leaving.rename(previous)
        _remove(building)


def _remove(leftover: Path) -> None:
    shutil.rmtree(leftover, ignore_errors=True)
    if leftover.exists():
        raise OutputError(f"{leftover} is left over and cannot be removed; remove it by hand")


def _finish(building: Path) -> None:
    """Set the modes of everything and have it on the disk: after a power cut, a name that was
    swapped in leads to whole files.
    """
    building.chmod(_FOLDER)
    for path in building.rglob("*"):
        path.chmod(_FOLDER if path.is_dir() else _FILE)
    os_calls.settle(building)


def _stamp(output: Path, content: bytes) -> None:
    """Before the swap, so that nothing can fail after it.

    A build that is killed between leaves a stamp that fits no site, and none is published by it.
    """
    fresh = sibling(output, "verified-new")
    fresh.write_bytes(content)
    fresh.chmod(_FILE)
    fresh.replace(sibling(output, "verified"))


def _replace(output: Path, building: Path) -> None:
    """Put `building` in the place of `output`: at one stroke where the system can, else by two
    renames that are undone if stopped.

    Once the new site is in its place nothing is an error any more: what is still to do, the next
    build does.
    """
    leaving = sibling(output, "leaving")
    if not output.exists():
        building.rename(output)
    elif os_calls.exchanged(building, output):
        with contextlib.suppress(OSError):
            building.rename(leaving)
    else:
        try:
            output.rename(leaving)
            building.rename(output)
        except BaseException:
            if not output.exists():
                leaving.rename(output)
            raise
    with contextlib.suppress(OSError):
        os_calls.settle(output.parent)
