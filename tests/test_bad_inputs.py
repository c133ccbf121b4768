"""Each bad input is refused at its place, by its rules, in both languages, and by the same code that judges a whole tree."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import said
from bad_inputs import CELLS, FAMILIES, Input
from trees import replace, table

from datasite.checks import catalog_checks, personal_data
from datasite.checks.catalog_checks import Judged, check_catalog
from datasite.language.localization import Language
from datasite.problems import Problem, in_order
from datasite.tables import input_files
from datasite.tables.catalog import Catalog

INPUTS = {f"{family}-{name}": (family, name, it) for family, inputs in FAMILIES.items() for name, it in inputs.items()}


@dataclass(frozen=True)
class Clean:
    """The miniature's tables judged once, so that an input costs one table and not thirty."""

    contents: Mapping[str, bytes]
    catalog: Catalog

    def judged(self, it: Input) -> tuple[bytes, list[Problem]]:
        content = it.spoil(self.contents[it.dataset])
        return content, self.with_tables({it.dataset: content})

    def with_tables(self, contents: Mapping[str, bytes]) -> list[Problem]:
        judged = {name: catalog_checks.judge(self.catalog.datasets[name], f"datasets/{name}/{name}.csv", content) for name, content in contents.items()}
        tables = {name: it.table for name in self.catalog.tables if (it := judged.get(name) or Judged(self.catalog.tables[name], (), whole=True)).table}
        found = [problem for it in judged.values() for problem in it.problems]
        return in_order([*found, *catalog_checks.across(Catalog(self.catalog.datasets, tables), {name for name, it in judged.items() if not it.whole}, known=found)])


@pytest.fixture(scope="module")
def clean(mini: Path, mini_catalog: Catalog) -> Clean:
    return Clean({name: table(mini, name).read_bytes() for name in mini_catalog.datasets}, mini_catalog)


def test_there_are_enough() -> None:
    assert len(INPUTS) + len(TREES) >= 90


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_refused_by_its_rules_at_its_place(name: str, clean: Clean) -> None:
    _, _, it = INPUTS[name]
    content, found = clean.judged(it)
    assert {problem.rule for problem in found} >= set(it.rules)
    own = [problem for problem in found if problem.path == f"datasets/{it.dataset}/{it.dataset}.csv"]
    if it.at:
        lines = content.decode().split("\n")
        named = next(problem for problem in own if problem.rule == it.rules[0])
        assert lines[named.line - 1][named.column - 1 :].lstrip('"').startswith(it.at.lstrip('"'))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_a_family(family: str, clean: Clean, languages: Mapping[str, Language], accept: bool) -> None:
    """Every line that is printed, in both languages, under the name of its input."""
    for name, it in FAMILIES[family].items():
        said.check(f"inputs_{family}", name, clean.judged(it)[1], languages, accept)
    assert set(said.sections(f"inputs_{family}")) == set(FAMILIES[family])


@pytest.mark.parametrize("name", ["bytes-nul", "structure-short_row", "cells-leading_zeros", "tables-foreign_key"])
def test_a_tree_is_judged_as_its_table_is(name: str, clean: Clean, copy_of_mini: Path) -> None:
    _, _, it = INPUTS[name]
    content, found = clean.judged(it)
    table(copy_of_mini, it.dataset).write_bytes(content)
    assert check_catalog(copy_of_mini) == found


def test_namibia_and_a_project_called_null_are_no_blanks(clean: Clean) -> None:
    assert any(row["place"] == "NA" for row in clean.catalog.rows("places"))
    assert any(row["title_pl"] == "Null" for row in clean.catalog.rows("projects"))


def _pipe(root: Path) -> None:
    table(root, "places").unlink()
    os.mkfifo(table(root, "places"))


def _pipe_as_description(root: Path) -> None:
    (root / "datasets/places/dataset.yaml").unlink()
    os.mkfifo(root / "datasets/places/dataset.yaml")


def _link(root: Path) -> None:
    table(root, "places").rename(root / "places.csv")
    table(root, "places").symlink_to(root / "places.csv")


def _folder(root: Path) -> None:
    table(root, "places").unlink()
    table(root, "places").mkdir()


def _linked_folder(root: Path) -> None:
    (root / "datasets/places").rename(root / "places")
    (root / "datasets/places").symlink_to(root / "places")


def _huge(root: Path) -> None:
    with table(root, "places").open("r+b") as file:
        file.truncate(100_000_000)  # a hole: it takes no room on the disk


