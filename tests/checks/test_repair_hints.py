"""The word on make format beside the problems that it repairs, and beside no others."""

from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import pytest
from bad_inputs import cell
from checked_tables import problems_with_hints
from edits import change, replace, table
from remembered import check_catalog
from spreadsheet_faults import REFUSED, REPAIRED

from datasite.checks.repair_hints import COMMAND, add_repair_hints
from datasite.language.localization import Language
from datasite.problems import TimeLimitError
from datasite.tables.catalog import Catalog


@pytest.mark.parametrize("name", REPAIRED)
def test_the_check_names_the_command_for_each_problem_that_it_repairs(
    name: str, mini: Path, mini_catalog: Catalog, languages: Mapping[str, Language]
) -> None:
    fault = REPAIRED[name]
    content = fault.spoil(table(mini, fault.dataset).read_bytes())
    problems = problems_with_hints(mini_catalog.datasets[fault.dataset], content)
    assert bool(problems) == (not fault.kinds <= {"order", "quoting"})  # these two are no problems
    for language in languages.values():
        assert all("make format" in problem.text(language.translations) for problem in problems)


@pytest.mark.parametrize("name", REFUSED)
def test_the_check_names_no_command_where_it_repairs_nothing(
    name: str, mini: Path, mini_catalog: Catalog, languages: Mapping[str, Language]
) -> None:
    fault = REFUSED[name]
    content = fault.spoil(table(mini, fault.dataset).read_bytes())
    problems = problems_with_hints(mini_catalog.datasets[fault.dataset], content)
    assert problems
    assert not any(
        "make format" in problem.text(language.translations)
        for language in languages.values()
        for problem in problems
    )


def test_the_check_itself_gives_no_hints(copy_of_mini: Path) -> None:
    change(copy_of_mini, "projects", "null", title_pl=" Null")
    assert {problem.command for problem in check_catalog(copy_of_mini)} == {""}


def test_a_problem_that_make_format_leaves_gets_no_hint(copy_of_mini: Path) -> None:
    """One table may have problems of both kinds; those between tables are left too."""
    change(copy_of_mini, "projects", "null", title_pl=" Null", programme_id="nieznany", website="x")
    hinted = add_repair_hints(copy_of_mini, check_catalog(copy_of_mini))
    assert {(problem.rule, problem.command) for problem in hinted} == {
        ("spaces", COMMAND),
        ("uri-form", ""),
        ("foreign-key", ""),
    }


def test_a_table_that_cannot_be_read_gets_no_hint(copy_of_mini: Path) -> None:
    table(copy_of_mini, "places").unlink()
    problems = check_catalog(copy_of_mini)
    assert add_repair_hints(copy_of_mini, problems) == problems


def test_a_table_of_an_unknown_description_gets_no_hint(copy_of_mini: Path) -> None:
    content = cell("place", " PL")(table(copy_of_mini, "places").read_bytes())
    table(copy_of_mini, "places").write_bytes(content)
    problems = check_catalog(copy_of_mini)
    replace(copy_of_mini, "datasets/places/dataset.yaml", "name: places", "name: spots")
    assert problems
    assert add_repair_hints(copy_of_mini, problems) == problems


def test_a_table_that_takes_too_long_gets_no_hint(copy_of_mini: Path) -> None:
    def over() -> NoReturn:
        raise TimeLimitError

    change(copy_of_mini, "projects", "null", title_pl=" Null")
    problems = check_catalog(copy_of_mini)
    assert add_repair_hints(copy_of_mini, problems, over) == problems
