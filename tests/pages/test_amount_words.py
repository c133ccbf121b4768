"""How the best-known amount of a project is said in both languages, and how figures are written."""

from dataclasses import replace
from decimal import Decimal

import built_sites
import pytest
import site_plans

from datasite.language.localization import Language
from datasite.model.entities import Amount, Code
from datasite.pages.amount_words import amount_text, best_known_words, printed_form, size_text

WORDS = {"pl": "", "en": ""}


def said(project: str, language: Language) -> str:
    words = best_known_words(site_plans.register().projects[project], language)
    return built_sites.plain(words.sentence)


@pytest.mark.parametrize(
    ("project", "polish", "english"),
    [
        (
            "integracja-dla-bezpieczenstwa",
            "791 000 EUR",
            "EUR 791,000",
        ),
        (
            "pomoc-nadzwyczajna-2022-granica",
            "około 76,2 mln EUR, dofinansowanie z UE, kwota z umowy, podano też inne kwoty",
            "about EUR 76.2 million, EU grant, contracted amount, other amounts are stated too",
        ),
        (
            "integracja-cudzoziemcow-na-rynku-pracy-warszawa",
            "1 087 722,20 PLN, dofinansowanie",
            "PLN 1,087,722.20, grant",
        ),
        (
            "modernizacja-placowki-sg-w-kodniu",
            "18 800 924 PLN, koszty kwalifikowalne, suma wspólna dla kilku projektów",
            "PLN 18,800,924, eligible cost, sum shared by several projects",
        ),
        (
            "infrastruktura-i-procedury-azylowe",
            "10 471 090, kwota z umowy, waluty nie podano",
            "10,471,090, contracted amount, no currency stated",
        ),
        (
            "poszukiwanie-osob-ukrywajacych-sie-cbsp",
            "przekroczyła milion złotych, dofinansowanie od darczyńcy,"
            " zapis w źródle jest niejasny",
            "przekroczyła milion złotych, donor grant, the printed figure is unclear",
        ),
        (
            "bezpieczenstwo-na-granicy-polsko-litewskiej",
            "738 262,12 EUR, tylko część: Służba Ochrony Granicy Państwowej przy Ministerstwie"
            " Spraw Wewnętrznych Republiki Litewskiej",
            "EUR 738,262.12, only the part of: State Border Guard Service under the Ministry of the"
            " Interior of the Republic of Lithuania",
        ),
        (
            "infolinia-dla-migrantow",
            "110 000 PLN, dofinansowanie z UE, i jeszcze 1 kwota",
            "PLN 110,000, EU grant, and 1 more amount",
        ),
        ("malopolska-otwarta", "–", "–"),
    ],
)
def test_best_known_amount_says_what_it_is(
    languages: dict[str, Language], project: str, polish: str, english: str
) -> None:
    assert (said(project, languages["pl"]), said(project, languages["en"])) == (polish, english)


@pytest.mark.parametrize(
    ("figure", "polish", "english"),
    [
        ("1233000000", "około 1,233 mld PLN", "about PLN 1.233 billion"),
        ("1600000000", "około 1,6 mld PLN", "about PLN 1.6 billion"),
        ("1233400000", "około 1233,4 mln PLN", "about PLN 1,233.4 million"),
        ("76200000", "około 76,2 mln PLN", "about PLN 76.2 million"),
        ("370000000", "około 370 mln PLN", "about PLN 370 million"),
        ("1234567800", "około 1 234 567 800 PLN", "about PLN 1,234,567,800"),
        ("1256000", "około 1 256 000 PLN", "about PLN 1,256,000"),
        ("611000", "około 611 000 PLN", "about PLN 611,000"),
    ],
)
def test_no_digit_of_a_source_is_rounded_away(
    languages: dict[str, Language], figure: str, polish: str, english: str
) -> None:
    about = _about(Decimal(figure))
    assert built_sites.plain(amount_text(about, languages["pl"])) == polish
    assert built_sites.plain(amount_text(about, languages["en"])) == english


def _about(figure: Decimal | None) -> Amount:
    total = site_plans.register().projects["integracja-dla-bezpieczenstwa"].total
    assert total
    return replace(
        total,
        amount=figure,
        currency="PLN",
        qualifier=Code("about", {"pl": "około", "en": "about"}, WORDS),
    )


def test_an_amount_in_words_is_said_in_those_of_the_source_once(
    languages: dict[str, Language],
) -> None:
    in_words = replace(_about(None), as_printed="ponad milion złotych", share_percent=None)
    assert amount_text(in_words, languages["pl"]) == "ponad milion złotych"
    assert printed_form(in_words, languages["pl"]) == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (999, "999 B"),
        (1000, "1 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_250_000, "1,2 MB"),
    ],
)
def test_size_of_a_file_is_rounded_into_the_next_unit(size: int, words: str) -> None:
    assert built_sites.plain(size_text(size, site_plans.languages()["pl"])) == words
