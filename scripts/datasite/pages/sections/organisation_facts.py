"""The facts about an organisation by kind: what it is, since when, how many members it has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.entities import Code
from datasite.model.facts import OrganisationFact
from datasite.tables.codes import FactKind

_ORDER = [kind.value for kind in FactKind]
# The kinds of facts that say what an organisation is in its first sentence.
_WHAT_IT_IS = (FactKind.NATURE,)
_SINCE_WHEN = (FactKind.FOUNDED, FactKind.IN_POLAND_SINCE, FactKind.POLAND_MEMBER_SINCE)


@dataclass(frozen=True)
class FactsOfKind:
    """The facts of one kind, the oldest first, undated last: side by side, none preferred."""

    kind: Code
    facts: tuple[OrganisationFact, ...]


def by_kind(facts: Iterable[OrganisationFact]) -> tuple[FactsOfKind, ...]:
    """The facts by kind, in the order of the kinds."""
    groups: dict[str, list[OrganisationFact]] = {}
    for fact in sorted(facts, key=_place):
        groups.setdefault(fact.kind.code, []).append(fact)
    return tuple(FactsOfKind(group[0].kind, tuple(group)) for group in groups.values())


def _place(fact: OrganisationFact) -> tuple[int, str, bool, tuple[int, int, int], str]:
    """A sort key; a kind that the program does not know comes after the others."""
    code = fact.kind.code
    day = fact.as_of.first_day if fact.as_of else (0, 0, 0)
    known = _ORDER.index(code) if code in _ORDER else len(_ORDER)
    return known, code, fact.as_of is None, day, fact.id


def first_facts(groups: Iterable[FactsOfKind]) -> tuple[OrganisationFact, ...]:
    """The facts for the first sentence: what it is, then since when. A kind of which sources state
    several facts is left to its section, where all of them are side by side.
    """
    alone = {group.kind.code: group.facts[0] for group in groups if len(group.facts) == 1}
    return tuple(
        alone[kind]
        for kind in (*_WHAT_IT_IS, *_SINCE_WHEN)
        if kind in alone and (kind in _WHAT_IT_IS or alone[kind].date)
    )


def first_words(fact: OrganisationFact, language: Language) -> str:
    """The fact in the first sentence: an agency of the European Union · in Poland since 2002."""
    if not fact.date:
        return fact_words(fact, language)
    label = fact.kind.label[language.code]
    if fact.kind.code == FactKind.FOUNDED:
        return f"{label}: {language.date(fact.date)}"
    return f"{label} {language.date(fact.date, inflected=True)}"


def fact_words(fact: OrganisationFact, language: Language) -> str:
    """The fact as text: 173 · 2002, by agreement with the government."""
    return ", ".join(filter(None, (_figure(fact, language), fact.words[language.code])))


def _figure(fact: OrganisationFact, language: Language) -> str:
    if fact.date:
        return language.date(fact.date)
    return "" if fact.number is None else language.number(fact.number)


def texts(facts: Iterable[OrganisationFact], language: Language) -> Iterator[str]:
    """What the search finds of the facts."""
    return (f"{fact.kind.label[language.code]}: {fact_words(fact, language)}" for fact in facts)
