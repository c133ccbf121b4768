"""Projects beside a project: of the same leader, fund, field or place. Each is named once, in the
first group that it belongs to; each group says how many there are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from datasite.model.entities import Code, Organisation, Place, Programme, Project
from datasite.model.families import newest_first
from datasite.model.register import Register
from datasite.pages.lists.cut import cut
from datasite.tables.codes import POLAND, PlaceRelation

MOST_RELATED = 3  # projects of a group that a page names

By = Literal["leader", "fund", "field", "place"]
Shared = Organisation | Programme | Code | Place


@dataclass(frozen=True)
class Related:
    """The first of the projects that share one thing with a project, those with the most themes in
    common first, and how many others share it.
    """

    by: By
    shared: Shared
    projects: tuple[Project, ...]
    number: int


def related_projects(register: Register, project: Project) -> tuple[Related, ...]:
    """The groups of projects beside a project; none where nothing is shared, or where other groups
    name all that do.
    """
    others = sorted(
        (other for other in register.projects.values() if other.id != project.id),
        key=lambda other: (-len(_themes(project) & _themes(other)), *newest_first(other)),
    )
    named = {project.follows_id, *(follower.id for follower in register.followers_of(project))}
    groups = []
    for by, shared, shares in _shared(project):
        alike = tuple(filter(shares, others))
        first = cut((other for other in alike if other.id not in named), MOST_RELATED).first
        if first:
            groups.append(Related(by, shared, first, len(alike)))
            named |= {other.id for other in first}
    return tuple(groups)


def _shared(project: Project) -> Iterator[tuple[By, Shared, Callable[[Project], bool]]]:
    """What others may share with a project, each with whether another project does."""
    if project.lead:
        leader = project.lead.organisation
        yield "leader", leader, lambda other: leader.id in _leaders(other)
    if project.programme:
        programme = project.programme
        yield "fund", programme, lambda other: programme.id in _programmes(other)
    yield "field", project.field, lambda other: other.field == project.field
    places = _places(project)
    if places:
        yield "place", places[0], lambda other: places[0] in _places(other)


def _leaders(project: Project) -> Iterable[str]:
    return (project.lead.organisation.id,) if project.lead else ()


def _programmes(project: Project) -> Iterable[str]:
    return (project.programme.id,) if project.programme else ()


def _themes(project: Project) -> set[str]:
    return {theme.code for theme in project.themes}


def _places(project: Project) -> tuple[Place, ...]:
    """Where it is carried out, but for Poland as a whole."""
    return tuple(
        tie.place
        for tie in project.ties
        if tie.relation.code == PlaceRelation.IMPLEMENTED_IN and tie.place.code != POLAND
    )
