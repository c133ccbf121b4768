"""Programmes with the programmes below them, and the order in which projects are listed."""

from collections.abc import Iterable, Mapping

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


def by_fund(projects: Iterable[Project]) -> Mapping[str, tuple[Project, ...]]:
    """The projects by the id of their fund in one period, with those of its parts; those of no
    named programme under a blank id.

    All that counts by fund counts so. A fund that has a period is here with all of its family; a
    fund that has none is here without its periods, with the projects that name no period.
    """
    groups: dict[str, list[Project]] = {}
    for project in projects:
        groups.setdefault(fund_id(project), []).append(project)
    return {key: tuple(group) for key, group in groups.items()}


def counts_periods_apart(register: Register, fund: Programme) -> bool:
    """Whether a fund has no period while parts of it have: in `by_fund` it then has only the
    projects that name no period.
    """
    return not any(fund.period) and any(
        any(part.period) for part in register.programmes.values() if fund in ancestors(part)
    )


def fund_id(project: Project) -> str:
    """The id of the fund in one period that pays for a project; blank where none is named."""
    return fund_of(project.programme).id if project.programme else ""


def of_family(register: Register, programme: Programme) -> tuple[Project, ...]:
    """The projects of a programme and of everything below it."""
    family = register.family_of(programme)
    return tuple(p for p in register.projects.values() if p.programme and p.programme.id in family)
