"""oEmbed: the file beside a page that says how other sites embed it (https://oembed.com/, 1.0)."""

from collections.abc import Mapping
from typing import Any

from datasite.publication.identity import SITE_NAME
from datasite.publication.json_bytes import json_bytes

FILE = "oembed.json"
_VERSION = "1.0"
# In CSS pixels. A static file cannot know how much room there is: the frame in `html` takes all.
_WIDTH = 640
_TEXT, _PIXELS = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}
SCHEMA: Mapping[str, Any] = {
    "title": "oEmbed 1.0, rich",
    "type": "object",
    "properties": {
        "version": {"const": _VERSION},
        "type": {"const": "rich"},
        **dict.fromkeys(("title", "provider_name", "html"), _TEXT),
        "provider_url": {"type": "string", "format": "uri"},
        **dict.fromkeys(("width", "height"), _PIXELS),
    },
    "required": [
        *("version", "type", "title", "provider_name", "provider_url"),
        *("html", "width", "height"),
    ],
    "additionalProperties": False,
}


def build_oembed(code: str, title: str, height: int, lang: str, site_url: str) -> bytes:
    """The file of a page; `code` is the HTML that shows it, `height` CSS pixels high."""
    return json_bytes(
        {
            "version": _VERSION,
            "type": "rich",
            "title": title,
            "provider_name": SITE_NAME[lang],
            "provider_url": f"{site_url}/{lang}/",
            "html": code,
            "width": _WIDTH,
            "height": height,
        }
    )
