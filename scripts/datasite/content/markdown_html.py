"""Turns the Markdown of a text into HTML of a few plain tags that is safe to show."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.extensions import Extension
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor

_TAGS = {
    "p",
    "a",
    "em",
    "strong",
    "ul",
    "ol",
    "li",
    "h2",
    "h3",
    "blockquote",
    "code",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "br",
    "hr",
    "time",
}
_ATTRIBUTES = {"*": {"id"}, "a": {"href"}, "th": {"scope"}, "time": {"datetime"}}
_ALLOWED = {
    "id": re.compile(r"[a-z][a-z0-9_-]*\Z"),
    "datetime": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"),
    # Nothing that a lenient reader might take for another scheme.
    "href": re.compile(r"(?:https?://[^\s]+|[^:\s]*)\Z"),
}


# The ids of the pages of texts that templates give: of the main part, of sources and their marks,
# of the ways to cite, and of the groups of the footer.
_ID_OF_PAGES = re.compile(r"content|[sm][0-9]+(?:-[0-9]+)?|cite(?:-.*)?|foot-[0-9]+")


def is_id_of_pages(name: str) -> bool:
    """Whether the page of a text may have the id outside the text."""
    return bool(_ID_OF_PAGES.fullmatch(name))


def _heading_id(words: str, separator: str) -> str:
    """The id of a heading that has none of its own: "Why so?" becomes why-so."""
    name = str(slugify(words, separator))
    return f"section{separator}{name}" if is_id_of_pages(name) else name


class _Days(Extension, Treeprocessor):
    """Markdown has no mark for a day: an emphasis with a `datetime` is one."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.treeprocessors.register(self, "days", 0)  # after the attributes

    def run(self, root: Element) -> None:
        for element in root.iter("em"):
            if element.get("datetime"):
                element.tag = "time"


# The setting of Pelican with that name, which pelicanconf.py takes from here.
MARKDOWN: Mapping[str, Any] = {
    "extensions": ["tables", "attr_list", "toc", "sane_lists", _Days()],
    # No text has a table of contents; [TOC] stays as it is.
    "extension_configs": {"toc": {"slugify": _heading_id, "marker": ""}},
    "output_format": "html",
}


def render_markdown(text: str, options: Mapping[str, Any] | None = None) -> str:
    """The HTML of a Markdown text; every tag and attribute that is not allowed is dropped.

    An id is written after its text as `{: #id }`, a day as
    `*22 November 2026*{: datetime=2026-11-22 }`. `options` are those of MARKDOWN where none are
    given.
    """
    return _cleaned(markdown.markdown(text, **(options or MARKDOWN)), _allowed)


def with_whole_addresses(html: str, address: str) -> str:
    """The HTML of a text for a reader that shows it elsewhere: each link is a whole address, seen
    from the `address` of the text.
    """

    def whole(tag: str, name: str, value: str) -> str | None:
        allowed = _allowed(tag, name, value)
        return urljoin(address, allowed) if allowed and name == "href" else allowed

    return _cleaned(html, whole)


def _cleaned(html: str, attribute_filter: Callable[[str, str, str], str | None]) -> str:
    """The HTML with allowed tags and attributes only, and the values that the filter gives."""
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute_filter,
        url_schemes={"https", "http"},
        link_rel=None,
        generic_attribute_prefixes=set(),
    )


def _allowed(_: str, name: str, value: str) -> str | None:
    return value if name not in _ALLOWED or _ALLOWED[name].match(value) else None
