"""Where things stand on the site: sections by language, the page of a record, the file of a page."""

from collections.abc import Mapping

from datasite.language.languages import LANGUAGES, Words

SECTIONS: Mapping[str, Words] = {
    "projects": {"pl": "projekty", "en": "projects"},
    "organisations": {"pl": "organizacje", "en": "organisations"},
    "programmes": {"pl": "programy", "en": "programmes"},
    "places": {"pl": "miejsca", "en": "places"},
    "cooperation": {"pl": "wspolpraca", "en": "cooperation"},
    "data": {"pl": "dane", "en": "data"},
    "news": {"pl": "aktualnosci", "en": "news"},
    "charts": {"pl": "wykresy", "en": "charts"},
    "coverage": {"pl": "pokrycie", "en": "coverage"},
    "corrections": {"pl": "poprawki", "en": "corrections"},
    "search": {"pl": "szukaj", "en": "search"},
}
_EMBEDDED: Words = {"pl": "osadz", "en": "embed"}
_RECORDS = {
    "project_id": "projects",
    "organisation_id": "organisations",
    "programme_id": "programmes",
    "cooperation_id": "cooperation",
}


def page(section: str, slug: str, lang: str) -> str:
    """The address of a page from the root of the site; a blank slug is the section's index."""
    parts = [lang, SECTIONS[section][lang] if section else "", slug]
    return "/" + "".join(f"{part}/" for part in parts if part)


def embedded(page_url: str, lang: str) -> str:
    """The address of what other sites may show of a page."""
    return f"{page_url}{_EMBEDDED[lang]}/"


def of_row(
    dataset: str, row: Mapping[str, str], header: tuple[str, ...], lang: str = LANGUAGES[0]
) -> str:
    """The page on which a row of a dataset is shown; that of its dataset where it has none of its
    own.
    """
    key = "project_id" if "project_id" in header else header[0]
    return page(_RECORDS[key], row[key], lang) if key in _RECORDS else page("data", dataset, lang)
