"""The problems of a row whose questions are still being answered."""

from pathlib import Path

import pytest

from datasite.new_records.draft_checks import draft_problems, row_problems
from datasite.new_records.drafts import NewRow
from datasite.new_records.register_files import open_draft
from datasite.problems import unlimited
from datasite.tables import descriptor

DAY = "2020-02-29"
AMOUNT = {
    "source_id": "urzad-o-projekcie",
    "as_printed": "ok. 90 000 EUR",
    "project_id": "przykladowy-projekt",
    "organisation_id": "",
    "kind": "total",
}


def problems_of_row(mini: Path, dataset: str, cells: dict[str, str]) -> set[tuple[str, str]]:
    """The field and the rule of each problem of the answers so far."""
    draft = open_draft(mini, unlimited, DAY, "project")
    draft = draft.with_row(NewRow(dataset, cells))
    return {(answer.field, answer.problem.rule) for answer in row_problems(draft, 0)}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, set()),
        # Said at once, although the share is not answered yet.
        ({"amount": "70000"}, {("amount", "amount_as_printed")}),
        ({"amount": "90000", "qualifier": "exact"}, {("qualifier", "qualifier_as_printed")}),
        # A share, a note or another purpose may still come.
        ({"amount": ""}, set()),
        ({"amount": "90000", "qualifier": "about", "currency": "EUR", "preferred": "true"}, set()),
        (
            {"amount": "", "qualifier": "about", "currency": "", "share_percent": ""},
            {("amount", "amount_or_share")},
        ),
    ],
)
def test_a_rule_waits_only_for_answers_on_which_it_depends(
    answers: dict[str, str], expected: set[tuple[str, str]], mini: Path
) -> None:
    assert problems_of_row(mini, "budgets", AMOUNT | answers) == expected


def test_an_address_is_compared_before_the_source_has_an_identifier(mini: Path) -> None:
    cells = {"url": "https://urzad.przyklad.example/projekt"}
    assert problems_of_row(mini, "sources", cells) == {("url", "address_once")}


def test_a_new_dataset_has_a_free_name_and_the_form_of_a_name(mini: Path) -> None:
    for name, rule in (
        ("projects", "primary-key"),
        ("codelist", "primary-key"),
        ("Trainings", "constraint-error"),
        ("a" * 42, "constraint-error"),
    ):
        assert problems_of_row(mini, "dataset", {"name": name}) == {("name", rule)}
    assert problems_of_row(mini, "dataset", {"name": "a" * 41}) == set()


def test_the_forms_know_the_names_and_codes_of_descriptions(mini: Path) -> None:
    forms = open_draft(mini, unlimited, DAY, "project").base.datasets
    for form in ("dataset", "fields"):
        assert forms[form].field("name").pattern == descriptor.NAME
    assert forms["dataset"].field("group").enum == descriptor.DATASET_GROUPS
    assert forms["fields"].field("type").enum == descriptor.TYPES
    assert forms["fields"].field("format").enum == descriptor.FIELD_FORMATS
    assert "projects.project_id" in forms["fields"].field("to").enum


def test_a_number_that_is_none_is_a_problem_of_the_answer(mini: Path) -> None:
    """And not of the description, which cannot be made of it."""
    draft = open_draft(mini, unlimited, DAY, "project")
    form = draft.base.datasets["dataset"]
    cells = {field.name: field.example for field in form.fields} | {"max": "many"}
    draft = draft.with_row(NewRow("dataset", cells))
    assert [answer.field for answer in draft_problems(draft)] == ["max"]


def test_one_slip_in_an_amount_is_one_problem(mini: Path) -> None:
    assert problems_of_row(mini, "budgets", {"amount": "5 010 297,00"}) == {
        ("amount", "money-form")
    }
