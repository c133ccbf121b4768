"""The identity of the publication, each fact once: names, publisher, licence, keywords, themes. Its
words are in identity.yaml, by language.

pelicanconf.py repeats the name as SITENAME, since it reads nothing of ours; a test holds that both
are the same.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from datasite.language.languages import LANGUAGES, Words, text_language, with_fallbacks

_WORDS: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("identity.yaml").read_text(encoding="utf-8")
)

PACKAGE_NAME = "kto-z-kim-za-ile"
SITE_NAME = with_fallbacks(_WORDS["site_name"])
PUBLISHER = SITE_NAME[LANGUAGES[0]]
# The title under which the data are cited and listed in catalogues.
_SUBJECT = with_fallbacks(_WORDS["subject"])
TITLE: Words = {lang: f"{SITE_NAME[lang]}: {_SUBJECT[lang]}" for lang in LANGUAGES}
DESCRIPTION = with_fallbacks(_WORDS["description"])
KEYWORDS: Mapping[str, list[str]] = {
    lang: _WORDS["keywords"][text_language(lang)] for lang in LANGUAGES
}
COUNTRY = with_fallbacks(_WORDS["country"])  # what the data are about
THEMES: Mapping[str, Words] = {  # by code of the EU authority table data-theme
    code: with_fallbacks(words) for code, words in _WORDS["themes"].items()
}

# As a Data Package names it: `name` is its identifier in the SPDX list of licences.
LICENCE: Mapping[str, str] = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
LICENCE_SHORT_NAME = "CC BY 4.0"
RIGHTS = with_fallbacks(_WORDS["rights"])

CORRECTIONS = "corrections"  # the dataset in which changes of the data are explained
