"""Other surroundings for a command, named by words with commas between them.

startup/sitecustomize.py sets them up in a process before anything else runs there.

- offline: only this machine can be reached; another connection ends the command with OUTSIDE;
- no-sockets: no connection at all, and no name is looked up;
- backwards: folders are listed in the reverse order;
- later: the clock is 400 days ahead;
- two-renames: the system cannot exchange two folders in one call;
- fail=ERROR:EVENT:PART:COUNT: the COUNT-th event of this kind that has PART in an argument, and
  each one after it, fails with ERROR, a name in errno;
- signal=NAME:EVENT:PART:COUNT: at the COUNT-th such event the process gets the signal.

The event `any` is each one that changes a folder. Events are Python's audit events: they come
before the action that they announce, in any library.
"""

import errno
import ipaddress
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

OUTSIDE = 97  # the exit code of a command that looked outside; nothing can catch it
Hook = Callable[[str, tuple[Any, ...]], None]
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
CHANGES = (
    "open",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "shutil.rmtree",
    "ctypes.dlsym",
)
CONNECTIONS = ("socket.connect", "socket.sendto", "socket.sendmsg")


def is_here(host: object) -> bool:
    """Whether a host is this machine."""
    try:
        return (
            host in (None, "", b"", "localhost", b"localhost")
            or ipaddress.ip_address(
                host.decode() if isinstance(host, bytes) else str(host)
            ).is_loopback
        )
    except ValueError:
        return False


def outside(event: str, arguments: tuple[Any, ...]) -> str | None:
    """The host outside this machine to which an event of the interpreter goes, if it does."""
    if event in CONNECTIONS:
        address = arguments[1]
        host = (
            address[0] if isinstance(address, tuple) else None
        )  # a path, of a socket on this machine, is text
    elif event in LOOK_UPS:
        host = arguments[0]
    else:
        return None
    return None if is_here(host) else str(host)


def _offline(event: str, arguments: tuple[Any, ...]) -> None:
    if host := outside(event, arguments):
        os.write(2, f"looked outside: {event} {host}\n".encode())
        os._exit(OUTSIDE)


def _no_sockets(event: str, arguments: tuple[Any, ...]) -> None:
    if event in (*LOOK_UPS, *CONNECTIONS, "socket.bind"):
        os.write(2, f"used a socket: {event} {arguments[1:]}\n".encode())
        os._exit(OUTSIDE)


def _at(text: str, act: Callable[[str], None], once: bool) -> Hook:
    what, event, part, count = text.split(":")
    seen = 0

    def hook(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal seen
        if (
            name in (event, *(CHANGES if event == "any" else ()))
            and any(part in str(argument) for argument in arguments)
            and _changes(name, arguments)
        ):
            seen += 1
            if seen == int(count) or (seen > int(count) and not once):
                act(what)

    return hook


def _changes(name: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an event changes a folder: a file that is opened for reading does not."""
    return name != "open" or bool(arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _fail(name: str) -> None:
    code = getattr(errno, name)
    raise OSError(code, os.strerror(code))


def _signal(name: str) -> None:
    os.kill(os.getpid(), getattr(signal, name))


def _two_renames(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "ctypes.dlsym" and "renameat2" in arguments:
        raise AttributeError("renameat2")


def _backwards() -> None:
    names, entries = os.listdir, os.scandir

    class Backwards:
        def __init__(self, path: Any = ".") -> None:
            with entries(path) as listed:
                self._entries = iter(sorted(listed, key=lambda entry: entry.name, reverse=True))

        def __enter__(self) -> "Backwards":
            return self

        def __exit__(self, *_: object) -> None:
            self.close()

        def __iter__(self) -> "Backwards":
            return self

        def __next__(self) -> Any:
            return next(self._entries)

        def close(self) -> None:
            self._entries = iter(())

    os.listdir = lambda path=".": sorted(names(path), reverse=True)
    os.scandir = Backwards


def _later() -> None:
    import datetime  # noqa: PLC0415  # every command of the tests loads this file

    import time_machine  # noqa: PLC0415

    time_machine.travel(
        datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=400), tick=True
    ).start()


def surround(asked: str) -> None:
    """Set up the surroundings that are asked for, for the rest of this process."""
    for name in filter(None, asked.split(",")):
        kind, _, text = name.partition("=")
        if kind == "backwards":
            _backwards()
        elif kind == "later":
            _later()
        else:
            sys.addaudithook(_hook(kind, text))


def _hook(kind: str, text: str) -> Hook:
    plain = {"offline": _offline, "no-sockets": _no_sockets, "two-renames": _two_renames}
    return (
        plain[kind]
        if kind in plain
        else _at(text, _fail, once=False)
        if kind == "fail"
        else _at(text, _signal, once=True)
    )
