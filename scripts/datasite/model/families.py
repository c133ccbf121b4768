"""Programmes with the programmes below them, and the order in which projects are listed."""

from datasite.model.entities import Programme, Project
from datasite.model.register import Register


def newest_first(project: Project) -> tuple[int, str]:
    """A sort key: by the first known year, the latest first, undated last."""
    known = project.start or project.end
    return (-known.year if known else 0, project.id)


def ancestors(programme: Programme) -> tuple[Programme, ...]:
    """The programmes of which it is a part, the highest first."""
    parent = programme.parent
    return (*ancestors(parent), parent) if parent else ()


def fund_of(programme: Programme) -> Programme:
    """The fund in one period to which a programme belongs: its highest ancestor that has a period,
    else the highest of all.
    """
    line = (*ancestors(programme), programme)
    return next((part for part in line if any(part.period)), line[0])


def of_family(register: Register, programme: Programme) -> tuple[Project, ...]:
    """The projects of a programme and of everything below it."""
    family = register.family_of(programme)
    return tuple(p for p in register.projects.values() if p.programme and p.programme.id in family)
