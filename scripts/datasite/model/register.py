"""The register: every record by its identifier, and the look-ups from a record to those that refer
to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.model.entities import (
    Cooperation,
    Organisation,
    Place,
    Programme,
    Project,
    Source,
)
from datasite.model.facts import Document, OrganisationFact, ProgrammeTotal


@dataclass(frozen=True, kw_only=True)
class Register:
    """Every record by its identifier, in alphabetical order of identifiers; places in the order of
    their table. What sources say of a record beside it is by the identifier of the record,
    documents by its dataset and identifier.
    """

    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    cooperation: Mapping[str, Cooperation]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    organisation_facts: Mapping[str, tuple[OrganisationFact, ...]]
    programme_totals: Mapping[str, tuple[ProgrammeTotal, ...]]
    documents: Mapping[tuple[str, str], tuple[Document, ...]]

    def places_in_use(self) -> tuple[Place, ...]:
        """The places to which a project or a cooperation is tied."""
        of_projects = {tie.place.code for p in self.projects.values() for tie in p.ties}
        of_cooperation = {tie.place.code for c in self.cooperation.values() for tie in c.ties}
        codes = of_projects | of_cooperation
        return tuple(place for place in self.places.values() if place.code in codes)

    def units_of(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """The organisations whose parent it is."""
        return tuple(
            o for o in self.organisations.values() if o.parent and o.parent.id == organisation.id
        )

    def children_of(self, programme: Programme) -> tuple[Programme, ...]:
        """The programmes whose parent it is."""
        return tuple(
            p for p in self.programmes.values() if p.parent and p.parent.id == programme.id
        )

    def family_of(self, programme: Programme) -> tuple[str, ...]:
        """The programme's identifier and those of everything below it."""
        return (
            programme.id,
            *(i for child in self.children_of(programme) for i in self.family_of(child)),
        )

    def followers_of(self, project: Project) -> tuple[Project, ...]:
        """The projects that continue it."""
        return tuple(p for p in self.projects.values() if p.follows_id == project.id)
