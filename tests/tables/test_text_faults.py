"""The faults of a text and their offsets, which lead a writer of prose to the place."""

import pytest

from datasite.tables import text_faults

HANGUL_IN_PARTS = "\u1112\u1161"  # neither part is a mark, and only together they have another form


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zażółć gęślą jaźń – „tak”, 5 € i ½", []),
        ("Zażółć слово Ελλάδα", []),
        ("ab<b>", [(2, "markup")]),
        ("ąb\u200bc", [(2, "clean-text")]),
        ("ąbo\u0301", [(3, "clean-text")]),
        ("ą\u2126b", [(1, "clean-text")]),
        (HANGUL_IN_PARTS, [(0, "clean-text")]),
        ("Zażółć sł\u043ewo", [(7, "mixed-scripts")]),
        ("\uff21bc ą", [(0, "mixed-scripts")]),
        ("ż PrzykÅ‚ad", [(7, "mojibake")]),
        ("to jest â€žtakâ€ť", [(8, "mojibake")]),
        ("żo\ufffdd", [(2, "mojibake")]),
        ("s\u0142\u043ewo s\u043b\u0142ow\ufffd", [(0, "mixed-scripts"), (11, "mojibake")]),
        ("Con\ufb01dence", [(3, "clean-text")]),
        ("m² i 1.º, ½, №", []),
        ("Projekt \u0421\u041e\u0420\u0415 ą", [(8, "mixed-scripts")]),
        ("Агентство \u0422\u0410\u0421\u0421", []),
        ("слово Przykład\u043ewy", [(6, "mixed-scripts")]),
        ("100%(netto)s", [(3, "markup")]),
        ("&amp; \u200b", [(0, "markup"), (6, "clean-text")]),
    ],
)
def test_faults_are_found_where_they_are(text: str, found: list[tuple[int, str]]) -> None:
    assert [(offset, rule) for offset, rule, *_ in text_faults.find_faults(text)] == found


@pytest.mark.parametrize("encoding", ["cp1250", "cp1252", "iso8859-2"])
def test_every_letter_of_ours_is_known_again_when_it_was_misread(encoding: str) -> None:
    """But for those whose bytes the encoding does not have."""
    for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ":
        misread = letter.encode().decode(encoding, "ignore")
        if len(misread) == 2:
            faults = text_faults.find_faults(f"x{misread}x")
            assert "mojibake" in {fault.rule for fault in faults}, letter


def test_the_part_of_a_text_that_is_shown_is_around_the_fault() -> None:
    text = "a" * 30 + "<" + "b" * 60
    assert text_faults.excerpt(text, 30) == "a" * 20 + "<" + "b" * 39
