"""The identity of the publication: its names, publisher, licence, keywords and themes."""

from collections.abc import Mapping

from datasite.language.languages import Words

PACKAGE_NAME = "kto-z-kim-za-ile"


PUBLISHER = "Kto z kim za ile"


SITE_NAME: Words = {"pl": "Kto z kim za ile", "en": "Who, with whom, for how much"}


PACKAGE_TITLE: Words = {
    "pl": "Kto z kim za ile – projekty migracyjne, azylowe i graniczne",
    "en": "Who, with whom, for how much – projects on migration, asylum and borders",
}


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


LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}


CATALOGUE_KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "pl": (
        "migracja",
        "azyl",
        "integracja cudzoziemców",
        "granice",
        "fundusze europejskie",
        "projekty",
        "dotacje",
    ),
    "en": (
        "migration",
        "asylum",
        "integration of foreigners",
        "borders",
        "European funds",
        "projects",
        "grants",
    ),
}


THEMES: Mapping[str, Words] = {  # of the EU authority table data-theme
    "GOVE": {"pl": "Rząd i sektor publiczny", "en": "Government and public sector"},
    "JUST": {
        "pl": "Sprawiedliwość, ustrój sądów i bezpieczeństwo publiczne",
        "en": "Justice, legal system and public safety",
    },
    "SOCI": {"pl": "Ludność i społeczeństwo", "en": "Population and society"},
}


RIGHTS: Words = {
    "pl": "Dane wolno wykorzystywać w każdym celu, pod warunkiem podania źródła (CC BY 4.0).",
    "en": "The data may be used for any purpose by anyone who names the source (CC BY 4.0).",
}


TITLE: Words = {
    "pl": "Kto z kim za ile: otwarte dane o projektach migracyjnych, azylowych i granicznych",
    "en": "Who, with whom, for how much: open data on projects of migration, asylum and borders",
}


KEYWORDS = ("migration", "asylum", "integration", "borders", "Poland", "open data", "grants")


CORRECTIONS = "corrections"
