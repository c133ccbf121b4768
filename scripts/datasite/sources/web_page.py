"""The bytes of a page in, its text and the digest of that text out: what tells whether a source
still says what it said.

Text is what a reader sees of the main part: of `main`, or of the only article, or else of the body,
without scripts, navigation, headers, footers, buttons and what is hidden; NFC, each run of blanks
one space. What a page shows anew on every visit (a counter, the date of today) is text like any
other: nothing tells it apart. PDF and whatever else is not a page or plain text has no text; its
digest is that of its bytes, and so is that of a page without any text.
"""

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterator

from lxml import etree
from lxml import html as parser

_PAGES = ("text/html", "application/xhtml+xml")
_DROPPED = (
    ".//script | .//style | .//noscript | .//template | .//svg | .//iframe | .//object | .//nav |"
    " .//aside | .//select | .//textarea | .//button | .//dialog | .//header[not(ancestor::main or"
    " ancestor::article)] | .//footer[not(ancestor::main or ancestor::article)] | .//*[@hidden or"
    " @aria-hidden='true'] | .//*[@role='navigation' or @role='banner' or @role='contentinfo' or"
    " @role='complementary' or @role='search' or @role='dialog' or @role='alertdialog']"
)
_MAIN = (
    ".//main | .//*[@role='main']",
    ".//article",
)  # the first of which there is exactly one with text
_INLINE = re.compile(
    r"(?:abbr|acronym|a|bdi|bdo|big|b|cite|code|data|del|dfn|em|font|ins|i|kbd|mark|q|samp|small|span|strike|strong|sub|sup|s|time|tt|u|var|wbr)\Z"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_CHARSET = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes in which a page names its encoding


def text(html: bytes, content_type: str = "") -> str:
    """The visible text of the main part; blank of what is neither a page nor plain text.

    `content_type` is the header of the response, where there was one.
    """
    kind = _kind(html, content_type)
    if kind in _PAGES:
        return _tidy("".join(_words(_main(_decoded(html, content_type)))))
    return _tidy(_decoded(html, content_type)) if kind == "text/plain" else ""


def digest(html: bytes, content_type: str = "") -> str:
    """SHA-256 in hexadecimal: of the text in UTF-8, or of the bytes where there is none."""
    found = text(html, content_type)
    return hashlib.sha256(found.encode() if found else html).hexdigest()


def _kind(content: bytes, content_type: str) -> str:
    """The media type that the server says; of a saved file, whether it looks like a page."""
    if stated := content_type.partition(";")[0].strip().lower():
        return stated
    start = content[:_HEAD].lower()
    return (
        "text/html"
        if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|!--|head|body)", start)
        or b"<html" in start
        else ""
    )


def _decoded(content: bytes, content_type: str) -> str:
    """By the mark of byte order, else the encoding of the header, else that of the page, else
    UTF-8. What it cannot be is replaced.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(name, "replace")
    stated = re.search(r"charset\s*=\s*[\"']?([\w-]+)", content_type, re.IGNORECASE)
    named = _CHARSET.search(content[:_HEAD])
    for name in (
        stated.group(1) if stated else "",
        named.group(1).decode() if named else "",
        "utf-8",
    ):
        try:
            if name:
                return content.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8", "replace")


def _main(page: str) -> parser.HtmlElement | None:
    """The element that holds the main part, what is not read taken out of it; none of a page
    without a body.
    """
    try:
        tree: parser.HtmlElement = parser.document_fromstring(
            page.encode("utf-8", "replace"),
            parser=parser.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
        )
    except etree.ParserError:
        return None
    body = tree.find("body")
    if body is None:
        return None
    for element in body.xpath(_DROPPED):
        element.drop_tree()
    for query in _MAIN:
        found = [element for element in body.xpath(query) if "".join(element.itertext()).strip()]
        if len(found) == 1:
            return found[0]
    return body


def _words(element: parser.HtmlElement | None) -> Iterator[str]:
    """Every text of the element, with a blank where an element that is not inline begins or ends."""
    if element is None:
        return
    for event, at in etree.iterwalk(element, events=("start", "end")):
        if not _INLINE.match(at.tag):
            yield " "
        if event == "start":
            yield at.text or ""
        elif at is not element:
            yield at.tail or ""


def _tidy(words: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", words)).split())
