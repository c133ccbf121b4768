"""The linter of the finished site: every page and file is checked before the site is put in place.

The checks of one page alone are in lint_pages, those of links between pages in lint_links.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lxml import etree

from datasite.delivery import lint_links, lint_pages
from datasite.delivery.lint_pages import CheckedPage
from datasite.problems import N_, Message, Problem, in_order, shown
from datasite.publication import file_types
from datasite.workers import ALONE, Workers

_LOADED_BY_STYLES = re.compile(r"@import\b|url\(\s*[\"']?\s*(?:[a-z]+:|//)", re.IGNORECASE)


def check_site(
    folder: Path,
    expected: Iterable[str],
    site_url: str,
    email: str = "",
    workers: Workers = ALONE,
) -> list[Problem]:
    """Every problem of the site in `folder`, whose pages `workers` check.

    `expected` lists the files that must be there, e.g. "pl/index.html"; `email` is the one address
    that pages may link to by mailto:, blank where there is none.
    """
    paths = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}

    def check(path: str) -> CheckedPage:
        return lint_pages.check_page(path, (folder / path).read_bytes())

    of_pages = sorted(path for path in paths if path.endswith(".html"))
    pages = {page.path: page for page in workers.map(check, of_pages)}
    problems = [*_missing_pages(expected, paths), *_unexpected_files(paths)]
    problems += [problem for page in pages.values() for problem in page.problems]
    problems += lint_links.check_links(pages, paths, site_url, email)
    problems += _check_styles(folder, paths)
    problems += _check_xml(folder, paths)
    return in_order(problems)


def _missing_pages(expected: Iterable[str], paths: set[str]) -> Iterator[Problem]:
    for path in expected:
        if path not in paths:
            what = Message(N_("The page is missing."))
            right = Message(N_("The build must write every page."))
            yield Problem.of_file(path, "missing-page", what, right)


def _unexpected_files(paths: set[str]) -> Iterator[Problem]:
    for path in paths:
        if not file_types.is_known(path):
            what = Message(N_("The site holds no files of this type."))
            right = Message(N_("Publish only the types that publication/file_types.py lists."))
            yield Problem.of_file(path, "unexpected-file", what, right)


def _check_styles(folder: Path, paths: set[str]) -> Iterator[Problem]:
    """A style sheet may load nothing from another site."""
    for path in sorted(p for p in paths if p.endswith(".css")):
        if loaded := _LOADED_BY_STYLES.search((folder / path).read_text(encoding="utf-8")):
            values = {"address": shown(loaded.group())}
            what = Message(N_("The page loads %(address)s."), values)
            right = Message(N_("Serve everything from the site itself."))
            yield Problem.of_file(path, "outside-resource", what, right)


def _check_xml(folder: Path, paths: set[str]) -> Iterator[Problem]:
    """Feeds and the sitemap must be well-formed."""
    for path in sorted(p for p in paths if p.endswith(".xml")):
        try:
            etree.fromstring((folder / path).read_bytes())
        except etree.XMLSyntaxError as error:
            what = Message(N_("The file is not well-formed XML."))
            yield Problem(path, error.lineno or 0, 1, "xml", what, Message(""))
