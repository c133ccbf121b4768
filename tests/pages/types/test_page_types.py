"""The declarations of the page types: each section has its index, and the lists made from them."""

import importlib
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from datasite.pages import types
from datasite.pages.page import PageType
from datasite.pages.types import FOOTER, NAVIGATION, PAGE_TYPES, SEARCHES, SECTION_LABELS
from datasite.publication import addresses

TEMPLATES = Path(__file__).resolve().parents[3] / "theme" / "templates"


def test_names_tell_page_types_apart() -> None:
    names = [page_type.name for page_type in PAGE_TYPES]
    assert len(names) == len(set(names))


def test_every_section_has_an_index_with_its_name_and_label() -> None:
    """The words of a section's address are in addresses.SECTIONS."""
    indexes = {page_type.section for page_type in PAGE_TYPES if page_type.name == page_type.section}
    assert indexes == set(addresses.SECTIONS) == set(SECTION_LABELS)


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.name)
def test_a_page_type_is_of_a_section_or_at_the_top(page_type: PageType[object, object]) -> None:
    assert page_type.section in {*addresses.SECTIONS, ""}


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=lambda page_type: page_type.name)
def test_a_page_type_has_its_templates(page_type: PageType[object, object]) -> None:
    assert (TEMPLATES / page_type.template).is_file()
    assert not page_type.embed or (TEMPLATES / page_type.embed.template).is_file()


def _module(path: Path) -> ModuleType:
    """The module at a path in the package, or in a folder of it."""
    parts = path.relative_to(Path(types.__file__).parent).with_suffix("").parts
    return importlib.import_module(".".join((types.__name__, *parts)))


def test_every_declaration_of_the_package_is_listed() -> None:
    declared = [
        value
        for path in sorted(Path(types.__file__).parent.rglob("[a-z]*.py"))
        for value in vars(_module(path)).values()
        if isinstance(value, PageType)
    ]
    assert {page_type.name for page_type in declared} == {listed.name for listed in PAGE_TYPES}
    assert len(declared) == len(PAGE_TYPES)


def test_navigation_and_footer_link_sections() -> None:
    footer = {group: [index.section for index in indexes] for group, indexes in FOOTER.items()}
    assert {*NAVIGATION, *chain(*footer.values())} <= set(addresses.SECTIONS)
    assert NAVIGATION == (
        "projects",
        "organisations",
        "programmes",
        "places",
        "charts",
        "data",
    )
    assert footer == {
        "The register": ["cooperation", "coverage", "changes", "corrections", "follow", "news"],
        "Data": ["data", "releases"],
        "Rules and contact": ["glossary"],
    }


def test_the_search_offers_records_and_news_before_what_is_about_the_site() -> None:
    assert list(SEARCHES) == [
        "project",
        "organisation",
        "programme",
        "place",
        "cooperation_item",
        "article",
        "dataset",
        "text",
    ]
