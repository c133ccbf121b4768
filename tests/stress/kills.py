"""Kills builds of the miniature site and lets the disk refuse them: after each, output/ must be a
whole site, the old one or the new one.

    python tests/stress/kills.py
        50 kills and 40 errors, spread over the whole build; exit 1 if one leaves anything else
    python tests/stress/kills.py --kills 6 --errors 4
    python tests/stress/kills.py --every
        a site of three files instead, with a fault at every single event, in seconds

Each build is a process of its own, forked when the libraries are loaded. SIGKILL and the limits are
those of the system. An error of the disk comes either at an event of the interpreter, as sandbox.py
makes it, or from a limit on the size of files, which cuts a write short.
"""

import argparse
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle, islice, zip_longest
from pathlib import Path

# As pytest does: the commands and the helpers of the tests can be imported.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import built_sites
from sandbox import surround

from datasite.delivery import output

OLD_SITE = {
    "index.html": b"<p>The old site</p>",
    "pl/index.html": b"<p>Dawny serwis</p>",
    "data/datapackage.json": b"{}",
}
SMALL_SITE = {"index.html": b"new", "pl/a/index.html": b"a", "data/datapackage.json": b"{1}"}
ERROR = 4  # the exit code of a build that the disk refuses
# The steps of a build that change a folder, in their order: the event, a part of its path, and how
# often it happens in the miniature site.
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


Site = Mapping[str, bytes]


@dataclass(frozen=True)
class Trial:
    """One build with a fault: its surroundings in the words of sandbox.py, and the most bytes that
    a file may have, if limited.
    """

    name: str
    surroundings: str
    most_bytes: int | None = None


def kills(count: int) -> Iterator[Trial]:
    """`count` kills: at every step of the swap, in each of its two forms, and at moments spread
    over the steps before it.
    """
    forms = {" by two renames": "two-renames,", "": ""}
    swaps = [
        Trial(f"killed before it {name}{form}", f"{how}signal=SIGKILL:{_event(step)}")
        for name, step in reversed(SWAP.items())
        for form, how in forms.items()
        if not (how and step[1] == "renameat2")
    ]
    steps = (
        Trial(f"killed as it {name}", f"signal=SIGKILL:{event}") for name, event in _moments(count)
    )
    return islice(_in_turn(swaps, steps), count)


def errors(count: int) -> Iterator[Trial]:
    """`count` errors of the disk: full, read-only, broken; and files cut short at a size."""
    cut = [
        Trial(f"no file may have more than {size} bytes", "", size)
        for size in (100, 5_000, 20_000, 1_000, 60_000, 150_000)
    ]
    names = ("takes the old site out", "puts the new site in")
    swaps = [
        Trial(f"EIO as it {name} by two renames", f"two-renames,fail=EIO:{_event(SWAP[name])}")
        for name in names
    ]
    steps = (
        Trial(f"{kind} as it {name}", f"fail={kind}:{event}")
        for kind, (name, event) in zip(
            cycle(("ENOSPC", "EROFS", "EIO", "EDQUOT")), _moments(count), strict=False
        )
    )
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


def put_old_site(folder: Path) -> None:
    """Write an old site into `folder` and leave nothing beside it but the site before it."""
    for leftover in folder.parent.glob(f"*{folder.name}*"):
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
    for place in (folder, output.sibling(folder, "previous")):
        for path, content in OLD_SITE.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(content)


Work = Callable[[Path], None]  # builds into a folder; ends by SystemExit where it fails


def build_site(root: Path) -> Work:
    """Work that builds the site of `root` by the command itself."""
    import build  # noqa: PLC0415  # loads every library, once for all trials

    return lambda folder: build.app(["--root", str(root), "--output", str(folder)])


def put_small_site(folder: Path) -> None:
    """Work that puts a site of three files in place, as the command does with a finished site."""
    try:
        with output.build_aside(folder, built_sites.ROOT, Path("~")) as building:
            for path, content in SMALL_SITE.items():
                (building / path).parent.mkdir(parents=True, exist_ok=True)
                (building / path).write_bytes(content)
    except (OSError, output.OutputError):
        sys.exit(ERROR)