def _described(dataset: str, old: str, new: str) -> tuple[Callable[[Path], object], tuple[str, str]]:
    path = f"datasets/{dataset}/dataset.yaml"
    return lambda root: replace(root, path, old, new), (path, "descriptor")


GROUP = "group: links"
TREES: Mapping[str, tuple[Callable[[Path], object], tuple[str, str]]] = {
    "pipe": (_pipe, ("datasets/places/places.csv", "file-kind")),
    "pipe_as_description": (_pipe_as_description, ("datasets/places/dataset.yaml", "file-kind")),
    "symbolic_link": (_link, ("datasets/places/places.csv", "file-kind")),
    "folder": (_folder, ("datasets/places/places.csv", "file-kind")),
    "linked_folder": (_linked_folder, ("datasets/places", "file-kind")),
    "missing": (lambda root: table(root, "places").unlink(), ("datasets/places/places.csv", "missing-file")),
    "hundred_megabytes": (_huge, ("datasets/places/places.csv", "file-size")),
    "not_declared": (lambda root: (root / "datasets/places/more.csv").write_bytes(b"x\n"), ("datasets/places/more.csv", "unknown-file")),
    "nested_folder": (lambda root: (root / "datasets/places/more").mkdir(), ("datasets/places/more", "unknown-file")),
    "other_capitals": (lambda root: (root / "datasets/places/Places.csv").write_bytes(b"x\n"), ("datasets/places/Places.csv", "alike-names")),
    "regex_that_hangs": _described("organisations", "'[0-9]{9}|[0-9]{14}'", "'(a+)+b'"),
    "way_out_of_the_folder": _described("currencies", "fields_from: codelist", "fields_from: ../../codelist"),
    "address_in_a_description": _described("places", GROUP, f"{GROUP}\npath: https://przyklad.example/x.csv"),
    "entry_twice": _described("places", GROUP, f"{GROUP}\n{GROUP}"),
    "reference_in_yaml": _described("places", GROUP, "group: &a links"),
    "type_of_its_own": _described("places", GROUP, "group: !!python/name:os.system links"),
    "depth": (lambda root: (root / "datasets/places/dataset.yaml").write_bytes(b"a: " + b"[" * 90_000 + b"\n"), ("datasets/places/dataset.yaml", "descriptor")),
    "exception_without_a_reason": (
        lambda root: (root / personal_data.FILE).write_bytes(b"exceptions:\n  - text: Zofia\n    file: datasets/projects/projects.csv\n"),
        (personal_data.FILE, "privacy-exception"),
    ),
    "exception_not_needed": (
        lambda root: (root / personal_data.FILE).write_bytes(b"exceptions:\n  - text: Zofia Nikt\n    file: datasets/projects/projects.csv\n    reason: Nobody has this name here.\n"),
        (personal_data.FILE, "privacy-exception"),
    ),
}


@pytest.mark.parametrize("name", TREES)
def test_a_tree_is_refused_at_its_place(name: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool) -> None:
    spoil, expected = TREES[name]
    spoil(copy_of_mini)
    found = check_catalog(copy_of_mini)
    assert expected in [(problem.path, problem.rule) for problem in found]
    said.check("trees", name, found, languages, accept)


def test_an_exception_lets_its_text_by_in_its_file_only() -> None:
    excused, problems = personal_data.exceptions({"exceptions": [{"text": "Zofia Przykładowa", "file": "a.csv", "reason": "The patron of a sample foundation."}]})
    assert problems == []
    assert list(personal_data.found("a.csv", "Fundacja Zofia Przykładowa", excused)) == []
    assert list(personal_data.found("b.csv", "Fundacja Zofia Przykładowa", excused))


def test_an_exception_lets_its_text_by_in_a_table(clean: Clean) -> None:
    path, content = "datasets/projects/projects.csv", CELLS["first_name_and_surname"].spoil(clean.contents["projects"])
    excused = personal_data.Exceptions({path: frozenset({"Zofia Przykładowa"})})
    assert catalog_checks.judge(clean.catalog.datasets["projects"], path, content, excused).problems == ()
    assert catalog_checks.judge(clean.catalog.datasets["projects"], path, content).problems


def test_a_size_is_read_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc")
    assert input_files.read(tmp_path, "a.csv", 3) == b"abc"
    with pytest.raises(input_files.IntakeError):
        input_files.read(tmp_path, "a.csv", 2)
