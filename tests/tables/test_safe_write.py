"""Several files written together, or none of them."""

from pathlib import Path

import built_sites
import pytest

from datasite.tables import safe_write


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b" / "c").mkdir(parents=True)
    before = safe_write.files_state(tmp_path, ["a", "new/file", "b/c"])
    with pytest.raises(
        OSError
    ):  # a folder has the path of the file; the kind of error differs between systems
        safe_write.write_files(tmp_path, {"a": b"1", "new/file": b"2", "b/c": b"3"}, before)
    assert built_sites.tree(tmp_path) == {"a": b"old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    (tmp_path / "a").write_bytes(b"meanwhile")
    with pytest.raises(safe_write.ChangedError):
        safe_write.write_files(tmp_path, {"new": b"1", "a": b"2"}, {"new": None, "a": b"old"})
    assert built_sites.tree(tmp_path) == {"a": b"meanwhile"}
