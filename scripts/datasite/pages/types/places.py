"""The maps and lists of places, and the page of each place."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.charts import maps
from datasite.charts.maps import Atlas, Locator, Map
from datasite.charts.money_map import MoneyMap, money_map
from datasite.language.localization import Language
from datasite.model.amounts import Fate, fate
from datasite.model.entities import Cooperation, Organisation, Place, Project
from datasite.model.register import Register
from datasite.model.sums import CurrencySum, Sums
from datasite.pages.amount_words import map_text
from datasite.pages.lists.by_amount import ProjectTable, project_table
from datasite.pages.lists.groups import Group, group_of
from datasite.pages.page import PageType, Search, message, one_page
from datasite.pages.search_entry import SearchEntry, in_other_languages, project_count
from datasite.problems import N_
from datasite.tables.codes import POLAND, PlaceKind, PlaceRelation

# In the order of the sections of a place's page.
RELATIONS = (
    PlaceRelation.IMPLEMENTED_IN,
    PlaceRelation.TARGET,
    PlaceRelation.COORDINATED_WITH,
    PlaceRelation.PARTY,
)
# Heights of the figures on the maps, in units of their drawings: legible where the maps are drawn
# as wide as the pages draw them.
_VOIVODESHIP_TYPE, _COUNTRY_TYPE = 44, 19
MAPPED_CURRENCY = "PLN"


@dataclass(frozen=True, kw_only=True)
class PlaceRow:
    """A place and numbers of projects: tied to it in any way, each once, and by the way; one
    project may be tied in several.
    """

    place: Place
    projects: int
    carried_out: int
    aimed: int
    coordinated: int


class VoivodeshipRow(NamedTuple):
    """A voivodeship, its `name` without that word, and the money of the projects carried out there
    in one currency; None where no amount in it is stated.
    """

    tied: PlaceRow
    name: str
    money: CurrencySum | None


class WithoutBubble(NamedTuple):
    """Numbers of projects of voivodeships that the map of money leaves out, each once: those whose
    value is in another currency, and those without a value that could be drawn.
    """

    other_currency: int
    no_value: int


@dataclass(frozen=True, kw_only=True)
class PlacesView:
    """The places in use; `whole` is Poland as such. The voivodeship with the most projects is
    first, countries are in the order of their names. `currency` is that of the map of money.

    Voivodeships are coloured by projects carried out there, countries by all their projects.
    """

    whole: PlaceRow | None
    voivodeships: tuple[VoivodeshipRow, ...]
    countries: tuple[PlaceRow, ...]
    voivodeship_map: Map
    currency: str
    money_map: MoneyMap
    without_bubble: WithoutBubble
    country_map: Map


def places_view(register: Register, atlas: Atlas, language: Language) -> PlacesView:
    """The places in use with their numbers of projects and their money, as lists and as maps."""
    rows = sorted(
        _place_rows(register), key=lambda row: language.sort_key(row.place.name[language.code])
    )
    voivodeships = sorted(
        (row for row in rows if row.place.kind == PlaceKind.VOIVODESHIP),
        key=lambda row: -row.carried_out,
    )
    groups = [_tied(register, r.place, PlaceRelation.IMPLEMENTED_IN) for r in voivodeships]
    countries = tuple(
        r for r in rows if r.place.kind != PlaceKind.VOIVODESHIP and r.place.code != POLAND
    )
    return PlacesView(
        whole=next((r for r in rows if r.place.code == POLAND), None),
        voivodeships=tuple(
            VoivodeshipRow(row, _short_name(row.place, language), _mapped(group.sums))
            for row, group in zip(voivodeships, groups, strict=True)
        ),
        countries=countries,
        voivodeship_map=maps.count_map(
            atlas.poland, ((r.place, r.carried_out) for r in voivodeships), _VOIVODESHIP_TYPE
        ),
        currency=MAPPED_CURRENCY,
        money_map=money_map(
            atlas.poland,
            (
                (row.place, _mapped(group.sums))
                for row, group in zip(voivodeships, groups, strict=True)
            ),
            lambda stated: map_text(stated, language),
        ),
        without_bubble=_without_bubble(p for group in groups for p in group.projects),
        country_map=maps.count_map(
            atlas.europe, ((r.place, r.projects) for r in countries), _COUNTRY_TYPE
        ),
    )


def _short_name(voivodeship: Place, language: Language) -> str:
    """The name of a voivodeship without that word, for a table that has it at its head."""
    name, word = voivodeship.name[language.code], language.translations.gettext(N_("voivodeship"))
    return re.sub(rf"\s*\b{re.escape(word)}\b\s*", "", name, flags=re.IGNORECASE) or name


def _mapped(sums: Sums) -> CurrencySum | None:
    """The sums in the currency of the map of money; None where no amount in it is stated."""
    return next((found for found in sums.currencies if found.currency == MAPPED_CURRENCY), None)


def _without_bubble(projects: Iterable[Project]) -> WithoutBubble:
    totals = {project.id: project.total for project in projects}.values()
    drawable = [t for t in totals if fate(t) in (Fate.EXACT, Fate.APPROXIMATE)]
    return WithoutBubble(
        other_currency=sum(1 for t in drawable if t and t.currency != MAPPED_CURRENCY),
        no_value=len(totals) - len(drawable),
    )


def _place_rows(register: Register) -> list[PlaceRow]:
    ties = {
        (p.id, t.place.code, t.relation.code) for p in register.projects.values() for t in p.ties
    }
    in_any_way = Counter(code for _, code in {(project, code) for project, code, _ in ties})
    by_relation = Counter((code, relation) for _, code, relation in ties)
    return [
        PlaceRow(
            place=place,
            projects=in_any_way[place.code],
            carried_out=by_relation[place.code, PlaceRelation.IMPLEMENTED_IN],
            aimed=by_relation[place.code, PlaceRelation.TARGET],
            coordinated=by_relation[place.code, PlaceRelation.COORDINATED_WITH],
        )
        for place in register.places_in_use()
    ]


class Related(NamedTuple):
    """The projects that one relation ties to a place."""

    relation: PlaceRelation
    group: Group


@dataclass(frozen=True, kw_only=True)
class PlaceView:
    """`relations` are the projects by what ties them to the place; `seated` the organisations of a
    country other than Poland; `nationwide` how many projects work in the whole of Poland, and so in
    a voivodeship that they do not name.
    """

    place: Place
    relations: tuple[Related, ...]
    cooperation: tuple[Cooperation, ...]
    seated: tuple[Organisation, ...]
    nationwide: int
    locator: Locator | None

    @property
    def tables(self) -> Mapping[PlaceRelation, ProjectTable]:
        """The lists of the projects by what ties them to the place."""
        return {
            related.relation: project_table(related.group.projects) for related in self.relations
        }

    @property
    def is_poland(self) -> bool:
        """Whether it is the whole country."""
        return self.place.code == POLAND


def _place_view(register: Register, atlas: Atlas, place: Place) -> PlaceView:
    relations = (Related(relation, _tied(register, place, relation)) for relation in RELATIONS)
    abroad = place.code != POLAND
    drawing = atlas.poland if place.kind == PlaceKind.VOIVODESHIP else atlas.countries
    return PlaceView(
        place=place,
        relations=tuple(related for related in relations if related.group.projects),
        cooperation=tuple(
            c
            for c in register.cooperation.values()
            if any(t.place.code == place.code for t in c.ties)
        ),
        seated=tuple(
            o
            for o in register.organisations.values()
            if abroad and o.country and o.country.code == place.code
        ),
        nationwide=_nationwide(register, place) if place.kind == PlaceKind.VOIVODESHIP else 0,
        locator=maps.build_locator(drawing, place.code),
    )


def _nationwide(register: Register, voivodeship: Place) -> int:
    """The number of projects that work in the whole of Poland and do not name the voivodeship."""
    places = (
        {t.place.code for t in p.ties if t.relation.code == PlaceRelation.IMPLEMENTED_IN}
        for p in register.projects.values()
    )
    return sum(1 for codes in places if POLAND in codes and voivodeship.code not in codes)


def _tied(register: Register, place: Place, relation: PlaceRelation) -> Group:
    """The projects that one relation ties to the place."""
    return group_of(
        p
        for p in register.projects.values()
        if any(t.place.code == place.code and t.relation.code == relation for t in p.ties)
    )


def _search_entry(view: PlaceView, language: Language) -> SearchEntry:
    projects = {project.id for related in view.relations for project in related.group.projects}
    return SearchEntry(
        title=view.place.name[language.code],
        facts=(project_count(len(projects), language),),
        names=in_other_languages(view.place.name, language),
        numbers=(view.place.code,),
        also_places=(view.place.code, *language.place_names.cities_of(view.place.code)),
    )


def _description(place: Place, language: Language) -> str:
    sentence = language.translations.gettext(
        N_("%(name)s: the projects that work there or are intended for it.")
    )
    return sentence % {"name": place.name[language.code]}


INDEX = PageType(
    name="places",
    template="places.html",
    section="places",
    items=one_page,
    title=message(N_("Places")),
    label=N_("Places"),
    in_navigation=True,
    description=message(
        N_(
            "The voivodeships and countries in which the projects work, for which they are"
            " intended or with which they are coordinated."
        )
    ),
    view=lambda site, _, language: places_view(site.register, site.atlas, language),
)

PLACE = PageType(
    name="place",
    template="place.html",
    section="places",
    items=lambda site: site.register.places_in_use(),
    slug=lambda place, lang: place.code.lower(),
    title=lambda place, language: place.name[language.code],
    description=_description,
    view=lambda site, place, language: _place_view(site.register, site.atlas, place),
    search=Search(label=N_("Places"), entry=_search_entry),
    cited="entry",
)
