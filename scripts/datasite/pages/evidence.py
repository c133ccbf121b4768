"""The evidence for a record: disputed fields, the sources of its values, and the words that they
print.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from datasite.language.languages import Words
from datasite.model.entities import (
    Cooperation,
    Evidence,
    Programme,
    Project,
    Source,
    Statement,
)
from datasite.model.record_parts import RecordParts


@dataclass(frozen=True)
class Dispute:
    """A field of which sources say different things, or whose value was deduced."""

    field: str
    statements: tuple[Statement, ...]

    @property
    def differs(self) -> bool:
        """Whether the sources state more than one value."""
        return len({s.value for s in self.statements}) > 1

    @property
    def by_value(self) -> tuple[tuple[Statement, ...], ...]:
        """The statements by the value that they state, the adopted value first."""
        values: dict[str, list[Statement]] = {}
        for statement in sorted(self.statements, key=lambda s: not s.preferred):
            values.setdefault(statement.value, []).append(statement)
        return tuple(tuple(stating) for stating in values.values())

    @property
    def adopted(self) -> Statement | None:
        """The statement whose value the record holds, if there is one."""
        return next((s for s in self.statements if s.preferred), None)


def disputes(evidence: Evidence) -> dict[str, Dispute]:
    """The fields that need a word beside their value, by name."""
    fields = {name: Dispute(name, statements) for name, statements in evidence.items()}
    return {
        name: dispute
        for name, dispute in fields.items()
        if dispute.differs or any(s.deduced for s in dispute.statements) or not dispute.adopted
    }


class Sourced(Protocol):
    """A record with a source of its own, and with what sources say of its single fields."""

    @property
    def source(self) -> Source:
        """The source of every field on which there is no statement."""

    @property
    def evidence(self) -> Evidence:
        """The statements by field."""


def value_sources(record: Sourced, *fields: str) -> tuple[Source, ...]:
    """The sources of the values of some fields, each once: those of the adopted statements on a
    field, the record's own where there is no statement on it.
    """
    stating: dict[str, Source] = {}
    for field in fields:
        adopted = [s.source for s in record.evidence.get(field, ()) if s.preferred]
        stating |= {source.id: source for source in adopted or [record.source]}
    return tuple(stating.values())


def sources_of(
    record: Project | Cooperation | Programme, parts: RecordParts | None = None
) -> tuple[Source, ...]:
    """Every source of a record and its parts once, in the order in which its page names them."""
    sources = (*_sources(record), *(parts.sources if parts else ()))
    return tuple({source.id: source for source in sources}.values())


def _sources(record: Project | Cooperation | Programme) -> Iterator[Source]:
    yield record.source
    if isinstance(record, Project):
        yield from _all_sources(*record.partners)
        yield from (a.source for a in record.amounts)
        yield from _all_sources(*record.identifiers)
        yield from (s.source for a in record.amounts for s in _statements(a.evidence))
    if isinstance(record, Cooperation):
        yield from _all_sources(*record.participants)
    yield from (s.source for s in _statements(record.evidence))
    if not isinstance(record, Programme):
        yield from _all_sources(*record.ties)


def _all_sources(*rows: Sourced) -> Iterator[Source]:
    """Those of the rows, then those of the statements on them."""
    yield from (row.source for row in rows)
    yield from (s.source for row in rows for s in _statements(row.evidence))


def _statements(evidence: Evidence) -> Iterator[Statement]:
    return (s for statements in evidence.values() for s in statements)


@dataclass(frozen=True)
class SourceWords:
    """What a source prints of a record: the words on which an amount or another value rests, each
    once, and the fields of which nobody noted its words.
    """

    printed: tuple[str, ...]
    not_noted: tuple[Words, ...]


def words_of_sources(
    record: Project | Cooperation, parts: RecordParts
) -> Mapping[str, SourceWords]:
    """The words of each source that states a value of the record or of its parts, by its id."""
    statements = [*_statements(record.evidence)]
    words = [(s.source.id, s.as_printed) for s in statements]
    if isinstance(record, Project):
        words = [(a.source.id, a.as_printed) for a in record.amounts] + words
    words += [(part.source.id, part.as_printed) for part in parts.printed if part.as_printed]
    return {
        source: SourceWords(
            tuple(dict.fromkeys(text for at, text in words if at == source and text)),
            tuple(s.label for s in statements if s.source.id == source and s.unworded),
        )
        for source in dict(words)
    }
