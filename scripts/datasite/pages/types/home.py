"""The home page of each language, and the page at the root of the site that greets in all."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from datasite.charts.largest import LargeAmount, largest_amounts, largest_funds
from datasite.charts.money_bars import Bar, Line
from datasite.charts.money_by_programme import money_by_programme
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.model.entities import Code, Programme, Project
from datasite.model.register import Register
from datasite.model.sums import Sums
from datasite.pages.lists import groups
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.lists.groups import Counted, Group, group_of
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.types.places import PlacesView, places_view
from datasite.problems import N_
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import ReleaseChange

NEWEST = 3  # news and changes that the page shows at once
LARGEST_MOST = 5  # projects of each currency
CURRENCIES_MOST = 2  # whose largest amounts it shows
FUNDS_MOST = 6
LEADS_MOST = 6  # organisations that it shows at once

_introduction = message(
    N_(
        "Open data on the projects in which Poland deals with migration, asylum, integration and"
        " borders: who, with whom, for how much, paid by which fund, and how we know."
    )
)


class LargestList(NamedTuple):
    """The projects with the largest amounts in one currency."""

    currency: str
    rows: Cut[LargeAmount]


class Finding(NamedTuple):
    """The fund with the largest exact sum, and its share of all exact amounts in its currency, in
    per cent.
    """

    fund: Programme
    share: Decimal


class FundsInBars(NamedTuple):
    """The largest funds of one currency; `off_scale` are bars of projects without a fund that are
    longer than the scale.
    """

    currency: str
    lines: Cut[Line]
    off_scale: tuple[Bar, ...]
    finding: Finding | None


class Busiest(NamedTuple):
    """The voivodeship with more projects than any other; `name` can begin a sentence."""

    name: str
    projects: int


class OfField(NamedTuple):
    """What projects are about, and how many are about it."""

    field: Code
    projects: int


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """`leads` are those that lead the most projects, and how many; `other_currencies` those that
    have no list of largest amounts on the page.
    """

    group: Group
    organisations: int
    programmes: int
    sources: int
    funds: FundsInBars | None
    places: PlacesView
    busiest: Busiest | None
    largest: tuple[LargestList, ...]
    other_currencies: tuple[str, ...]
    fields: tuple[OfField, ...]
    leads: Cut[Counted]
    news: Cut[Text]
    changes: Cut[ReleaseChange]


def _home_view(site: Site, _: None, language: Language) -> HomeView:
    register = site.register
    projects = register.projects.values()
    group = group_of(projects)
    panels = cut(largest_amounts(projects), CURRENCIES_MOST)
    places = places_view(register, site.atlas, language)
    return HomeView(
        group=group,
        organisations=len(_taking_part(register)),
        programmes=len({p.programme.id for p in projects if p.programme}),
        sources=len(register.sources),
        funds=_funds_in_bars(register, group.sums),
        places=places,
        busiest=_busiest(places, language),
        largest=tuple(
            LargestList(panel.currency, cut(panel.rows, LARGEST_MOST)) for panel in panels.first
        ),
        other_currencies=tuple(panel.currency for panel in panels.rest),
        fields=_by_field(projects),
        leads=cut(groups.leads(register, projects), LEADS_MOST),
        news=cut(site.news(language.code), NEWEST),
        changes=cut(site.release.changes, NEWEST),
    )


def _funds_in_bars(register: Register, sums: Sums) -> FundsInBars | None:
    drawn = largest_funds(money_by_programme(register))
    if not drawn:
        return None
    whole = next((s.total for s in sums.currencies if s.currency == drawn.currency), None)
    exact = [
        (line.exact.amount, line.subject)
        for line in drawn.funds
        if line.exact and isinstance(line.subject, Programme)
    ]
    finding = None
    if exact and whole:
        amount, fund = max(exact, key=lambda pair: pair[0])
        finding = Finding(fund, (amount / whole.amount * 100).quantize(Decimal(1)))
    return FundsInBars(drawn.currency, cut(drawn.funds, FUNDS_MOST), drawn.off_scale, finding)


def _busiest(places: PlacesView, language: Language) -> Busiest | None:
    """None where two have the most projects, or where there is only one."""
    match places.voivodeships:
        case [first, second, *_] if first.tied.carried_out > second.tied.carried_out:
            name = first.tied.place.name[language.code]
            return Busiest(name[0].upper() + name[1:], first.tied.carried_out)
        case _:
            return None


def _by_field(projects: Iterable[Project]) -> tuple[OfField, ...]:
    """What the projects are about, the field of the most first."""
    fields = [project.field for project in projects]
    by_code = {field.code: field for field in fields}
    counts = Counter(field.code for field in fields)
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(OfField(by_code[code], count) for code, count in ranked)


def _taking_part(register: Register) -> set[str]:
    """The ids of the organisations in projects or in cooperation."""
    projects, cooperation = register.projects.values(), register.cooperation.values()
    partners = {p.organisation.id for project in projects for p in project.partners}
    return partners | {p.organisation.id for item in cooperation for p in item.participants}


def _greetings(site: Site) -> Words:
    """The introduction in each language."""
    return {lang: _introduction(None, language) for lang, language in site.languages.items()}


HOME = PageType(
    name="home",
    template="home.html",
    items=one_page,
    title=lambda _, language: SITE_NAME[language.code],
    description=_introduction,
    view=_home_view,
)

# In the default language and for all of them: it has no other version.
ROOT = PageType(
    name="root",
    template="index.html",
    items=one_page,
    fixed_urls=lambda site, _: {LANGUAGES[0]: "/"},
    title=lambda _, language: " · ".join(dict.fromkeys(SITE_NAME.values())),
    description=_introduction,
    view=lambda site, _, language: _greetings(site),
)
