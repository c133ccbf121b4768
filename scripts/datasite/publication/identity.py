"""The identity of the publication, each fact once: names, publisher, licence, keywords, themes.

pelicanconf.py repeats the name as SITENAME, since it reads nothing of ours; a test holds that both
are the same.
"""

from collections.abc import Mapping

from datasite.language.languages import LANGUAGES, Words

PACKAGE_NAME = "kto-z-kim-za-ile"
SITE_NAME: Words = {"pl": "Kto z kim za ile", "en": "Who, with whom, for how much"}
PUBLISHER = SITE_NAME[LANGUAGES[0]]

_SUBJECT: Words = {
    "pl": "otwarte dane o projektach migracyjnych, azylowych i granicznych",
    "en": "open data on migration, asylum and border projects",
}
# The title under which the data are cited and listed in catalogues.
TITLE: Words = {lang: f"{SITE_NAME[lang]}: {_SUBJECT[lang]}" for lang in LANGUAGES}
DESCRIPTION: Words = {
    "pl": (
        "Kto prowadzi projekty, którymi Polska zajmuje się migracją, azylem, integracją i"
        " granicami, z kim, za ile, z jakiego funduszu i skąd o tym wiadomo."
    ),
    "en": (
        "Who runs the projects by which Poland works on migration, asylum, integration and borders,"
        " with whom, for how much, from which fund, and how we know."
    ),
}
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "pl": (
        "migracja",
        "azyl",
        "integracja cudzoziemców",
        "granice",
        "Polska",
        "fundusze europejskie",
        "projekty",
        "dotacje",
    ),
    "en": (
        "migration",
        "asylum",
        "integration of foreigners",
        "borders",
        "Poland",
        "European funds",
        "projects",
        "grants",
    ),
}
COUNTRY: Words = {"pl": "Polska", "en": "Poland"}  # what the data are about
THEMES: Mapping[str, Words] = {  # of the EU authority table data-theme
    "GOVE": {"pl": "Rząd i sektor publiczny", "en": "Government and public sector"},
    "JUST": {
        "pl": "Sprawiedliwość, ustrój sądów i bezpieczeństwo publiczne",
        "en": "Justice, legal system and public safety",
    },
    "SOCI": {"pl": "Ludność i społeczeństwo", "en": "Population and society"},
}

# As a Data Package names it: `name` is its identifier in the SPDX list of licences.
LICENCE: Mapping[str, str] = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
LICENCE_SHORT_NAME = "CC BY 4.0"
RIGHTS: Words = {
    "pl": "Dane wolno wykorzystywać w każdym celu, pod warunkiem podania źródła (CC BY 4.0).",
    "en": "The data may be used for any purpose by anyone who names the source (CC BY 4.0).",
}

CORRECTIONS = "corrections"  # the dataset in which changes of the data are explained
