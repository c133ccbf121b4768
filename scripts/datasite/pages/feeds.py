"""The feeds: news and corrections as RSS 2.0 and Atom, one pair of each in each language.

Dates are those of the news and corrections, never those of a clock.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from feedgenerator import Atom1Feed, Rss201rev2Feed
from markupsafe import Markup

from datasite.content.prose import Text
from datasite.language.languages import text_language
from datasite.language.localization import Language
from datasite.pages.corrections import Correction
from datasite.pages.page import Page
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import SITE_NAME
from datasite.values import Date

FEEDS: Mapping[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {
    "rss.xml": Rss201rev2Feed,
    "atom.xml": Atom1Feed,
}
DESCRIPTION = N_("News of the projects and of the register.")
OF_CORRECTIONS = N_(
    "Every published value that was wrong: what it was, what it is now, why, and who noticed."
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entry of a feed. `content` is HTML; `guid` never changes."""

    title: str
    address: str
    summary: str
    content: str
    guid: str
    day: Date


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A feed: its entries, newest first; the page that shows the same; the folder of its files."""

    title: str
    description: str
    page: str
    folder: str
    items: tuple[Item, ...]


def news_channel(articles: Iterable[Page], language: Language) -> Channel:
    """The news of one language; `articles` are its article pages, newest first."""
    home = addresses.page("", "", language.code)
    return Channel(
        title=SITE_NAME[language.code],
        description=language.translations.gettext(DESCRIPTION),
        page=home,
        folder=home,
        items=tuple(_news_item(page) for page in articles),
    )


def _news_item(page: Page) -> Item:
    text: Text = page.view.text
    assert text.date  # news have their day in their name
    return Item(
        title=text.title,
        address=page.url,
        summary=text.summary,
        content=text.html,
        guid=guid(text),
        day=text.date,
    )


def corrections_channel(log: Iterable[Correction], language: Language) -> Channel:
    """The corrections in one language, newest first."""
    say, lang = language.translations.gettext, language.code
    page = addresses.page("corrections", "", lang)
    return Channel(
        title=f"{SITE_NAME[lang]} – {say(N_('Corrections'))}",
        description=say(OF_CORRECTIONS),
        page=page,
        folder=page,
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
        day=correction.date,
    )


def build_feed(
    channel: Channel, language: Language, site_url: str, name: str, released: Date
) -> bytes:
    """The feed `name` of a channel, e.g. rss.xml; one that is still empty is as old as the
    release.
    """
    feed = FEEDS[name](
        title=channel.title,
        link=site_url + channel.page,
        description=channel.description,
        language=text_language(language.code),
        author_name=SITE_NAME[language.code],
        feed_url=f"{site_url}{channel.folder}{name}",
    )
    for item in channel.items:
        feed.add_item(
            title=item.title,
            link=site_url + item.address,
            description=escape(item.summary, quote=False),  # which readers take for HTML
            content=item.content,
            unique_id=item.guid,
            unique_id_is_permalink=False,
            pubdate=_noon(item.day),
            updateddate=_noon(item.day),
        )
    if not channel.items:
        feed.latest_post_date = lambda: _noon(released)  # the library would ask the clock
    xml: str = feed.writeString("utf-8")
    return xml.encode()


def guid(text: Text) -> str:
    """The lasting id of a text, which depends on its name and language and not on the host."""
    return uuid.uuid5(
        uuid.NAMESPACE_URL, f"kto-z-kim-za-ile/{text.kind}/{text.name}/{text.lang}"
    ).urn


def _noon(day: Date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month or 1, day.day or 1, 12, tzinfo=datetime.UTC)
