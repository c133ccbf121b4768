"""The addresses of the site: its sections by language, and the page of a record or a row. The
words in them are in addresses.yaml.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from datasite.language.languages import LANGUAGES, Words, with_fallbacks

_WORDS: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("addresses.yaml").read_text(encoding="utf-8")
)
SECTIONS: Mapping[str, Words] = {  # {"projects": {"pl": "projekty", "en": "projects"}, …}
    section: with_fallbacks(words) for section, words in _WORDS["sections"].items()
}
CHARTS: Mapping[str, Words] = {  # the last part of the address of each chart, by its id
    chart: with_fallbacks(words) for chart, words in _WORDS["charts"].items()
}
WITH_FEEDS = ("", "changes", "projects", "corrections")  # sections with a feed in every form
WITH_FRAMES = ("projects", "charts")  # sections whose pages other sites may embed
_EMBED = with_fallbacks(_WORDS["embed"])
_THEME = with_fallbacks(_WORDS["theme"])
# The first parts of addresses in any language, and names of files of the site without endings,
# under which hosts may open them: no text has one of these as its slug.
TAKEN = frozenset(
    {
        *LANGUAGES,
        *(word for words in (*SECTIONS.values(), _EMBED) for word in words.values()),
        *(
            "404",
            "atom",
            "components",
            "corrections",
            "data",
            "feed",
            "index",
            "llms",
            "pagefind",
            "robots",
        ),
        *("rss", "sitemap", "theme"),
    }
)
_SECTION_OF_KEY = {
    "project_id": "projects",
    "organisation_id": "organisations",
    "programme_id": "programmes",
    "cooperation_id": "cooperation",
}


def page(section: str, slug: str, lang: str) -> str:
    """The address of a page from the root of the site: page("projects", "x", "pl") is
    "/pl/projekty/x/". A blank slug is the index of the section, a blank section the home page.
    """
    parts = [lang, SECTIONS[section][lang] if section else "", slug]
    return "/" + "".join(f"{part}/" for part in parts if part)


def has_pages(dataset: str) -> bool:
    """Whether each record of the dataset has a page under its own identifier, in the section of the
    dataset's name.
    """
    return dataset in _SECTION_OF_KEY.values()


def of_withdrawn(dataset: str, key: str, lang: str = LANGUAGES[0]) -> str:
    """The page of a record that is there no more, at its old address; the page of its dataset where
    its records have none.
    """
    return page(dataset, key, lang) if has_pages(dataset) else page("data", dataset, lang)


def not_found(lang: str) -> str:
    """The page that hosts show where there is nothing. They look for /404.html, which therefore is
    in the default language.
    """
    return "/404.html" if lang == LANGUAGES[0] else f"/404.{lang}.html"


def example_of_a_link(kind: str, lang: str) -> str:
    """The path from a text, of news or of pages, to the list of projects."""
    return f"{'../../' if kind == 'news' else '../'}{SECTIONS['projects'][lang]}/"


def embedded(page_url: str, lang: str) -> str:
    """The address of the part of a page that other sites may embed."""
    return f"{page_url}{_EMBED[lang]}/"


def of_theme(code: str, lang: str) -> str:
    """The folder of the feed of a theme; there is no page."""
    return page("projects", f"{_THEME[lang]}/{code}", lang)


def of_row(
    dataset: str, row: Mapping[str, str], header: tuple[str, ...], lang: str = LANGUAGES[0]
) -> str:
    """The page that shows a row of a dataset, or the page of the dataset where the row has none."""
    key = "project_id" if "project_id" in header else header[0]
    return (
        page(_SECTION_OF_KEY[key], row[key], lang)
        if key in _SECTION_OF_KEY
        else page("data", dataset, lang)
    )
