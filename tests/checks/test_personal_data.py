"""What is taken for personal data, what is not, and that no text takes long."""

import time
from gettext import NullTranslations as NoTranslations

import pytest

from datasite.checks.personal_data import find_personal_data
from datasite.tables.text_faults import find_faults

SECONDS = 2.0  # of the processor, for as many characters as a file may have


def kinds(text: str) -> list[object]:
    return [
        str(fault.what.values.get("kind", fault.what)) for fault in find_personal_data("x", text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Wynika z KOM(2011) 743.",
        "Wynika z KOM (2011) 743 wersja 2.",
        "Follows COM(2011) 743 and JOIN(2021) 590.",
        "Infolinia i telefon 2014-2020",
        "Telefon: 2014–2020 w liczbach",
        "Rozporządzenie (UE) 2021/1147",
    ],
)
def test_a_number_of_another_kind_is_no_telephone(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("tel. 22 000 00 00", "22 000 00 00"),
        ("kom. 600 000 000", "600 000 000"),
        ("kom: 600000000", "600000000"),
        ("pisz: jan.nowak@przyklad.example dziś", "“jan.nowak@przyklad.example”"),
        ("jan.nowak (at) przyklad.example", "“jan.nowak (at) przyklad.example”"),
        ("Fundacja Zofia Przykładowa", "“Zofia Przykładowa”"),
        ("insp. Imię Nazwisko", "“insp. Imię Nazwisko”"),
    ],
)
def test_personal_data_are_found_whole(text: str, found: str) -> None:
    (fault,) = find_personal_data("x", text)
    assert found in fault.what.text(NoTranslations())


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "a@",
        "tel. 1",
        "+48 ",
        "A ",
        "Jan ",
        "Zofia Aa",
        "ą",
        "Ä",
        "со ",
        "(at)",
        "1@",
        "kom(2011) ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    """A file of 5 MB has some five hundred of the longest cells."""
    cell = (piece * 10_000)[:9_990]
    begun = time.process_time()
    for _ in range(50):
        list(find_personal_data("x", cell))
        list(find_faults(cell))
    assert time.process_time() - begun < SECONDS
