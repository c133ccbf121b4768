"""The facets of the list of projects: field, fund and place, then theme, organisation, country of a
participant, role, year, status, amount and currency.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from datasite.language.localization import Language
from datasite.model.amounts import BestKnownForm, Fate, best_known_amount, fate
from datasite.model.entities import Place, Programme, Project
from datasite.model.families import ancestors
from datasite.pages.explorer.facets import (
    NOT_STATED,
    Choices,
    FacetType,
    code_choices,
    countries,
    country_choices,
    in_order_of_labels,
)
from datasite.pages.explorer.project_amounts import known_currency, total_kind, used_currencies
from datasite.pages.explorer.summary import OTHERWISE_KNOWN
from datasite.problems import N_
from datasite.tables.codes import POLAND, PlaceKind

_INDENT = "\u2003"  # an em space


def with_ancestors(programme: Programme | None) -> tuple[Programme, ...]:
    """A programme and everything above it."""
    return (programme, *ancestors(programme)) if programme else ()


def _years(project: Project) -> Iterable[str]:
    """The years in which a project is known to have run; where a single end is known, that year."""
    if project.start and project.end:
        return [str(year) for year in range(project.start.year, project.end.year + 1)]
    known = project.start or project.end
    return [str(known.year) if known else NOT_STATED]


def _year_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    """The latest first."""
    years = {year for project in projects for year in _years(project)} - {NOT_STATED}
    yield Choices({year: year for year in sorted(years, reverse=True)})


def _full_name(programme: Programme, lang: str) -> str:
    """The name, and the short one by which rows name it: "Asylum … Fund 2014–2020 (AMIF …)"."""
    name, short = programme.name[lang], programme.short_name[lang]
    return name if short in name else f"{name} – {short}"


def _fund_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    """Programmes as a tree: each is indented under that of which it is a part."""
    used = {p.id: p for project in projects for p in with_ancestors(project.programme)}

    def below(parent: str, depth: int) -> dict[str, str]:
        children = {
            p.id: _full_name(p, language.code)
            for p in used.values()
            if (p.parent.id if p.parent else "") == parent
        }
        labels: dict[str, str] = {}
        for child, label in in_order_of_labels(children, language).items():
            labels |= {child: _INDENT * depth + label} | below(child, depth + 1)
        return labels

    yield Choices(below("", 0))


def _place_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    """The whole of Poland first, its voivodeships, other countries.

    A project of the whole country is in no voivodeship's number, as on the pages of places.
    """
    say = language.translations.gettext
    places = {t.place.code: t.place for project in projects for t in project.ties}

    def labels(belongs: Callable[[Place], bool]) -> Mapping[str, str]:
        chosen = {p.code: p.name[language.code] for p in places.values() if belongs(p)}
        return in_order_of_labels(chosen, language)

    yield Choices({POLAND: say(N_("Poland, the whole country"))})
    yield Choices(labels(lambda p: p.kind == PlaceKind.VOIVODESHIP), say(N_("Voivodeships")))
    yield Choices(
        labels(lambda p: p.kind != PlaceKind.VOIVODESHIP and p.code != POLAND), say(N_("Abroad"))
    )


def _field_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    yield code_choices((project.field for project in projects), language)


def _theme_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    yield code_choices((theme for project in projects for theme in project.themes), language)


def _organisation_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    everyone = (p.organisation for project in projects for p in project.partners)
    labels = {organisation.id: organisation.name[language.code] for organisation in everyone}
    yield Choices(in_order_of_labels(labels, language))


def _country_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    everyone = (p.organisation for project in projects for p in project.partners)
    yield from country_choices(everyone, language)


def _role_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    yield code_choices((p.role for project in projects for p in project.partners), language)


def _status_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    yield code_choices((project.status for project in projects), language)


def _amount_kinds(project: Project) -> Iterator[str]:
    """What a sum makes of the total, and whether several projects share it; where none is stated,
    whether another amount is.
    """
    if not project.total:
        yield total_kind(project)
        return
    yield fate(project.total)
    if project.total.joint_id:
        yield Fate.JOINT


def _amount_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    say = language.translations.gettext
    yield Choices(
        {
            Fate.EXACT: say(N_("exact")),
            Fate.APPROXIMATE: say(N_("approximate")),
            Fate.NO_CURRENCY: say(N_("stated with no currency")),
            Fate.UNCLEAR: say(N_("unclear")),
            Fate.JOINT: say(N_("shared by several projects")),
            OTHERWISE_KNOWN: say(N_("not stated (another amount is)")),
            NOT_STATED: say(N_("not stated (nor is any amount)")),
        }
    )


def _currencies(project: Project) -> Iterable[str]:
    """The currency of the amount that is shown; none where no amount of the whole project is."""
    best = best_known_amount(project.amounts)
    if not best or best.form is BestKnownForm.PART:
        return []
    return [known_currency(project) or NOT_STATED]


def _currency_choices(projects: Sequence[Project], language: Language) -> Iterator[Choices]:
    """The most frequent first."""
    yield Choices({currency: currency for currency in used_currencies(projects)})


# In the order in which the page offers them.
PROJECT_FACETS: tuple[FacetType[Project], ...] = (
    FacetType(
        name="field",
        before=N_("Field"),
        anything=N_("any field"),
        values=lambda project: [project.field.code],
        choices=_field_choices,
        in_front=True,
    ),
    FacetType(
        name="fund",
        before=N_("Fund"),
        anything=N_("any fund"),
        values=lambda project: [p.id for p in with_ancestors(project.programme)] or [NOT_STATED],
        choices=_fund_choices,
        not_stated=N_("programme not named"),
        in_front=True,
    ),
    FacetType(
        name="place",
        before=N_("Place"),
        anything=N_("any place"),
        values=lambda project: (tie.place.code for tie in project.ties),
        choices=_place_choices,
        in_front=True,
    ),
    FacetType(
        name="theme",
        before=N_("Theme"),
        anything=N_("any theme"),
        values=lambda project: [theme.code for theme in project.themes] or [NOT_STATED],
        choices=_theme_choices,
        not_stated=N_("no theme"),
    ),
    FacetType(
        name="organisation",
        before=N_("Organisation"),
        anything=N_("any organisation"),
        values=lambda project: (p.organisation.id for p in project.partners),
        choices=_organisation_choices,
        late=True,
    ),
    FacetType(
        name="country",
        before=N_("Participant from"),
        anything=N_("any country"),
        values=lambda project: countries(p.organisation for p in project.partners),
        choices=_country_choices,
    ),
    FacetType(
        name="role",
        before=N_("Participant"),
        anything=N_("any participant"),
        values=lambda project: [p.role.code for p in project.partners] or [NOT_STATED],
        choices=_role_choices,
        not_stated=N_("no participant named"),
    ),
    FacetType(
        name="year",
        before=N_("Active in"),
        anything=N_("any year"),
        values=_years,
        choices=_year_choices,
        not_stated=N_("a year not stated"),
    ),
    FacetType(
        name="status",
        before=N_("State"),
        anything=N_("any state"),
        values=lambda project: [project.status.code],
        choices=_status_choices,
    ),
    FacetType(
        name="amount",
        before=N_("Total value"),
        anything=N_("any total value"),
        values=_amount_kinds,
        choices=_amount_choices,
    ),
    FacetType(
        name="currency",
        before=N_("Currency"),
        anything=N_("any currency"),
        values=_currencies,
        choices=_currency_choices,
        not_stated=N_("no stated currency"),
    ),
)
