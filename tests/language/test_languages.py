"""The declarations of languages, and what a language shows that has no texts of its own."""

import pytest
from babel import Locale

from datasite.language.languages import (
    LANGUAGES,
    RULES,
    SOURCE_LANGUAGE,
    TEXT_LANGUAGES,
    LanguageRules,
    column_words,
    other_text_languages,
    sorting_alphabet,
    text_language,
    with_fallbacks,
    words_from,
)

UKRAINIAN = LanguageRules(
    code="uk",
    iso_639_3="ukr",
    locale="uk_UA",
    text_fallback="en",
    alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
)
THREE = {**RULES, "uk": UKRAINIAN}


@pytest.mark.parametrize("rules", THREE.values(), ids=THREE)
def test_a_declaration_names_a_locale_and_a_fallback_with_texts(rules: LanguageRules) -> None:
    assert Locale.parse(rules.locale).language == rules.code
    assert not rules.text_fallback or not THREE[rules.text_fallback].text_fallback
    assert rules.short_words == rules.short_words.lower()


def test_the_default_language_and_that_of_messages_have_texts() -> None:
    assert {LANGUAGES[0], SOURCE_LANGUAGE} <= set(TEXT_LANGUAGES)


def test_a_language_without_texts_shows_those_of_its_fallback() -> None:
    assert text_language("uk", THREE) == "en"
    assert text_language("pl", THREE) == "pl"
    row = {"title_pl": "Zagroda", "title_en": "Farmstead"}
    assert column_words(row, "title", THREE) == {
        "pl": "Zagroda",
        "en": "Farmstead",
        "uk": "Farmstead",
    }
    assert with_fallbacks({"pl": "tak", "en": "yes"}, THREE)["uk"] == "yes"


def test_a_language_without_texts_may_have_some_words_of_its_own() -> None:
    words = {"pl": "projekty", "en": "projects", "uk": "proiekty"}
    assert with_fallbacks(words, THREE) == words


def test_other_languages_are_those_with_texts_that_a_page_does_not_show() -> None:
    others = {code: other_text_languages(code, THREE) for code in THREE}
    assert others == {"pl": ("en",), "en": ("pl",), "uk": ("pl",)}


def test_only_languages_with_texts_are_asked_for_words() -> None:
    asked: list[str] = []
    words_from(lambda lang: asked.append(lang) or lang, THREE)
    assert set(asked) == set(TEXT_LANGUAGES)


def test_a_letter_has_its_place_in_the_first_language_that_has_it() -> None:
    letters = sorting_alphabet(THREE)
    assert letters.startswith("aąbcć")
    assert letters.endswith(UKRAINIAN.alphabet)
    assert len(letters) == len(set(letters))
