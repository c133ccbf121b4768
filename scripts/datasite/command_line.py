"""Exit codes, error reporting and the time limit for one file, which all commands share.

0 success · 1 problems in the data or the texts · 2 wrong call or settings · 3 fault of the program
· 4 fault of the machine: disk, network, another program · 130 stopped by Ctrl-C. A traceback is
shown only with --debug.
"""

import contextlib
import functools
import gc
import io
import os
import signal
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Annotated, ParamSpec

import typer

from datasite import problems
from datasite.delivery.site_inputs import program_digest
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language
from datasite.memory import Memory
from datasite.problems import Problem, TimeLimitError

P = ParamSpec("P")
LANGUAGE_CODES = " or ".join(sorted(LANGUAGES))  # for the help of commands: en or pl
HOME = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises where there is none
Debug = Annotated[bool, typer.Option("--debug", help="Show where in the code an error arose.")]
MemoryFolder = Annotated[
    Path | None,
    typer.Option(
        "--memory",
        envvar="MEMORY",
        help="The folder of what is not made again; .memory of the program if not named.",
        show_default=False,
    ),
]
# Of processor time. The largest file takes a fraction of a second, but a busy machine is many times
# slower.
SECONDS_PER_FILE = 20.0


class Exit(IntEnum):
    """The exit codes of the commands."""

    SUCCESS = 0
    DATA = 1
    SETTING = 2
    FAULT = 3
    SURROUNDINGS = 4
    STOPPED = 130  # by Ctrl-C, as shells report it


def stop_in_order(*, hangup: bool = False) -> None:
    """Let SIGTERM end the command as Ctrl-C does, and let neither come a second time: what is half
    done is then removed, however often somebody asks. With `hangup`, the end of the terminal too.
    """
    names = [signal.SIGTERM, signal.SIGINT]
    if hangup and hasattr(signal, "SIGHUP"):  # Windows has none
        names.append(signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        for name in names:
            signal.signal(name, signal.SIG_IGN)
        raise KeyboardInterrupt

    for name in names:
        signal.signal(name, stop)


def core_count() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # Linux: containers may have fewer than the machine
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_memory(root: Path, folder: Path | None) -> Memory:
    """The memory in `folder`, or in .memory where none is named, of the commands of the program
    below `root`.
    """
    return Memory(folder or root / ".memory", program_digest(root))


def _say_why_nothing_starts(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """One line instead of a traceback where a library cannot be loaded for want of memory."""
    is_missing = isinstance(error, ModuleNotFoundError)
    if isinstance(error, MemoryError | ImportError | OSError) and not is_missing:
        words = problems.escaped(" ".join(str(error).split())) or "not enough memory"
        sys.stderr.write(f"The system says: a library cannot be loaded: {words}\n")
        sys.stderr.flush()
        os._exit(Exit.SURROUNDINGS)
    sys.__excepthook__(kind, error, trace)


# Libraries are loaded before any command can catch an error. Only commands import this module.
sys.excepthook = _say_why_nothing_starts
# What a command reads and makes stays to its end, in millions of small objects. Python would look
# through them for garbage again and again, which takes a tenth of a build.
gc.set_threshold(50_000, 50, 50)


class CallError(Exception):
    """The command was called or set up wrongly; the message says how."""


class SurroundingsError(Exception):
    """A program, disk or network that the command needs does not work; the message says which."""


def reports_errors(run: Callable[P, None]) -> Callable[P, None]:
    """Turn any exception into one line on stderr and an exit code.

    For commands with an option `debug`; with it the traceback is printed first.
    """

    @functools.wraps(run)
    def reporting(*args: P.args, **kwargs: P.kwargs) -> None:
        for stream in (sys.stdout, sys.stderr):
            # So that Polish text can be printed on any terminal and into any pipe.
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            run(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except KeyboardInterrupt:
            typer.echo("Stopped.", err=True)
            raise typer.Exit(Exit.STOPPED) from None
        except Exception as error:  # the last resort
            if kwargs.get("debug"):
                traceback.print_exc()
            code, line = _exit_of(error)
            typer.echo(line, err=True)
            raise typer.Exit(code) from None

    return reporting


def _exit_of(error: Exception) -> tuple[Exit, str]:
    """The exit code for an error and the line that reports it."""
    message = problems.escaped(" ".join(str(error).split()))
    if isinstance(error, CallError):
        return Exit.SETTING, message
    if isinstance(error, SurroundingsError):
        return Exit.SURROUNDINGS, message
    if isinstance(error, OSError | MemoryError):
        return Exit.SURROUNDINGS, f"The system says: {message or type(error).__name__}"
    return (
        Exit.FAULT,
        f"A fault of the program: {type(error).__name__}: {message}."
        " Run it with --debug to see where.",
    )


def require_choice(option: str, value: str, choices: Collection[str]) -> None:
    """Raise BadParameter where an option has none of the values that it may have.

    `option` is its name in words, e.g. "language".
    """
    if value not in choices:
        raise typer.BadParameter(f"no such {option}: {value}; there are {', '.join(choices)}")


def print_problems(reported: Iterable[Problem], language: Language, *, err: bool = False) -> None:
    """Print the problems, one a line, and then their number on stderr."""
    listed = list(reported)
    for line in problems.lines(listed, language.translations):
        typer.echo(line, err=err)
    if listed:
        sentence = language.translations.ngettext(
            "%(count)d problem.", "%(count)d problems.", len(listed)
        )
        typer.echo(sentence % {"count": len(listed)}, err=True)


def exit_code(reported: Iterable[Problem]) -> Exit:
    """The code for a command that found these problems: FAULT where the program failed, SETTING
    where a setting is wrong, since the problems of the data may follow from it, otherwise DATA.
    """
    reported = list(reported)
    if any(problem.rule == problems.FAULT for problem in reported):
        return Exit.FAULT
    if any(problem.rule in problems.CONFIGURATION for problem in reported):
        return Exit.SETTING
    return Exit.DATA


@contextlib.contextmanager
def file_time_limit(seconds: float = SECONDS_PER_FILE) -> Iterator[None]:
    """Raise TimeLimitError where the block takes more seconds of processor time, even within a
    regular expression. Windows has no such limit.
    """

    def interrupt(*_: object) -> None:
        raise TimeLimitError

    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
