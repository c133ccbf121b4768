"""Sites for tests, built by the real command in processes of their own."""

import fcntl
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import commands
from lxml import html
from paths import ROOT, TESTS

Made = TypeVar("Made")
BUILD = ROOT / "scripts" / "build.py"
SITE_URL = "https://kto-z-kim-za-ile.example"
STARTUP = TESTS / "support" / "startup"
REPOSITORY = (  # where the miniature says that its data are kept
    "https://git.przyklad.example/kto/rejestr"
)
SET_BY_TESTS = {
    "SITEURL",
    "REPOSITORY_URL",
    "REPOSITORY_HOST",
    "REPOSITORY_BRANCH",
    "CORRECTIONS_EMAIL",
    "RELEASES",
    "TZ",
    "LC_ALL",
    "LANG",
    "LANGUAGE",
    "PYTHONHASHSEED",
    "COLUMNS",
}
# What the interpreter reads when it starts.
OF_THE_INTERPRETER = {"PYTHONPATH", "PYTHONHASHSEED", "TZ", "LC_ALL", "LANG", "LANGUAGE"}
NBSP = "\u00a0"
# Sizes and checksums of files, which depend on the libraries of the machine; and of style sheets.
MASKED = re.compile(
    r"\b[0-9a-f]{64}\b|(?<=\.)[0-9a-f]{10}(?=\.css)|(?<=<small>)[\d.,\u00a0]+\u00a0[kM]?B(?=</small>)|(?<=\"contentSize\":"
    r" \")[^\"]+"
)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: ours without what would change the site, and `more`.

    The command cannot reach another machine (sandbox.py).
    """
    surroundings = {"COLUMNS": "500", "PYTHONPATH": str(STARTUP), "SURROUNDINGS": "offline"}
    return (
        {name: value for name, value in os.environ.items() if name not in SET_BY_TESTS}
        | surroundings
        | more
    )


def command(root: Path, output: Path, script: Path = BUILD) -> list[str]:
    return [sys.executable, str(script), "--root", str(root), "--output", str(output)]


def build(
    root: Path,
    output: Path,
    cwd: Path | None = None,
    umask: int = 0o022,
    script: Path = BUILD,
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run scripts/build.py, or the `script` that is named, to its end."""
    called, surroundings = command(root, output, script), environment(**variables)
    if not variables.keys() & OF_THE_INTERPRETER:
        return commands.run(called, env=surroundings, cwd=cwd, umask=umask)
    return subprocess.run(
        called,
        env=surroundings,
        cwd=cwd,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )


def run_check(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/check.py to its end."""
    called = [sys.executable, str(BUILD.with_name("check.py")), "--root", str(root), *options]
    return commands.run(called, env=environment())


@cache
def mini(root: Path, temporary: Path) -> Path:
    """The miniature site, built."""
    return _built_once("mini-site", root, temporary)


@cache
def real(temporary: Path) -> Path:
    """The real site, built."""
    return _built_once("real-site", ROOT, temporary)


def _built_once(name: str, root: Path, temporary: Path) -> Path:
    def make(folder: Path) -> Path:
        done = build(root, folder / "output")
        assert done.returncode == 0, done.stderr
        return folder / "output"

    return made_once(name, temporary, make)


def made_once(name: str, temporary: Path, make: Callable[[Path], Made]) -> Made:
    """What all processes of a run share: the first one makes it in a new folder, which it is given;
    the others wait, and get a copy of what was returned.

    xdist's groups are not used: they would send all tests of the site to one process, and pytest
    9.2 ignores them (pytest-xdist issue 1386).
    """
    shared = temporary.parent if "PYTEST_XDIST_WORKER" in os.environ else temporary
    made = shared / f"{name}.pickle"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            folder = shared / name
            shutil.rmtree(folder, ignore_errors=True)  # of a process that failed
            folder.mkdir()
            made.write_bytes(pickle.dumps(make(folder)))
    result: Made = pickle.loads(made.read_bytes())
    return result


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def modes(folder: Path) -> dict[str, int]:
    """The permissions of `folder` and of everything below it, by path."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mode & 0o7777
        for path in (folder, *sorted(folder.rglob("*")))
    }


def leftovers(output: Path) -> list[str]:
    """The files that builds left beside `output`, except those that they keep."""
    kept = {f".{output.name}-{name}" for name in ("inputs", "lock", "previous", "verified")}
    return sorted(
        path.name for path in output.parent.glob(f".{output.name}-*") if path.name not in kept
    )


@cache
def pages(site: Path) -> Mapping[str, html.HtmlElement]:
    """Every page of a built site, parsed, by its file."""
    return {
        path.relative_to(site).as_posix(): html.fromstring(path.read_bytes())
        for path in sorted(site.rglob("*.html"))
    }


def plain(text: str) -> str:
    """Text with one space for each run of blanks, hard spaces too."""
    return " ".join(text.split())


def masked(page: str) -> str:
    """HTML of a page without sizes and checksums, as the golden pages are kept."""
    return MASKED.sub("…", page)
