"""Builds of the miniature site that are killed or refused by the disk: output/ must be a whole site after each, the one before or the new one.

    python tests/faults.py              50 kills and 40 errors, spread over the whole build; exit 1 if one of them leaves anything else
    python tests/faults.py --kills 6 --errors 4

Each build is a process of its own that is forked when the libraries are loaded, and SIGKILL and the limits are those of the system. An error of
the disk comes either at an event of the interpreter, as surroundings.py makes it, or from a limit on the size of files, which cuts a write short.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice, zip_longest
from pathlib import Path

import sites
from surroundings import surround

OLD_SITE = {"index.html": b"<p>The old site</p>", "pl/index.html": b"<p>Dawny serwis</p>", "data/datapackage.json": b"{}"}
ERROR = 4  # the exit code of a build that the disk refuses
# The steps of a build that change a folder, in their order, as (event, part of its path, how often it comes in the miniature site).
STEPS = {
    "makes its folder": ("os.mkdir", ".output-building", 200),
    "writes files": ("open", ".output-building", 460),
    "sets modes": ("os.chmod", ".output-building", 500),
    "writes the list of what it has verified": ("open", ".output-verified-new", 1),
    "gives the list its name": ("os.rename", ".output-verified-new", 1),
}
SWAP = {
    "exchanges the sites": ("ctypes.dlsym", "renameat2", 1),
    "takes the old site out": ("os.rename", ".output-leaving", 1),
    "puts the new site in": ("os.rename", ".output-building", 1),
    "keeps the old site": ("os.rename", ".output-previous", 1),
    "clears away the one before": ("shutil.rmtree", ".output-building", 3),
}


@dataclass(frozen=True)
class Trial:
    """One build with a fault: its surroundings in the words of surroundings.py, and the most bytes that a file may have, if limited."""

    name: str
    surroundings: str
    most_bytes: int | None = None


def kills(count: int) -> Iterator[Trial]:
    """`count` kills: at every step of the swap, in each of its two forms, and at moments spread over the steps before it."""
    forms = {" by two renames": "two-renames,", "": ""}
    swaps = [
        Trial(f"killed before it {name}{form}", f"{how}signal=SIGKILL:{_event(step)}")
        for name, step in reversed(SWAP.items())
        for form, how in forms.items()
        if not (how and step[1] == "renameat2")
    ]
    steps = (Trial(f"killed as it {name}", f"signal=SIGKILL:{event}") for name, event in _moments(count))
    return islice(_in_turn(swaps, steps), count)


def errors(count: int) -> Iterator[Trial]:
    """`count` errors of the disk: full, read-only, broken; and files cut short at a size."""
    cut = [Trial(f"no file may have more than {size} bytes", "", size) for size in (100, 5_000, 20_000, 1_000, 60_000, 150_000)]
    names = ("takes the old site out", "puts the new site in")
    swaps = [Trial(f"EIO as it {name} by two renames", f"two-renames,fail=EIO:{_event(SWAP[name])}") for name in names]
    steps = (Trial(f"{kind} as it {name}", f"fail={kind}:{event}") for kind, (name, event) in zip(cycle(("ENOSPC", "EROFS", "EIO", "EDQUOT")), _moments(count), strict=False))
    return islice(_in_turn([*cut, *swaps], steps), count)


def _in_turn(some: Iterable[Trial], others: Iterable[Trial]) -> Iterator[Trial]:
    return (trial for pair in zip_longest(some, others) for trial in pair if trial)


def _moments(count: int) -> Iterator[tuple[str, str]]:
    """At least `count` moments of the steps before the swap, each with the name of its step."""
    turns = count // 3 + 1  # three of the steps are long
    for turn in range(turns):
        for name, (event, part, often) in STEPS.items():
            if often > 1 or turn == 0:
                yield name, _event((event, part, 1 + often * turn // turns))


def _event(step: tuple[str, str, int]) -> str:
    return "{}:{}:{}".format(*step)


def put_old_site(output: Path) -> None:
    """An old site in `output`, and nothing of any build beside it but the site before it."""
    for there in output.parent.glob(f"*{output.name}*"):
        shutil.rmtree(there) if there.is_dir() else there.unlink()
    for folder in (output, output.with_name(f".{output.name}-previous")):
        for path, content in OLD_SITE.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


def run(trial: Trial, root: Path, output: Path) -> int:
    """Build `root` into `output` with the trial's fault in a process of its own; its exit code, negative for a signal."""
    import build  # noqa: PLC0415  # loads every library, once for all trials

    child = os.fork()
    if child == 0:
        code = 99
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1), os.dup2(quiet, 2)
            if trial.most_bytes:
                resource.setrlimit(resource.RLIMIT_FSIZE, (trial.most_bytes, trial.most_bytes))
            surround(trial.surroundings)
            build.app(["--root", str(root), "--output", str(output)])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def judged(trials: Iterable[Trial], root: Path, output: Path, new_site: dict[str, bytes]) -> Iterator[tuple[Trial, int, str]]:
    """Each trial with its exit code and what is wrong after it, if anything; each begins with an old site."""
    for trial in trials:
        put_old_site(output)
        code = run(trial, root, output)
        if not output.exists() and not _comes_back(output):
            wrong = "no site"
        elif output.exists() and sites.tree(output) not in (OLD_SITE, new_site):
            wrong = "half a site"
        elif code == 0 and sites.tree(output) != new_site:
            wrong = "success was claimed"
        elif code > 0 and sites.tree(output) != OLD_SITE:
            wrong = "failure was claimed"
        elif code not in (0, ERROR, -signal.SIGKILL):
            wrong = "another end than by the fault"
        elif code == 0:
            wrong = "the fault never came"
        else:
            wrong = ""
        yield trial, code, wrong


def _comes_back(output: Path) -> bool:
    """Where the system cannot exchange folders there is an instant without output/; the whole old site stands beside it, and the next build puts it back."""
    leaving = output.with_name(f".{output.name}-leaving")
    return leaving.exists() and sites.tree(leaving) == OLD_SITE


def main() -> int:
    sys.path.insert(0, str(sites.BUILD.parent))  # as pytest does
    from conftest import compose  # noqa: PLC0415  # it imports the project's own modules

    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--errors", type=int, default=40)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root, output = compose(Path(temporary, "mini")), Path(temporary, "public", "output")
        run(Trial("nothing", ""), root, output)
        new_site = sites.tree(output)
        broken = 0
        for what, trials in (("kills", list(kills(asked.kills))), ("errors", list(errors(asked.errors)))):
            whole = 0
            for trial, code, wrong in judged(trials, root, output, new_site):
                print(f"{code:4}  {wrong or 'whole'}  {trial.name}", flush=True)
                whole += not wrong
            print(f"{len(trials)} {what}: {whole} whole sites", flush=True)
            broken += len(trials) - whole
        put_right = run(Trial("nothing", ""), root, output) == 0 and sites.tree(output) == new_site and sites.leftovers(output) == []
        print("The next build cleans up." if put_right else "The next build does not clean up.")
    return 1 if broken or not put_right else 0


if __name__ == "__main__":
    sys.exit(main())
