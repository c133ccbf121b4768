"""The explorer of projects."""

from collections.abc import Iterable, Iterator, Sequence

from datasite.language.localization import Language
from datasite.model.entities import Code, Programme, Project
from datasite.model.families import newest_first
from datasite.model.sums import sums_of
from datasite.pages.amount_words import best_known_words
from datasite.pages.explorer.facets import build_facet, facet_values
from datasite.pages.explorer.project_amounts import (
    amount_headings,
    amount_measure,
    amount_rank,
    project_money,
    used_currencies,
)
from datasite.pages.explorer.project_facets import PROJECT_FACETS, with_ancestors
from datasite.pages.explorer.rows import (
    TOPIC,
    Column,
    Explorer,
    ExplorerCell,
    ExplorerRow,
    Piece,
    places_named,
    rows_that_fit,
    words_not_shown,
)
from datasite.pages.explorer.summary import summary_with_sums
from datasite.pages.lists.named import Named, named
from datasite.problems import N_


def project_explorer(projects: Iterable[Project], language: Language) -> Explorer:
    """The projects by their best-known amounts: those of a currency together, the largest first."""
    say = language.translations.gettext
    every = tuple(projects)
    currencies = used_currencies(every)
    chosen = sorted(every, key=lambda project: _largest_first(project, currencies))
    rows = tuple(_row(project, currencies, language) for project in chosen)
    return Explorer(
        section="projects",
        columns=(
            Column("title", say(N_("project")), "text"),
            Column("field", say(N_("field of work")), "text", TOPIC, below=True),
            Column("lead", say(N_("who")), "text", links="organisations"),
            Column("fund", say(N_("fund")), "text", links="programmes", below=True),
            Column("when", say(N_("when")), "number", "when"),
            Column("amount", say(N_("for how much")), "money", "num"),
        ),
        sort="-amount",
        rows=rows,
        first=rows_that_fit(rows),
        facets=tuple(build_facet(facet_type, chosen, language) for facet_type in PROJECT_FACETS),
        placeholder=say(N_("a word, a name, a number")),
        summary=summary_with_sums("projects", sums_of(chosen), language),
        table="projects_wide",
        groups=amount_headings(currencies, language),
        quick="field",
    )


def _largest_first(
    project: Project, currencies: Sequence[str]
) -> tuple[int, bool, int, tuple[int, str]]:
    """A sort key; projects of one amount are ordered the newest first."""
    rank = amount_rank(project, currencies)
    return (rank.place, rank.cents is None, -(rank.cents or 0), newest_first(project))


def _row(project: Project, currencies: Sequence[str], language: Language) -> ExplorerRow:
    lang, words, who = language.code, best_known_words(project, language), named(project, language)
    known = project.start or project.end
    cells = (
        ExplorerCell(project.title[lang], project.reference_number),
        _field(project.field, lang),
        ExplorerCell(who.text, who.note, pieces=tuple(_pieces(who))),
        _fund(project.programme, lang),
        ExplorerCell(language.years(project.start, project.end)),
        ExplorerCell(words.text, words.note, words.marks),
    )
    more = words_not_shown(cells, _words(project, lang))
    return ExplorerRow(
        id=project.id,
        cells=cells,
        keys=(None, None, None, None, known.year if known else None, None),
        facets=facet_values(PROJECT_FACETS, project),
        money=project_money(project, language),
        rank=amount_rank(project, currencies),
        measure=amount_measure(project, language),
        more=more,
        places=places_named(cells, more, language),
    )


def _pieces(who: Named) -> Iterator[Piece]:
    """The words that name organisations, each name with its link."""
    for number, (organisation, name) in enumerate(zip(who.organisations, who.names, strict=True)):
        if number:
            yield Piece(", ")
        yield Piece(name, organisation.id)
    if who.more:
        yield Piece(f" {who.more}")


def _fund(programme: Programme | None, lang: str) -> ExplorerCell:
    if not programme:
        return ExplorerCell("")
    name = programme.short_name[lang]
    return ExplorerCell(name, pieces=(Piece(name, programme.id),))


def _field(field: Code, lang: str) -> ExplorerCell:
    label = field.label[lang]
    return ExplorerCell(label, pieces=(Piece(label, field.code),))


def _words(project: Project, lang: str) -> Iterator[str]:
    """The names and numbers by which a reader may look for a project."""
    yield from project.title.values()
    for partner in project.partners:
        names = (*partner.organisation.name.values(), partner.organisation.short_name)
        yield from (name for name in names if name)
    for programme in with_ancestors(project.programme):
        yield from (*programme.name.values(), *programme.short_name.values())
    yield from (theme.label[lang] for theme in project.themes)
    yield from (identifier.value for identifier in project.identifiers)
    yield from (tie.place.name[lang] for tie in project.ties)
