"""The list of cooperation by kind, and the page of each cooperation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.content.text import Text
from datasite.language.localization import Language
from datasite.model.entities import Cooperation, Source
from datasite.model.facts import Document
from datasite.model.record_parts import RecordParts
from datasite.model.register import Register
from datasite.pages.evidence import Dispute, SourceWords, disputes, sources_of, words_of_sources
from datasite.pages.page import REGISTER, PageType, Search, message, one_page
from datasite.pages.search_entry import (
    SearchEntry,
    evidence_texts,
    in_other_languages,
    part_texts,
    people_texts,
    place_text,
    source_titles,
)
from datasite.pages.sections.documents import documents_of, with_documents
from datasite.problems import N_


class CooperationOfKind(NamedTuple):
    """The label of a kind, and what is of that kind."""

    label: str
    cooperation: tuple[Cooperation, ...]


def _by_kind(register: Register, language: Language) -> tuple[CooperationOfKind, ...]:
    """The kinds and what is of each in alphabetical order."""
    lang = language.code
    everything = sorted(
        register.cooperation.values(), key=lambda c: language.sort_key(c.title[lang])
    )
    labels = {c.kind.code: c.kind.label[lang] for c in everything}
    return tuple(
        CooperationOfKind(label, tuple(c for c in everything if c.kind.code == code))
        for code, label in sorted(labels.items(), key=lambda kind: language.sort_key(kind[1]))
    )


@dataclass(frozen=True, kw_only=True)
class CooperationView:
    """The data for the page of a cooperation. `words` are those of its sources by id."""

    cooperation: Cooperation
    parts: RecordParts
    disputes: Mapping[str, Dispute]
    news: tuple[Text, ...]
    documents: tuple[Document, ...]
    sources: tuple[Source, ...]
    words: Mapping[str, SourceWords]


def _cooperation_view(
    register: Register, cooperation: Cooperation, news: Iterable[Text]
) -> CooperationView:
    parts = register.parts_of(cooperation)
    documents = documents_of(register, "cooperation", cooperation.id)
    return CooperationView(
        cooperation=cooperation,
        parts=parts,
        disputes=disputes(cooperation.evidence),
        news=tuple(t for t in news if cooperation.id in t.references["cooperation"]),
        documents=documents,
        sources=with_documents(sources_of(cooperation, parts), documents),
        words=words_of_sources(cooperation, parts),
    )


def _search_entry(view: CooperationView, language: Language) -> SearchEntry:
    cooperation, lang = view.cooperation, language.code
    return SearchEntry(
        title=cooperation.title[lang],
        facts=(
            cooperation.kind.label[lang],
            language.years(cooperation.start, cooperation.end),
        ),
        text=(
            cooperation.summary[lang],
            *people_texts(cooperation.participants, language),
            place_text(cooperation.ties, language),
            *evidence_texts(cooperation.evidence, language),
            *part_texts(view.parts, language),
        ),
        names=in_other_languages(cooperation.title, language),
        more=tuple(source_titles(view.sources, language)),
    )


INDEX = PageType(
    name="cooperation",
    template="cooperation.html",
    section="cooperation",
    items=one_page,
    title=message(N_("Cooperation")),
    label=N_("Cooperation"),
    footer=REGISTER,
    description=message(
        N_(
            "Agreements, networks, working parties and meetings that are not projects with a"
            " budget of their own."
        )
    ),
    view=lambda site, _, language: _by_kind(site.register, language),
)

COOPERATION = PageType(
    name="cooperation_item",
    template="cooperation_item.html",
    section="cooperation",
    items=lambda site: site.register.cooperation.values(),
    slug=lambda cooperation, lang: cooperation.id,
    title=lambda cooperation, language: cooperation.title[language.code],
    tells_apart=lambda cooperation, language: (
        cooperation.kind.label[language.code],
        language.period(cooperation.start, cooperation.end),
    ),
    description=lambda cooperation, language: cooperation.summary[language.code],
    view=lambda site, cooperation, language: _cooperation_view(
        site.register, cooperation, site.news(language.code)
    ),
    sources=lambda view: view.sources,
    search=Search(label=N_("Cooperation"), entry=_search_entry),
    cited="entry",
    dataset="cooperation",
)
