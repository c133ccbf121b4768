"""The frozen objects of what sources say beside the records: facts about an organisation.

Each belongs to a record and is found through the Register.
"""

from dataclasses import dataclass

from datasite.language.languages import Words
from datasite.model.entities import Code, Source
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
