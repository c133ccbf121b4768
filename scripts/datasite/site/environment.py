"""What templates find on every page: filters, names and messages, by the language of the page.

pelicanconf.py gives FILTERS and GLOBALS to Pelican's Jinja environment. The language is the
variable `language` of the page; nothing reads the process locale.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import jinja2
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup

from datasite.delivery import host_headers
from datasite.language.languages import LANGUAGES, LOCALES, TEXT_LANGUAGES, text_language
from datasite.language.localization import Language
from datasite.memory import NO_MEMORY, Memory
from datasite.model.entities import Statement
from datasite.pages.amount_words import (
    amount_text,
    best_known_words,
    printed_form,
    size_text,
)
from datasite.pages.companions import Companions
from datasite.pages.evidence import disputes, value_sources
from datasite.pages.explorer.summary import count_words, rows_query
from datasite.pages.feeds.feed_links import FORMS
from datasite.pages.links import anchor
from datasite.pages.lists.named import named
from datasite.pages.page import Page
from datasite.pages.sections.on_this_page import headings
from datasite.pages.sections.organisation_facts import fact_words, first_words
from datasite.pages.sections.programme_totals import projects_of, total_words
from datasite.pages.sections.whose_money import whose_money
from datasite.publication.identity import SITE_NAME
from datasite.tables import codes
from datasite.tables.descriptor import text_columns
from datasite.values import Date

# Pelican's generator of articles loads these templates even where it writes no such page.
LOADED_BY_PELICAN = ("archives.html", "author.html", "category.html", "tag.html")


# The variable of a page that holds the macros it has imported, by the name of their template.
MACROS = "macros_of_page"


class TemplateError(Exception):
    """A template that does not fit its page; the message names both."""


class SharedMacros(jinja2.Template):
    """A template whose macros are made once for each page, whichever of its templates import them:
    a page imports the same ones from up to ten templates.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # the names are Jinja's
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> TemplateModule:
        """The macros of this template in the context of a page."""
        of_page = (vars or {}).get(MACROS)
        if of_page is None:
            return super().make_module(vars, shared, locals)
        if self.name not in of_page:
            of_page[self.name] = super().make_module(vars, shared, locals)
        module: TemplateModule = of_page[self.name]
        return module


