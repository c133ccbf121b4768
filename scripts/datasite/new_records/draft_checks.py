"""The problems of new rows, found by the functions that check the files.

A row may be checked while its questions are still being answered. A rule may then read fields that
have no answer yet, so what it finds counts only if it finds the same with these fields blank and
with their examples.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from datasite.checks import catalog_checks, schema
from datasite.checks import cells as cell_checks
from datasite.checks.rules import RULES
from datasite.new_records import dataset_form, forms, news_form
from datasite.new_records.drafts import Draft
from datasite.problems import Problem
from datasite.tables.descriptor import Dataset

# Rules on what other rows say of this one: these are asked for after it.
AWAITING = frozenset(
    {
        "is_used",
        "has_a_partner",
        "has_a_participant",
        "reference_number_is_listed",
        "joint_sum_agrees",
    }
)


@dataclass(frozen=True)
class WrongAnswer:
    """A problem of the new row with this index, in this field.

    A problem of a row that is already in the register has the index -1 and no field.
    """

    index: int
    field: str
    problem: Problem


def row_problems(draft: Draft, index: int) -> list[WrongAnswer]:
    """The problems in the answers given so far for one row, except those that later rows may put
    right.
    """
    answered = draft.rows[index].cells
    return [
        wrong
        for wrong in (*_table_problems(draft, draft.dataset(index)), *_form_problems(draft))
        if wrong.index == index and wrong.field in answered and wrong.problem.rule not in AWAITING
    ]


def draft_problems(draft: Draft) -> list[WrongAnswer]:
    """Everything that is wrong with the new rows, or with other rows because of them."""
    wrong = [
        answer
        for name in draft.base.tables
        for answer in _table_problems(draft, draft.base.datasets[name])
        if answer.index >= 0 or answer.problem.rule in RULES
    ]
    wrong += _form_problems(draft)
    for cells in draft.rows_of("dataset") if not wrong else ():
        problems = dataset_form.description_problems(cells, draft.rows_of("fields"))
        wrong += (WrongAnswer(0, "name", problem) for problem in problems)  # the first row
    return wrong


def _table_problems(draft: Draft, dataset: Dataset) -> Iterator[WrongAnswer]:
    """The problems in the new rows of one dataset."""
    for problem in (*_schema_problems(draft, dataset), *_rule_problems(draft, dataset)):
        index, is_key = ~problem.line, problem.rule == "primary-key"
        if index < 0:
            yield WrongAnswer(-1, "", problem)
        elif not is_key or all(map(draft.rows[index].cells.get, dataset.primary_key)):
            field = dataset.primary_key[-1] if is_key else dataset.header[problem.column - 1]
            yield WrongAnswer(index, field, problem)


def _schema_problems(draft: Draft, dataset: Dataset) -> Iterator[Problem]:
    catalog = draft.catalog_with_examples
    table = catalog.tables[dataset.name]
    new = replace(table, rows=tuple(row for row in table.rows if row.line < 0))
    if new.rows:
        single_lines = tuple(
            field for field in dataset.fields if not forms.is_multiline(dataset.name, field.name)
        )
        yield from cell_checks.cell_problems(
            replace(dataset, fields=single_lines), new, draft.excused
        )
        yield from schema.schema_problems(dataset, table)
        yield from schema.dangling_references(catalog, dataset.name)


def _rule_problems(draft: Draft, dataset: Dataset) -> Iterator[Problem]:
    for use in dataset.rules:
        if problems := list(catalog_checks.problems_of_rule(draft.catalog, dataset.name, use)):
            with_examples = catalog_checks.problems_of_rule(
                draft.catalog_with_examples, dataset.name, use
            )
            certain = {(problem.line, problem.column) for problem in with_examples}
            for problem in problems:
                if (problem.line, problem.column) in certain:
                    yield problem


def _form_problems(draft: Draft) -> Iterator[WrongAnswer]:
    """The problems in answers that do not become rows of a table."""
    for index, row in enumerate(draft.rows):
        if row.dataset == "news":
            answered = {name: value for name, value in row.cells.items() if value}
            cells = {field.name: field.example for field in draft.dataset(index).fields} | answered
            for name, problem in news_form.news_problems(cells, draft.register, draft.excused):
                if name in row.cells:
                    yield WrongAnswer(index, name, problem)
        elif row.dataset == "fields":
            for problem in dataset_form.column_problems(draft.dataset(index), row.cells):
                yield WrongAnswer(index, "name", problem)
