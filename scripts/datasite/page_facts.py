"""A saved page in, what it says of itself as a source out: its title, day, address and language, and the hash of its text."""

import re
from collections.abc import Mapping

from datasite import page_text
from datasite.values import Date, is_address

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


def facts(html: bytes) -> dict[str, str]:
    """What the page says, by the fields of a source; what it does not say is not there."""
    root = page_text.parsed(html)
    if root is None:
        return {}
    found = {field: said for field, places in _PLACES.items() if (said := next(filter(None, (_fit(field, it) for place in places for it in root.xpath(place))), ""))}
    return found | {"content_sha256": page_text.digest(html)}


def _fit(field: str, found: object) -> str:
    """The text in the form that the field has; blank where it has none."""
    words = " ".join(str(found if isinstance(found, str) else getattr(found, "text_content", str)()).split())
    if field == "published":
        day = _DAY.match(words)
        return day[0] if day and Date.parse(day[0]) else ""
    if field == "url":
        return words if is_address(words) else ""
    return words.lower()[:2] if field == "language" else words
