"""The printed words of sources on which the rows of a section rest."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from datasite.model.entities import Source
from datasite.pages.evidence import SourceWords


class Printed(Protocol):
    """What rests on words of a source."""

    @property
    def source(self) -> Source:
        """The source."""

    @property
    def as_printed(self) -> str:
        """Its words."""


def printed_words(rows: Iterable[Printed]) -> Mapping[str, SourceWords]:
    """The words of each source, by its id, each once."""
    words: dict[str, dict[str, None]] = {}
    for row in rows:
        words.setdefault(row.source.id, {})[row.as_printed] = None
    return {source: SourceWords(tuple(printed), ()) for source, printed in words.items()}
