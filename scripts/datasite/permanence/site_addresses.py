"""The address of every page, feed and data file that the site has, without making any of them.

`make check` has no time to plan the site. tests/permanence/test_site_addresses.py holds that these
are exactly the addresses of the planned site, and says where to add those of a new kind of page.
"""

from collections.abc import Collection, Iterable, Iterator, Set

from datasite.content import text_links
from datasite.content.text import Text
from datasite.language.languages import LANGUAGES
from datasite.model.register import Register
from datasite.permanence.data_files import DATA, data_files
from datasite.publication import addresses
from datasite.publication.file_types import ATOM, FEEDS
from datasite.tables.catalog import Catalog

# Pages that no text may link to.
_OTHER_PAGES = ("components",)


def site_addresses(
    catalog: Catalog, register: Register, texts: Iterable[Text], months: Iterable[str] = ()
) -> Set[str]:
    """Every address of the site from its root, e.g. "/pl/projekty/" and "/data/projects.csv".
    `months` are those with changes of the data, e.g. "2026-11".

    Files that only pages of the site load or name, such as pictures, lists for scripts and the
    oEmbed file beside a page, are not among them; nor are files at the root whose names hosts and
    programs know, such as sitemap.xml and llms.txt; nor are the old addresses at which something
    answers, and the calendars and the feeds of places and themes, which come and go with what
    projects say.
    """
    pages = text_links.page_addresses(register, catalog.datasets, texts)
    return frozenset(
        {
            *pages,
            *_not_found_pages(),
            *(f"/{lang}/{name}/" for name in _OTHER_PAGES for lang in LANGUAGES),
            *_embedded_pages(register),
            *(addresses.page("changes", month, lang) for month in months for lang in LANGUAGES),
            *_feeds(catalog, register),
            *(f"{DATA}{name}" for name in data_files(catalog.datasets, register)),
        }
    )


def withdrawn_pages(catalog: Catalog) -> dict[str, tuple[str, str]]:
    """The pages of withdrawn records, each with its record: {"/pl/projekty/x/": ("projects", "x")}.
    They are at the old addresses of the records.
    """
    return {
        addresses.of_withdrawn(row["dataset"], row["record"], lang): (row["dataset"], row["record"])
        for row in catalog.rows("withdrawn")
        if addresses.has_pages(row["dataset"])
        for lang in LANGUAGES
    }


def _not_found_pages() -> Iterator[str]:
    yield from (addresses.not_found(lang) for lang in LANGUAGES)


def _embedded_pages(register: Register) -> Iterator[str]:
    """The parts of pages that other sites may show."""
    for lang in LANGUAGES:
        slugs: dict[str, Collection[str]] = {
            "projects": register.projects,
            "charts": [words[lang] for words in addresses.CHARTS.values()],
        }
        for section in addresses.WITH_FRAMES:
            for slug in slugs[section]:
                yield addresses.embedded(addresses.page(section, slug, lang), lang)


def _feeds(catalog: Catalog, register: Register) -> Iterator[str]:
    withdrawn = {(row["dataset"], row["record"]) for row in catalog.rows("withdrawn")}
    of_records: dict[str, Collection[str]] = {
        "programmes": register.programmes,
        "organisations": register.organisations,
        "data": catalog.datasets,
    }
    gone = [(section, key) for section, key in withdrawn if section in of_records]
    there = [(section, key) for section, keys in of_records.items() for key in keys]
    for lang in LANGUAGES:
        for section in addresses.WITH_FEEDS:
            yield from (f"{addresses.page(section, '', lang)}{name}" for name in FEEDS)
        for section, key in (*there, *gone):
            yield f"{addresses.page(section, key, lang)}{ATOM}"
