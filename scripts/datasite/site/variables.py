"""The variables that templates have beside Pelican's: the page, its view, and what its language
says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from datasite.cards.kept import KeptCards
from datasite.language.languages import other_text_languages, text_language
from datasite.language.localization import Language
from datasite.pages import corrections
from datasite.pages.amount_words import size_text
from datasite.pages.companions import Companions
from datasite.pages.corrections import Correction
from datasite.pages.feeds.calendars import calendars
from datasite.pages.feeds.feed_links import FeedLink, links_by_page, site_links
from datasite.pages.footnotes import Footnotes
from datasite.pages.links import Linker
from datasite.pages.page import Page
from datasite.pages.types import FOOTER, NAVIGATION, SEARCHES, SECTION_LABELS
from datasite.pages.types.glossary import Terms, terms_by_code
from datasite.publication.identity import SITE_NAME
from datasite.site.environment import MACROS
from datasite.site.plan import Plan


@dataclass(frozen=True)
class PageVariables:
    """The variables of the pages of one plan; `style_sheets` are their paths in /theme/ by name."""

    plan: Plan
    style_sheets: Mapping[str, str]
    cards: KeptCards

    def of(self, page: Page) -> dict[str, Any]:
        """The variables of one page, by name."""
        return {
            **self._by_language[page.lang],
            "site_page": page,
            "style_sheets": self.style_sheets,
            "share_picture": self.cards.picture_of(page),
            "own_feeds": self._feeds.get(page.url, ()),
            "view": page.view,
            "href": Linker(page, self.plan.site_url, self._text_urls[page.lang]),
            "notes": Footnotes(page),
            "companions": Companions(),
            "terms": Terms(self._terms),
            MACROS: {},
        }

    @cached_property
    def _by_language(self) -> Mapping[str, Mapping[str, Any]]:
        site = self.plan.site
        log = corrections.correction_log(site.catalog)
        last = corrections.last_by_record(log)
        sizes = {name: file.size for name, file in site.files.items()}
        return {
            code: {
                **language_variables(language),
                "texts": self._texts[code],
                "site_feeds": site_links(site, code),
                "release": site.release,
                "contact": site.kept.contact,
                "commit_url": site.kept.commit,
                "file_size": _file_size(sizes, language),
                "corrections_of": _corrections_of(last),
                "corrections_on": _corrections_on(log, code),
            }
            for code, language in site.languages.items()
        }

    @cached_property
    def _feeds(self) -> Mapping[str, tuple[FeedLink, ...]]:
        """The feeds and the calendar of each page, by its address."""
        site = self.plan.site
        return links_by_page(site, calendars(site))

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], str]:
        """The entry of the glossary of each code."""
        return terms_by_code(self.plan.site.catalog)

    @cached_property
    def _texts(self) -> Mapping[str, tuple[Page, ...]]:
        """The pages of text of each language, by their names."""
        return {
            code: tuple(
                sorted(
                    (p for p in self.plan.pages if p.type == "text" and p.lang == code),
                    key=lambda page: str(page.view.name),
                )
            )
            for code in self.plan.site.languages
        }

    @cached_property
    def _text_urls(self) -> Mapping[str, Mapping[str, str]]:
        return {
            code: {text.view.name: text.url for text in texts}
            for code, texts in self._texts.items()
        }


def language_variables(language: Language) -> dict[str, Any]:
    """What a template says in one language: names, links, and words for periods."""
    say = language.translations.gettext
    return {
        "language": language,
        "lang": language.code,
        "other_text_languages": other_text_languages(language.code),
        "fallback_lang": _fallback_lang(language),
        "language_name": lambda code: Language(code, language.translations).name,
        "SITENAME": SITE_NAME[language.code],  # Pelican's is that of the default language
        "navigation": [(section, say(SECTION_LABELS[section])) for section in NAVIGATION],
        "footer": {
            group: [(index.section, index.title(None, language)) for index in indexes]
            for group, indexes in FOOTER.items()
        },
        "section_label": lambda section: say(SECTION_LABELS[section]),
        "search_types": [(name, say(search.label)) for name, search in SEARCHES.items()],
        "period": language.period,
        "years": language.years,
    }


def _fallback_lang(language: Language) -> Markup:
    """The attribute that marks data and texts as those of another language; blank where the
    language has its own.
    """
    shown = text_language(language.code)
    return Markup() if shown == language.code else Markup(' lang="{}"').format(shown)


def _file_size(sizes: Mapping[str, int], language: Language) -> Callable[[str], str]:
    """The size of a file under /data/, which is given by its name."""
    return lambda name: size_text(sizes[name], language)


def _corrections_of(
    last: Mapping[tuple[str, str], tuple[Correction, ...]],
) -> Callable[..., list[Correction]]:
    """The last correction of each field of a record, or of the fields that are named."""
    return lambda dataset, record, *fields: [
        correction
        for correction in last.get((dataset, record), ())
        if not fields or correction.field in fields
    ]


def _corrections_on(log: tuple[Correction, ...], lang: str) -> Callable[[str], list[Correction]]:
    """The corrections of the records of a page, which is given by its address."""
    return lambda url: [correction for correction in log if correction.page[lang] == url]
