"""Which organisations an organisation works with: in its own projects, and in those of the bodies
below it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.model.entities import Organisation, Project
from datasite.model.register import Register


@dataclass(frozen=True, kw_only=True)
class WorksWith:
    """An organisation that another one works with.

    `own` are the projects in which both take part, `of_units` those in which only `units`, bodies
    below that other one, do.
    """

    organisation: Organisation
    own: tuple[Project, ...]
    of_units: tuple[Project, ...]
    units: tuple[Organisation, ...]

    @property
    def projects(self) -> int:
        """In how many projects they meet."""
        return len(self.own) + len(self.of_units)


class _Meeting(NamedTuple):
    """`units` are those by which an organisation takes part; none where it does so itself."""

    other: Organisation
    project: Project
    units: tuple[Organisation, ...]


def works_with(register: Register, organisation: Organisation) -> tuple[WorksWith, ...]:
    """The organisations with which it and the bodies below it take part in projects, in any role,
    those with the most projects first.

    Bodies below it are among them only where it takes part in the project itself.
    """
    below = {unit.id: unit for unit in register.bodies_below(organisation)}
    meetings: dict[str, list[_Meeting]] = {}
    for project in register.projects_with({organisation.id, *below}):
        for meeting in _meetings(project, organisation, below):
            meetings.setdefault(meeting.other.id, []).append(meeting)
    found = (
        WorksWith(
            organisation=of_one[0].other,
            own=tuple(m.project for m in of_one if not m.units),
            of_units=tuple(m.project for m in of_one if m.units),
            units=tuple({unit.id: unit for m in of_one for unit in m.units}.values()),
        )
        for of_one in meetings.values()
    )
    return tuple(sorted(found, key=lambda w: (-w.projects, -len(w.own), w.organisation.id)))


def _meetings(
    project: Project, organisation: Organisation, below: Mapping[str, Organisation]
) -> Iterator[_Meeting]:
    """The others of a project; nobody where neither it nor a body below it takes part."""
    everyone = {partner.organisation.id: partner.organisation for partner in project.partners}
    itself = organisation.id in everyone
    units = () if itself else tuple(below[key] for key in everyone if key in below)
    for key, other in everyone.items():
        if key != organisation.id and (itself or (units and key not in below)):
            yield _Meeting(other, project, units)
