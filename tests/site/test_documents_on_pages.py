"""The source documents on the pages of the built site: their facts are there in both languages, and
in the words of offices.
"""

from pathlib import Path

import built_sites
import pytest
from lxml import html

ORGANISATIONS = {"pl": "organizacje", "en": "organisations"}
COOPERATION = {"pl": "wspolpraca", "en": "cooperation"}
PROJECTS = {"pl": "projekty", "en": "projects"}
# Of each page what it says, by language.
OF_DOCUMENTS_1_AND_5 = [
    (
        PROJECTS,
        "eurlo-azja-srodkowa-2",
        {"pl": "Trójstronne porozumienie", "en": "Trilateral agreement"},
    ),
    (PROJECTS, "eurlo-azja-srodkowa-2", {"pl": "30 kwietnia 2026", "en": "30 April 2026"}),
    (
        PROJECTS,
        "malopolska-otwarta",
        {"pl": "pierwszy taki program przyjęty przez", "en": "first such programme adopted by"},
    ),
]
OF_DOCUMENT_2 = [
    (
        COOPERATION,
        "komisja-polsko-rosyjska-wspolpraca-miedzyregionalna",
        {"pl": "Strony (państwa): Polska", "en": "Parties (states): Poland"},
    ),
    (COOPERATION, "enaro", {"pl": "dobre praktyki", "en": "good practice"}),
    (COOPERATION, "reception-expert-teams", {"pl": "wspólną metodę", "en": "a common method"}),
    (
        COOPERATION,
        "partnerstwa-na-rzecz-mobilnosci",
        {"pl": "w programach partnerskich", "en": "in partnership programmes"},
    ),
    (COOPERATION, "inne-grupy-robocze-rady", {"pl": "Rada Unii", "en": "Council of the"}),
    (
        COOPERATION,
        "wspolpraca-udsc-z-biurem-unhcr",
        {"pl": "prawie na co dzień", "en": "almost from day to day"},
    ),
    (
        ORGANISATIONS,
        "euaa",
        {
            "pl": "ułatwiać współpracę urzędów azylowych",
            "en": "ease cooperation between the asylum",
        },
    ),
    (
        ORGANISATIONS,
        "euaa",
        {"pl": "Wspólnego Europejskiego Systemu", "en": "Common European Asylum System"},
    ),
]
OF_DOCUMENT_3 = (
    [
        (ORGANISATIONS, "iom", words)
        for words in (
            {"pl": "organizacja międzyrządowa, agenda ONZ", "en": "intergovernmental organisation"},
            {"pl": "powstanie 1951", "en": "founded 1951"},
            {"pl": "173", "en": "173"},
            {"pl": "stan na: 9 lutego 2024", "en": "as of 9 February 2024"},
            {"pl": "Polska należy od 1992", "en": "Poland a member since 1992"},
            {
                "pl": "2002, na podstawie porozumienia",
                "en": "2002, by agreement with the government",
            },
            {"pl": "zgodna z prawami człowieka", "en": "respects human rights"},
            {"pl": "pomaga państwom", "en": "to help states"},
            {"pl": "pomaga migrantom i chroni", "en": "to help migrants and protect"},
        )
    ]
    + [
        (ORGANISATIONS, "iom-polska", words)
        for words in (
            {"pl": "wspierające integrację", "en": "work on integration"},
            {"pl": "samorządy, pracodawcy", "en": "local governments, employers"},
            {"pl": "także obywatelom Polski", "en": "Polish citizens among them"},
            {"pl": "etyczna rekrutacja", "en": "ethical recruitment"},
            {"pl": "koniec pracy przymusowej", "en": "an end to forced labour"},
            {"pl": "wyszkoliło wielu policjantów", "en": "has trained many police officers"},
        )
    ]
    + [
        (
            ORGANISATIONS,
            "kgp",
            {
                "pl": "Pełnomocnik Komendanta Głównego",
                "en": "Plenipotentiary of the National Police",
            },
        )
    ]
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_sites.real(tmp_path_factory.getbasetemp())


def _text(site: Path, *parts: str) -> str:
    tree = html.fromstring(site.joinpath(*parts, "index.html").read_bytes())
    return built_sites.plain(" ".join(tree.xpath("//main//text()")))


@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize(
    ("section", "slug", "words"), [*OF_DOCUMENTS_1_AND_5, *OF_DOCUMENT_2, *OF_DOCUMENT_3]
)
def test_a_fact_of_a_document_is_on_its_page(
    site: Path, lang: str, section: dict[str, str], slug: str, words: dict[str, str]
) -> None:
    assert words[lang] in _text(site, lang, section[lang], slug)


@pytest.mark.parametrize(
    ("lang", "words"), [("pl", "Uzgadniane z państwami"), ("en", "Coordinated with")]
)
def test_russia_is_a_party_of_the_commission(site: Path, lang: str, words: str) -> None:
    slug = "komisja-polsko-rosyjska-wspolpraca-miedzyregionalna"
    assert words not in _text(site, lang, COOPERATION[lang], slug)
