"""Commands of scripts/ in processes of their own, which start with everything imported.

A command of the tests spends a third of its time on importing pandas, Pelican and others. Here one
process imports them and our modules, and each command is a fork of it. `subprocess` is for a
command that is killed from outside, or whose interpreter needs other surroundings from its first
moment on.
"""

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path

import sandbox
from paths import SCRIPTS, TESTS

IMPORTED = (
    *sorted(path.stem for path in SCRIPTS.glob("*.py")),
    # What a command imports when it needs it.
    *("frictionless.formats", "pandas", "pyarrow.parquet", "requests", "typer.rich_utils"),
    "xlsxwriter",
)
SECONDS = 1800


def run(
    command: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path | None = None,
    umask: int = 0o022,
) -> subprocess.CompletedProcess[str]:
    """Run a script, named by its path, to its end; its output is text in UTF-8.

    `command` is as for subprocess: the interpreter of the tests, the script, its arguments.
    """
    interpreter, *arguments = command
    assert interpreter == sys.executable
    with tempfile.TemporaryDirectory() as folder:
        outputs = Path(folder, "stdout"), Path(folder, "stderr")
        process = _context().Process(
            target=_run_script, args=(arguments, dict(env), cwd or Path.cwd(), umask, outputs)
        )
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(command, SECONDS)
        printed, said = (path.read_text(encoding="utf-8") for path in outputs)
    return subprocess.CompletedProcess(command, process.exitcode, printed, said)


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(IMPORTED))
    return context


def _run_script(
    arguments: Sequence[str], env: Mapping[str, str], cwd: Path, umask: int, outputs: Sequence[Path]
) -> None:
    """In the fork: what the interpreter would have set up, then the script."""
    for descriptor, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), descriptor)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    os.umask(umask)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sandbox.surround(env.get("SURROUNDINGS", ""))
    ours = (str(SCRIPTS), str(TESTS))  # on the path of the tests
    libraries = [entry for entry in sys.path if not entry.startswith(ours)]
    sys.path[:] = [str(Path(arguments[0]).parent), *libraries]
    if Path(arguments[0]).resolve().parent != SCRIPTS:
        _forget_our_modules()
    sys.argv[:] = arguments
    runpy.run_path(arguments[0], run_name="__main__")


def _forget_our_modules() -> None:
    """A copy of the program has modules of its own."""
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(str(SCRIPTS)):
            del sys.modules[name]
