"""A finished folder takes the place of output/ whole, or output/ stays as it was."""

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


class OutputError(Exception):
    """The output folder cannot be used; the message says why."""


@contextlib.contextmanager
def aside(output: Path) -> Iterator[Path]:
    """An empty folder beside `output`. It replaces `output` when the block ends well and is removed when it does not.

    Leftovers of a build that was killed are removed first. Two builds cannot run at once.
    """
    building, previous = _sibling(output, "building"), _sibling(output, "previous")
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise OutputError(f"{output} is not a folder of its own")
    with _locked(_sibling(output, "lock")):
        if not output.exists() and previous.exists():
            previous.rename(output)  # killed between the two renames below
        for leftover in (building, previous):
            shutil.rmtree(leftover, ignore_errors=True)
        building.mkdir(parents=True)
        try:
            yield building
            if output.exists():
                output.rename(previous)
            building.rename(output)
        finally:
            for leftover in (building, previous):
                shutil.rmtree(leftover, ignore_errors=True)


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
