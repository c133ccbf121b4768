"""News and corrections in, RSS 2.0 and Atom out, one pair of each for each language.

Dates come from what they tell, never from a clock.
"""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from feedgenerator import Atom1Feed, Rss201rev2Feed

from datasite.content.prose import Text
from datasite.language.localization import Language
from datasite.pages.all_pages import Page
from datasite.pages.corrections import Correction
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


@dataclass(frozen=True)
class Item:
    """One thing to tell. `content` is HTML; `guid` stays for ever."""

    title: str
    address: str
    summary: str
    content: str
    guid: str
    day: Date


@dataclass(frozen=True)
class Channel:
    """What a feed holds, newest first, and where: the page that shows the same, and the folder in
    which its files stand.
    """

    title: str
    description: str
    page: str
    folder: str
    items: tuple[Item, ...]


def of_news(articles: Iterable[Page], language: Language) -> Channel:
    """The news of one language; `articles` are its article pages, newest first."""
    home = addresses.page("", "", language.code)
    return Channel(
        SITE_NAME[language.code],
        language.translations.gettext(DESCRIPTION),
        home,
        home,
        tuple(map(_of_article, articles)),
    )


def _of_article(page: Page) -> Item:
    text: Text = page.view.text
    assert text.date  # news carry their day in their name
    return Item(text.title, page.url, text.summary, text.html, guid(text), text.date)


def of_corrections(log: Iterable[Correction], language: Language) -> Channel:
    """The corrections in one language, newest first."""
    say, lang = language.translations.gettext, language.code
    page = addresses.page("corrections", "", lang)
    return Channel(
        f"{SITE_NAME[lang]} – {say(N_('Corrections'))}",
        say(OF_CORRECTIONS),
        page,
        page,
        tuple(_of_correction(it, language, page) for it in log),
    )


def _of_correction(it: Correction, language: Language, page: str) -> Item:
    lang = language.code
    sentence = language.translations.gettext(N_("was %(was)s, is %(now)s.")) % {
        "was": it.was.said(language),
        "now": it.is_now.said(language),
    }
    said = f"{it.label[lang]}: {sentence} {it.reason[lang]}"
    return Item(
        f"{it.name[lang]}: {it.label[lang]}",
        f"{page}#{it.anchor}",
        said,
        f"<p>{escape(said)}</p>",
        uuid.uuid5(it.name_in_log, lang).urn,
        it.date,
    )


def build(channel: Channel, language: Language, site_url: str, name: str, released: Date) -> bytes:
    """The feed `name` of a channel; one that is still empty is as old as the release."""
    feed = FEEDS[name](
        title=channel.title,
        link=site_url + channel.page,
        description=channel.description,
        language=language.code,
        author_name=SITE_NAME[language.code],
        feed_url=f"{site_url}{channel.folder}{name}",
    )
    for it in channel.items:
        feed.add_item(
            title=it.title,
            link=site_url + it.address,
            description=escape(it.summary, quote=False),  # which readers take for HTML
            content=it.content,
            unique_id=it.guid,
            unique_id_is_permalink=False,
            pubdate=_noon(it.day),
            updateddate=_noon(it.day),
        )
    if not channel.items:
        feed.latest_post_date = lambda: _noon(released)  # the library would ask the clock
    written: str = feed.writeString("utf-8")
    return written.encode()


def guid(text: Text) -> str:
    """Stable for ever: it depends on the item's name and language, not on the host."""
    return uuid.uuid5(
        uuid.NAMESPACE_URL, f"kto-z-kim-za-ile/{text.kind}/{text.name}/{text.lang}"
    ).urn


def _noon(day: Date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month or 1, day.day or 1, 12, tzinfo=datetime.UTC)
