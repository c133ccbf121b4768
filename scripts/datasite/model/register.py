"""The register: every record by its identifier, and the look-ups from a record to those that refer
to it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

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

RecordT = TypeVar("RecordT")


@dataclass(frozen=True, kw_only=True)
class Register:
    """Every record by its identifier, in alphabetical order of identifiers; places in the order of
    their table. `parts` are those of projects and cooperation. What sources say of a record beside
    it is by the identifier of the record, documents by its dataset and identifier.

    Look-ups are made once for all records, at their first use: to look through all records for each
    record would take a hundred times as long for ten times as many.
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
        return self._events.get(organisation.id, ())

    @cached_property
    def _events(self) -> Mapping[str, tuple[tuple[Project | Cooperation, Event], ...]]:
        """For each organisation at an event what events_with returns."""
        found: defaultdict[str, list[tuple[Project | Cooperation, Event]]] = defaultdict(list)
        records: tuple[Project | Cooperation, ...] = (
            *self.projects.values(),
            *self.cooperation.values(),
        )
        for record in records:
            for event in self.parts_of(record).events:
                for key in {one.organisation.id for one in event.organisations}:
                    found[key].append((record, event))
        return {
            key: tuple(sorted(events, key=lambda pair: (pair[1].date.first_day, pair[1].id)))
            for key, events in found.items()
        }

    def projects_with(self, organisations: Collection[str]) -> tuple[Project, ...]:
        """The projects in which one of these organisations, given by id, takes part in any role,
        in their order here.
        """
        found = {at for key in organisations for at in self._places_of_projects.get(key, ())}
        return tuple(self._projects_in_order[at] for at in sorted(found))

    @cached_property
    def _projects_in_order(self) -> tuple[Project, ...]:
        return tuple(self.projects.values())

    @cached_property
    def _places_of_projects(self) -> Mapping[str, list[int]]:
        """For each organisation where its projects are among _projects_in_order."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, project in enumerate(self._projects_in_order):
            for key in {partner.organisation.id for partner in project.partners}:
                found[key].append(at)
        return found

    def published_by(self, organisation: Organisation) -> tuple[Source, ...]:
        """The sources of which it is the publisher."""
        return self._published.get(organisation.id, ())

    @cached_property
    def _published(self) -> Mapping[str, tuple[Source, ...]]:
        return _by_owner((source.publisher.id, source) for source in self.sources.values())

    def places_in_use(self) -> tuple[Place, ...]:
        """The places to which a project or a cooperation is tied."""
        of_projects = {tie.place.code for p in self.projects.values() for tie in p.ties}
        of_cooperation = {tie.place.code for c in self.cooperation.values() for tie in c.ties}
        codes = of_projects | of_cooperation
        return tuple(place for place in self.places.values() if place.code in codes)

    def units_of(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """The organisations whose parent it is."""
        return self._units.get(organisation.id, ())

    @cached_property
    def _units(self) -> Mapping[str, tuple[Organisation, ...]]:
        return _by_owner((o.parent.id, o) for o in self.organisations.values() if o.parent)

    def bodies_below(self, organisation: Organisation) -> tuple[Organisation, ...]:
        """Its units, and theirs."""
        return tuple(
            body
            for unit in self.units_of(organisation)
            for body in (unit, *self.bodies_below(unit))
        )

    def children_of(self, programme: Programme) -> tuple[Programme, ...]:
        """The programmes whose parent it is."""
        return self._children.get(programme.id, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[Programme, ...]]:
        return _by_owner((p.parent.id, p) for p in self.programmes.values() if p.parent)

    def family_of(self, programme: Programme) -> tuple[str, ...]:
        """The programme's identifier and those of everything below it."""
        return (
            programme.id,
            *(i for child in self.children_of(programme) for i in self.family_of(child)),
        )

    def followers_of(self, project: Project) -> tuple[Project, ...]:
        """The projects that continue it."""
        return self._followers.get(project.id, ())

    @cached_property
    def _followers(self) -> Mapping[str, tuple[Project, ...]]:
        return _by_owner((p.follows_id, p) for p in self.projects.values() if p.follows_id)


def _by_owner(pairs: Iterable[tuple[str, RecordT]]) -> Mapping[str, tuple[RecordT, ...]]:
    """The records of each owner, in their order."""
    found: defaultdict[str, list[RecordT]] = defaultdict(list)
    for owner, record in pairs:
        found[owner].append(record)
    return {owner: tuple(records) for owner, records in found.items()}
