"""Lists of checksums, read back by sha256sum itself."""

import subprocess
from pathlib import Path

from datasite.delivery.site_digests import read_digests
from datasite.publication.checksums import sha256sum_lines


def test_sha256sum_checks_a_list_of_ours(tmp_path: Path) -> None:
    (tmp_path / "site" / "a & b").mkdir(parents=True)
    (tmp_path / "site" / "a & b" / "żółw.csv").write_bytes(b"1")
    (tmp_path / "site" / "index.html").write_bytes(b"2")
    (tmp_path / "sums").write_bytes(sha256sum_lines(read_digests(tmp_path / "site")))
    command = ["sha256sum", "--check", "--strict", "../sums"]
    done = subprocess.run(command, cwd=tmp_path / "site", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().count(": OK") == 2
