"""scripts/format.py as people run it: one canonical form for each table, nothing lost in reaching
it, and nothing done without a word.
"""

import stat
import subprocess
import sys
from pathlib import Path

import built_sites
import commands
import pytest
from edits import add, rows_of, table, write_rows
from paths import SCRIPTS
from remembered import check_catalog
from spreadsheet_faults import REPAIRED


def _format(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / "format.py"), "--root", str(root), *options]
    return commands.run(command, env=built_sites.environment())


def test_leaves_what_is_canonical(copy_of_mini: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in copy_of_mini.rglob("*.csv")}
    done = _format(copy_of_mini)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {path: path.stat().st_mtime_ns for path in copy_of_mini.rglob("*.csv")} == before


def test_sorts_by_key_and_quotes_only_where_needed(copy_of_mini: Path) -> None:
    canonical = table(copy_of_mini, "places").read_bytes()
    header, *lines = canonical.decode().splitlines()
    quoted = ['"' + line.replace(",", '","') + '"' for line in reversed(lines)]
    table(copy_of_mini, "places").write_bytes(
        "".join(f"{line}\n" for line in [header, *quoted]).encode()
    )
    done = _format(copy_of_mini)
    path, count = "datasets/places/places.csv", len(lines)
    assert (
        done.stdout
        == f"{path}  [quoting]  {count} rows are quoted only where they must be.\n{path}  [order] "
        " The rows were put in the order of their keys.\n1 file was rewritten.\n"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert table(copy_of_mini, "places").read_bytes() == canonical


def test_keeps_every_cell(copy_of_mini: Path) -> None:
    hard = {"note_pl": 'a, "b"\nc', "note_en": "06 NA"}
    add(
        copy_of_mini,
        "identifiers",
        project_id="a",
        scheme="donor",
        value="=1",
        source_id="x",
        **hard,
    )
    write_rows(copy_of_mini, "identifiers", rows_of(copy_of_mini, "identifiers")[::-1])
    before = rows_of(copy_of_mini, "identifiers")
    assert _format(copy_of_mini).returncode == 0
    after = rows_of(copy_of_mini, "identifiers")
    assert sorted(after, key=str) == sorted(before, key=str)
    assert after[0]["project_id"] == "a"


def test_a_second_run_changes_nothing(copy_of_mini: Path) -> None:
    write_rows(copy_of_mini, "budgets", rows_of(copy_of_mini, "budgets")[::-1])
    _format(copy_of_mini)
    assert _format(copy_of_mini).stdout == ""


def test_what_spreadsheets_saved_is_the_same_data_again(copy_of_mini: Path) -> None:
    """Several tables spoiled at once, each in its own way; the miniature is whole again, and the
    check content.
    """
    ways = {
        fault.dataset: fault
        for fault in (
            REPAIRED[name]
            for name in (
                "excel_utf_8",
                "excel_unicode_text",
                "libreoffice_iso_8859_2",
                "separator_named",
            )
        )
    }
    clean = {name: table(copy_of_mini, name).read_bytes() for name in ways}
    for name, fault in ways.items():
        table(copy_of_mini, name).write_bytes(fault.spoil(clean[name]))
    mode = stat.S_IMODE(table(copy_of_mini, "places").stat().st_mode)
    proposal = _format(copy_of_mini, "--lang", "pl", "--check")
    assert (proposal.returncode, proposal.stderr) == (1, "")
    assert proposal.stdout.endswith("Na nowo zostałyby zapisane 4 pliki.\n")
    assert all(
        table(copy_of_mini, name).read_bytes() == fault.spoil(clean[name])
        for name, fault in ways.items()
    )
    done = _format(copy_of_mini, "--lang", "pl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == proposal.stdout.replace(
        "Na nowo zostałyby zapisane 4 pliki.", "Zapisano na nowo 4 pliki."
    )
    assert {name: table(copy_of_mini, name).read_bytes() for name in ways} == clean
    assert stat.S_IMODE(table(copy_of_mini, "places").stat().st_mode) == mode
    assert check_catalog(copy_of_mini) == []


def test_keeps_equal_rows_once(copy_of_mini: Path) -> None:
    """A merge by hand leaves rows twice; two versions of a row stay, for the check to name."""
    canonical = table(copy_of_mini, "places").read_bytes()
    rows = rows_of(copy_of_mini, "places")
    write_rows(copy_of_mini, "places", [*rows, *rows[1:3]])
    done = _format(copy_of_mini)
    path = "datasets/places/places.csv"
    assert done.stdout.startswith(
        f"{path}  [repeated-rows]  2 rows that are in the file already were removed.\n"
    )
    assert table(copy_of_mini, "places").read_bytes() == canonical
    other = rows[0] | {"source_id": rows[1]["source_id"]}
    write_rows(copy_of_mini, "places", [*rows, other])
    _format(copy_of_mini)
    assert len(rows_of(copy_of_mini, "places")) == len(rows) + 1
    assert {problem.rule for problem in check_catalog(copy_of_mini)} == {"primary-key"}


@pytest.mark.parametrize(
    "content",
    [
        b"project_id,place\n",
        b'project_id,place,relation,source_id\na,"b\n',
        b"\xff\n",
        b"project_id,place,relation,source_id\na\n",
    ],
)
def test_names_and_leaves_alone_what_it_cannot_read(content: bytes, copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").write_bytes(content)
    write_rows(copy_of_mini, "budgets", rows_of(copy_of_mini, "budgets")[::-1])
    done = _format(copy_of_mini)
    assert done.returncode == 1
    assert "datasets/places/places.csv" in done.stderr
    assert "Traceback" not in done.stderr
    assert table(copy_of_mini, "places").read_bytes() == content
    assert done.stdout.startswith("datasets/budgets/budgets.csv  [order]")


def test_an_unknown_language_is_refused(mini: Path) -> None:
    assert _format(mini, "--lang", "xx").returncode == 2


@pytest.mark.parametrize("path", ["datasets/places/places.csv", "datasets/places/dataset.yaml"])
def test_names_what_is_missing(path: str, copy_of_mini: Path) -> None:
    (copy_of_mini / path).unlink()
    done = _format(copy_of_mini)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_the_real_tables_are_canonical(project_root: Path, tmp_path: Path) -> None:
    """Compared without writing to the real ones."""
    for path in sorted((project_root / "datasets").glob("*/*")):
        copy = tmp_path / path.relative_to(project_root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "datasets/codelist.yaml").write_bytes(
        (project_root / "datasets/codelist.yaml").read_bytes()
    )
    assert _format(tmp_path).stdout == ""
