"""The checks of how finished pages belong together: their links, their versions in other languages,
and their titles.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from datasite.delivery.lint_pages import CheckedPage
from datasite.language.languages import LANGUAGES
from datasite.problems import N_, Problem, shown


def check_links(
    pages: Mapping[str, CheckedPage], paths: set[str], site_url: str, email: str
) -> Iterator[Problem]:
    """The problems between pages. `pages` and `paths` hold every page and file of the site by its
    path in it; `email` is the one address that pages may link to by mailto:.
    """
    for page in pages.values():
        yield from _check_links_of_page(page, pages, paths, site_url, email)
        yield from _check_language_versions(page, pages, site_url)
    yield from _check_titles(pages)


def _check_links_of_page(
    page: CheckedPage, pages: Mapping[str, CheckedPage], paths: set[str], site_url: str, email: str
) -> Iterator[Problem]:
    base = urlsplit(site_url).path + "/"
    for reference in page.links:
        is_ours = reference == site_url or reference.startswith(f"{site_url}/")
        parts = urlsplit(reference.removeprefix(site_url) if is_ours else reference)
        if parts.scheme or parts.netloc:
            is_our_mail = email and parts.scheme == "mailto" and parts.path == email
            if parts.scheme not in ("http", "https") and not is_our_mail:
                yield page.problem(
                    "link",
                    N_("The link %(link)s is neither http nor https."),
                    N_("Link only to http and https addresses."),
                    link=shown(reference),
                )
            continue
        target = _target(page.path, unquote(parts.path), base)
        if target not in paths:
            yield page.problem(
                "dead-link",
                N_("The link %(link)s leads to nothing."),
                N_("Link to a page or file of the site."),
                link=shown(reference),
            )
        elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
            yield page.problem(
                "dead-fragment",
                N_("The link %(link)s leads to an id that its page does not have."),
                N_("Link to an id that exists."),
                link=shown(reference),
            )


def _target(page: str, path: str, base: str) -> str:
    """The file that `path` opens when a reader follows it on the page `page`.

    `base` is the path under which the site is served: with "/register/", "/register/pl/" opens
    "pl/index.html".
    """
    if not path:
        return page
    if path.startswith("/"):
        whole = path.removeprefix(base).lstrip("/")
    else:
        whole = posixpath.join(posixpath.dirname(page), path)
    target = posixpath.normpath(whole)
    if target in (".", ""):
        return "index.html"
    return f"{target}/index.html" if path.endswith("/") else target


def _alternates(page: CheckedPage, site_url: str) -> dict[str, str]:
    """The versions that a page names, by language: {"pl": "pl/projekty/", "x-default": …}."""
    return {
        lang: address.removeprefix(site_url).lstrip("/") for lang, address in page.versions.items()
    }


def _own(page: CheckedPage, site_url: str) -> str:
    """The whole address of a page."""
    return f"{site_url}/{page.path.removesuffix('index.html')}"


def _check_language_versions(
    page: CheckedPage, pages: Mapping[str, CheckedPage], site_url: str
) -> Iterator[Problem]:
    if page.path.startswith("404") or page.path == "index.html":
        return
    alternates = _alternates(page, site_url)
    if not alternates and page.canonical != (_own(page, site_url),):
        return  # an old address: the page that took its place has the versions
    if set(alternates) != {*LANGUAGES, "x-default"}:
        yield page.problem(
            "hreflang",
            N_("The page does not name its versions in all languages."),
            N_("Name one for each language, and x-default."),
        )
    for lang in LANGUAGES:
        version = pages.get(alternates.get(lang, "") + "index.html")
        if (
            version is None
            or version.lang != lang
            or page.path
            not in {f"{url}index.html" for url in _alternates(version, site_url).values()}
        ):
            yield page.problem(
                "twin",
                N_("The version in the language %(lang)s is missing or does not link back."),
                N_("Link each version of a page to the others."),
                lang=lang,
            )


def _check_titles(pages: Mapping[str, CheckedPage]) -> Iterator[Problem]:
    """Within a language no two pages have the same title."""
    pages_by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path, page in pages.items():
        for title in page.titles:
            pages_by_title[page.lang, title].append(path)
    for (_, title), paths in pages_by_title.items():
        first, *others = sorted(paths)
        for path in others:
            yield pages[path].problem(
                "same-title",
                N_("The title %(title)s is also the title of %(other)s."),
                N_("Give each page a title of its own."),
                title=shown(title),
                other=first,
            )
