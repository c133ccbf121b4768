"""A finished site in, what is wrong with it out: links and fragments, ids, language pairs, expected
pages, titles, outside resources.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree, html

from datasite.language.languages import LANGUAGES
from datasite.problems import N_, Message, Problem, in_order, shown

# What a browser loads by itself, wherever it stands; links are followed by readers and not counted.
_RESOURCES = (
    "//@src | //@srcset | //@poster | //object/@data | //use/@href | //link[@rel='stylesheet' or"
    " @rel='icon' or @rel='preload' or @rel='modulepreload']/@href"
)
_IN_SHEETS = re.compile(r"@import\b|url\(\s*[\"']?\s*(?:[a-z]+:|//)", re.IGNORECASE)
_EMBEDDED = "//iframe | //frame | //object | //embed | //applet | //base"
_INLINE = (
    "//style | //script[not(@src) and not(@type='application/ld+json')] | //@style |"
    " //@*[starts-with(name(), 'on')] | //@srcdoc"
)
_LEFTOVER = re.compile(r"\{\{|\{%|%\(\w+\)s|\bundefined\b|&(?:amp|lt|nbsp);")
_FILES = {
    ".html",
    ".xml",
    ".css",
    ".js",
    ".svg",
    ".png",
    ".ico",
    ".txt",
    ".json",
    ".csv",
    ".zip",
    ".xlsx",
    ".jsonl",
    ".parquet",
    ".sqlite",
    ".ttl",
    ".jsonld",
    ".rdf",
    ".md5",
    ".cff",
    ".bib",
    ".conf",
    ".pagefind",
    ".pf_meta",
    ".pf_index",
    ".pf_fragment",
    "",
}


@dataclass(frozen=True)
class _Page:
    path: str
    tree: html.HtmlElement

    @cached_property
    def ids(self) -> frozenset[str]:
        return frozenset(self.tree.xpath("//@id"))

    def texts(self, query: str) -> list[str]:
        return [str(found) for found in self.tree.xpath(query)]


def check(folder: Path, expected: Iterable[str], site_url: str, email: str = "") -> list[Problem]:
    """Every problem of the site in `folder`;

    `expected` are the files that must be there, and `email` the one address to which mail may be
    begun.
    """
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    problems = [
        _whole(
            path, "missing-page", N_("The page is missing."), N_("The build must write every page.")
        )
        for path in expected
        if path not in there
    ]
    problems += [
        _whole(
            path,
            "unexpected-file",
            N_("A file of this kind has no place in the site."),
            N_("Publish only what the build declares."),
        )
        for path in there
        if Path(path).suffix not in _FILES
    ]
    pages = {
        path: _Page(path, html.fromstring((folder / path).read_bytes()))
        for path in there
        if path.endswith(".html")
    }
    for page in pages.values():
        problems += _page_problems(page)
        problems += _link_problems(page, pages, there, site_url, email)
        problems += _twin_problems(page, pages, site_url)
    problems += _same_titles(pages)
    for path in sorted(p for p in there if p.endswith(".css")):
        if found := _IN_SHEETS.search((folder / path).read_text(encoding="utf-8")):
            message = Message(N_("The page loads %(address)s."), {"address": shown(found.group())})
            problems.append(
                Problem(
                    path,
                    0,
                    0,
                    "outside-resource",
                    message,
                    Message(N_("Serve everything from the site itself.")),
                )
            )
    for path in sorted(p for p in there if p.endswith(".xml")):
        try:
            etree.fromstring((folder / path).read_bytes())
        except etree.XMLSyntaxError as error:
            problems.append(
                Problem(
                    path,
                    error.lineno or 0,
                    1,
                    "xml",
                    Message(N_("The file is not well-formed XML.")),
                    Message(""),
                )
            )
    return in_order(problems)


def _whole(path: str, rule: str, what: str, right: str) -> Problem:
    return Problem(path, 0, 0, rule, Message(what), Message(right))


def _page_problems(page: _Page) -> Iterator[Problem]:
    def say(rule: str, what: str, right: str, **values: object) -> Problem:
        return Problem(page.path, 0, 0, rule, Message(what, values), Message(right))

    for name, count in Counter(page.texts("//@id")).items():
        if count > 1:
            yield say(
                "duplicate-id",
                N_("The id %(id)s stands %(count)d times."),
                N_("Each id stands once."),
                id=shown(name),
                count=count,
            )
    if len(page.texts("//h1")) != 1:
        yield say(
            "one-h1",
            N_("The page has %(count)d main headings."),
            N_("It needs exactly one."),
            count=len(page.texts("//h1")),
        )
    if page.tree.get("lang") not in LANGUAGES:
        yield say(
            "lang", N_("The page does not say its language."), N_("Set lang on the html element.")
        )
    for query, name in (
        ("//head/title/text()", "title"),
        ("//meta[@name='description']/@content", "description"),
    ):
        if len([t for t in page.texts(query) if t.strip()]) != 1:
            yield say("head", N_("The page needs exactly one %(name)s."), N_("Fill it."), name=name)
    if page.texts("//img[not(@alt)]/@src"):
        yield say(
            "alt",
            N_("A picture has no alternative text."),
            N_("Describe it, or mark it as decoration."),
        )
    yield from _policy_problems(page)
    for text in page.texts(
        "//body//text()[not(ancestor::script) and not(ancestor::code) and not(ancestor::pre) and"
        " not(ancestor::textarea)]"
    ):
        if (left := _LEFTOVER.search(text)) or text.strip() in ("None", "NaN", "nan", "<NA>"):
            yield say(
                "leftover",
                N_("The text shows %(text)s."),
                N_("Mend the template."),
                text=shown(left.group() if left else text.strip()),
            )


def _policy_problems(page: _Page) -> Iterator[Problem]:
    """What the policy of the pages forbids: anything inline, embedded or from elsewhere, and forms
    that do more than ask.
    """

    def say(rule: str, what: str, right: str, **values: object) -> Problem:
        return Problem(page.path, 0, 0, rule, Message(what, values), Message(right))

    for reference in page.texts(_RESOURCES):
        if urlsplit(reference).netloc or urlsplit(reference).scheme:
            yield say(
                "outside-resource",
                N_("The page loads %(address)s."),
                N_("Serve everything from the site itself."),
                address=shown(reference),
            )
    if page.tree.xpath(_INLINE):
        yield say(
            "inline",
            N_("The page holds inline script or style."),
            N_("Move it to a file of the theme."),
        )
    for element in page.tree.xpath(_EMBEDDED):
        yield say(
            "embedded",
            N_("The page holds a %(name)s element."),
            N_("Embed nothing, and keep to the page's own address."),
            name=element.tag,
        )
    for form in page.tree.xpath("//form | //*[@formaction or @formmethod]"):
        address = urlsplit(form.get("formaction") or form.get("action") or "")
        if (
            (form.get("formmethod") or form.get("method") or "get").lower() != "get"
            or address.scheme
            or address.netloc
        ):
            yield say(
                "form",
                N_("A form is sent elsewhere, or as more than a question."),
                N_("Ask by GET within the site."),
            )


def _link_problems(
    page: _Page, pages: Mapping[str, _Page], there: set[str], site_url: str, email: str
) -> Iterator[Problem]:
    base = urlsplit(site_url).path + "/"
    for reference in page.texts(
        "//a/@href | //area/@href | //link/@href | //form/@action | //script/@src | //img/@src"
    ):
        parts = urlsplit(
            reference.removeprefix(site_url) if reference.startswith(site_url) else reference
        )
        if parts.scheme or parts.netloc:
            if parts.scheme not in ("http", "https") and not (
                email and parts.scheme == "mailto" and parts.path == email
            ):
                yield Problem(
                    page.path,
                    0,
                    0,
                    "link",
                    Message(
                        N_("The link %(link)s is of another kind."), {"link": shown(reference)}
                    ),
                    Message(N_("Only http and https are linked.")),
                )
            continue
        target = _target(page.path, unquote(parts.path), base)
        if target not in there:
            yield Problem(
                page.path,
                0,
                0,
                "dead-link",
                Message(N_("The link %(link)s leads to nothing."), {"link": shown(reference)}),
                Message(N_("Link to a page or file of the site.")),
            )
        elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
            yield Problem(
                page.path,
                0,
                0,
                "dead-fragment",
                Message(
                    N_("The link %(link)s leads to no place on its page."),
                    {"link": shown(reference)},
                ),
                Message(N_("Link to an id that is there.")),
            )


def _target(page: str, path: str, base: str) -> str:
    """The file to which `path` leads from the file `page`;

    `base` is the path under which the site is served.
    """
    if not path:
        return page
    whole = (
        path.removeprefix(base).lstrip("/")
        if path.startswith("/")
        else posixpath.join(posixpath.dirname(page), path)
    )
    target = posixpath.normpath(whole)
    return (
        "index.html"
        if target in (".", "")
        else f"{target}/index.html"
        if path.endswith("/")
        else target
    )


def _twin_problems(page: _Page, pages: Mapping[str, _Page], site_url: str) -> Iterator[Problem]:
    alternates = {
        link.get("hreflang"): link.get("href").removeprefix(site_url).lstrip("/")
        for link in page.tree.xpath("//link[@rel='alternate' and @hreflang]")
    }
    if page.path.startswith("404") or page.path == "index.html":
        return
    if set(alternates) != {*LANGUAGES, "x-default"}:
        yield _whole(
            page.path,
            "hreflang",
            N_("The page does not name its twins."),
            N_("Name one for each language, and x-default."),
        )
    for lang in LANGUAGES:
        twin = pages.get(alternates.get(lang, "") + "index.html")
        back = (
            {
                a.get("href").removeprefix(site_url).lstrip("/") + "index.html"
                for a in twin.tree.xpath("//link[@rel='alternate' and @hreflang]")
            }
            if twin is not None
            else set()
        )
        if twin is None or page.path not in back or twin.tree.get("lang") != lang:
            yield Problem(
                page.path,
                0,
                0,
                "twin",
                Message(
                    N_("The twin in the language %(lang)s is missing or does not point back."),
                    {"lang": lang},
                ),
                Message(N_("Twins name each other.")),
            )


def _same_titles(pages: Mapping[str, _Page]) -> Iterator[Problem]:
    titles: dict[tuple[str, str], list[str]] = {}
    for page in pages.values():
        for title in page.texts("//head/title/text()"):
            titles.setdefault((page.tree.get("lang") or "", title), []).append(page.path)
    for (_, title), paths in titles.items():
        for path in sorted(paths)[1:]:
            yield Problem(
                path,
                0,
                0,
                "same-title",
                Message(
                    N_("The title %(title)s is also that of %(other)s."),
                    {"title": shown(title), "other": sorted(paths)[0]},
                ),
                Message(N_("Titles tell pages apart.")),
            )
