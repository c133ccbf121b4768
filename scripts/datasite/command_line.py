"""What every command shares: how it ends, whatever happens, and how long it lets one file take.

0 all is well · 1 the data or the prose · 2 how it was called or set up · 3 our own fault · 4 the
surroundings. Never a traceback, but with --debug.
"""

import contextlib
import functools
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from datasite import problems
from datasite.language.localization import Language
from datasite.problems import Problem, TimeLimitError

P = ParamSpec("P")
HOME = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises where there is none
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the code an error arose.")]
# of the processor; the largest file takes a fraction of one, but a crowded machine is many times
# slower
SECONDS_A_FILE = 20.0


class Exit(IntEnum):
    """How a command ends."""

    WELL = 0
    DATA = 1
    SETTING = 2
    FAULT = 3
    SURROUNDINGS = 4
    STOPPED = 130  # by Ctrl-C, as a shell says it


class CallError(Exception):
    """The command was called or set up wrongly; the message says how."""


class SurroundingsError(Exception):
    """A program, a disk or a network that the command needs does not serve; the message says which."""


def answers(run: Callable[P, None]) -> Callable[P, None]:
    """Let a command end with one line and a code, whatever it meets.

    The command has an option `debug`.
    """

    @functools.wraps(run)
    def answering(*args: P.args, **kwargs: P.kwargs) -> None:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(
                stream, io.TextIOWrapper
            ):  # Polish on a terminal or in a pipe of any system
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            run(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:  # the last resort
            if kwargs.get("debug"):
                traceback.print_exc()
            code, said = _last_words(error)
            typer.echo(said, err=True)
            raise typer.Exit(code) from None
        except KeyboardInterrupt:
            typer.echo("Stopped.", err=True)
            raise typer.Exit(Exit.SURROUNDINGS) from None

    return answering


def _last_words(error: Exception) -> tuple[Exit, str]:
    said = problems.escaped(" ".join(str(error).split()))
    if isinstance(error, CallError):
        return Exit.SETTING, said
    if isinstance(error, SurroundingsError):
        return Exit.SURROUNDINGS, said
    if isinstance(error, OSError | MemoryError):
        return Exit.SURROUNDINGS, f"The system says: {said or type(error).__name__}"
    return (
        Exit.FAULT,
        f"A fault of the program: {type(error).__name__}: {said}. With --debug it says where.",
    )


def known(kind: str, value: str, there: Collection[str]) -> None:
    """Let an option have one of the values that there are. Raises BadParameter."""
    if value not in there:
        raise typer.BadParameter(f"no such {kind}: {value}; there are {', '.join(there)}")


def report(found: Iterable[Problem], language: Language, *, err: bool = False) -> None:
    """Print the problems one a line, and their number."""
    found = list(found)
    for line in problems.lines(found, language.translations):
        typer.echo(line, err=err)
    if found:
        typer.echo(
            language.translations.ngettext("%(count)d problem.", "%(count)d problems.", len(found))
            % {"count": len(found)},
            err=True,
        )


def code_of(found: Iterable[Problem]) -> Exit:
    """1 for data, 2 where a setting is wrong: then what is said of the data may follow from it."""
    return (
        Exit.SETTING
        if any(problem.rule in problems.CONFIGURATION for problem in found)
        else Exit.DATA
    )


@contextlib.contextmanager
def seconds_a_file(seconds: float = SECONDS_A_FILE) -> Iterator[None]:
    """A stretch of work that may take so many seconds of the processor; then TimeLimitError, even
    within a regular expression.
    """

    def over(*_: object) -> None:
        raise TimeLimitError

    if not hasattr(signal, "setitimer"):  # Windows: no limit of time there
        yield
        return
    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
