"""The other ways of writing a text by which readers look for it."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.language import search_words
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.localization import Language
from datasite.values import fold

POLISH = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"
NBSP = "\u00a0"


@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=POLISH + POLISH.upper() + " "))
def test_polish_letters_become_plain_ones(text: str) -> None:
    folded = fold(text)
    assert set(folded) <= set(string.ascii_lowercase + " ")
    assert len(folded) == len(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Łódź", "lodz"), ("STRAŻNICA", "straznica"), ("Straße, Çelik", "strasse, celik")],
)
def test_names_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_only_words_that_folding_changes_are_listed_once_each() -> None:
    assert search_words.folded_words(["Straż w Łodzi", "Łodzi Lodz"]) == ("straz", "lodzi")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("791 000 EUR", ("791000",)),
        (f"791{NBSP}000 i 791,000 oraz 791.000", ("791000",)),
        (f"1{NBSP}185{NBSP}055,72 PLN", ("1185055",)),
        ("w latach 2018 2021, PA18/0004, 1,6 mln, 12", ()),
    ],
)
def test_grouped_numbers_are_put_together(text: str, numbers: tuple[str, ...]) -> None:
    assert search_words.ungrouped_numbers([text]) == numbers


def test_any_word_of_a_group_brings_all_of_them() -> None:
    known = search_words.synonyms(
        "# a comment, not a group\ncudzoziemiec, Cudzoziemców\n\nstraż graniczna, SG\n"
    )
    assert known.groups == (("cudzoziemiec", "cudzoziemcow"), ("straz graniczna", "sg"))
    assert known.related(["Urząd do Spraw CUDZOZIEMCÓW"]) == ("cudzoziemiec", "cudzoziemcow")
    assert known.related(["(SG)"]) == ("straz graniczna", "sg")


def test_part_of_a_word_brings_nothing_and_texts_are_apart() -> None:
    known = search_words.synonyms("straż graniczna, SG")
    assert known.related(["SGH", "straż", "graniczna", "straż granicznaa"]) == ()


def test_word_stands_in_one_group_of_its_language_and_no_group_is_alone(
    languages: dict[str, Language],
) -> None:
    for language in (languages[lang] for lang in TEXT_LANGUAGES):
        groups = language.synonyms.groups
        assert groups
        assert [group for group in groups if len(group) < 2] == []
        everything = [word for group in groups for word in group]
        assert sorted({word for word in everything if everything.count(word) > 1}) == []
