"""The documents of a record: agreements, reports, manuals and publications."""

from collections.abc import Iterable

from datasite.model.entities import Source
from datasite.model.facts import Document
from datasite.model.register import Register


def documents_of(register: Register, dataset: str, record: str) -> tuple[Document, ...]:
    """The documents of a record, the newest first, undated last."""
    documents = register.documents.get((dataset, record), ())
    return tuple(sorted(documents, key=_newest_first))


def _newest_first(document: Document) -> tuple[bool, tuple[int, ...], str]:
    day = document.published.first_day if document.published else ()
    return document.published is None, tuple(-part for part in day), document.id


def with_documents(sources: Iterable[Source], documents: Iterable[Document]) -> tuple[Source, ...]:
    """The sources of a page and those of its documents, each once."""
    everything = (*sources, *(document.source for document in documents))
    return tuple({source.id: source for source in everything}.values())
