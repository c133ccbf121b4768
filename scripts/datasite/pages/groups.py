"""Groups of projects with their sums: the projects of a programme, of a place, of everything."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from datasite.model.entities import Organisation, Project
from datasite.model.families import newest_first
from datasite.model.register import Register
from datasite.pages.sums import Sums, sums_of


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


def most_frequent(register: Register, ids: Iterable[str], most: int) -> tuple[Counted, ...]:
    """The organisations whose ids occur most often, with how often; at most `most` of them."""
    ranked = sorted(Counter(ids).items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Counted(register.organisations[key], count) for key, count in ranked[:most])


def leads(register: Register, projects: Iterable[Project], most: int) -> tuple[Counted, ...]:
    """Who leads the most of the projects, and how many."""
    return most_frequent(register, (p.lead.organisation.id for p in projects if p.lead), most)
