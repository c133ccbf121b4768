"""A finished folder takes the place of output/ whole, or output/ stays as it was, whenever the build is stopped."""

import contextlib
import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux


class OutputError(Exception):
    """The output folder cannot be used; the message says why."""


@contextlib.contextmanager
def aside(output: Path) -> Iterator[Path]:
    """An empty folder beside `output`. It replaces `output` when the block ends well and is removed when it does not.

    Leftovers of a build that was killed are put right first. Two builds cannot run at once.
    """
    building, previous = _sibling(output, "building"), _sibling(output, "previous")
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise OutputError(f"{output} is not a folder of its own")
    with _locked(_sibling(output, "lock")):
        if not output.exists() and previous.exists():
            previous.rename(output)  # killed between the two renames of _replace
        for leftover in (building, previous):
            shutil.rmtree(leftover, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            yield building
            _replace(output, building, previous)
        finally:
            for leftover in (building, previous):
                shutil.rmtree(leftover, ignore_errors=True)


def _replace(output: Path, building: Path, previous: Path) -> None:
    """Put `building` in the place of `output`: at one stroke where the system can, else by two renames that are undone if stopped."""
    if not output.exists():
        building.rename(output)
    elif not _exchanged(building, output):
        try:
            output.rename(previous)
            building.rename(output)
        except BaseException:
            if not output.exists():
                previous.rename(output)
            raise


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two folders have changed places in one step, as Linux can."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _sibling(output: Path, name: str) -> Path:
    return output.with_name(f".{output.name}-{name}")


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise OutputError("another build is running") from error
    finally:
        os.close(handle)
