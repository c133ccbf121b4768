"""The frozen objects of the register: projects, organisations, programmes, cooperation,
places and sources, with their parts.

An object holds its children (a project its partners, a partner its organisation); parents are
found through the Register. Long because the objects refer to one another and are read as one list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from datasite.language.languages import Words
from datasite.tables.codes import (
    POLAND,
    AmountKind,
    AmountQualifier,
    PartnerRole,
    SourceStatus,
    ValueStatus,
)
from datasite.values import Date

Evidence = Mapping[str, tuple["Statement", ...]]  # what sources say of single fields of a record


@dataclass(frozen=True)
class Code:
    """An entry of a codelist."""

    code: str
    label: Words
    description: Words


@dataclass(frozen=True)
class Place:
    """A country, a voivodeship or a union of states."""

    code: str
    name: Words
    kind: str
    parent: str


class RegisterNumber(NamedTuple):
    """The number of an organisation in an official register, e.g. ("NIP", "5252248481")."""

    scheme: str  # NIP, REGON, KRS or Wikidata
    value: str


class Period(NamedTuple):
    """From when until when something lasts; None where it is not known."""

    start: Date | None
    end: Date | None


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A body that takes part in projects or publishes sources. `parent` is the body whose unit it
    is; `name_pl_origin` is blank for a body in Poland.
    """

    id: str
    name: Words
    name_pl_origin: str
    name_en_origin: str
    short_name: str
    type: Code
    country: Place | None
    parent: "Organisation | None"
    website: str
    numbers: tuple[RegisterNumber, ...]
    source_id: str
    other_names: tuple["OtherName", ...] = ()

    @property
    def abroad(self) -> bool:
        """Whether a source gives it a country other than Poland."""
        return self.country is not None and self.country.code != POLAND


@dataclass(frozen=True, kw_only=True)
class OtherName:
    """Another name of an organisation: a former one, an abbreviation, a variant."""

    name: str
    kind: Code
    language: str
    valid_from: Date | None
    valid_to: Date | None
    source_id: str


@dataclass(frozen=True, kw_only=True)
class SourceCheck:
    """The answer that a program got at a source's address on the day `checked`, for the first time
    on the day `since`. `http_status` is None where nothing responded.
    """

    status: Code
    checked: Date
    since: Date
    http_status: int | None
    moved_to: str
    archive_url: str

    @property
    def changed(self) -> bool:
        """Whether the page has another text than the one that the data cite."""
        return self.status.code == SourceStatus.CHANGED

    @property
    def unreachable(self) -> bool:
        """Whether the address gave no answer that can be read."""
        return self.status.code == SourceStatus.UNREACHABLE


@dataclass(frozen=True, kw_only=True)
class ValueCheck:
    """Whether a program found at a source's address the words that were copied from it, in small
    letters, on the day `checked`.
    """

    words: str
    status: Code
    checked: Date

    @property
    def found(self) -> bool:
        """Whether the page holds the words."""
        return self.status.code == ValueStatus.FOUND


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document that states something. `accessed` is the day on which it was read."""

    id: str
    url: str
    title: str
    publisher: Organisation
    language: str
    published: Date | None
    accessed: Date
    archive_url: str
    kind: Code
    status: Code
    check: SourceCheck | None = None
    value_checks: tuple[ValueCheck, ...] = ()

    @property
    def copy(self) -> str:
        """The address of an archived copy: the one in the data, else the one that a program
        found; blank where there is none.
        """
        return self.archive_url or (self.check.archive_url if self.check else "")

    def check_of(self, words: str) -> ValueCheck | None:
        """The last search for words that were copied from it; None where nobody looked for them."""
        return next((c for c in self.value_checks if c.words == words.casefold()), None)


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One value of a field as one source gives it.

    `value` is canonical text, `words` is what a reader is shown, `label` is the field's name.
    """

    field: str
    label: Words
    value: str
    words: Words
    as_printed: str
    deduced: bool
    source: Source
    locator: str
    preferred: bool
    reason: Words

    @property
    def date(self) -> Date | None:
        """The stated value as a date; None if it is not one."""
        return Date.parse(self.value)

    @property
    def unworded(self) -> bool:
        """Whether the source states the value in words that nobody noted."""
        return not self.deduced and not self.as_printed


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A fund or a part of one. `period` is its programming period."""

    id: str
    name: Words
    name_en_origin: str
    short_name: Words
    funder: Code
    period: Period
    parent: "Programme | None"
    source: Source
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Partner:
    """An organisation in a project, in one role."""

    organisation: Organisation
    role: Code
    name_as_printed: str
    source: Source
    note: Words
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Amount:
    """One statement of money.

    `amount` is in units of `currency`, which may be unknown (""). `organisation` is None where the
    amount is of the whole project.
    """

    id: str
    project_id: str
    organisation: Organisation | None
    kind: Code
    stage: Code
    amount: Decimal | None
    qualifier: Code
    currency: str
    share_percent: Decimal | None
    share_of: str
    joint_id: str
    as_printed: str
    as_of: Date | None
    preferred: bool
    source: Source
    purpose: Words
    note: Words
    evidence: Evidence

    @property
    def exact(self) -> bool:
        """Whether a source states the amount exactly."""
        return self.amount is not None and self.qualifier.code == AmountQualifier.EXACT

    @property
    def of_whole_project(self) -> bool:
        """Whether it is of the whole project: not of one organisation and for no single purpose."""
        return not self.organisation and not self.for_purpose

    @property
    def for_purpose(self) -> bool:
        """Whether it is for a single purpose, such as one building."""
        return any(self.purpose.values())


@dataclass(frozen=True, kw_only=True)
class Identifier:
    """The number of a project in a register or an agreement."""

    scheme: Code
    value: str
    source: Source
    note: Words
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Tie:
    """The relation of a project or a cooperation to a place."""

    place: Place
    relation: Code
    source: Source
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Project:
    """One project. `title_origin` says of each language's title whether it is official or ours.
    `field` is what it is about first of all.
    """

    id: str
    reference_number: str
    title: Words
    title_origin: Words
    summary: Words
    field: Code
    themes: tuple[Code, ...]
    programme: Programme | None
    status: Code
    start: Date | None
    end: Date | None
    follows_id: str
    website: str
    source: Source
    partners: tuple[Partner, ...]
    amounts: tuple[Amount, ...]
    identifiers: tuple[Identifier, ...]
    ties: tuple[Tie, ...]
    evidence: Evidence

    @cached_property
    def lead(self) -> Partner | None:
        """The partner that leads the project, if a source names one."""
        return next((p for p in self.partners if p.role.code == PartnerRole.LEAD), None)

    @cached_property
    def total(self) -> Amount | None:
        """The preferred statement of the whole project's value, if any source makes one."""
        return next(
            (
                a
                for a in self.amounts
                if a.kind.code == AmountKind.TOTAL and a.preferred and a.of_whole_project
            ),
            None,
        )


@dataclass(frozen=True, kw_only=True)
class Participant:
    """An organisation in a cooperation."""

    organisation: Organisation
    role: Code
    name_as_printed: str
    source: Source
    note: Words
    evidence: Evidence


@dataclass(frozen=True, kw_only=True)
class Cooperation:
    """A lasting cooperation without money of its own, such as a network."""

    id: str
    kind: Code
    title: Words
    title_origin: Words
    summary: Words
    start: Date | None
    end: Date | None
    source: Source
    participants: tuple[Participant, ...]
    ties: tuple[Tie, ...]
    evidence: Evidence
