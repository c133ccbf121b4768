"""The comparison of two built sites, on small folders."""

import re
from pathlib import Path

import pytest
from paths import ROOT

from tooling import compare_sites

LEFT = {
    "index.html": b"one",
    "pl/index.html": b"jeden",
    "pl/o-serwisie/index.html": b"stary",
    "data/x.csv": b"a,b\n",
}
RIGHT = {
    "index.html": b"one",
    "pl/index.html": b"dwa",
    "pl/o-serwisie/index.html": b"nowy",
    "data/ż y.csv": b"",
}
TABLE = """# A record

| path or glob | reason |
|---|---|
| `pl/o-*/index.html` | new words |
| `data/*` | other names of files |
"""


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    for name, files in (("left", LEFT), ("right", RIGHT)):
        for path, content in files.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return tmp_path / "left", tmp_path / "right"


def run(
    capsys: pytest.CaptureFixture[str], left: Path, right: Path, table: str
) -> tuple[int, list[str]]:
    record = left.parent / "record.md"
    record.write_text(table, encoding="utf-8")
    code = compare_sites.main([str(left), str(right), "--allow", str(record)])
    return code, capsys.readouterr().out.splitlines()


def test_each_difference_is_listed(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    left, right = sites
    assert run(capsys, left, right, "") == (
        1,
        [
            f"only in {left}: data/x.csv",
            f"only in {right}: data/ż y.csv",
            "differs: pl/index.html",
            "differs: pl/o-serwisie/index.html",
            "4 differences",
        ],
    )


def test_allowed_paths_are_not_listed(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(capsys, *sites, TABLE)
    assert (code, lines) == (1, ["differs: pl/index.html", "1 differences"])


def test_equal_sites_have_no_differences(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, sites[0], sites[0], "") == (0, ["0 differences"])


def test_an_allowed_path_needs_a_reason(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(capsys, *sites, "| `data/*` |  |")
    assert "no reason is given for data/*" in capsys.readouterr().err


def test_a_folder_that_is_missing_is_an_error(
    sites: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(capsys, sites[0], sites[1] / "nowhere", "")
    assert "is not a folder" in capsys.readouterr().err


def test_the_record_is_the_default_and_can_be_read() -> None:
    text = compare_sites.RECORD.read_text(encoding="utf-8")
    assert compare_sites.RECORD.is_relative_to(ROOT)
    assert "| path or glob | reason |" in text
    rows = re.findall(r"^\| `", text, re.MULTILINE)
    allowed, replaced = compare_sites.read_allowed(text), compare_sites.read_replaced(text)
    assert len(allowed) + len(replaced) == len(rows)
