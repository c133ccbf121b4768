"""The home page of each language, and the page at the root of the site that greets in all."""

from dataclasses import dataclass
from typing import NamedTuple

from datasite.charts.money_bars import MoneyBars
from datasite.charts.money_by_programme import money_by_programme
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.model.amounts import fund_money
from datasite.model.entities import Programme
from datasite.model.families import by_fund, counts_periods_apart
from datasite.model.register import Register
from datasite.pages import groups
from datasite.pages.groups import Counted, Group, group_of
from datasite.pages.page import PageType, Site, message, one_page
from datasite.pages.sums import Sums, sums_of
from datasite.pages.types.places import PlacesView, places_view
from datasite.problems import N_
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import ReleaseChange

NEWEST = 3  # news and changes on the page
LEADS_MOST = 10  # organisations on the page

_introduction = message(
    N_(
        "Open data on the projects in which Poland deals with migration, asylum, integration and"
        " borders: who, with whom, for how much, paid by which fund, and how we know."
    )
)


class FundMoney(NamedTuple):
    """A fund with its parts, or without its periods, and the sums of its own money in projects."""

    fund: Programme
    periods_apart: bool
    sums: Sums


@dataclass(frozen=True, kw_only=True)
class HomeView:
    """`leads` are those that lead the most projects, and how many."""

    group: Group
    organisations: int
    funds: int
    money: MoneyBars
    news: tuple[Text, ...]
    changes: tuple[ReleaseChange, ...]
    places: PlacesView
    leads: tuple[Counted, ...]
    funds_money: tuple[FundMoney, ...]


def _home_view(site: Site, _: None, language: Language) -> HomeView:
    register = site.register
    projects = register.projects.values()
    return HomeView(
        group=group_of(projects),
        organisations=len(_taking_part(register)),
        funds=len({p.programme.id for p in projects if p.programme}),
        money=money_by_programme(register),
        news=site.news(language.code)[:NEWEST],
        changes=site.release.changes[:NEWEST],
        places=places_view(register, site.atlas, language),
        leads=groups.leads(register, projects, LEADS_MOST),
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
    fixed_urls=lambda site: {LANGUAGES[0]: "/"},
    title=lambda _, language: " · ".join(dict.fromkeys(SITE_NAME.values())),
    description=_introduction,
    view=lambda site, _, language: _greetings(site),
)
