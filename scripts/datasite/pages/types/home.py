"""The home page of each language, and the page at the root of the site that greets in all."""

from dataclasses import dataclass
from typing import NamedTuple

from datasite.charts.largest import LargeAmount, largest_amounts, largest_funds
from datasite.charts.money_bars import Line
from datasite.charts.money_by_programme import money_by_programme
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.model.amounts import fund_money
from datasite.model.entities import Programme
from datasite.model.families import by_fund, counts_periods_apart
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of
from datasite.pages.lists import groups
from datasite.pages.lists.cut import Cut, cut
from datasite.pages.lists.groups import Counted, Group, group_of
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.types.places import PlacesView, places_view
from datasite.problems import N_
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import ReleaseChange

NEWEST = 3  # news and changes that the page shows at once
LARGEST_MOST = 6  # projects of each currency
FUNDS_MOST = 6
LEADS_MOST = 6  # organisations that it shows at once

_introduction = message(
    N_(
        "Open data on the projects by which Poland works on migration, asylum, integration and"
        " borders: who, with whom, for how much, paid by which fund, and how we know."
    )
)


class FundMoney(NamedTuple):
    """A fund with its parts, or without its periods, and the sums of its own money in projects."""

    fund: Programme
    periods_apart: bool
    sums: Sums


class LargestList(NamedTuple):
    """The projects with the largest amounts in one currency."""

    currency: str
    rows: Cut[LargeAmount]


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """`leads` are those that lead the most projects, and how many."""

    group: Group
    organisations: int
    funds: int
    largest: tuple[LargestList, ...]
    funds_currency: str
    largest_funds: Cut[Line]
    sources: int
    news: Cut[Text]
    changes: Cut[ReleaseChange]
    places: PlacesView
    leads: Cut[Counted]
    funds_money: tuple[FundMoney, ...]


def _home_view(site: Site, _: None, language: Language) -> HomeView:
    register = site.register
    projects = register.projects.values()
    by_size = largest_funds(money_by_programme(register))
    return HomeView(
        group=group_of(projects),
        organisations=len(_taking_part(register)),
        funds=len({p.programme.id for p in projects if p.programme}),
        largest=tuple(
            LargestList(panel.currency, cut(panel.rows, LARGEST_MOST))
            for panel in largest_amounts(projects)
        ),
        funds_currency=by_size.currency if by_size else "",
        largest_funds=cut(by_size.lines if by_size else (), FUNDS_MOST),
        sources=len(register.sources),
        news=cut(site.news(language.code), NEWEST),
        changes=cut(site.release.changes, NEWEST),
        places=places_view(register, site.atlas, language),
        leads=cut(groups.leads(register, projects), LEADS_MOST),
        funds_money=_funds_money(register),
    )


def _funds_money(register: Register) -> tuple[FundMoney, ...]:
    """The funds of which a source states the own money in a project, those with the most projects
    first.
    """
    groups_by_fund = by_fund(register.projects.values())
    return tuple(
        FundMoney(
            register.programmes[key],
            counts_periods_apart(register, register.programmes[key]),
            money,
        )
        for key, projects in sorted(
            groups_by_fund.items(), key=lambda item: (-len(item[1]), item[0])
        )
        for money in [sums_of(projects, fund_money)]
        if key and money.currencies
    )


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
