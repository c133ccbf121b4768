"""Questions about a change that only a person can answer: whether a new project is one that the
register has already.
"""

from collections.abc import Sequence

from datasite.model.likeness import Feature, similar_projects
from datasite.model.register import Register
from datasite.problems import N_, Message, Problem, shown
from datasite.tables.catalog import Catalog

PROJECTS = "projects"
_FEATURES = {
    Feature.TITLE: N_("the title"),
    Feature.DATES: N_("the dates"),
    Feature.AMOUNT: N_("an amount"),
    Feature.LEAD: N_("the lead organisation"),
}
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
            Message(
                N_("The new project %(project)s looks like %(other)s. Alike: %(features)s."),
                {
                    "project": shown(key),
                    "other": shown(similar.project.id),
                    "features": _listed(similar.alike),
                },
            ),
            Message(_ANSWER),
        )
        for key, row in after.by_key.get(PROJECTS, {}).items()
        if key not in known
        for similar in similar_projects(register, register.projects[key])
        if similar.project.id in known or key < similar.project.id  # two new ones are one question
    ]


def _listed(features: Sequence[Feature]) -> Message:
    names = {f"name{number}": Message(_FEATURES[name]) for number, name in enumerate(features)}
    return Message(", ".join(f"%({name})s" for name in names), names)
