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
from datasite.model.record_parts import Event, RecordParts


@dataclass(frozen=True, kw_only=True)
class Register:
    """Every record by its identifier, in alphabetical order of identifiers; places in the order of
    their table. `parts` are those of projects and cooperation. What sources say of a record beside
    it is by the identifier of the record, documents by its dataset and identifier.
    """

    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    cooperation: Mapping[str, Cooperation]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    parts: Mapping[str, RecordParts]
    organisation_facts: Mapping[str, tuple[OrganisationFact, ...]]
    programme_totals: Mapping[str, tuple[ProgrammeTotal, ...]]
    documents: Mapping[tuple[str, str], tuple[Document, ...]]

    def parts_of(self, record: Project | Cooperation) -> RecordParts:
        """The events, results, payers and links of a record."""
        return self.parts.get(record.id, RecordParts())

    def events_with(
        self, organisation: Organisation
    ) -> tuple[tuple[Project | Cooperation, Event], ...]:
        """The events that the organisation took part in, each with its record, in time order."""
        records: tuple[Project | Cooperation, ...] = (
            *self.projects.values(),
            *self.cooperation.values(),
        )
        found = (
            (record, event)
            for record in records
            for event in self.parts_of(record).events
            if any(one.organisation.id == organisation.id for one in event.organisations)
        )
        return tuple(sorted(found, key=lambda pair: (pair[1].date.first_day, pair[1].id)))

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

    def bodies_below(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """Its units, and theirs."""
        return tuple(
            body
            for unit in self.units_of(organisation)
            for body in (unit, *self.bodies_below(unit))
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
