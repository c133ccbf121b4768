"""Renders pages as HTML: one Jinja environment for each language, strict and escaping.

The language is bound to the environment; nothing reads the process locale.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from datasite.delivery import host_headers
from datasite.language.languages import (
    LANGUAGES,
    LOCALES,
    TEXT_LANGUAGES,
    other_text_languages,
    text_language,
)
from datasite.language.localization import Language
from datasite.language.typography import typeset
from datasite.pages import corrections, feeds
from datasite.pages.amount_words import amount_text, printed_form, size_text
from datasite.pages.corrections import Correction
from datasite.pages.evidence import disputes
from datasite.pages.footnotes import Footnotes
from datasite.pages.links import Linker, anchor
from datasite.pages.page import Page
from datasite.pages.types import FOOTER, NAVIGATION, SEARCHES, SECTION_LABELS
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import Release
from datasite.tables import codes
from datasite.tables.descriptor import text_columns


class TemplateError(Exception):
    """A template that does not fit its view; the message names both."""


@dataclass(frozen=True)
class Renderer:
    """Renders the pages of one language.

    `sizes` are those of the files under /data/ in bytes, by name; `texts` the pages of text.
    """

    templates: Path
    language: Language
    site_url: str
    sizes: Mapping[str, int]
    texts: tuple[Page, ...]
    release: Release
    corrections: tuple[Correction, ...] = ()

    def page(self, page: Page) -> str:
        """The HTML of a page. Raises TemplateError."""
        context = {
            "page": page,
            "view": page.view,
            "href": Linker(page, self.site_url, {text.view.name: text.url for text in self.texts}),
            "notes": Footnotes(page),
        }
        try:
            html = self._environment.get_template(page.template).render(context)
        except (jinja2.TemplateError, LookupError, TypeError, ValueError, AttributeError) as error:
            raise TemplateError(
                f"{page.template} for {page.url}: {type(error).__name__}: {error}"
            ) from error
        return typeset(html, self.language.code)

    @cached_property
    def _environment(self) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        environment.install_gettext_translations(self.language.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        environment.filters |= filters(self.language)
        environment.globals |= {
            **language_globals(self.language),
            "texts": self.texts,
            "release": self.release,
            "corrections_of": self._corrections_of,
            "corrections_on": self._corrections_on,
            "file_size": lambda name: size_text(self.sizes[name], self.language),
            "site_url": self.site_url,
        }
        return environment

    def _corrections_of(self, dataset: str, record: str, *fields: str) -> list[Correction]:
        """The last correction of each field of a record, or of the fields that are named."""
        return [
            correction
            for correction in self._last_corrections.get((dataset, record), ())
            if not fields or correction.field in fields
        ]

    def _corrections_on(self, url: str) -> list[Correction]:
        """The corrections of the records of a page, which is given by its address."""
        return [c for c in self.corrections if c.page[self.language.code] == url]

    @cached_property
    def _last_corrections(self) -> Mapping[tuple[str, str], tuple[Correction, ...]]:
        return corrections.last_by_record(self.corrections)


def filters(language: Language) -> dict[str, Callable[..., Any]]:
    """The filters of templates: values as words of one language."""
    return {
        "say": lambda words: words[language.code],
        "message": language.translations.gettext,  # for what a declaration names by its message
        "number": language.number,
        "percent": language.percent,
        "date": language.date,
        "money": lambda total: language.money(total.amount, total.currency),
        "short_money": lambda total: language.short_money(total.amount, total.currency),
        "amount": lambda amount: amount_text(amount, language),
        "printed": lambda amount: printed_form(amount, language),
        "size": lambda count: size_text(count, language),
        "statement_value": lambda statement: (
            language.date(statement.date) if statement.date else statement.words[language.code]
        ),
        "value": lambda value: value.text_in(language),
        "prose": lambda text: Markup(text.html),  # sanitised by content
        "json_ld": lambda page: Markup(page.json_ld),  # escaped by schema_org.script
        "anchor": anchor,
        "disputes": disputes,
        "other_languages": lambda urls: [lang for lang in urls if lang != language.code],
    }


def _fallback_lang(language: Language) -> Markup:
    """The attribute that marks data and texts as those of another language; blank where the
    language has its own.
    """
    shown = text_language(language.code)
    return Markup() if shown == language.code else Markup(' lang="{}"').format(shown)


def language_globals(language: Language) -> dict[str, Any]:
    """The variables of every template beside its page: names, links, codes, words for periods."""
    say = language.translations.gettext
    return {
        "lang": language.code,
        "languages": LANGUAGES,
        "text_languages": TEXT_LANGUAGES,
        "other_text_languages": other_text_languages(language.code),
        "text_columns": text_columns,
        "text_language": text_language,
        "fallback_lang": _fallback_lang(language),
        "locales": LOCALES,
        "language_name": lambda code: Language(code, language.translations).name,
        "site_name": SITE_NAME[language.code],
        "site_names": SITE_NAME,
        "policy": host_headers.POLICY,
        "feeds": tuple(feeds.FEEDS),
        "codes": codes,
        "navigation": [(section, say(SECTION_LABELS[section])) for section in NAVIGATION],
        "footer": [(index.section, index.title(None, language)) for index in FOOTER],
        "section_label": lambda section: say(SECTION_LABELS[section]),
        "search_types": [(name, say(search.label)) for name, search in SEARCHES.items()],
        "period": language.period,
        "years": language.years,
    }
