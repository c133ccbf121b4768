"""The page of the search. The types that it offers are those of PAGE_TYPES that have a `search`;
templates get them as `search_types`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.language.place_names import PlaceNames
from datasite.model.register import Register
from datasite.pages.page import PageType, message, one_page
from datasite.problems import N_

WORDS_FILE = "words.json"


@dataclass(frozen=True)
class SearchView:
    """The words that the script of the search needs beside the index."""

    place_names: PlaceNames
    stop_words: tuple[str, ...]


def _view(register: Register, language: Language) -> SearchView:
    """The places that the register uses, and all cities."""
    names = language.place_names
    used = {place.code for place in register.places_in_use()}
    cities = (key for key in names.forms if key == key.lower())
    kept = {key: names.forms[key] for key in (*sorted(used & names.forms.keys()), *cities)}
    return SearchView(PlaceNames(kept, names.within), language.stop_words)


def _data_files(view: SearchView, language: Language) -> Mapping[str, bytes]:
    """The words as JSON: places as [mark, mark of its voivodeship or "", forms]."""
    places = view.place_names.entries(view.place_names.forms)
    lines = ",\n".join(_compact(place) for place in places)
    text = f'{{"stop_words":{_compact(view.stop_words)},"places":[\n{lines}\n]}}\n'
    return {WORDS_FILE: text.encode()}


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
    view=lambda site, _, language: _view(site.register, language),
    data_files=_data_files,
)