@contextmanager
def template_errors(page: Page) -> Iterator[None]:
    """Raise what goes wrong in the template of a page as TemplateError."""
    try:
        yield
    except (jinja2.TemplateError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise TemplateError(
            f"{page.template} for {page.url}: {type(error).__name__}: {error}"
        ) from error


def finished_value(value: Any) -> Any:
    """A value that a template shows, unchanged. Raises ValueError where it is missing: None or NaN
    would be shown as a word.
    """
    if value is None or value != value:  # noqa: PLR0124  # only NaN differs from itself
        raise ValueError(f"an expression has no value ({value})")
    return value


def by_language(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function for templates, which calls `function` with the language of the page before its
    own arguments.
    """

    @jinja2.pass_context
    def in_language(context: Context, *arguments: Any) -> Any:
        return function(context["language"], *arguments)

    return in_language


def on_page(method: Callable[..., str]) -> Callable[..., str]:
    """A method of the companions of a page as a filter; the language is its last argument."""

    @jinja2.pass_context
    def of_page(context: Context, *arguments: Any) -> str:
        return method(context["companions"], *arguments, context["language"])

    return of_page


def _statement_value(language: Language, statement: Statement) -> str:
    return language.date(statement.date) if statement.date else statement.words[language.code]


def _date(language: Language, date: Date | datetime.datetime) -> str:
    """A date as words; that of an article is a moment of its day."""
    return language.date(
        Date(date.year, date.month, date.day) if isinstance(date, datetime.datetime) else date
    )


def _sentence(text: str) -> str:
    """A text with a capital letter at its beginning and the rest as it is. (Jinja's `capitalize`
    would write "Eu institution".)
    """
    return text[:1].upper() + text[1:]


# Values as words of the language of the page.
FILTERS: Mapping[str, Callable[..., Any]] = {
    "say": by_language(lambda language, words: words[language.code]),
    # for what a declaration names by its message
    "message": by_language(lambda language, text: language.translations.gettext(text)),
    "number": by_language(Language.number),
    "percent": by_language(Language.percent),
    "date": by_language(_date),
    # Sums: a page that shows one and not what is outside it is refused.
    "sum_money": on_page(Companions.sum_text),
    "part_money": on_page(Companions.part_text),
    "part_in_full": on_page(Companions.part_in_full),
    "sum_on_map": on_page(Companions.map_text),
    "outside_money": on_page(Companions.outside_text),
    "outside_on_map": on_page(Companions.outside_on_map),
    "sum_words": on_page(lambda companions, words, _: companions.words(words)),
    "outside_words": on_page(lambda companions, words, _: companions.outside_words(words)),
    "level": by_language(lambda language, at: language.short_money(at.amount, at.currency)),
    "counted": by_language(lambda language, number, name: count_words(name, number, language)),
    "rows_query": rows_query,
    "amount": by_language(lambda language, amount: amount_text(amount, language)),
    "best_known": by_language(lambda language, project: best_known_words(project, language)),
    "named": by_language(lambda language, project: named(project, language)),
    "printed": by_language(lambda language, amount: printed_form(amount, language)),
    "fact_words": by_language(lambda language, fact: fact_words(fact, language)),
    "first_words": by_language(lambda language, fact: first_words(fact, language)),
    "whose_money": by_language(lambda language, funder: whose_money(funder, language)),
    "total": by_language(lambda language, total: total_words(total, language)),
    "projects_of": by_language(lambda language, whole, total: projects_of(whole, total, language)),
    "size": by_language(lambda language, count: size_text(count, language)),
    "statement_value": by_language(_statement_value),
    "value": by_language(lambda language, value: value.text_in(language)),
    "sentence": _sentence,
    "prose": Markup,  # the content of an article or page, which our reader has sanitised
    "json_ld": lambda page: Markup(page.content.json_ld),  # escaped by schema_org.script
    "headings": lambda html: [(it.id, Markup(it.html)) for it in headings(html)],  # of our own HTML
    "anchor": anchor,
    "disputes": disputes,
    "value_sources": value_sources,
    "other_languages": by_language(
        lambda language, urls: [code for code in urls if code != language.code]
    ),
}

# What is the same on every page.
GLOBALS: Mapping[str, Any] = {
    "languages": LANGUAGES,
    "locales": LOCALES,
    "text_languages": TEXT_LANGUAGES,
    "text_language": text_language,
    "text_columns": text_columns,
    "site_names": SITE_NAME,
    "policy": host_headers.POLICY,
    "codes": codes,
    "feed_forms": FORMS,
}


def prepare_environment(environment: jinja2.Environment, memory: Memory = NO_MEMORY) -> None:
    """Look for templates in our theme alone, and translate messages by the language of the page.
    Templates that are compiled already are read from `memory`.

    Pelican puts a theme of its own behind every theme: a template that is missing would be filled
    from there in silence.
    """
    environment.template_class = SharedMacros
    assert isinstance(environment.loader, jinja2.ChoiceLoader)  # Pelican's
    theme, *_ = environment.loader.loaders
    environment.loader = jinja2.ChoiceLoader(
        [theme, jinja2.DictLoader(dict.fromkeys(LOADED_BY_PELICAN, ""))]
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        by_language(lambda language, *words: language.translations.gettext(*words)),
        by_language(lambda language, *words: language.translations.ngettext(*words)),
        newstyle=True,
    )
    if memory.folder and memory.folder.is_dir():
        environment.bytecode_cache = jinja2.FileSystemBytecodeCache(
            str(memory.folder), f"template-{memory.program}-%s"
        )
