"""The evidence for a record: disputed fields, the sources, and the words that they print."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datasite.model.entities import Cooperation, Project, Source, Statement
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
    def adopted(self) -> Statement | None:
        """The statement whose value the record holds, if there is one."""
        return next((s for s in self.statements if s.preferred), None)


def disputes(evidence: Mapping[str, tuple[Statement, ...]]) -> dict[str, Dispute]:
    """The fields that need a word beside their value, by name."""
    fields = {name: Dispute(name, statements) for name, statements in evidence.items()}
    return {
        name: dispute
        for name, dispute in fields.items()
        if dispute.differs or any(s.deduced for s in dispute.statements) or not dispute.adopted
    }


def sources_of(record: Project | Cooperation, parts: RecordParts) -> tuple[Source, ...]:
    """Every source of a record and its parts once, in the order in which its page names them."""
    sources = (*_sources(record), *parts.sources)
    return tuple({source.id: source for source in sources}.values())


def _sources(record: Project | Cooperation) -> Iterator[Source]:
    yield record.source
    if isinstance(record, Project):
        yield from (p.source for p in record.partners)
        yield from (s.source for p in record.partners for s in _statements(p.evidence))
        yield from (a.source for a in record.amounts)
        yield from (i.source for i in record.identifiers)
        yield from (s.source for a in record.amounts for s in _statements(a.evidence))
    else:
        yield from (p.source for p in record.participants)
    yield from (s.source for s in _statements(record.evidence))
    yield from (t.source for t in record.ties)
    yield from (s.source for t in record.ties for s in _statements(t.evidence))


def _statements(evidence: Mapping[str, tuple[Statement, ...]]) -> Iterator[Statement]:
    return (s for statements in evidence.values() for s in statements)


def printed_words(
    record: Project | Cooperation, parts: RecordParts
) -> Mapping[str, tuple[str, ...]]:
    """The words of each source, by its id, on which an amount or another value of the record or of
    its parts rests; each once.
    """
    printed = (
        [(a.source.id, a.as_printed) for a in record.amounts] if isinstance(record, Project) else []
    )
    printed += [(s.source.id, s.as_printed) for s in _statements(record.evidence)]
    printed += [(part.source.id, part.as_printed) for part in parts.printed]
    words_of: dict[str, dict[str, None]] = {}
    for source, words in printed:
        if words:
            words_of.setdefault(source, {})[words] = None
    return {source: tuple(words) for source, words in words_of.items()}
