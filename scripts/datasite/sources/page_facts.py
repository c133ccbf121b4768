"""A saved page in, what it says of itself as a source out: its title, day, address and language,
and the hash of its text.
"""

import re
from collections.abc import Mapping

from lxml import html as pages
from lxml.etree import ParserError

from datasite.problems import N_, Message, shown
from datasite.sources import web_page
from datasite.values import Date, is_address

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its encoding
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Where pages say it, the most trustworthy first.
_PLACES: Mapping[str, tuple[str, ...]] = {
    "title": ("//meta[@property='og:title']/@content", "//h1", "//title"),
    "published": (
        "//meta[@property='article:published_time']/@content",
        "//meta[@name='DC.date' or @name='dcterms.date' or @name='date']/@content",
        "//*[@itemprop='datePublished']/@content",
        "//*[@itemprop='datePublished']/@datetime",
        "//article//time/@datetime",
        "//time/@datetime",
    ),
    "url": ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
    "language": ("/html/@lang",),
}


def unreadable(name: str, error: OSError) -> Message:
    """What people are told of a saved page that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Message(N_("There is no file %(name)s."), {"name": shown(name)})
    return Message(
        N_("The saved page %(name)s cannot be read: %(error)s."),
        {"name": shown(name), "error": shown(error.strerror or str(error))},
    )


def facts(page: bytes) -> dict[str, str]:
    """What the page says, by the fields of a source; what it does not say is not there."""
    named = _CHARSET.search(page[:_HEAD])
    try:
        root = pages.document_fromstring(
            page, parser=pages.HTMLParser(encoding=named[1].decode() if named else "utf-8")
        )
    except (ParserError, LookupError):  # nothing in it, or an encoding that nobody knows
        return {}
    found = {
        field: said
        for field, places in _PLACES.items()
        if (
            said := next(
                filter(None, (_fit(field, it) for place in places for it in _found(root, place))),
                "",
            )
        )
    }
    return found | {"content_sha256": web_page.digest(page)}


def _found(root: pages.HtmlElement, place: str) -> list[object]:
    found = root.xpath(place)
    return list(found) if isinstance(found, list) else []


def _fit(field: str, found: object) -> str:
    """The text in the form that the field has; blank where it has none."""
    words = " ".join(
        str(found if isinstance(found, str) else getattr(found, "text_content", str)()).split()
    )
    if field == "published":
        day = _DAY.match(words)
        return day[0] if day and Date.parse(day[0]) else ""
    if field == "url":
        return words if is_address(words) else ""
    return words.lower()[:2] if field == "language" else words
