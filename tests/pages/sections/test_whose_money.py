"""The first sentence of a programme: whose money it is, from the code of its funder."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import site_plans

from datasite.language.localization import Language
from datasite.model.entities import Code
from datasite.pages.sections.whose_money import whose_money


def _funders() -> Mapping[str, Code]:
    return {it.funder.code: it.funder for it in site_plans.register().programmes.values()}


@pytest.mark.parametrize(
    ("funder", "polish", "english"),
    [
        ("eu", "Pieniądze Unii Europejskiej", "Funded by the European Union"),
        ("poland", "Polskie pieniądze publiczne", "Polish public money"),
        ("private", "Płaci: darczyńca prywatny", "Who pays: private donor"),
    ],
)
def test_it_says_whose_money_it_is(funder: str, polish: str, english: str) -> None:
    languages = site_plans.languages()
    assert whose_money(_funders()[funder], languages["pl"]) == polish
    assert whose_money(_funders()[funder], languages["en"]) == english


def test_where_no_source_says_it_no_one_is_named(languages: Mapping[str, Language]) -> None:
    nobody = replace(_funders()["eu"], code="not_stated")
    assert whose_money(nobody, languages["en"]) == "No source says whose money it is"


def test_each_funder_of_the_register_is_named_in_both_languages() -> None:
    for language in site_plans.languages().values():
        for code, funder in _funders().items():
            words = whose_money(funder, language)
            assert words[:1].isupper()
            assert "%" not in words, code
