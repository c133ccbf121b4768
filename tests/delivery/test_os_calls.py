"""Where a system lacks what Linux has, every command still starts, and a site still takes its place
whole. Windows itself is not here: what it lacks is taken away.
"""

import os
import subprocess
import sys
from pathlib import Path

import built_sites
import pytest

from datasite.delivery import output

OF_A_GROUP = {"cards"}  # needs libraries that a build does without
COMMANDS = sorted(
    path.stem for path in (built_sites.ROOT / "scripts").glob("*.py") if path.stem not in OF_A_GROUP
)
# Once the libraries are loaded, and before our modules are, what Windows lacks is taken away.
WITHOUT = f"""
import ctypes, importlib, os, signal, sys
ours = sys.path[1]
for name in {COMMANDS}:
    importlib.import_module(name)
for name, module in list(sys.modules.items()):
    if (getattr(module, "__file__", None) or "").startswith(ours):
        del sys.modules[name]
sys.modules["fcntl"] = None
for name in ("setitimer", "SIGPROF", "ITIMER_PROF", "SIGKILL"):
    delattr(signal, name)
for name in ("sync", "geteuid", "mkfifo"):
    delattr(os, name)
class Library(ctypes.CDLL):
    def __init__(self, name, *rest, **named):
        if name is None:
            raise TypeError("LoadLibrary() argument 1 must be str, not None")
        super().__init__(name, *rest, **named)
ctypes.CDLL = Library
"""


def without(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT + program, *map(str, arguments)]
    environment = os.environ | {
        "PYTHONPATH": str(built_sites.ROOT / "scripts"),
        "PYTHONIOENCODING": "cp1252",
    }
    return subprocess.run(
        command, env=environment, capture_output=True, encoding="utf-8", timeout=600, check=False
    )


def test_every_command_can_be_imported() -> None:
    done = without("for name in sys.argv[1:]: importlib.import_module(name)", *COMMANDS)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_check_runs_and_speaks_polish(mini: Path) -> None:
    done = without("import check\ncheck.app()", "--root", mini, "--lang", "pl")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Nie znaleziono problemów.\n", "")


TWO_BUILDS = """
from pathlib import Path
from datasite.delivery import output
root, target = Path(sys.argv[1]), Path(sys.argv[2])
for text in ("old", "new"):
    with output.build_aside(target, root, Path("/nowhere")) as folder:
        (folder / "index.html").write_text(text)
        (folder / "data").mkdir()
        (folder / "data/datapackage.json").write_text("{}")
        try:
            with output.locked(target):
                print("two at once")
        except output.OutputError as error:
            print(error)
previous = target.parent / ".output-previous"
print((target / "index.html").read_text(), (previous / "index.html").read_text())
"""


def test_a_site_takes_its_place_whole_and_one_build_keeps_another_out(
    mini: Path, tmp_path: Path
) -> None:
    done = without(TWO_BUILDS, mini, tmp_path / "output")
    kept_out = "another build is running, or the site is being published\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{kept_out}{kept_out}new old\n", "")


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    with (
        output.locked(folder),
        pytest.raises(output.OutputError, match="another build is running"),
        output.locked(folder),
    ):
        pytest.fail("two hold the lock")
    with output.locked(folder):
        pass


@pytest.mark.parametrize(
    "pattern", ["*.csv", "*.md", "*.yaml", "*.py", "*.html", "*.po", "Makefile"]
)
def test_text_is_checked_out_with_line_feeds_on_every_system(pattern: str) -> None:
    """.gitattributes decides, not the settings of git on the machine."""
    name = pattern.replace("*", "x")
    done = subprocess.run(
        ["git", "-C", str(built_sites.ROOT), "check-attr", "text", "eol", "--", name],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=600,
    )
    assert done.stdout.splitlines()[1] == f"{name}: eol: lf"
    assert done.stdout.splitlines()[0].rpartition(" ")[2] in ("auto", "set")
