"""The register in, what the home page and the index of each section show out: counted and ordered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasite import charts
from datasite.charts import Money
from datasite.citing import Change
from datasite.i18n import Language
from datasite.model import Cooperation, Organisation, Place, Programme, Register
from datasite.prose import Text
from datasite.views import Group, group, of_family

NEWEST = 3  # news and changes on the home page
LEADS_MOST = 10  # organisations on the home page


def places_in_use(register: Register) -> tuple[Place, ...]:
    codes = {t.place.code for p in register.projects.values() for t in p.ties} | {t.place.code for c in register.cooperation.values() for t in c.ties}
    return tuple(p for p in register.places.values() if p.code in codes)


@dataclass(frozen=True)
class HomeView:
    group: Group
    organisations: int
    funds: int
    money: Money
    news: tuple[Text, ...]
    changes: tuple[Change, ...]
    places: tuple[tuple[Place, int], ...]
    leads: tuple[tuple[Organisation, int], ...]  # who leads the most projects, and how many


def home(register: Register, news: Iterable[Text], changes: tuple[Change, ...]) -> HomeView:
    everything = group(register.projects.values())
    taking_part = {p.organisation.id for project_ in register.projects.values() for p in project_.partners} | {
        p.organisation.id for c in register.cooperation.values() for p in c.participants
    }
    counts = Counter(t.place.code for p in register.projects.values() for t in p.ties if t.relation.code == "implemented_in" and t.place.kind == "voivodeship")
    leads = Counter(p.lead.organisation.id for p in register.projects.values() if p.lead)
    return HomeView(
        group=everything,
        organisations=len(taking_part),
        funds=len({p.programme.id for p in register.projects.values() if p.programme}),
        news=tuple(news)[:NEWEST],
        changes=changes[:NEWEST],
        money=charts.money_by_programme(register),
        places=tuple((register.places[code], n) for code, n in sorted(counts.items())),
        leads=tuple((register.organisations[i], n) for i, n in sorted(leads.items(), key=lambda m: (-m[1], m[0]))[:LEADS_MOST]),
    )


@dataclass(frozen=True)
class Branch:
    programme: Programme
    group: Group
    children: tuple["Branch", ...]


def programme_tree(register: Register) -> tuple[Branch, ...]:
    def branch(it: Programme) -> Branch:
        return Branch(it, group(of_family(register, it)), tuple(branch(c) for c in register.children_of(it)))

    roots = [branch(it) for it in register.programmes.values() if not it.parent]
    return tuple(sorted(roots, key=lambda b: (-len(b.group.projects), b.programme.id)))


@dataclass(frozen=True)
class PlaceRow:
    place: Place
    projects: int


def places(register: Register, language: Language) -> Mapping[str, tuple[PlaceRow, ...]]:
    """The places in use by kind: the whole country, voivodeships, other countries."""
    counts = Counter(code for p in register.projects.values() for code in {t.place.code for t in p.ties})
    rows = sorted((PlaceRow(p, counts[p.code]) for p in places_in_use(register)), key=lambda r: language.sort_key(r.place.name[language.code]))
    return {
        "voivodeships": tuple(r for r in rows if r.place.kind == "voivodeship"),
        "countries": tuple(r for r in rows if r.place.kind != "voivodeship"),
    }


def cooperation_list(register: Register, language: Language) -> tuple[tuple[str, tuple[Cooperation, ...]], ...]:
    """Cooperation by kind, in the order of the kinds' labels."""
    kinds = {c.kind.code: c.kind for c in register.cooperation.values()}
    ordered = sorted(kinds.values(), key=lambda k: language.sort_key(k.label[language.code]))
    return tuple(
        (kind.label[language.code], tuple(sorted((c for c in register.cooperation.values() if c.kind.code == kind.code), key=lambda c: language.sort_key(c.title[language.code]))))
        for kind in ordered
    )
