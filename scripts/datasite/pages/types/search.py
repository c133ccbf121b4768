"""The page of the search. The types that it offers are those of PAGE_TYPES that have a `search`;
templates get them as `search_types`.
"""

from datasite.pages.page import PageType, message, one_page
from datasite.problems import N_

INDEX = PageType(
    name="search",
    template="search.html",
    section="search",
    items=one_page,
    title=message(N_("Search")),
    label=N_("Search"),
    description=message(
        N_(
            "Search of all projects, organisations, funds, places, cooperation, news and tables of"
            " data."
        )
    ),
    view=lambda site, _, language: None,
)
