"""The checks of one finished page: ids, headings, language, title, pictures, leftovers of
templates, and what the content security policy forbids.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast
from urllib.parse import urlsplit

from lxml import etree, html

from datasite.language.languages import LANGUAGES
from datasite.problems import N_, Message, Problem, shown

# What a browser loads by itself. Links are not among them: only readers follow those.
_RESOURCES = (
    "//@src | //@srcset | //@poster | //object/@data | //use/@href | //link[@rel='stylesheet' or"
    " @rel='icon' or @rel='preload' or @rel='modulepreload']/@href"
)
_EMBEDDED = "//iframe | //frame | //object | //embed | //applet | //base"
_INLINE = (
    "//style | //script[not(@src) and not(@type='application/ld+json')] | //@style |"
    " //@*[starts-with(name(), 'on')] | //@srcdoc"
)
_FORMS = "//form | //*[@formaction or @formmethod]"
_READ_TEXT = (
    "//body//text()[not(ancestor::script) and not(ancestor::code) and not(ancestor::pre) and"
    " not(ancestor::textarea)]"
)
# The check of data and texts refuses each of these, so that only a template can have left it. A
# value that is missing stops the template (site/environment.py); the words "undefined" or "None"
# may be somebody's name.
_LEFTOVER = re.compile(r"\{\{|\{%|%\(\w+\)[sd]|&(?:amp|lt|nbsp);")


# What the checks between pages need of one.
_LINKS = "//a/@href | //area/@href | //link/@href | //form/@action | //script/@src | //img/@src"
_ALTERNATES = "//link[@rel='alternate' and @hreflang]"


@dataclass(frozen=True, kw_only=True)
class CheckedPage:
    """What the checks between pages need of a page, and the problems on the page alone.

    `path` is its path in the site, e.g. "pl/index.html"; `versions` are the addresses of its
    versions by language, as the page writes them, with x-default; `canonical` are the addresses by
    which search engines should know it, of which there is one.
    """

    path: str
    lang: str
    titles: tuple[str, ...]
    ids: frozenset[str]
    links: tuple[str, ...]
    versions: Mapping[str, str]
    canonical: tuple[str, ...]
    problems: tuple[Problem, ...]

    def problem(self, rule: str, what: str, right: str, **values: object) -> Problem:
        """A problem of this page; `values` are the named places in the sentence `what`."""
        return _problem(self.path, rule, what, right, **values)


@cache
def _compiled(query: str) -> etree.XPath:
    """The query, which returns plain texts: those of lxml know their element, which takes time."""
    return etree.XPath(query, smart_strings=False)


def _problem(path: str, rule: str, what: str, right: str, **values: object) -> Problem:
    return Problem.of_file(path, rule, Message(what, values), Message(right))


@dataclass(frozen=True)
class BuiltPage:
    """A page of the finished site: its path in the site, e.g. "pl/index.html", and its HTML."""

    path: str
    tree: html.HtmlElement

    @classmethod
    def parse(cls, path: str, content: bytes) -> "BuiltPage":
        """Parse the HTML of the page at `path`."""
        return cls(path, html.fromstring(content))

    def texts(self, query: str) -> list[str]:
        """The texts or attributes that an XPath query selects."""
        return cast(list[str], _compiled(query)(self.tree))

    def problem(self, rule: str, what: str, right: str, **values: object) -> Problem:
        """A problem of this page; `values` are the named places in the sentence `what`."""
        return _problem(self.path, rule, what, right, **values)


def check_page(path: str, content: bytes) -> CheckedPage:
    """Check the HTML of the page at `path` alone."""
    page = BuiltPage.parse(path, content)
    return CheckedPage(
        path=path,
        lang=page.tree.get("lang") or "",
        titles=tuple(page.texts("//head/title/text()")),
        ids=frozenset(page.texts("//@id")),
        links=tuple(page.texts(_LINKS)),
        versions={link.get("hreflang"): link.get("href") for link in page.tree.xpath(_ALTERNATES)},
        canonical=tuple(page.texts("//link[@rel='canonical']/@href")),
        problems=(*_check_structure(page), *_check_policy(page), *_check_leftovers(page)),
    )


def _check_structure(page: BuiltPage) -> Iterator[Problem]:
    for name, count in Counter(page.texts("//@id")).items():
        if count > 1:
            yield page.problem(
                "duplicate-id",
                N_("The id %(id)s occurs %(count)d times."),
                N_("Use each id once."),
                id=shown(name),
                count=count,
            )
    if len(page.texts("//h1")) != 1:
        yield page.problem(
            "one-h1",
            N_("The page has %(count)d main headings."),
            N_("It needs exactly one."),
            count=len(page.texts("//h1")),
        )
    if page.tree.get("lang") not in LANGUAGES:
        yield page.problem(
            "lang", N_("The page does not say its language."), N_("Set lang on the html element.")
        )
    for query, name in (
        ("//head/title/text()", "title"),
        ("//meta[@name='description']/@content", "description"),
    ):
        if len([text for text in page.texts(query) if text.strip()]) != 1:
            yield page.problem(
                "head", N_("The page needs exactly one %(name)s."), N_("Fill it in."), name=name
            )
    if page.texts("//img[not(@alt)]/@src"):
        yield page.problem(
            "alt",
            N_("A picture has no alternative text."),
            N_("Describe it, or mark it as decoration."),
        )


def _check_policy(page: BuiltPage) -> Iterator[Problem]:
    """Report what the content security policy forbids: anything inline, embedded or from another
    site, and forms that do more than search.
    """
    for reference in page.texts(_RESOURCES):
        if urlsplit(reference).netloc or urlsplit(reference).scheme:
            yield page.problem(
                "outside-resource",
                N_("The page loads %(address)s."),
                N_("Serve everything from the site itself."),
                address=shown(reference),
            )
    if page.tree.xpath(_INLINE):
        yield page.problem(
            "inline",
            N_("The page holds inline script or style."),
            N_("Move it to a file of the theme."),
        )
    for element in page.tree.xpath(_EMBEDDED):
        yield page.problem(
            "embedded",
            N_("The page holds a %(name)s element."),
            N_("Remove it: pages embed nothing and set no base address."),
            name=element.tag,
        )
    for element in page.tree.xpath(_FORMS):
        address = urlsplit(element.get("formaction") or element.get("action") or "")
        method = (element.get("formmethod") or element.get("method") or "get").lower()
        if method != "get" or address.scheme or address.netloc:
            yield page.problem(
                "form",
                N_("A form is sent to another site, or not by GET."),
                N_("Send it by GET to a page of the site."),
            )


def _check_leftovers(page: BuiltPage) -> Iterator[Problem]:
    """Text that a template should have replaced."""
    for text in page.texts(_READ_TEXT):
        if leftover := _LEFTOVER.search(text):
            yield page.problem(
                "leftover",
                N_("The text shows %(text)s."),
                N_("Fix the template."),
                text=shown(leftover.group()),
            )
