"""scripts/check.py as people run it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from built_sites import run_check
from edits import change, replace, table
from spoiled_tree import spoil

import check

LINE = re.compile(r"[\w./-]+(:\d+:\d+)?  \[[a-z0-9_-]+\]  .+")


@pytest.mark.parametrize(
    ("lang", "message"), [("en", "No problems found.\n"), ("pl", "Nie znaleziono problemów.\n")]
)
def test_good_data(lang: str, message: str, mini: Path) -> None:
    done = run_check(mini, "--lang", lang)
    assert (done.returncode, done.stdout, done.stderr) == (0, message, "")


def test_bad_data_are_named_one_a_line(copy_of_mini: Path) -> None:
    done = run_check(spoil(copy_of_mini))
    lines = done.stdout.splitlines()
    assert done.returncode == 1
    assert all(LINE.fullmatch(line) for line in lines)
    assert done.stderr == f"{len(lines)} problems.\n"


def test_the_place_is_a_line_and_a_column(copy_of_mini: Path) -> None:
    change(copy_of_mini, "places", lambda row: row["place"] == "NA", place="NX")
    done = run_check(copy_of_mini)
    assert done.stdout.startswith(
        "datasets/places/places.csv:3:21  [foreign-key]  place is “NX”, which territories does not"
        " have."
    )
    assert done.stderr == "1 problem.\n"


def test_messages_in_polish(copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").write_bytes(b"")
    done = run_check(copy_of_mini, "--lang", "pl")
    assert done.returncode == 1
    assert (
        done.stdout
        == "datasets/places/places.csv  [empty-file]  Plik jest pusty.  Przywróć to, co w nim było;"
        " tabela ma przynajmniej wiersz nagłówka.\n"
    )


def test_prose_is_checked_where_the_data_are_good(copy_of_mini: Path) -> None:
    replace(copy_of_mini, "content/pages/about.pl.md", "## Czym jest", "<b>x</b>")
    done = run_check(copy_of_mini)
    assert done.returncode == 1
    assert "content/pages/about.pl.md:5:1  [markup]" in done.stdout


def test_an_unknown_language_is_refused(mini: Path) -> None:
    done = run_check(mini, "--lang", "xx")
    assert done.returncode == 2
    assert "xx" in done.stderr


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    done = run_check(tmp_path)
    assert (done.returncode, done.stdout.split("  ")[:2]) == (1, ["datasets", "[no-datasets]"])


TREES = {
    "bytes": lambda root: table(root, "places").write_bytes(bytes(range(256))),
    "nothing": lambda root: table(root, "places").write_bytes(b""),
    "no_rows_anywhere": lambda root: [
        p.write_bytes(p.read_bytes().split(b"\n")[0] + b"\n") for p in root.rglob("*.csv")
    ],
    "a_folder_for_a_table": lambda root: (
        table(root, "places").unlink(),
        table(root, "places").mkdir(),
    ),
    "a_row_too_wide": (
        lambda root: table(root, "organisations").write_bytes(
            table(root, "organisations")
            .read_bytes()
            .replace(b"urzad-przykladowy,", b"urzad-przykladowy,,", 1)
        )
    ),
    "an_unknown_code": lambda root: change(
        root, "statements", lambda row: row["field"] == "role", value="nieznana"
    ),
    "a_blank_row": (
        lambda root: table(root, "places").write_bytes(
            table(root, "places").read_bytes() + b",,,\n"
        )
    ),
    "a_rule_with_no_settings": lambda root: replace(
        root, "datasets/projects/dataset.yaml", "- no_cycles: {parent: follows_id}", "- no_cycles"
    ),
}


@pytest.mark.parametrize("spoil_it", TREES.values(), ids=TREES)
def test_any_data_are_checked(spoil_it: Callable[[Path], object], copy_of_mini: Path) -> None:
    """The command's own function, which must not raise."""
    spoil_it(copy_of_mini)
    assert check.find_problems(copy_of_mini)
