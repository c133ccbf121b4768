"""Which words are found in the text of a page, and what of it is recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.sources import web_page
from datasite.sources.source_checks import Visit
from datasite.sources.value_search import check_values, find_words
from datasite.tables.codes import ValueStatus

TODAY = "2026-11-30"
SUM = "791 000 EUR"
FOUND, NOT_FOUND, UNREADABLE = ValueStatus
OLD = {
    "source_id": "s",
    "as_printed": SUM,
    "checked": "2026-01-01",
    "status": "found",
    "locator": "4",
}


@pytest.mark.parametrize(
    "body",
    [
        "<p>791 000 EUR",
        "<p>Wartość: 791&nbsp;000&#160;EUR.",
        "<p>(791\u202f000\u2009EUR)",
        "<p><b>791</b> 000 <i>E</i>UR",
        "<p>79<b>1 0</b>00 EUR",
        "<p>791&shy; 000\u200b E&shy;UR",
        "<p>791\n   000\n<br>EUR",
        "<table><tr><td>791 000<td>EUR</table>",
        "<table><tr><td>2021<td>791 000 EUR</table>",
        "<p>w roku 2021, 791 000 eur",
    ],
)
def test_words_are_found_however_the_page_writes_them(body: str) -> None:
    page = web_page.paragraphs(f"<html><body><h1>Projekt</h1>{body}</body></html>".encode())
    status, paragraph = find_words(page, SUM)
    assert (status, bool(paragraph)) == (FOUND, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 791 000 EUR", "791 000 EUR"),
        ("1.791 000 EUR", "791 000 EUR"),
        ("9791 000 EUR", "791 000 EUR"),
        ("791 000 EURO", "791 000 EUR"),
        ("791 000,50", "791 000"),
        ("791 000 500", "791 000"),
        ("3,5 mln", "5 mln"),
        ("1750%", "75%"),
        ("790 000 EUR", "791 000 EUR"),
        ("791000 EUR", "791 000 EUR"),
        ("85% z 100 EUR", "85%; 672 350 EUR"),
        ("Wojewoda", ""),
    ],
)
def test_a_part_of_a_number_or_of_a_word_is_not_the_words(text: str, words: str) -> None:
    assert find_words([text], words) == (NOT_FOUND, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("od 2021 r. 90 000 EUR", "90 000 EUR"),
        ("Razem 90 000, w tym 5", "90 000"),
        ("€1.500.000.", "1.500.000"),
        ("do 31.12.2027", "31.12.2027"),
        ("wkład: 85%, czyli 672 350 EUR", "85%; 672 350 EUR"),
    ],
)
def test_words_beside_other_numbers_are_found(text: str, words: str) -> None:
    assert find_words([text], words) == (FOUND, 1)


def test_the_place_is_the_paragraph_in_which_the_longest_words_begin() -> None:
    page = ["Projekt", "85%", "Dotacja: 672", "350 EUR"]
    assert find_words(page, "85%; 672 350 EUR") == (FOUND, 3)


def test_what_has_no_text_is_unreadable() -> None:
    pdf = web_page.paragraphs(b"%PDF-1.7 791 000 EUR", "application/pdf")
    assert find_words(pdf, SUM) == (UNREADABLE, None)


WORDS = st.lists(st.from_regex(r"[\w.,%()/-]{1,8}", fullmatch=True), min_size=1, max_size=6)
BLANKS = st.sampled_from([" ", "\u00a0", "\u202f", "  \n", "&nbsp;", "</b> <b>", "<br>"])


@given(WORDS, st.data())
def test_words_that_are_a_paragraph_of_their_own_are_always_found(
    words: list[str], data: st.DataObject
) -> None:
    printed = web_page.normalise(" ".join(words))
    if not printed:
        return
    written = "".join(f"{data.draw(BLANKS)}{word}" for word in words)
    page = web_page.paragraphs(f"<html><body><p>7<p><b>{written}</b><p>8".encode())
    assert find_words(page, printed)[0] == FOUND
    assert find_words([], printed) == (UNREADABLE, None)


@pytest.mark.parametrize(
    ("visit", "row"),
    [
        (
            Visit(200, "a", paragraphs=("Tytuł", SUM)),
            OLD | {"checked": TODAY, "locator": "2"},
        ),
        (
            Visit(200, "a", paragraphs=("Tytuł",)),
            OLD | {"checked": TODAY, "status": "not_found", "locator": ""},
        ),
        (Visit(200, "a"), OLD | {"checked": TODAY, "status": "unreadable", "locator": ""}),
        (Visit(304, same=True), OLD | {"checked": TODAY}),
        (Visit(404), OLD),
        (Visit(silent=True), OLD),
        (Visit(disallowed=True), OLD),
    ],
)
def test_a_page_that_was_not_served_says_nothing_new(visit: Visit, row: dict[str, str]) -> None:
    assert check_values("s", [SUM], {SUM.casefold(): OLD}, visit, TODAY) == (row,)


def test_words_of_which_nothing_is_known_have_no_row() -> None:
    for visit in (Visit(404), Visit(304, same=True)):
        assert check_values("s", [SUM], {}, visit, TODAY) == ()
