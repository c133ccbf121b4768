"""The register in, what the home page and the index of each section show out: counted and ordered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from datasite.charts import maps
from datasite.charts.maps import Atlas, Map
from datasite.charts.money_bars import Money
from datasite.charts.money_by_programme import money_by_programme
from datasite.content.prose import Text
from datasite.language.localization import Language
from datasite.model.entities import Cooperation, Organisation, Place, Programme
from datasite.model.families import of_family
from datasite.model.register import Register
from datasite.pages.views import Group, group
from datasite.publication.release import ReleaseChange

NEWEST = 3  # news and changes on the home page
LEADS_MOST = 10  # organisations on the home page


def places_in_use(register: Register) -> tuple[Place, ...]:
    codes = {t.place.code for p in register.projects.values() for t in p.ties} | {
        t.place.code for c in register.cooperation.values() for t in c.ties
    }
    return tuple(p for p in register.places.values() if p.code in codes)


@dataclass(frozen=True)
class PlaceRow:
    """A place and numbers of projects: tied to it in any way, each once, and by the way; one
    project may be tied in several.
    """

    place: Place
    projects: int
    carried_out: int
    aimed: int
    coordinated: int


@dataclass(frozen=True)
class PlacesView:
    """The places in use in the order of their names;

    `whole` is Poland as such. Voivodeships are coloured by projects carried out there, countries by
    all their projects.
    """

    whole: PlaceRow | None
    voivodeships: tuple[PlaceRow, ...]
    countries: tuple[PlaceRow, ...]
    voivodeship_map: Map
    country_map: Map


# Heights of the figures on the maps, in units of their drawings: legible where the maps are drawn
# as wide as the pages draw them.
_VOIVODESHIP_TYPE, _COUNTRY_TYPE = 44, 14


def places(register: Register, atlas: Atlas, language: Language) -> PlacesView:
    tied = [
        (p.id, t.place.code, t.relation.code) for p in register.projects.values() for t in p.ties
    ]
    every = Counter(code for _, code in {(project, code) for project, code, _ in tied})
    by_relation = Counter((code, relation) for _, code, relation in set(tied))
    relations = ("implemented_in", "target", "coordinated_with")
    rows = [
        PlaceRow(p, every[p.code], *(by_relation[p.code, relation] for relation in relations))
        for p in places_in_use(register)
    ]
    rows.sort(key=lambda row: language.sort_key(row.place.name[language.code]))
    voivodeships = tuple(r for r in rows if r.place.kind == "voivodeship")
    countries = tuple(
        r for r in rows if r.place.kind != "voivodeship" and r.place.code != maps.HOME
    )
    return PlacesView(
        whole=next((r for r in rows if r.place.code == maps.HOME), None),
        voivodeships=voivodeships,
        countries=countries,
        voivodeship_map=maps.counted(
            atlas.poland, ((r.place, r.carried_out) for r in voivodeships), _VOIVODESHIP_TYPE
        ),
        country_map=maps.counted(
            atlas.countries, ((r.place, r.projects) for r in countries), _COUNTRY_TYPE
        ),
    )


@dataclass(frozen=True)
class HomeView:
    group: Group
    organisations: int
    funds: int
    money: Money
    news: tuple[Text, ...]
    changes: tuple[ReleaseChange, ...]
    places: PlacesView
    leads: tuple[tuple[Organisation, int], ...]  # who leads the most projects, and how many


def home(
    register: Register,
    news: Iterable[Text],
    changes: tuple[ReleaseChange, ...],
    atlas: Atlas,
    language: Language,
) -> HomeView:
    everything = group(register.projects.values())
    taking_part = {
        p.organisation.id for project_ in register.projects.values() for p in project_.partners
    } | {p.organisation.id for c in register.cooperation.values() for p in c.participants}
    leads = Counter(p.lead.organisation.id for p in register.projects.values() if p.lead)
    return HomeView(
        group=everything,
        organisations=len(taking_part),
        funds=len({p.programme.id for p in register.projects.values() if p.programme}),
        news=tuple(news)[:NEWEST],
        changes=changes[:NEWEST],
        money=money_by_programme(register),
        places=places(register, atlas, language),
        leads=tuple(
            (register.organisations[i], n)
            for i, n in sorted(leads.items(), key=lambda m: (-m[1], m[0]))[:LEADS_MOST]
        ),
    )


@dataclass(frozen=True)
class Branch:
    programme: Programme
    group: Group
    children: tuple["Branch", ...]


def programme_tree(register: Register) -> tuple[Branch, ...]:
    def branch(it: Programme) -> Branch:
        return Branch(
            it, group(of_family(register, it)), tuple(branch(c) for c in register.children_of(it))
        )

    roots = [branch(it) for it in register.programmes.values() if not it.parent]
    return tuple(sorted(roots, key=lambda b: (-len(b.group.projects), b.programme.id)))


def cooperation_list(
    register: Register, language: Language
) -> tuple[tuple[str, tuple[Cooperation, ...]], ...]:
    """Cooperation by kind, in the order of the kinds' labels."""
    kinds = {c.kind.code: c.kind for c in register.cooperation.values()}
    ordered = sorted(kinds.values(), key=lambda k: language.sort_key(k.label[language.code]))
    return tuple(
        (
            kind.label[language.code],
            tuple(
                sorted(
                    (c for c in register.cooperation.values() if c.kind.code == kind.code),
                    key=lambda c: language.sort_key(c.title[language.code]),
                )
            ),
        )
        for kind in ordered
    )
