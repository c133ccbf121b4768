"""Whether a site is up to date: what counts as a change of its inputs, and what a build records."""

from collections.abc import Callable
from pathlib import Path

import pytest

from datasite.delivery.output import OutputError, build_aside, is_up_to_date, sibling
from datasite.delivery.site_inputs import input_digest

SETTINGS = ["https://example.org"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = ("datasets/a/a.csv", "content/x.md", "theme/y.html", "scripts/z.py", "pelicanconf.py")
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


CHANGES: dict[str, Callable[[Path], object]] = {
    "a row": lambda root: (root / "datasets/a/a.csv").write_text("other"),
    "a new file": lambda root: (root / "content/new.md").touch(),
    "a removed file": lambda root: (root / "theme/y.html").unlink(),
    "another name": lambda root: (root / "content/x.md").rename(root / "content/w.md"),
    "code": lambda root: (root / "scripts/z.py").write_text("other"),
    "settings": lambda root: (root / "pelicanconf.py").write_text("other"),
    "libraries": lambda root: (root / "requirements.lock").write_text("other"),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "saved as it is": lambda root: (root / "scripts/z.py").write_text("scripts/z.py"),
    "a file of an editor": lambda root: (root / "content/.x.md.swp").touch(),
    "a file beside the folders": lambda root: (root / "notes.txt").touch(),
    "a file of Python": lambda root: (
        (root / "scripts/__pycache__").mkdir(),
        (root / "scripts/__pycache__/z.pyc").touch(),
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_gives_another_digest(root: Path, change: Callable[[Path], object]) -> None:
    before = input_digest(root, SETTINGS)
    change(root)
    assert input_digest(root, SETTINGS) != before


@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_what_no_build_reads_changes_nothing(root: Path, change: Callable[[Path], object]) -> None:
    before = input_digest(root, SETTINGS)
    change(root)
    assert input_digest(root, SETTINGS) == before


def test_settings_that_are_in_no_file_count(root: Path) -> None:
    assert input_digest(root, SETTINGS) != input_digest(root, ["https://other.example"])


def test_a_site_is_up_to_date_with_what_it_was_built_from_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    output, root, home = tmp_path / "output", tmp_path / "root", tmp_path / "home"
    assert not is_up_to_date(output, "one")
    with build_aside(output, root, home, "one") as folder:
        _put_site(folder)
    assert is_up_to_date(output, "one")
    assert not is_up_to_date(output, "two")
    with pytest.raises(OutputError), build_aside(output, root, home, "two"):
        raise OutputError("a fault")
    assert is_up_to_date(output, "one")
    assert not is_up_to_date(output, "two")
    with build_aside(output, root, home, "two") as folder:
        _put_site(folder)
    assert is_up_to_date(output, "two")
    output.rename(sibling(output, "leaving"))
    assert not is_up_to_date(output, "two")


def _put_site(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "datapackage.json").write_text("{}")
