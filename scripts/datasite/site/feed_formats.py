"""RSS 2.0 and Atom as Pelican writes them, but that no feed asks the clock for its date, and that
RSS has the whole text of each entry too.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed


class _DatedFeed(SyndicationFeed):  # type: ignore[misc]  # feedgenerator is untyped
    """A feed that is as old as its newest entry, or as `released` where it has none yet."""

    def latest_post_date(self) -> datetime:
        date: datetime = super().latest_post_date() if self.items else self.feed["released"]
        return date


class AtomFeed(_DatedFeed, Atom1Feed):  # type: ignore[misc]  # feedgenerator is untyped
    """Atom (RFC 4287)."""


class RssFeed(_DatedFeed, Rss201rev2Feed):  # type: ignore[misc]  # feedgenerator is untyped
    """RSS 2.0, with the whole text in content:encoded beside the summary."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
        }

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


FORMATS: Mapping[str, type[AtomFeed] | type[RssFeed]] = {"atom": AtomFeed, "rss": RssFeed}
