"""Facets: what rows of an explorer can be filtered by.

A facet is one FacetType in a list: PROJECT_FACETS in project_facets.py, ORGANISATION_FACETS in
organisations.py.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from datasite.language.localization import Language
from datasite.model.entities import Code, Organisation
from datasite.problems import N_

ItemT = TypeVar("ItemT")

# The value of a facet of countries for each of them but Poland.
ABROAD = "abroad"

# The value of a facet for rows on which no source says anything; no identifier or code has this
# form.
NOT_STATED = "-"


@dataclass(frozen=True)
class Choices:
    """Values of a facet with their labels, in order. A blank heading is none."""

    labels: Mapping[str, str]
    heading: str = ""


@dataclass(frozen=True, kw_only=True)
class FacetType(Generic[ItemT]):
    """One declaration of a facet.

    `before` and `anything` are messages: the name of the choice, e.g. "Fund", and its first
    option, e.g. "any fund". `values` are those of one item; `choices` the labels of the values that
    the items can have; `not_stated` is the message that labels rows of which no source states a
    value. A facet `in_front` is offered at once, the others when a reader asks for more filters.
    The options of a `late` facet, which are too many for the page, come with the rows.
    """

    name: str
    before: str
    anything: str
    values: Callable[[ItemT], Iterable[str]]
    choices: Callable[[Sequence[ItemT], Language], Iterable[Choices]]
    not_stated: str = ""
    in_front: bool = False
    late: bool = False

    def values_of(self, item: ItemT) -> tuple[str, ...]:
        """Each value of an item once."""
        return tuple(dict.fromkeys(self.values(item)))


@dataclass(frozen=True)
class Option:
    """A value that can be chosen, its label and the number of rows that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class OptionGroup:
    """Options under a heading; a blank heading is none."""

    heading: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Facet:
    """A facet as the page offers it, in the page's language."""

    name: str
    before: str
    anything: str
    groups: tuple[OptionGroup, ...]
    in_front: bool = False
    late: bool = False

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of all groups."""
        return tuple(option for group in self.groups for option in group.options)


def facet_values(
    facet_types: Iterable[FacetType[ItemT]], item: ItemT
) -> Mapping[str, tuple[str, ...]]:
    """The values of an item by facet."""
    return {facet_type.name: facet_type.values_of(item) for facet_type in facet_types}


def build_facet(facet_type: FacetType[ItemT], items: Sequence[ItemT], language: Language) -> Facet:
    """The values that items have, each with the number of its items."""
    say = language.translations.gettext
    counts = Counter(value for item in items for value in facet_type.values_of(item))
    choices = list(facet_type.choices(items, language))
    if facet_type.not_stated:
        choices.append(Choices({NOT_STATED: say(facet_type.not_stated)}))
    groups = (
        OptionGroup(
            group.heading,
            tuple(
                Option(value, label, counts[value])
                for value, label in group.labels.items()
                if counts[value]
            ),
        )
        for group in choices
    )
    return Facet(
        facet_type.name,
        say(facet_type.before),
        say(facet_type.anything),
        tuple(group for group in groups if group.options),
        facet_type.in_front,
        facet_type.late,
    )


def in_order_of_labels(labels: Mapping[str, str], language: Language) -> dict[str, str]:
    """Sort options, labels by value, by their labels in the language's alphabet."""
    return dict(sorted(labels.items(), key=lambda pair: language.sort_key(pair[1])))


def code_choices(codes: Iterable[Code], language: Language) -> Choices:
    """The codes with their labels, in alphabetical order of the labels."""
    labels = {code.code: code.label[language.code] for code in codes}
    return Choices(in_order_of_labels(labels, language))


def countries(organisations: Iterable[Organisation]) -> Iterator[str]:
    """The values of a facet of countries: those of the organisations and, with one from another
    country than Poland, ABROAD.
    """
    for organisation in organisations:
        if organisation.country:
            yield organisation.country.code
        if organisation.abroad:
            yield ABROAD


def country_choices(organisations: Iterable[Organisation], language: Language) -> Iterator[Choices]:
    """Any country but Poland, then each country by its name."""
    yield Choices({ABROAD: language.translations.gettext(N_("abroad, any country"))})
    used = (organisation.country for organisation in organisations)
    labels = {country.code: country.name[language.code] for country in used if country}
    yield Choices(in_order_of_labels(labels, language))
