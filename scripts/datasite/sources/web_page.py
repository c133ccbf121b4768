"""The content of a web page: its visible text, the digest by which a change of that text is
noticed, and the facts that a saved page states of itself as a source.

The text is what a reader sees of the main part: of `main`, or of the only article, or else of the
body, without scripts, navigation, headers, footers, buttons and hidden elements; in NFC, each run
of blanks one space. A paragraph ends where an element that is not inline begins or ends. What
changes on every visit (a counter, the date of today) is text like any other. A PDF, and everything
else that is neither a page nor plain text, has no text: its digest is that of its bytes, and so is
that of a page without text.
"""

import codecs
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping

from lxml import etree, html

from datasite.problems import N_, Message, shown
from datasite.values import Date, is_address

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
)  # the main part is the first of which exactly one has text
_INLINE = re.compile(
    r"(?:abbr|acronym|a|bdi|bdo|big|b|cite|code|data|del|dfn|em|font|ins|i|kbd|mark|q|samp|small"
    r"|span|strike|strong|sub|sup|s|time|tt|u|var|wbr)\Z"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
# What is put between paragraphs; a blank to str.split, so that the digests are those of the text.
_BREAK = "\u2029"
_HEAD = 4096  # bytes in which a page names its encoding
_CHARSET = re.compile(
    rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Where pages state a fact, the most trustworthy place first.
_FACT_PLACES: Mapping[str, tuple[str, ...]] = {
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


def digest(content: bytes, content_type: str = "") -> str:
    """SHA-256 in hexadecimal: of the text in UTF-8, or of the bytes where there is no text."""
    text = visible_text(content, content_type)
    return hashlib.sha256(text.encode() if text else content).hexdigest()


def visible_text(content: bytes, content_type: str = "") -> str:
    """The visible text of the main part; blank for content that is neither a page nor plain text.

    `content_type` is the header of the response, blank for a saved file.
    """
    return " ".join(paragraphs(content, content_type))


def paragraphs(content: bytes, content_type: str = "") -> tuple[str, ...]:
    """The visible text by paragraphs, none of them blank; those of plain text are its lines."""
    media_type = _media_type(content, content_type)
    if media_type in _PAGES:
        parts = "".join(_words(_main_part(_decode(content, content_type)))).split(_BREAK)
    elif media_type == "text/plain":
        parts = _decode(content, content_type).splitlines()
    else:
        parts = []
    return tuple(filter(None, map(normalise, parts)))


def page_facts(content: bytes) -> dict[str, str]:
    """The facts of a saved page by the fields of a source, without those that it does not state.

    Such as {"title": "…", "published": "2020-02-03", "language": "pl", "content_sha256": "…"};
    empty for a page without content or in an unknown encoding.
    """
    try:
        page = content.decode(next(_encodings(content, "")), "replace")
        root = _parse(page)
    except (etree.ParserError, LookupError, UnicodeError):
        return {}
    facts = {field: _fact(root, field) for field in _FACT_PLACES}
    stated = {field: value for field, value in facts.items() if value}
    return stated | {"content_sha256": digest(content)}


def unreadable_page(name: str, error: OSError) -> Message:
    """The sentence that people read when a saved page cannot be read."""
    if isinstance(error, FileNotFoundError):
        return Message(N_("There is no file %(name)s."), {"name": shown(name)})
    return Message(
        N_("The saved page %(name)s cannot be read: %(error)s."),
        {"name": shown(name), "error": shown(error.strerror or str(error))},
    )


def _media_type(content: bytes, content_type: str) -> str:
    """The media type that the server states; of a saved file, whether it looks like a page."""
    if stated := content_type.partition(";")[0].strip().lower():
        return stated
    start = content[:_HEAD].lower()
    return (
        "text/html"
        if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|!--|head|body)", start)
        or b"<html" in start
        else ""
    )


def _encodings(content: bytes, content_type: str) -> Iterator[str]:
    """The encodings that may be meant: by the byte order mark alone, else that of the header, that
    of the page, and UTF-8.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            yield name
            return
    if stated := _HEADER_CHARSET.search(content_type):
        yield stated[1]
    if named := _CHARSET.search(content[:_HEAD]):
        yield named[1].decode()
    yield "utf-8"


def _decode(content: bytes, content_type: str) -> str:
    """The text in the first encoding that is known; bytes that do not fit are replaced."""
    for name in _encodings(content, content_type):
        try:
            return content.decode(name, "replace")
        except (LookupError, UnicodeError):
            continue
    return content.decode("utf-8", "replace")


def _parse(page: str) -> html.HtmlElement:
    """Raises ParserError where the page is empty."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root: html.HtmlElement = html.document_fromstring(
        page.encode("utf-8", "replace"), parser=parser
    )
    return root


def _main_part(page: str) -> html.HtmlElement | None:
    """The element of the main part without what nobody reads; None for a page without a body."""
    try:
        body = _parse(page).find("body")
    except etree.ParserError:
        return None
    if body is None:
        return None
    for element in body.xpath(_DROPPED):
        element.drop_tree()
    for query in _MAIN:
        with_text = [e for e in body.xpath(query) if "".join(e.itertext()).strip()]
        if len(with_text) == 1:
            return with_text[0]
    return body


def _words(element: html.HtmlElement | None) -> Iterator[str]:
    """Every text of the element, with a break around each element that is not inline."""
    if element is None:
        return
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not _INLINE.match(node.tag):
            yield _BREAK
        if event == "start":
            yield node.text or ""
        elif node is not element:
            yield node.tail or ""


def normalise(text: str) -> str:
    """The text in NFC with single plain spaces, without what cannot be seen."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def _fact(root: html.HtmlElement, field: str) -> str:
    """The first statement of a fact that has the form of the field; blank where there is none."""
    for place in _FACT_PLACES[field]:
        for node in root.xpath(place):
            text = node if isinstance(node, str) else node.text_content()
            if value := _in_the_form_of(field, " ".join(text.split())):
                return value
    return ""


def _in_the_form_of(field: str, text: str) -> str:
    if field == "published":
        day = _DAY.match(text)
        return day[0] if day and Date.parse(day[0]) else ""
    if field == "url":
        return text if is_address(text) else ""
    return text.lower()[:2] if field == "language" else text
