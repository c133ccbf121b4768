"""Questions about a change that only a person can answer: whether a new project is one that the
register has already.
"""

from datasite.model.likeness import similar_projects
from datasite.model.register import Register
from datasite.problems import N_, Message, Problem
from datasite.tables.catalog import Catalog

PROJECTS = "projects"
_ANSWER = N_(
    "If it is the same project, add what is new to the one that exists. If not, say so by the"
    " number of each in identifiers, or by follows_id."
)


def ask_about_projects(before: Catalog, after: Catalog, register: Register) -> list[Problem]:
    """A question for each new project that looks like another one, at its row; `register` is that
    of the state after. Questions have the form of problems, but nothing has to be wrong.
    """
    known = before.by_key.get(PROJECTS, {})
    return [
        after.tables[PROJECTS].problem(
            row,
            "project_id",
            "similar-project",
            similar.sentence(key),
            Message(_ANSWER),
        )
        for key, row in after.by_key.get(PROJECTS, {}).items()
        if key not in known
        for similar in similar_projects(register, register.projects[key])
        if similar.project.id in known or key < similar.project.id  # two new ones are one question
    ]
