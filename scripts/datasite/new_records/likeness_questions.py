"""Whether a new record is one that exists: questions that only a person answers."""

from collections.abc import Iterator

from datasite.model.builder import build_register
from datasite.model.likeness import SimilarProject, similar_projects
from datasite.new_records.draft_checks import AWAITING, draft_problems
from datasite.new_records.drafts import Draft
from datasite.new_records.questions import same_name
from datasite.problems import N_, Message

DISTINCT = "distinct_from"  # beside the cells of a new project: those that it is not


def questions_on_projects(draft: Draft) -> Iterator[tuple[int, SimilarProject]]:
    """The index of each new project with a project that it looks like, unless a person has told the
    two apart. None while the rows have problems.
    """
    new = [index for index, row in enumerate(draft.rows) if row.dataset == "projects"]
    if not new or any(wrong.problem.rule not in AWAITING for wrong in draft_problems(draft)):
        return
    register = build_register(draft.catalog)
    for index in new:
        cells = draft.rows[index].cells
        others = cells.get(DISTINCT, "").replace(",", " ").split()
        for similar in similar_projects(register, register.projects[cells["project_id"]]):
            if similar.project.id not in others:
                yield index, similar


def similar_records(draft: Draft) -> Iterator[Message]:
    """A question for each new record whose name a record of the register nearly has."""
    question = N_(
        "%(dataset)s: %(name)s is much like %(key)s, which already exists. Is it another one?"
    )
    for row in draft.rows:
        for field, name in row.cells.items() if row.dataset != "sources" else ():
            if key := same_name(draft.base, row.dataset, field, name):
                yield Message(question, {"dataset": row.dataset, "name": name, "key": key})
