"""The same data give the same bytes of every file to download."""

import hashlib
import os
import subprocess
import sys

import built_sites
import pytest
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


@pytest.mark.bench
def test_another_seed_of_hashes_gives_the_same_files() -> None:
    """Every file under /data/ is also made in a process whose sets and mappings have another order
    than here.
    """
    path = os.pathsep.join(
        [str(built_sites.ROOT / "scripts"), str(built_sites.ROOT / "tests" / "support")]
    )
    done = subprocess.run(
        [sys.executable, "-c", HASHES],
        env=built_sites.environment(PYTHONHASHSEED="1", PYTHONPATH=path),
        capture_output=True,
        encoding="utf-8",
        timeout=1800,
        check=False,
    )
    here = {
        name: hashlib.sha256(file.content).hexdigest()
        for name, file in sorted(real_data.plan().site.files.items())
    }
    assert (done.returncode, done.stdout.strip()) == (0, str(here))
