"""The addresses of the site: words by language, no two alike within one."""

import pytest

from datasite.language.languages import LANGUAGES
from datasite.publication import addresses
from datasite.values import is_slug


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words", [addresses.SECTIONS, addresses.CHARTS], ids=["sections", "charts"]
)
def test_words_are_slugs_that_differ_within_a_language(
    words: dict[str, dict[str, str]], lang: str
) -> None:
    in_language = [by_language[lang] for by_language in words.values()]
    assert all(is_slug(word) for word in in_language)
    assert len(set(in_language)) == len(in_language)


def test_a_page_has_the_words_of_its_language() -> None:
    assert addresses.page("projects", "x", "pl") == "/pl/projekty/x/"
    assert addresses.page("projects", "", "en") == "/en/projects/"
    assert addresses.page("", "", "en") == "/en/"
    assert addresses.embedded("/pl/projekty/x/", "pl") == "/pl/projekty/x/osadz/"
