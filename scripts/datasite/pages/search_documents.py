"""The documents of the search: for each record, article and text a small HTML with the marks that
Pagefind reads.

The published pages carry nothing for the search. A document holds what the record says of itself,
not the tables of other records on its page, so that a record is found before those that list it;
and, as metadata that nobody is shown, the other ways of writing its words and numbers.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import Markup

from datasite.language.localization import Language
from datasite.language.place_names import place_mark
from datasite.language.search_words import folded_words, ungrouped_numbers
from datasite.pages.page import Page
from datasite.pages.search_entry import SearchEntry
from datasite.pages.types import SEARCHES

_DOCUMENT = Markup(
    '<!doctype html><html lang="{}"><body>{}<main data-pagefind-body>{}{}</main></body></html>'
)
_METADATA = Markup('<p data-pagefind-meta="{}">{}</p>')
_TEXT = Markup('<p data-pagefind-weight="{}">{}</p>')
# Parts what the page of the search quotes, the summary, from what is only searched.
_END_OF_QUOTE = Markup("<p>¶</p>")
_SEARCHED_TEXT = Markup('<p data-pagefind-weight="0.5">{}</p>')


class Document(NamedTuple):
    """What the search knows of a page: the path of the page, its type, and HTML in UTF-8."""

    file: str
    type: str
    html: bytes


def build_documents(pages: Iterable[Page], languages: Mapping[str, Language]) -> Iterator[Document]:
    """The document of every page that can be found."""
    return filter(None, (build_document(page, languages) for page in pages))


def build_document(page: Page, languages: Mapping[str, Language]) -> Document | None:
    """The document of a page; None where the search does not find pages of its type."""
    if page.type not in SEARCHES:
        return None
    language = languages[page.lang]
    entry = SEARCHES[page.type].entry(page.view, language)
    return Document(page.file, page.type, _document(entry, language).encode())


def _document(entry: SearchEntry, language: Language) -> str:
    """Its metadata by field; theme/static/js/search.js gives each field its weight."""
    names = (entry.title, entry.short, *entry.names)
    everything = (*names, *entry.facts, *entry.text, *entry.more)
    metadata = {
        "title": (entry.title,),
        "short": (entry.short,),
        "facts": entry.facts,
        "names": entry.names,
        "numbers": (*entry.numbers, *ungrouped_numbers(everything)),
        "folded": folded_words(names),
        "places": _marks(names, language),
        "mentions": (*_marks(everything, language), *map(place_mark, entry.also_places)),
        "near": language.synonyms.related(names),
        "far": (*folded_words(everything), *language.synonyms.related(everything)),
    }
    head = Markup().join(
        _METADATA.format(name, " · ".join(_filled(texts)))
        for name, texts in metadata.items()
        if any(texts)
    )
    # Pagefind leaves out a page without text.
    quoted = _filled(entry.text) or _filled(entry.facts) or (entry.title,)
    first, *others = (_TEXT.format(entry.weight, text) for text in quoted)
    body = Markup().join((first, _END_OF_QUOTE, *others))
    more = Markup().join(_SEARCHED_TEXT.format(text) for text in _filled(entry.more))
    return _DOCUMENT.format(language.code, head, body, more)


def _marks(texts: Iterable[str], language: Language) -> tuple[str, ...]:
    """The marks of the places that texts name."""
    return tuple(place_mark(key) for key in language.place_names.found_in(texts))


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    """Each once, without the blank ones."""
    return tuple(dict.fromkeys(text for text in texts if text))
