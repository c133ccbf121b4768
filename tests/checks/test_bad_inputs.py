"""Each bad input is refused at its place, by its rules, in both languages, and by the same code
that checks a whole tree.
"""

from collections.abc import Mapping
from pathlib import Path

import golden_messages
import pytest
from bad_inputs import CELLS, FAMILIES
from bad_trees import TREES
from checked_tables import CleanTables, problems_of_tree
from edits import table

from datasite.checks import personal_data
from datasite.checks.catalog_checks import check_table
from datasite.language.localization import Language
from datasite.problems import ProblemsError
from datasite.tables import input_files
from datasite.tables.catalog import Catalog

INPUTS = {
    f"{family}-{name}": (family, name, bad)
    for family, inputs in FAMILIES.items()
    for name, bad in inputs.items()
}


@pytest.fixture(scope="module")
def clean(mini: Path, mini_catalog: Catalog) -> CleanTables:
    return CleanTables(
        {name: table(mini, name).read_bytes() for name in mini_catalog.datasets}, mini_catalog
    )


def test_there_are_enough() -> None:
    assert len(INPUTS) + len(TREES) >= 90


@pytest.mark.parametrize("name", INPUTS)
def test_an_input_is_refused_by_its_rules_at_its_place(name: str, clean: CleanTables) -> None:
    _, _, bad = INPUTS[name]
    content, problems = clean.with_input(bad)
    assert {problem.rule for problem in problems} >= set(bad.rules)
    own = [
        problem
        for problem in problems
        if problem.path == f"datasets/{bad.dataset}/{bad.dataset}.csv"
    ]
    if bad.at:
        lines = content.decode().split("\n")
        named = next(problem for problem in own if problem.rule == bad.rules[0])
        assert lines[named.line - 1][named.column - 1 :].lstrip('"').startswith(bad.at.lstrip('"'))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_a_family(
    family: str, clean: CleanTables, languages: Mapping[str, Language], accept: bool
) -> None:
    """Every line that is printed, in both languages, under the name of its input."""
    for name, bad in FAMILIES[family].items():
        golden_messages.check(f"inputs_{family}", name, clean.with_input(bad)[1], languages, accept)
    assert set(golden_messages.sections(f"inputs_{family}")) == set(FAMILIES[family])


@pytest.mark.parametrize(
    "name", ["bytes-nul", "structure-short_row", "cells-leading_zeros", "tables-foreign_key"]
)
def test_a_tree_is_judged_as_its_table_is(
    name: str, clean: CleanTables, copy_of_mini: Path
) -> None:
    _, _, bad = INPUTS[name]
    content, problems = clean.with_input(bad)
    table(copy_of_mini, bad.dataset).write_bytes(content)
    assert problems_of_tree(copy_of_mini) == problems


def test_namibia_and_a_project_called_null_are_no_blanks(clean: CleanTables) -> None:
    assert any(row["place"] == "NA" for row in clean.catalog.rows("places"))
    assert any(row["title_pl"] == "Null" for row in clean.catalog.rows("projects"))


@pytest.mark.parametrize("name", TREES)
def test_a_tree_is_refused_at_its_place(
    name: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    spoil, expected = TREES[name]
    spoil(copy_of_mini)
    problems = problems_of_tree(copy_of_mini)
    assert expected in [(problem.path, problem.rule) for problem in problems]
    golden_messages.check("trees", name, problems, languages, accept)


def test_an_exception_lets_its_text_by_in_its_file_only() -> None:
    excused, problems = personal_data.build_exceptions(
        {
            "exceptions": [
                {
                    "text": "Zofia Przykładowa",
                    "file": "a.csv",
                    "reason": "The patron of a sample foundation.",
                }
            ]
        }
    )
    assert problems == []
    assert (
        list(personal_data.find_personal_data("a.csv", "Fundacja Zofia Przykładowa", excused)) == []
    )
    assert list(personal_data.find_personal_data("b.csv", "Fundacja Zofia Przykładowa", excused))


def test_an_exception_lets_its_text_by_in_a_table(clean: CleanTables) -> None:
    path, content = (
        "datasets/projects/projects.csv",
        CELLS["first_name_and_surname"].spoil(clean.contents["projects"]),
    )
    excused = personal_data.Exceptions({path: frozenset({"Zofia Przykładowa"})})
    projects = clean.catalog.datasets["projects"]
    assert check_table(projects, path, content, excused).problems == ()
    assert check_table(projects, path, content).problems


def test_a_size_is_read_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"abc")
    assert input_files.read_input(tmp_path, "a.csv", 3) == b"abc"
    with pytest.raises(ProblemsError):
        input_files.read_input(tmp_path, "a.csv", 2)
