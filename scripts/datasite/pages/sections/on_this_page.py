"""The links to the sections of a long page, read from its own HTML, so that no list of sections is
kept beside the sections.
"""

import re
from typing import NamedTuple

FEWEST = 4  # sections of a page that needs links to them
# A section of a ledger with its heading, or a heading of a text.
_HEADING = re.compile(
    r'<section\b[^>]*?\bid="(?P<section>[^"]+)"[^>]*>\s*<h2>(?P<asked>.*?)</h2>'
    r'|<h2 id="(?P<part>[^"]+)">(?P<named>.*?)</h2>',
    re.S,
)
_TAG = re.compile(r"<[^>]*>")


class Heading(NamedTuple):
    """A section of a page: the id to which a link leads, and its heading as HTML text."""

    id: str
    html: str


def headings(html: str) -> tuple[Heading, ...]:
    """The sections that have an id, in their order; none where they are too few for links."""
    found = tuple(
        Heading(match["section"] or match["part"], _text(match["asked"] or match["named"]))
        for match in _HEADING.finditer(html)
    )
    return found if len(found) >= FEWEST else ()


def _text(html: str) -> str:
    return " ".join(_TAG.sub("", html).split())
