"""News in, RSS 2.0 and Atom out, one pair for each language. Dates come from the news, never from a clock."""

import datetime
import html
import uuid
from collections.abc import Iterable, Mapping

from feedgenerator import Atom1Feed, Rss201rev2Feed

from datasite.i18n import Language
from datasite.pages import SITE_NAME, Page
from datasite.problems import N_
from datasite.prose import Text
from datasite.values import Date

FEEDS: Mapping[str, type[Rss201rev2Feed] | type[Atom1Feed]] = {"rss.xml": Rss201rev2Feed, "atom.xml": Atom1Feed}
DESCRIPTION = N_("News of the projects and of the register.")


def build(articles: Iterable[Page], language: Language, site_url: str, name: str) -> bytes:
    """The feed `name` of one language; `articles` are its article pages, newest first."""
    feed = FEEDS[name](
        title=SITE_NAME[language.code],
        link=f"{site_url}/{language.code}/",
        description=language.translations.gettext(DESCRIPTION),
        language=language.code,
        author_name=SITE_NAME[language.code],
        feed_url=f"{site_url}/{language.code}/{name}",
    )
    for page in articles:
        text: Text = page.view.text
        assert text.date  # news carry their day in their name
        feed.add_item(
            title=text.title,
            link=site_url + page.url,
            description=html.escape(text.summary, quote=False),  # which readers take for HTML
            content=text.html,
            unique_id=guid(text),
            unique_id_is_permalink=False,
            pubdate=_noon(text.date),
            updateddate=_noon(text.date),
        )
    written: str = feed.writeString("utf-8")
    return written.encode()


def guid(text: Text) -> str:
    """Stable for ever: it depends on the item's name and language, not on the host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"kto-z-kim-za-ile/{text.kind}/{text.name}/{text.lang}").urn


def _noon(day: Date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month or 1, day.day or 1, 12, tzinfo=datetime.UTC)
