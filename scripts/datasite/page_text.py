"""A page's bytes in, its text as a reader sees it out, and the hash of that text: what tells whether a source has changed."""

import hashlib
import re
import unicodedata

from lxml import html as pages
from lxml.etree import ParserError

_UNSEEN = "//script | //style | //noscript | //template | //comment() | //head"
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)


def text(html: bytes, content_type: str = "") -> str:
    """The words of the page on one line, without what no reader sees. `content_type` is the header with which it came, if any."""
    root = parsed(html, content_type)
    if root is None:
        return ""
    for unseen in root.xpath(_UNSEEN):
        unseen.drop_tree()
    return " ".join(unicodedata.normalize("NFC", " ".join(root.itertext())).split())


def digest(html: bytes, content_type: str = "") -> str:
    """The SHA-256 of the page's text."""
    return hashlib.sha256(text(html, content_type).encode()).hexdigest()


def parsed(html: bytes, content_type: str = "") -> pages.HtmlElement | None:
    """The page as a tree; None where there is nothing in it."""
    named = _CHARSET.search(content_type) or _CHARSET.search(html[:2000].decode("ascii", "replace"))
    try:
        return pages.document_fromstring(html, parser=pages.HTMLParser(encoding=named[1] if named else "utf-8"))
    except (ParserError, LookupError):
        return None
