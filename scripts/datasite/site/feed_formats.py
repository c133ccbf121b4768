"""RSS 2.0 and Atom as Pelican writes them, but that no feed asks the clock for its date, and that
RSS has the whole text of each entry too; and JSON Feed, which Pelican writes by the same way.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, TextIO

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


class JsonFeed(_DatedFeed):
    """JSON Feed 1.1."""

    def write(self, outfile: TextIO, encoding: str) -> None:
        """Write it into a file, which is in UTF-8 as Pelican opens it and JSON Feed asks."""
        assert encoding == "utf-8"
        content = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [_json_item(item) for item in self.items],
        }
        json.dump(content, outfile, ensure_ascii=False, indent=1)
        outfile.write("\n")


def _json_item(item: dict[str, Any]) -> dict[str, str]:
    return {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "summary": item["plain_summary"],
        "content_html": item["content"],
        "date_published": item["pubdate"].isoformat(),
        "date_modified": item["updateddate"].isoformat(),
    }


Feed = AtomFeed | RssFeed | JsonFeed
FORMATS: Mapping[str, type[Feed]] = {"atom": AtomFeed, "rss": RssFeed, "json": JsonFeed}
