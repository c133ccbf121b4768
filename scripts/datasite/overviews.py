"""The register in, what the home page and the index of each section show out: counted, drawn to scale and ordered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.i18n import Language
from datasite.model import Cooperation, Place, Programme, Project, Register
from datasite.prose import Text
from datasite.views import Group, ancestors, group, of_family


def places_in_use(register: Register) -> tuple[Place, ...]:
    codes = {t.place.code for p in register.projects.values() for t in p.ties} | {t.place.code for c in register.cooperation.values() for t in c.ties}
    return tuple(p for p in register.places.values() if p.code in codes)


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
    places: tuple[tuple[Place, int], ...]


def home(register: Register, news: Iterable[Text]) -> HomeView:
    everything = group(register.projects.values())
    taking_part = {p.organisation.id for project_ in register.projects.values() for p in project_.partners} | {
        p.organisation.id for c in register.cooperation.values() for p in c.participants
    }
    counts = Counter(t.place.code for p in register.projects.values() for t in p.ties if t.relation.code == "implemented_in" and t.place.kind == "voivodeship")
    return HomeView(
        group=everything,
        organisations=len(taking_part),
        funds=len({p.programme.id for p in register.projects.values() if p.programme}),
        bars=_bars(register),
        news=tuple(news)[:3],
        places=tuple((register.places[code], n) for code, n in sorted(counts.items())),
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
