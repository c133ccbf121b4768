"""Groups of projects with their sums: the projects of a programme, of a place, of everything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from datasite.model.entities import Organisation, Project
from datasite.model.families import newest_first
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of


@dataclass(frozen=True)
class Group:
    """Projects, newest first, and their sums."""

    projects: tuple[Project, ...]
    sums: Sums


class Counted(NamedTuple):
    """An organisation and a number of projects."""

    organisation: Organisation
    projects: int


def group_of(projects: Iterable[Project]) -> Group:
    """The projects, the newest first, with the sums of their totals."""
    chosen = tuple(sorted(projects, key=newest_first))
    return Group(chosen, sums_of(chosen))


def leads(register: Register, projects: Iterable[Project]) -> tuple[Counted, ...]:
    """Who leads the projects, and how many; those with the most first."""
    return _most_frequent(register, (p.lead.organisation.id for p in projects if p.lead))


def partners_without_lead(register: Register, projects: Iterable[Project]) -> tuple[Counted, ...]:
    """Who takes part in those of the projects whose lead no source names, and in how many."""
    return _most_frequent(
        register,
        (
            key
            for project in projects
            if not project.lead
            for key in dict.fromkeys(p.organisation.id for p in project.partners)
        ),
    )


def _most_frequent(register: Register, ids: Iterable[str]) -> tuple[Counted, ...]:
    """The organisations with how often their ids occur, the most frequent first."""
    ranked = sorted(Counter(ids).items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Counted(register.organisations[key], count) for key, count in ranked)
