"""A build leaves nothing behind that the next one cannot use, with any umask and with folders
that somebody closed. Run by a user whom the modes of files concern.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from paths import SCRIPTS

SWAP = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from datasite.delivery.output import build_aside
with build_aside(Path(sys.argv[2]), Path("/nowhere"), Path("/nobody")) as folder:
    (folder / "data").mkdir()
    (folder / "data/datapackage.json").write_text(sys.argv[3])
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in which everybody may write: others than root cannot enter those of pytest."""
    made = Path(tempfile.mkdtemp(dir="/tmp"))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


def swap(output: Path, content: str, umask: int = 0o022) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SWAP, str(SCRIPTS), str(output), content],
        user="nobody" if os.geteuid() == 0 else None,
        umask=umask,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (output / "data/datapackage.json").read_text(encoding="utf-8") == content


def test_a_closed_umask_closes_nothing_to_the_next_build(folder: Path) -> None:
    swap(folder / "output", "1", umask=0o777)
    swap(folder / "output", "2", umask=0o777)
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "output": 0o755,
        ".output-previous": 0o755,
        ".output-verified": 0o644,
        ".output-inputs": 0o644,
        ".output-lock": 0o644,
    }


def test_a_lock_that_an_older_build_closed_is_opened(folder: Path) -> None:
    swap(folder / "output", "1")
    (folder / ".output-lock").chmod(0)
    swap(folder / "output", "2")


def test_a_site_that_somebody_made_read_only_is_replaced_again_and_again(folder: Path) -> None:
    swap(folder / "output", "1")
    for path in [*folder.glob("output/**/*"), folder / "output"]:
        path.chmod(path.stat().st_mode & ~0o222)
    for content in ("2", "3", "4"):
        swap(folder / "output", content)
    assert not (folder / ".output-building").exists()
