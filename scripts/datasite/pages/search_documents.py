"""Pages in, what the search holds of each out: one small document for each record, news and text,
in the marks that Pagefind reads.

The published pages carry nothing for the search. A document holds what the record says of itself,
not the tables of other records on its page, so that a record is found before those that list it;
and, as metadata that nobody is shown, the other ways of writing its words and numbers.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape

from datasite.content.prose import Text
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.language.search_words import folded_words, ungrouped_numbers
from datasite.model.entities import Amount, Evidence, OtherName, Participant, Partner, Source, Tie
from datasite.pages.all_pages import ArticleView, DatasetView, Page
from datasite.pages.amount_words import amount_text
from datasite.pages.views import (
    CooperationView,
    OrganisationView,
    PlaceView,
    ProgrammeView,
    ProjectView,
)

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Entry:
    """What the search holds of one page:

    `facts` stand under its title in the results, `text` is what is quoted, `more` is only searched.
    """

    title: str
    facts: tuple[str, ...]
    text: tuple[str, ...]
    short: str = ""  # the abbreviation by which it is known
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def documents(
    pages: Iterable[Page], languages: Mapping[str, Language]
) -> Iterator[tuple[str, str, bytes]]:
    """The document of every page that can be found, as (path of the page, type of the page, HTML in
    UTF-8).
    """
    for page in pages:
        if page.type in _ENTRIES:
            language = languages[page.lang]
            yield (
                page.file,
                page.type,
                _document(page, _ENTRIES[page.type](page.view, language), language).encode(),
            )


def _document(page: Page, entry: Entry, language: Language) -> str:
    """Its metadata by field; the page of the search gives each field its weight."""
    names = (entry.title, entry.short, *entry.names)
    everything = (*names, *entry.facts, *entry.text, *entry.more)
    meta = {
        "title": (entry.title,),
        "short": (entry.short,),
        "facts": entry.facts,
        "names": entry.names,
        "numbers": (*entry.numbers, *ungrouped_numbers(everything)),
        "folded": folded_words(names),
        "near": language.synonyms.related(names),
        "far": (*folded_words(everything), *language.synonyms.related(everything)),
    }
    found = "".join(
        f'<p data-pagefind-meta="{name}">{escape(" · ".join(_filled(texts)))}</p>'
        for name, texts in meta.items()
        if any(texts)
    )
    body = "".join(
        f"<p>{escape(text)}</p>"
        for text in _filled(entry.text) or _filled(entry.facts) or (entry.title,)
    )  # Pagefind leaves out a page without text
    more = "".join(
        f'<p data-pagefind-weight="0.5">{escape(text)}</p>' for text in _filled(entry.more)
    )
    return (
        f'<!doctype html><html lang="{page.lang}"><body>{found}<main'
        f" data-pagefind-body>{body}{more}</main></body></html>"
    )


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    """Each once, without the blank ones."""
    return tuple(dict.fromkeys(text for text in texts if text))


def _others(words: Words, language: Language) -> tuple[str, ...]:
    return tuple(words[code] for code in LANGUAGES if code != language.code)


def _project(view: ProjectView, language: Language) -> Entry:
    it, code = view.project, language.code
    lead = (it.lead.organisation.name[code],) if it.lead else ()
    total = (amount_text(it.total, language),) if it.total else ()
    return Entry(
        it.title[code],
        (*lead, language.years(it.start, it.end), *total),
        (
            it.summary[code],
            *_people(it.partners, language),
            *_places(it.ties, language),
            *_notes(it.evidence, language),
        ),
        "",
        (*_others(it.title, language),),
        (it.reference_number, *(number.value for number in it.identifiers), *_figures(it.amounts)),
        (
            *(text for a in it.amounts for text in (a.purpose[code], a.note[code], a.as_printed)),
            *(number.note[code] for number in it.identifiers),
            *((it.programme.name[code], it.programme.short_name[code]) if it.programme else ()),
            *_titles(view.sources, language),
        ),
    )


def _people(people: Iterable[Partner | Participant], language: Language) -> Iterator[str]:
    """Everyone in one text, as they are named here and in the sources; then the notes on them."""
    everyone = tuple(people)
    yield ", ".join(
        dict.fromkeys(
            name
            for p in everyone
            for name in (
                p.organisation.name[language.code],
                p.organisation.short_name,
                p.name_as_printed,
            )
            if name
        )
    )
    yield from (p.note[language.code] for p in everyone)


def _places(ties: Iterable[Tie], language: Language) -> Iterator[str]:
    yield ", ".join(dict.fromkeys(tie.place.name[language.code] for tie in ties))


def _notes(evidence: Evidence, language: Language) -> Iterator[str]:
    """What differing sources say, and why one of them was adopted."""
    yield from (
        text
        for statements in evidence.values()
        for s in statements
        for text in (s.reason[language.code], s.as_printed)
    )


def _figures(amounts: Iterable[Amount]) -> Iterator[str]:
    """Amounts in plain digits: 791000, 2345678,90."""
    yield from (f"{a.amount:f}".replace(".", ",") for a in amounts if a.amount is not None)


def _titles(sources: Iterable[Source], language: Language) -> Iterator[str]:
    yield from (f"{s.title}, {s.publisher.name[language.code]}" for s in sources)


def _organisation(view: OrganisationView, language: Language) -> Entry:
    it, code = view.organisation, language.code
    return Entry(
        it.name[code],
        (
            it.type.label[code],
            it.country.name[code] if it.country else "",
            _projects(len(view.parts), language),
        ),
        (", ".join(_listed(it.other_names)),),
        it.short_name,
        (*_others(it.name, language), *_listed(it.other_names)),
        tuple(number for _, number in it.numbers),
        (
            it.parent.name[code] if it.parent else "",
            ", ".join(unit.name[code] for unit in view.units),
            *_titles(view.sources, language),
        ),
    )


def _listed(names: Iterable[OtherName]) -> tuple[str, ...]:
    return tuple(other.name for other in names)


def _projects(count: int, language: Language) -> str:
    return (
        language.translations.ngettext("%(num)d project", "%(num)d projects", count)
        % {"num": count}
        if count
        else ""
    )


def _programme(view: ProgrammeView, language: Language) -> Entry:
    it, code = view.programme, language.code
    return Entry(
        it.name[code],
        (
            it.funder.label[code],
            language.period(*it.period),
            _projects(len(view.group.projects), language),
        ),
        (", ".join(above.name[code] for above in view.ancestors),),
        it.short_name[code],
        (*_others(it.name, language), *_others(it.short_name, language)),
        more=(*_titles((it.source,), language),),
    )


def _place(view: PlaceView, language: Language) -> Entry:
    count = len({project.id for _, group in view.relations for project in group.projects})
    return Entry(
        view.place.name[language.code],
        (_projects(count, language),),
        (),
        names=(*_others(view.place.name, language),),
        numbers=(view.place.code,),
    )


def _cooperation(view: CooperationView, language: Language) -> Entry:
    it, code = view.cooperation, language.code
    return Entry(
        it.title[code],
        (it.kind.label[code], language.years(it.start, it.end)),
        (
            it.summary[code],
            *_people(it.participants, language),
            *_places(it.ties, language),
            *_notes(it.evidence, language),
        ),
        names=(*_others(it.title, language),),
        more=(*_titles(view.sources, language),),
    )


def _dataset(view: DatasetView, language: Language) -> Entry:
    it, code = view.dataset, language.code
    rows = language.translations.ngettext("%(num)d row", "%(num)d rows", view.rows) % {
        "num": view.rows
    }
    return Entry(
        it.title[code],
        (rows,),
        (it.description[code],),
        it.name,
        more=tuple(f"{f.name}: {f.title[code]}. {f.description[code]}" for f in it.fields),
    )


def _article(view: ArticleView, language: Language) -> Entry:
    return _text(view.text, language)


def _text(it: Text, language: Language) -> Entry:
    words = " ".join(unescape(_TAG.sub(" ", it.html)).split())
    return Entry(it.title, (language.date(it.date) if it.date else "",), (it.summary, words))


_ENTRIES: Mapping[str, Callable[..., Entry]] = {
    "project": _project,
    "organisation": _organisation,
    "programme": _programme,
    "place": _place,
    "cooperation_item": _cooperation,
    "article": _article,
    "dataset": _dataset,
    "text": _text,
}
