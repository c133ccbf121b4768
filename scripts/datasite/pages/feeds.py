"""The feeds of the site: news and corrections of each language, each as RSS 2.0 and as Atom.

Pelican writes them. Here is what they say of themselves, and the entries on corrections; the
entries on news are Pelican's articles.
"""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from datasite.language.languages import text_language
from datasite.language.localization import Language
from datasite.pages.corrections import Correction
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import SITE_NAME

# The files of each feed, and what Pelican calls their formats.
FEEDS: Mapping[str, str] = {"rss.xml": "rss", "atom.xml": "atom"}
DESCRIPTION = N_("News of the projects and of the register.")
OF_CORRECTIONS = N_(
    "Every published value that was wrong: what it was, what it is now, why, and who noticed."
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a feed. `address` is its page from the root of the site, `content` is HTML;
    `guid` never changes.
    """

    title: str
    address: str
    summary: str
    content: str
    guid: str
    date: datetime.datetime


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A feed in one format: the page that shows the same, and the entries that are not articles,
    newest first.
    """

    title: str
    description: str
    author: str
    lang: str
    page: str
    format: str
    items: tuple[Item, ...] = ()


def build_channels(
    log: Iterable[Correction], languages: Iterable[Language]
) -> Iterator[tuple[str, Channel]]:
    """Every feed of the site as (path, channel), e.g. ("pl/rss.xml", …); `log` is that of
    corrections.
    """
    log = tuple(log)
    for language in languages:
        for name, form in FEEDS.items():
            for channel in (_news(language, form), _corrections(log, language, form)):
                yield f"{channel.page.strip('/')}/{name}", channel


def _news(language: Language, form: str) -> Channel:
    return Channel(
        title=SITE_NAME[language.code],
        description=language.translations.gettext(DESCRIPTION),
        author=SITE_NAME[language.code],
        lang=text_language(language.code),
        page=addresses.page("", "", language.code),
        format=form,
    )


def _corrections(log: tuple[Correction, ...], language: Language, form: str) -> Channel:
    say, name = language.translations.gettext, SITE_NAME[language.code]
    page = addresses.page("corrections", "", language.code)
    return Channel(
        title=f"{name} – {say(N_('Corrections'))}",
        description=say(OF_CORRECTIONS),
        author=name,
        lang=text_language(language.code),
        page=page,
        format=form,
        items=tuple(_correction_item(correction, language, page) for correction in log),
    )


def _correction_item(correction: Correction, language: Language, page: str) -> Item:
    lang = language.code
    label = correction.label[lang]
    change = language.translations.gettext(N_("was %(was)s, is %(now)s.")) % {
        "was": correction.was.text_in(language),
        "now": correction.is_now.text_in(language),
    }
    summary = f"{label}: {change} {correction.reason[lang]}"
    return Item(
        title=f"{correction.name[lang]}: {label}",
        address=f"{page}#{correction.anchor}",
        summary=summary,
        content=str(Markup("<p>{}</p>").format(summary)),
        guid=uuid.uuid5(correction.name_in_log, lang).urn,
        date=correction.date.noon,
    )


def news_guid(name: str, lang: str) -> str:
    """The lasting id of a news item, which depends on its name and language and not on the host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"kto-z-kim-za-ile/news/{name}/{lang}").urn
