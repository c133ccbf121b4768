"""The page for an address at which there is none."""

from datasite.language.languages import LANGUAGES
from datasite.pages.page import PageType, message, one_page
from datasite.problems import N_

MISSING = PageType(
    name="missing",
    template="missing.html",
    items=one_page,
    # Hosts look for /404.html, which therefore is in the default language.
    fixed_urls=lambda site: {
        lang: "/404.html" if lang == LANGUAGES[0] else f"/404.{lang}.html"
        for lang in site.languages
    },
    title=message(N_("Page not found")),
    description=message(N_("There is no page at this address.")),
    view=lambda site, _, language: None,
)
