"""What some systems cannot do, each ability at one place: whoever uses it does not ask on which
system it runs.

Linux has them all. What is lost where one is missing stands beside it, and in docs/platforms.md.
"""

import ctypes
import importlib
import os
import signal
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
_SIGNAL_AT_DEATH = 1  # PR_SET_PDEATHSIG


def _library() -> ctypes.CDLL | None:
    """The C library of the system, if it can be asked."""
    try:
        return ctypes.CDLL(None, use_errno=True)
    except (TypeError, OSError):  # Windows
        return None


def locked(handle: int) -> bool:
    """Whether the open file could be locked for this process; the lock goes with the process,
    however it ends.
    """
    try:
        if fcntl:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            windows = importlib.import_module("msvcrt")
            windows.locking(handle, windows.LK_NBLCK, 1)
    except (BlockingIOError, PermissionError):
        return False
    return True


def settle(folder: Path) -> None:
    """Have everything in the folder's file system on the disk: one call for all of it (Linux), or
    for the whole machine (macOS), else in the system's own time.
    """
    sync = getattr(_library(), "syncfs", None)
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


def exchanged(one: Path, other: Path) -> bool:
    """Whether the two folders have changed places in one step (Linux).

    Where not, whoever asks has to do it in two.
    """
    rename = getattr(_library(), "renameat2", None)
    return (
        rename is not None
        and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
    )


def _die_with_parent() -> None:
    if prctl := getattr(_library(), "prctl", None):
        prctl(_SIGNAL_AT_DEATH, signal.SIGKILL)


AT_BIRTH = (
    _die_with_parent if os.name == "posix" else None
)  # what a program that we run does first: it ends when we do (Linux)
