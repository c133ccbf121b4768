"""The languages of the site, and words in each of them."""

from collections.abc import Mapping

LANGUAGES = (
    "pl",
    "en",
)  # the first is the default; a language more is one entry here, one .po, and columns ending in _xx


Words = Mapping[str, str]  # the same words by language


NBSP = "\u00a0"


SOURCE_LANGUAGE = "en"  # message ids are written in it


LOCALES = {"pl": "pl_PL", "en": "en_GB"}
