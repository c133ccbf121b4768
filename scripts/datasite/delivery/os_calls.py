"""Calls that differ between operating systems. A caller need not know its system.

Linux has them all. The comment beside a call gives the loss on a system without it, and in
docs/platforms.md.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_CURRENT_FOLDER, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_SIGNAL_AT_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG


def _c_library() -> ctypes.CDLL | None:
    """The C library of the system; None where it cannot be loaded."""
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (TypeError, OSError):  # Windows
        return None


def flush_to_disk(folder: Path) -> None:
    """Write everything in the folder's file system to the disk: one call for all of it (Linux) or
    for the whole machine (macOS); on Windows the system writes when it chooses.

    Raises OSError.
    """
    sync = getattr(_c_library(), "syncfs", None)
    if sync is None:
        getattr(os, "sync", lambda: None)()
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        if sync(handle) != 0:
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(handle)


def exchange_folders(left: Path, right: Path) -> bool:
    """Swap two folders in one step (Linux). False where the system cannot; then nothing changed."""
    rename = getattr(_c_library(), "renameat2", None)
    if rename is None:
        return False
    paths = (_CURRENT_FOLDER, os.fsencode(left), _CURRENT_FOLDER, os.fsencode(right))
    return bool(rename(*paths, _EXCHANGE) == 0)


@contextlib.contextmanager
def usual_modes() -> Iterator[None]:
    """Within the block we may read and write the files and folders that we make, and others may
    read them, with any umask: with 777 a build could not enter its own folder.
    """
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _die_with_parent() -> None:
    if prctl := getattr(_c_library(), "prctl", None):
        prctl(_SIGNAL_AT_DEATH_OF_PARENT, signal.SIGKILL)


# What a program that we run does first. Elsewhere than on Linux the program outlives us.
_KILL_WITH_PARENT = _die_with_parent if os.name == "posix" else None


class FinishedProgram(NamedTuple):
    """The exit code of another program, and what it printed."""

    exit_code: int
    output: str
    errors: str


def run_program(
    command: Sequence[str],
    text: str = "",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> FinishedProgram:
    """Run another program to its end.

    `text` is its standard input and `folder` its current folder. `environment` replaces ours, if
    given. The program ends when we are killed (Linux): nobody writes into the folder of a build
    that is over. Raises OSError where the program cannot be run.
    """
    finished = subprocess.run(
        command,
        input=text,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        preexec_fn=_KILL_WITH_PARENT,
    )
    return FinishedProgram(finished.returncode, finished.stdout, finished.stderr)
