"""Builds the parts of records that model/record_parts describes from a checked catalog."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from datasite.language.languages import Words, column_words
from datasite.model.entities import Code, Cooperation, Organisation, Place, Project, Source
from datasite.model.record_parts import Attendance, Event, Link, Payer, RecordParts, Result
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row
from datasite.values import Date


@dataclass(frozen=True, kw_only=True)
class PartsBuilder:
    """The catalog, and the objects to which its rows point, by key."""

    catalog: Catalog
    codes: Mapping[str, Mapping[str, Code]]
    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    sources: Mapping[str, Source]
    projects: Mapping[str, Project]
    cooperation: Mapping[str, Cooperation]

    def parts(self) -> Mapping[str, RecordParts]:
        """The parts of each record that has any, by its key; projects and cooperation share no
        key.
        """
        present = self.catalog.grouped("event_organisations", "event_id")
        events: dict[str, list[Event]] = defaultdict(list)
        for row in self.catalog.rows("events"):
            events[row["project_id"] or row["cooperation_id"]].append(
                self._event(row, present.get((row["event_id"],), ()))
            )
        results = self.catalog.grouped("results", "project_id")
        payers = self.catalog.grouped("project_payers", "project_id")
        links: dict[str, list[Link]] = defaultdict(list)
        for row in self.catalog.rows("project_cooperation"):
            link = self._link(row)
            links[link.project.id].append(link)
            links[link.cooperation.id].append(link)
        owners = chain(events, links, (key for (key,) in chain(results, payers)))
        return {
            key: RecordParts(
                events=tuple(sorted(events.get(key, ()), key=_in_time)),
                results=tuple(self._result(row) for row in results.get((key,), ())),
                payers=tuple(self._payer(row) for row in payers.get((key,), ())),
                links=tuple(links.get(key, ())),
            )
            for key in dict.fromkeys(owners)
        }

    def _event(self, row: Row, present: Iterable[Row]) -> Event:
        date = Date.parse(row["date"])
        assert date  # the schema requires it
        return Event(
            id=row["event_id"],
            kind=self.codes["event_kinds"][row["kind"]],
            date=date,
            end=Date.parse(row["end_date"]),
            title=_words(row, "title"),
            venue=_words(row, "venue"),
            place=self.places.get(row["place"]),
            as_printed=row["as_printed"],
            source=self.sources[row["source_id"]],
            note=_words(row, "note"),
            organisations=tuple(
                Attendance(
                    organisation=self.organisations[one["organisation_id"]],
                    name_as_printed=one["name_as_printed"],
                )
                for one in present
            ),
        )

    def _result(self, row: Row) -> Result:
        return Result(
            id=row["result_id"],
            organisation=self.organisations.get(row["organisation_id"]),
            kind=self.codes["result_kinds"][row["kind"]],
            what=_words(row, "what"),
            unit=_words(row, "unit"),
            planned=_integer(row["planned"]),
            achieved=_integer(row["achieved"]),
            qualifier=self.codes["amount_qualifiers"][row["qualifier"]],
            as_printed=row["as_printed"],
            as_of=Date.parse(row["as_of"]),
            source=self.sources[row["source_id"]],
            note=_words(row, "note"),
        )

    def _payer(self, row: Row) -> Payer:
        amounts = self.projects[row["project_id"]].amounts
        return Payer(
            funder=self.codes["funders"][row["funder"]],
            share_percent=Decimal(row["share_percent"]) if row["share_percent"] else None,
            amount=next((a for a in amounts if a.id == row["budget_id"]), None),
            as_printed=row["as_printed"],
            source=self.sources[row["source_id"]],
            note=_words(row, "note"),
        )

    def _link(self, row: Row) -> Link:
        return Link(
            project=self.projects[row["project_id"]],
            cooperation=self.cooperation[row["cooperation_id"]],
            source=self.sources[row["source_id"]],
            note=_words(row, "note"),
        )


def _in_time(event: Event) -> tuple[object, str]:
    return event.date.first_day, event.id


def _integer(text: str) -> int | None:
    return int(text) if text else None


def _words(row: Row, stem: str) -> Words:
    return column_words(row.cells, stem)
