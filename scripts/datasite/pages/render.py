"""Pages in, HTML out: one Jinja environment for each language, strict and escaping, and the
typography of each language.

Templates set in type what views hold. The language is bound to the environment; nothing reads the
process locale.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from markupsafe import Markup

from datasite.delivery import host_headers
from datasite.language.languages import LANGUAGES, LOCALES, NBSP
from datasite.language.localization import Language
from datasite.language.typography import typeset
from datasite.model.entities import Source
from datasite.pages import corrections, feeds, views
from datasite.pages.all_pages import Page
from datasite.pages.amount_words import amount_text, printed_form
from datasite.pages.corrections import Correction
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import SITE_NAME
from datasite.publication.release import Release
from datasite.values import is_address

NAVIGATION = ("projects", "organisations", "programmes", "places", "cooperation", "data", "news")
_QUESTION_LABELS = {
    "lead": N_("lead partner"), "partners": N_("other partners"), "programme": N_("programme"), "total": N_("total value"), "grant": N_("grant"), "start": N_("start"),
    "end": N_("end"), "number": N_("number"), "place": N_("place"), "official_title_en": N_("English title from a source"),
}  # fmt: skip
_SECTION_LABELS = {
    "projects": N_("Projects"), "organisations": N_("Organisations"), "programmes": N_("Funds"), "places": N_("Places"), "cooperation": N_("Cooperation"),
    "data": N_("Data"), "news": N_("News"), "coverage": N_("What we know"), "search": N_("Search"), "charts": N_("Charts"), "corrections": N_("Corrections"),
}  # fmt: skip


class TemplateError(Exception):
    """A template that does not fit its view; the message names both."""


@dataclass(frozen=True)
class Renderer:
    """Sets pages of one language in type."""

    templates: Path
    language: Language
    site_url: str
    sizes: Mapping[str, int]  # of the files under /data/, by name
    texts: tuple[Page, ...]  # the pages of prose
    release: Release
    corrections: tuple[Correction, ...] = ()

    def page(self, page: Page) -> str:
        context = {
            "page": page,
            "view": page.view,
            "href": self._linker(page),
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
        language = self.language
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.templates),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        )
        environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        environment.filters |= {
            "say": lambda words: words[language.code],
            "number": language.number,
            "percent": language.percent,
            "date": language.date,
            "short_money": lambda total: language.short_money(total.amount, total.currency),
            "money": lambda total: language.money(total.amount, total.currency),
            "amount": lambda amount: amount_text(amount, language),
            "printed": lambda amount: printed_form(amount, language),
            "size": lambda count: size_text(count, language),
            "message": language.translations.gettext,  # for what a declaration names by its message
            "question": lambda name: language.translations.gettext(_QUESTION_LABELS[name]),
            "statement_value": lambda statement: (
                language.date(statement.date) if statement.date else statement.words[language.code]
            ),
            "value": lambda value: value.said(language),
            "prose": lambda text: Markup(text.html),  # sanitised by render_markdown
            "json_ld": lambda page: Markup(page.linked),  # escaped by linked.script
            "anchor": anchor,
            "disputes": views.disputes,
            "other_languages": lambda urls: [lang for lang in urls if lang != language.code],
        }
        environment.globals |= {
            "lang": language.code,
            "languages": LANGUAGES,
            "locales": LOCALES,
            "site_name": SITE_NAME[language.code],
            "site_names": SITE_NAME,
            "texts": self.texts,
            "release": self.release,
            "corrections_of": self._corrections_of,
            "corrections_on": lambda url: [
                it for it in self.corrections if it.page[language.code] == url
            ],
            "policy": host_headers.POLICY,
            "file_size": lambda name: size_text(self.sizes[name], language),
            "site_url": self.site_url,
            "feeds": tuple(feeds.FEEDS),
            "navigation": [
                (section, language.translations.gettext(_SECTION_LABELS[section]))
                for section in NAVIGATION
            ],
            "section_label": lambda section: language.translations.gettext(
                _SECTION_LABELS[section]
            ),
            "period": language.period,
            "years": language.years,
            "language_name": lambda code: Language(code, language.translations).name,
        }
        return environment

    def _corrections_of(self, dataset: str, record: str, *fields: str) -> list[Correction]:
        """The last correction of each field of a record, or of the fields that are named."""
        return [
            it
            for it in self._corrected.get((dataset, record), ())
            if not fields or it.field in fields
        ]

    @cached_property
    def _corrected(self) -> Mapping[tuple[str, str], tuple[Correction, ...]]:
        return corrections.by_record(self.corrections)

    def _linker(self, page: Page) -> "Linker":
        return Linker(
            page,
            self.language.code,
            self.site_url,
            {text.view.name: text.url for text in self.texts},
        )


@dataclass(frozen=True)
class Linker:
    """Addresses as one page must write them: relative, so that the site works under any path; from
    the root on the page for what is missing, which stands anywhere.
    """

    page: Page
    lang: str
    site_url: str
    texts: Mapping[str, str]  # addresses of the pages of prose by name

    def to(self, url: str) -> str:
        if self.page.type == "missing":
            return urlsplit(self.site_url).path + url
        here = posixpath.dirname(self.page.url)
        relative = posixpath.relpath(url, here)
        return relative + "/" if url.endswith("/") and not relative.endswith("/") else relative

    def section(self, section: str) -> str:
        return self.to(addresses.page(section, "", self.lang))

    def record(self, section: str, slug: str) -> str:
        return self.to(addresses.page(section, slug, self.lang))

    def text(self, name: str) -> str:
        return self.to(self.texts[name])

    def file(self, name: str) -> str:
        return self.to(f"/data/{name}")

    def outside(self, url: str) -> str:
        """An address of another site as it stands.

        Raises ValueError where it would do anything but lead there; the checks have refused it
        before.
        """
        if not is_address(url):
            raise ValueError(f"{url!r} is no web address")
        return url

    def static(self, name: str) -> str:
        return self.to(f"/theme/{name}")


class Footnotes:
    """The sources of one page by number, and every mark that was set so far, so that the list at
    its foot can lead back to each.
    """

    def __init__(self, page: Page) -> None:
        self._numbers = {source.id: n for n, source in enumerate(page.sources, 1)}
        self._marks = Counter[int]()

    def number(self, source: Source) -> int:
        return self._numbers[source.id]

    def mark(self, source: Source) -> str:
        """The id of the mark that is being set."""
        number = self.number(source)
        self._marks[number] += 1
        return f"m{number}-{self._marks[number]}"

    def marks(self, source: Source) -> list[str]:
        """The ids of the marks of a source, in the order of reading."""
        number = self.number(source)
        return [f"m{number}-{n + 1}" for n in range(self._marks[number])]


def anchor(text: str) -> str:
    """An id out of a value: an underscore for each run of blanks, the rest as it stands, so that
    LT-PL/3R and LT-PL-3R stay two.
    """
    return re.sub(r"\s+", "_", text)


def size_text(count: int, language: Language) -> str:
    """A file's size as people read it, in units of a thousand."""
    if count < 1000:
        return f"{count}{NBSP}B"
    return (
        f"{language.number(round(count / 1000))}{NBSP}kB"
        if count < 1_000_000
        else f"{language.number(Decimal(round(count / 100_000)) / 10)}{NBSP}MB"
    )
