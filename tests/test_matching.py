"""Names that are nearly alike."""

import pytest

from datasite import matching


@pytest.mark.parametrize(
    "words", ["fundacja na rzecz przykladu", "Fundacia przykladowa", "PRZYKLADOWA FUNDACJA"]
)
def test_search_forgives(words: str) -> None:
    named = {
        "fundacja-przykladowa": ("Fundacja Przykładowa", "Fundacja na Rzecz Przykładu"),
        "miasto": ("Miasto Łódź",),
    }
    assert matching.search(words, named)[0] == "fundacja-przykladowa"
    assert matching.search("lodz", named) == ["miasto"]
    assert matching.same("Fundacja PRZYKLADOWA", named) == "fundacja-przykladowa"
    assert matching.same("Fundacja Inna Zupełnie", named) == ""


def test_search_puts_first_what_holds_the_words() -> None:
    named = {
        "BE": ("Belgia", "Belgium", "BE"),
        "IE": ("Irlandia", "Ireland", "IE"),
        "PL-06": ("województwo lubelskie", "Lublin Voivodeship", "PL-06"),
        "cz-pl": ("Interreg V-A Republika Czeska – Polska 2014–2020",),
        "by-ua-2007": ("Polska – Białoruś – Ukraina 2007–2013", "PBU 2007–2013"),
        "by-ua-2014": ("Polska–Białoruś–Ukraina 2014–2020", "PBU 2014–2020"),
    }
    assert matching.search("lubelskie", named) == ["PL-06"]
    assert matching.search("Polska Białoruś Ukraina 2014", named)[:2] == [
        "by-ua-2014",
        "by-ua-2007",
    ]
    assert matching.search("be", named) == ["BE"]
    assert matching.search("https://interreg.example/", named) == []


def test_a_whole_name_or_address_names_its_record() -> None:
    named = {"a": ("Miasto Łódź", "https://lodz.example/x"), "b": ("Miasto", "UM"), "c": ("UM",)}
    assert matching.named_so("miasto LODZ", named) == ["a"]
    assert matching.named_so("http://lodz.example/x/?utm_source=y", named) == ["a"]
    assert matching.named_so("um", named) == ["b", "c"]
    assert matching.named_so("Łódź", named) == []
