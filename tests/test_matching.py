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
