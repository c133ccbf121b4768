"""The register in, what the home page and the index of each section show out: counted, drawn to scale and ordered."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite import maps
from datasite.i18n import Language
from datasite.maps import Map
from datasite.model import Cooperation, Organisation, Place, Programme, Project, Register
from datasite.outlines import Atlas
from datasite.prose import Text
from datasite.views import Group, ancestors, group, of_family


def places_in_use(register: Register) -> tuple[Place, ...]:
    codes = {t.place.code for p in register.projects.values() for t in p.ties} | {t.place.code for c in register.cooperation.values() for t in c.ties}
    return tuple(p for p in register.places.values() if p.code in codes)


@dataclass(frozen=True)
class PlaceRow:
    """A place and numbers of projects: tied to it in any way, each once, and by the way; one project may be tied in several."""

    place: Place
    projects: int
    carried_out: int
    aimed: int
    coordinated: int


@dataclass(frozen=True)
class PlacesView:
    """The places in use in the order of their names; `whole` is Poland as such. Voivodeships are coloured by projects carried out there, countries by all their projects."""

    whole: PlaceRow | None
    voivodeships: tuple[PlaceRow, ...]
    countries: tuple[PlaceRow, ...]
    voivodeship_map: Map
    country_map: Map


# Heights of the figures on the maps, in units of their drawings: legible where the maps are drawn as wide as the pages draw them.
_VOIVODESHIP_TYPE, _COUNTRY_TYPE = 44, 14


def places(register: Register, atlas: Atlas, language: Language) -> PlacesView:
    tied = [(p.id, t.place.code, t.relation.code) for p in register.projects.values() for t in p.ties]
    every = Counter(code for _, code in {(project, code) for project, code, _ in tied})
    by_relation = Counter((code, relation) for _, code, relation in set(tied))
    relations = ("implemented_in", "target", "coordinated_with")
    rows = [PlaceRow(p, every[p.code], *(by_relation[p.code, relation] for relation in relations)) for p in places_in_use(register)]
    rows.sort(key=lambda row: language.sort_key(row.place.name[language.code]))
    voivodeships = tuple(r for r in rows if r.place.kind == "voivodeship")
    countries = tuple(r for r in rows if r.place.kind != "voivodeship" and r.place.code != maps.HOME)
    return PlacesView(
        whole=next((r for r in rows if r.place.code == maps.HOME), None),
        voivodeships=voivodeships,
        countries=countries,
        voivodeship_map=maps.counted(atlas.poland, ((r.place, r.carried_out) for r in voivodeships), _VOIVODESHIP_TYPE),
        country_map=maps.counted(atlas.countries, ((r.place, r.projects) for r in countries), _COUNTRY_TYPE),
    )


@dataclass(frozen=True)
class Bar:
    """One programme on the home page, drawn against the largest of its currency. `width` in per cent."""

    programme: Programme
    group: Group
    currency: str
    amount: Decimal
    exact: int
    approximate: int
    width: Decimal


@dataclass(frozen=True)
class HomeView:
    group: Group
    organisations: int
    funds: int
    bars: tuple[tuple[str, tuple[Bar, ...]], ...]
    news: tuple[Text, ...]
    places: PlacesView


def home(register: Register, news: Iterable[Text], atlas: Atlas, language: Language) -> HomeView:
    everything = group(register.projects.values())
    taking_part = {p.organisation.id for project_ in register.projects.values() for p in project_.partners} | {
        p.organisation.id for c in register.cooperation.values() for p in c.participants
    }
    return HomeView(
        group=everything,
        organisations=len(taking_part),
        funds=len({p.programme.id for p in register.projects.values() if p.programme}),
        bars=_bars(register),
        news=tuple(news)[:3],
        places=places(register, atlas, language),
    )


def _bars(register: Register) -> tuple[tuple[str, tuple[Bar, ...]], ...]:
    """For each currency the funds of one period, with the sum of exact totals, the largest first."""
    by_fund: dict[str, list[Project]] = {}
    for it in register.projects.values():
        if it.programme:
            by_fund.setdefault(fund_of(it.programme).id, []).append(it)
    by_currency: dict[str, list[Bar]] = {}
    for fund, projects in by_fund.items():
        own = group(projects)
        for total in own.totals.by_currency:
            by_currency.setdefault(total.currency, []).append(Bar(register.programmes[fund], own, total.currency, total.amount, total.exact, total.approximate, Decimal(0)))
    drawn = []
    for currency, bars in by_currency.items():
        longest = max(b.amount for b in bars)
        scaled = (
            Bar(b.programme, b.group, currency, b.amount, b.exact, b.approximate, (b.amount / longest * 100).quantize(Decimal("0.1")) if longest else Decimal(0)) for b in bars
        )
        drawn.append((currency, tuple(sorted(scaled, key=lambda b: (-b.amount, b.programme.id)))))
    return tuple(sorted(drawn, key=lambda d: (-sum(b.exact for b in d[1]), d[0])))


def fund_of(it: Programme) -> Programme:
    """The fund in one period to which a programme belongs: its highest ancestor that has a period, else the highest of all."""
    line = (*ancestors(it), it)
    return next((p for p in line if any(p.period)), line[0])


def by_name(organisations: Iterable[Organisation], language: Language) -> list[Organisation]:
    return sorted(organisations, key=lambda o: language.sort_key(o.name[language.code]))


@dataclass(frozen=True)
class OrganisationRow:
    organisation: Organisation
    led: int
    joined: int


@dataclass(frozen=True)
class OrganisationsView:
    taking_part: tuple[OrganisationRow, ...]
    others: tuple[Organisation, ...]  # parents and publishers of sources


def organisations(register: Register, language: Language) -> OrganisationsView:
    led: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    for it in register.projects.values():
        leads = {p.organisation.id for p in it.partners if p.role.code == "lead"}
        led.update(leads)
        joined.update({p.organisation.id for p in it.partners} - leads)
    meeting = {p.organisation.id for c in register.cooperation.values() for p in c.participants}
    taking_part = {*led, *joined, *meeting}
    ordered = by_name(register.organisations.values(), language)
    return OrganisationsView(
        tuple(OrganisationRow(o, led[o.id], joined[o.id]) for o in ordered if o.id in taking_part),
        tuple(o for o in ordered if o.id not in taking_part),
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


def cooperation_list(register: Register, language: Language) -> tuple[tuple[str, tuple[Cooperation, ...]], ...]:
    """Cooperation by kind, in the order of the kinds' labels."""
    kinds = {c.kind.code: c.kind for c in register.cooperation.values()}
    ordered = sorted(kinds.values(), key=lambda k: language.sort_key(k.label[language.code]))
    return tuple(
        (kind.label[language.code], tuple(sorted((c for c in register.cooperation.values() if c.kind.code == kind.code), key=lambda c: language.sort_key(c.title[language.code]))))
        for kind in ordered
    )
