"""The page types, one declaration each, and the lists that are derived from the declarations.

To add a page type, write a module that declares it and add it to PAGE_TYPES.
"""

from collections.abc import Mapping
from typing import Any

from datasite.pages.page import FOOTER_GROUPS, PageType, Search
from datasite.pages.types import (
    charts,
    components,
    cooperation,
    coverage,
    data,
    glossary,
    home,
    not_found,
    organisations,
    places,
    programmes,
    projects,
    search,
    texts,
)
from datasite.pages.types.log import changes, follow, releases

# In the order of the sitemap and of the navigation.
PAGE_TYPES: tuple[PageType[Any, Any], ...] = (
    home.HOME,
    projects.INDEX,
    projects.PROJECT,
    organisations.INDEX,
    organisations.ORGANISATION,
    programmes.INDEX,
    programmes.PROGRAMME,
    places.INDEX,
    places.PLACE,
    cooperation.INDEX,
    cooperation.COOPERATION,
    charts.INDEX,
    charts.CHART,
    data.INDEX,
    data.DATASET,
    releases.RELEASES,
    coverage.INDEX,
    changes.INDEX,
    changes.MONTH,
    data.CORRECTIONS,
    glossary.INDEX,
    follow.FOLLOW,
    search.INDEX,
    texts.NEWS,
    texts.ARTICLE,
    texts.TEXT,
    components.COMPONENTS,
    not_found.WITHDRAWN,
    not_found.MOVED,
    not_found.MISSING,
    home.ROOT,
)

# The short name of each section, as a message.
SECTION_LABELS: Mapping[str, str] = {
    page_type.section: page_type.label for page_type in PAGE_TYPES if page_type.label
}

# The sections of the navigation, and the indexes that the footer links, by group.
NAVIGATION = tuple(page_type.section for page_type in PAGE_TYPES if page_type.in_navigation)
FOOTER = {
    group: tuple(page_type for page_type in PAGE_TYPES if page_type.footer == group)
    for group in FOOTER_GROUPS
}

# How the pages of a type are found, by the name of the type, in the order in which the search
# offers the types.
SEARCHES: Mapping[str, Search[Any]] = dict(
    sorted(
        ((page_type.name, page_type.search) for page_type in PAGE_TYPES if page_type.search),
        key=lambda entry: entry[1].offered_last,
    )
)
