"""The explorer of projects."""

from collections.abc import Iterable, Iterator

from datasite.language.localization import Language
from datasite.model import totals
from datasite.model.entities import Project
from datasite.model.families import newest_first
from datasite.pages.amount_words import amount_text
from datasite.pages.explorer.facets import build_facet, facet_values
from datasite.pages.explorer.project_facets import PROJECT_FACETS, project_money, with_ancestors
from datasite.pages.explorer.rows import (
    Column,
    Explorer,
    ExplorerCell,
    ExplorerRow,
    rows_that_fit,
    words_not_shown,
)
from datasite.pages.explorer.summary import summary_with_sums
from datasite.problems import N_
from datasite.tables.codes import AmountKind, AmountQualifier


def project_explorer(projects: Iterable[Project], language: Language) -> Explorer:
    """The projects, the newest first."""
    say = language.translations.gettext
    chosen = sorted(projects, key=newest_first)
    rows = tuple(_row(project, language) for project in chosen)
    return Explorer(
        section="projects",
        columns=(
            Column("title", say(N_("project")), "text"),
            Column("lead", say(N_("who")), "text"),
            Column("fund", say(N_("fund")), "text"),
            Column("when", say(N_("when")), "number", "when"),
            Column("amount", say(N_("for how much")), "money", "num"),
        ),
        sort="-when",
        rows=rows,
        first=rows_that_fit(rows),
        facets=tuple(build_facet(facet_type, chosen, language) for facet_type in PROJECT_FACETS),
        placeholder=say(N_("a word, a name, a number")),
        summary=summary_with_sums("projects", totals.of_projects(chosen), language),
        table="projects_wide",
    )


def _row(project: Project, language: Language) -> ExplorerRow:
    lang, total = language.code, project.total
    known = project.start or project.end
    cells = (
        ExplorerCell(project.title[lang], project.reference_number),
        ExplorerCell(project.lead.organisation.name[lang] if project.lead else ""),
        ExplorerCell(project.programme.short_name[lang] if project.programme else ""),
        ExplorerCell(language.years(project.start, project.end)),
        ExplorerCell(
            amount_text(total, language) if total else "–",
            marks=tuple(_amount_marks(project, language)),
        ),
    )
    return ExplorerRow(
        id=project.id,
        cells=cells,
        keys=(None, None, None, known.year if known else None, None),
        facets=facet_values(PROJECT_FACETS, project),
        money=project_money(project),
        more=words_not_shown(cells, _words(project, lang)),
    )


def _words(project: Project, lang: str) -> Iterator[str]:
    """The names and numbers by which a reader may look for a project."""
    yield from project.title.values()
    for partner in project.partners:
        names = (*partner.organisation.name.values(), partner.organisation.short_name)
        yield from (name for name in names if name)
    for programme in with_ancestors(project.programme):
        yield from (*programme.name.values(), *programme.short_name.values())
    yield from (identifier.value for identifier in project.identifiers)
    yield from (tie.place.name[lang] for tie in project.ties)


def _amount_marks(project: Project, language: Language) -> Iterator[str]:
    """The reservations that a reader must see with the amount of a project."""
    say, total = language.translations.gettext, project.total
    if not total:
        return
    stated = {
        (a.amount, a.currency)
        for a in project.amounts
        if a.kind.code == AmountKind.TOTAL and a.amount is not None and a.of_whole_project
    }
    if total.amount is not None and not total.currency:
        yield say(N_("no currency stated"))
    if total.qualifier.code == AmountQualifier.UNCLEAR:
        yield say(N_("the printed figure is unclear"))
    if total.joint_id:
        yield say(N_("sum shared by several projects"))
    if stated - {(total.amount, total.currency)}:
        yield say(N_("other amounts are stated too"))