def run(trial: Trial, work: Work, folder: Path) -> int:
    """Work with the fault of the trial in a process of its own. Returns its exit code, negative for
    a signal.
    """
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        code = 99
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(quiet, stream)
            if trial.most_bytes:
                resource.setrlimit(resource.RLIMIT_FSIZE, (trial.most_bytes, trial.most_bytes))
            surround(trial.surroundings)
            work(folder)
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_trials(
    trials: Iterable[Trial], work: Work, folder: Path, new_site: Site
) -> Iterator[tuple[Trial, int, str]]:
    """Each trial with its exit code and what is wrong after it, blank where nothing is. Each starts
    from an old site.
    """
    for trial in trials:
        put_old_site(folder)
        code = run(trial, work, folder)
        yield trial, code, _wrong(code, _left(folder), new_site)


def _left(folder: Path) -> Site:
    """The site that is left.

    Where the system cannot exchange folders there is a moment without output/, when the old site
    is whole beside it.
    """
    return built_sites.tree(folder if folder.exists() else output.sibling(folder, "leaving"))


def _wrong(code: int, left: Site, new_site: Site) -> str:
    if left not in (OLD_SITE, new_site):
        return "half a site" if left else "no site"
    if code == 0 and left != new_site:
        return "success was claimed"
    if code > 0 and left != OLD_SITE:
        return "failure was claimed"
    return "" if code in (0, ERROR, -signal.SIGKILL) else "ended otherwise than by the fault"


def next_build_recovers(work: Work, folder: Path, new_site: Site) -> bool:
    """Whether a build without a fault leaves the new site, and no leftovers of the build before."""
    return (
        run(Trial("no fault", ""), work, folder) == 0
        and built_sites.tree(folder) == new_site
        and built_sites.leftovers(folder) == []
    )


def try_all(kind: str, trials: Iterable[Trial], work: Work, folder: Path, new_site: Site) -> bool:
    """Print each trial and how many left a whole site. True where all did and every fault came."""
    whole = tried = 0
    for trial, code, wrong in run_trials(trials, work, folder, new_site):
        print(
            f"{code:4}  {wrong or ('whole' if code else 'the fault never came')}  {trial.name}",
            flush=True,
        )
        tried += 1
        whole += not wrong and code != 0
    print(f"{tried} {kind}: {whole} whole sites", flush=True)
    return whole == tried


def try_every_event(folder: Path) -> bool:
    """Kill the work at its first event, its second, and so on until it ends before the kill, each
    time followed by a build that recovers; then let the disk break at each event.
    """
    good = True
    for form in ("", "two-renames,"):
        events, cleaned, wrong = 0, True, []
        while (killed := _tried(words := f"{form}signal=SIGKILL:any::{events + 1}", folder))[0]:
            events += 1
            wrong += [f"{words}: {killed[1]}"] if killed[1] else []
            cleaned = next_build_recovers(put_small_site, folder, SMALL_SITE) and cleaned
        for at in range(events):
            fault = _tried(words := f"{form}fail=EIO:any::{at + 1}", folder)[1]
            wrong += [f"{words}: {fault}"] if fault else []
        print(
            *wrong,
            f"{events} events {form or 'at one stroke'}: {len(wrong)} broken sites, the next build"
            f" {'cleans up' if cleaned else 'does not clean up'}",
            sep="\n",
            flush=True,
        )
        good = good and cleaned and not wrong and events > len(SMALL_SITE)
    return good


def _tried(words: str, folder: Path) -> tuple[int, str]:
    ((_, code, wrong),) = run_trials([Trial(words, words)], put_small_site, folder, SMALL_SITE)
    return code, wrong


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--errors", type=int, default=40)
    options.add_argument("--every", action="store_true")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, "public", "output")
        if asked.every:
            return 0 if try_every_event(folder) else 1
        from mini_site import compose  # noqa: PLC0415  # it loads the libraries

        work = build_site(compose(Path(temporary, "mini")))
        run(Trial("no fault", ""), work, folder)
        new_site = built_sites.tree(folder)
        good = [
            try_all("kills", kills(asked.kills), work, folder, new_site),
            try_all("errors", errors(asked.errors), work, folder, new_site),
            next_build_recovers(work, folder, new_site),
        ]
        print("The next build cleans up." if good[-1] else "The next build does not clean up.")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
