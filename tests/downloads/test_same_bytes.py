"""The same data give the same bytes of every file to download."""

import hashlib
import os
import subprocess
import sys

import built_sites
import real_data
import tricky_table

from datasite.downloads.formats import FORMATS
from datasite.downloads.sqlite import build_database


def test_written_twice_the_bytes_are_the_same() -> None:
    tables = tricky_table.all_tables()
    for entry in FORMATS:
        for table in tables.values():
            assert entry.write(table) == entry.write(table)
    assert build_database(tables) == build_database(tables)


HASHES = (
    "import hashlib, real_data; print({n: hashlib.sha256(f.content).hexdigest() for n, f in"
    " sorted(real_data.plan().site.files.items())})"
)


def test_two_seeds_of_hashes_give_the_same_files() -> None:
    """Every file under /data/ is made in processes whose sets and mappings have another order."""
    path = os.pathsep.join(
        [str(built_sites.ROOT / "scripts"), str(built_sites.ROOT / "tests" / "support")]
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", HASHES],
            env=built_sites.environment(PYTHONHASHSEED=seed, PYTHONPATH=path),
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        for seed in ("1", "2")
    ]
    printed = [run.communicate(timeout=1800)[0].strip() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    here = {
        name: hashlib.sha256(file.content).hexdigest()
        for name, file in sorted(real_data.plan().site.files.items())
    }
    assert printed == [str(here), str(here)]
