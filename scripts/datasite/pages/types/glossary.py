"""The page of the glossary, and the labels on a page of a project that lead to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.language.languages import Words, column_words
from datasite.language.localization import Language
from datasite.model.entities import Source
from datasite.pages.page import RULES, PageType, Site, message, one_page
from datasite.problems import N_
from datasite.tables.catalog import Catalog

_LISTS = ("role", "kind", "stage")  # the columns that name the code that an entry explains


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A term with its short and long explanation; without a source the explanation is ours."""

    id: str
    term: Words
    short: Words
    long: Words
    source: Source | None


@dataclass(frozen=True)
class GlossaryView:
    """The entries in the order of one language."""

    entries: tuple[Entry, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the entries, each once, in the order of reading."""
        used = {entry.source.id: entry.source for entry in self.entries if entry.source}
        return tuple(used.values())


class Terms:
    """The terms that a page explains in place: the first label of each leads to its entry."""

    def __init__(self, terms: Mapping[tuple[str, str], str]) -> None:
        self._left = dict(terms)

    def first(self, column: str, code: str) -> str:
        """The entry of a code the first time that it is asked for; then, or without one, blank.

        `column` is role, kind or stage.
        """
        return self._left.pop((column, code), "")


def terms_by_code(catalog: Catalog) -> Mapping[tuple[str, str], str]:
    """The identifier of the entry of each code, e.g. {("kind", "eu_grant"): "dofinansowanie-z-ue"};
    the first where there are several.
    """
    return {
        (column, row[column]): row["term_id"]
        for row in reversed(catalog.rows("glossary"))
        for column in _LISTS
        if row[column]
    }


def glossary_view(site: Site, language: Language) -> GlossaryView:
    """Every entry, in alphabetical order of the terms."""
    entries = [
        Entry(
            id=row["term_id"],
            term=column_words(row.cells, "term"),
            short=column_words(row.cells, "short"),
            long=column_words(row.cells, "long"),
            source=site.register.sources.get(row["source_id"]),
        )
        for row in site.catalog.rows("glossary")
    ]
    return GlossaryView(
        tuple(sorted(entries, key=lambda entry: language.sort_key(entry.term[language.code])))
    )


INDEX = PageType(
    name="glossary",
    template="glossary.html",
    section="glossary",
    items=one_page,
    title=message(N_("Glossary")),
    label=N_("Glossary"),
    footer=RULES,
    description=message(
        N_("The terms that the site uses, each in a sentence and in a little more.")
    ),
    view=lambda site, _, language: glossary_view(site, language),
    sources=lambda view: view.sources,
)
