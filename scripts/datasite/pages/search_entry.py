"""The search entry of one page, and texts of records that several page types put into theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from datasite.language.languages import Words, other_text_languages
from datasite.language.localization import Language
from datasite.model.entities import Evidence, Participant, Partner, Source, Tie
from datasite.model.record_parts import RecordParts


@dataclass(frozen=True, kw_only=True)
class SearchEntry:
    """The search entry of one page.

    `facts` are shown under its title in the results; the first of `text` is quoted, its rest and
    `more` are only searched. `also_places` are keys of places by which it is found though no text
    names them. `weight` is how much a word of `text` counts: 1, and a little more for much money.
    """

    title: str
    facts: tuple[str, ...] = ()
    text: tuple[str, ...] = ()
    short: str = ""  # the abbreviation by which it is known
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    also_places: tuple[str, ...] = ()
    weight: Decimal = Decimal(1)


def in_other_languages(words: Words, language: Language) -> tuple[str, ...]:
    """The same words in every language with texts but the one that pages in this one show."""
    return tuple(words[code] for code in other_text_languages(language.code))


def project_count(count: int, language: Language) -> str:
    """E.g. "3 projects", blank for none."""
    if not count:
        return ""
    return language.translations.ngettext("%(num)d project", "%(num)d projects", count) % {
        "num": count
    }


def people_texts(people: Iterable[Partner | Participant], language: Language) -> Iterator[str]:
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


def place_text(ties: Iterable[Tie], language: Language) -> str:
    """The places, each once."""
    return ", ".join(dict.fromkeys(tie.place.name[language.code] for tie in ties))


def evidence_texts(evidence: Evidence, language: Language) -> Iterator[str]:
    """The values of differing sources, and the reason why one of them was adopted."""
    yield from (
        text
        for statements in evidence.values()
        for s in statements
        for text in (s.reason[language.code], s.as_printed)
    )


def part_texts(parts: RecordParts, language: Language) -> Iterator[str]:
    """Events with their places and who came, results, and what ties to a cooperation."""
    lang = language.code
    for event in parts.events:
        yield from (event.title[lang], event.venue[lang], event.note[lang])
        yield ", ".join(one.organisation.name[lang] for one in event.organisations)
    for result in parts.results:
        yield from (result.what[lang], result.note[lang])
    for link in parts.links:
        yield from (link.project.title[lang], link.cooperation.title[lang], link.note[lang])


def source_titles(sources: Iterable[Source], language: Language) -> Iterator[str]:
    """Each source's title and publisher."""
    yield from (f"{s.title}, {s.publisher.name[language.code]}" for s in sources)


def weight_of(amount: Decimal | None) -> Decimal:
    """The weight of a record in the search by its amount: 1.1 from 10 000, 1.2 from 100 000, and so
    on up to 1.6; 1 below that or where none is known.
    """
    digits = amount.adjusted() if amount else 0
    return 1 + Decimal(min(max(digits - 3, 0), 6)) / 10
