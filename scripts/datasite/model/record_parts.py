"""What is told of a project or a cooperation beside the record itself: its events, results and
payers, and the cooperation that a project is tied to.

The register holds them by the key of their record, so that the record need not know them.
"""

from dataclasses import dataclass
from decimal import Decimal

from datasite.language.languages import Words
from datasite.model.entities import (
    Amount,
    Code,
    Cooperation,
    Organisation,
    Place,
    Project,
    Source,
)
from datasite.values import Date


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """An organisation that took part in an event, and its name in the source."""

    organisation: Organisation
    name_as_printed: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on the day `date`, or from it until `end`. `venue` is the place in
    words, `place` the country or voivodeship.
    """

    id: str
    kind: Code
    date: Date
    end: Date | None
    title: Words
    venue: Words
    place: Place | None
    as_printed: str
    source: Source
    note: Words
    organisations: tuple[Attendance, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One figure on what a project was to do or did; of one organisation's part, or of the whole
    project. Results are never added up.
    """

    id: str
    organisation: Organisation | None
    kind: Code
    what: Words
    unit: Words
    planned: int | None
    achieved: int | None
    qualifier: Code
    as_printed: str
    as_of: Date | None
    source: Source
    note: Words


@dataclass(frozen=True, kw_only=True)
class Payer:
    """Whose money pays for a project, with the share or the amount that a source states."""

    funder: Code
    share_percent: Decimal | None
    amount: Amount | None
    as_printed: str
    source: Source
    note: Words


@dataclass(frozen=True, kw_only=True)
class Link:
    """A project tied to a cooperation; `note` says what the tie is."""

    project: Project
    cooperation: Cooperation
    source: Source
    note: Words


@dataclass(frozen=True, kw_only=True)
class RecordParts:
    """The parts of one record; events in the order of time."""

    events: tuple[Event, ...] = ()
    results: tuple[Result, ...] = ()
    payers: tuple[Payer, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def sources(self) -> tuple[Source, ...]:
        """The source of each part."""
        return tuple(part.source for part in (*self.printed, *self.links))

    @property
    def printed(self) -> tuple[Payer | Event | Result, ...]:
        """The parts that keep words of their source."""
        return (*self.payers, *self.events, *self.results)
