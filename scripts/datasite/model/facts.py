"""The frozen objects of what sources say beside the records: facts about an organisation, totals of
a whole programme, documents.

Each belongs to a record and is found through the Register.
"""

from dataclasses import dataclass
from decimal import Decimal

from datasite.language.languages import Words
from datasite.model.entities import Code, Organisation, Source
from datasite.tables.codes import AmountQualifier
from datasite.values import Date


@dataclass(frozen=True, kw_only=True)
class OrganisationFact:
    """One fact about an organisation: a number, a date or words; `words` may complete the others.
    `as_of` is the day of the fact.
    """

    id: str
    kind: Code
    number: int | None
    date: Date | None
    words: Words
    as_printed: str
    as_of: Date | None
    source: Source
    note: Words


@dataclass(frozen=True, kw_only=True)
class ProgrammeTotal:
    """A number or sum that a source states for a whole programme, or for the part of it that `of`
    names. `value` is in units of `currency`, which is blank for a number of projects or
    applications.
    """

    id: str
    measure: Code
    value: Decimal
    qualifier: Code
    currency: str
    of: Words
    as_printed: str
    as_of: Date | None
    source: Source
    note: Words

    @property
    def of_whole_programme(self) -> bool:
        """Whether it is of the whole programme in Poland and not of a part of it."""
        return not any(self.of.values())

    @property
    def exact(self) -> bool:
        """Whether the source states it exactly."""
        return self.qualifier.code == AmountQualifier.EXACT


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document of a record. `title_origin` says of each language's title whether it is official
    or ours; the language, the publisher, the date and the address may be unknown.
    """

    id: str
    kind: Code
    title: Words
    title_origin: Words
    language: Code | None
    publisher: Organisation | None
    published: Date | None
    url: str
    source: Source
    note: Words
