"""A feed in one format, its entries, and the formats."""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from datasite.publication.file_types import ATOM

# The files of each feed, and what the writer calls their formats.
FEEDS: Mapping[str, str] = {"rss.xml": "rss", ATOM: "atom", "feed.json": "json"}

_NAMES = "kto-z-kim-za-ile"  # before every lasting name; the address of the site is in none


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
    """A feed in one format: the page that shows the same, and the entries, newest first. Those of
    a feed `of_news` are Pelican's articles.
    """

    title: str
    description: str
    author: str
    lang: str
    page: str
    format: str
    guid: str
    items: tuple[Item, ...] = ()
    of_news: bool = False


def lasting_id(*names: str) -> str:
    """The lasting name of what `names` tell apart, which does not depend on the host."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join((_NAMES, *names))).urn


def news_guid(name: str, lang: str) -> str:
    """The lasting id of a news item, which depends on its name and language."""
    return lasting_id("news", name, lang)
