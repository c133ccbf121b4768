"""The glossary: what it holds, and the first label of a term on a page that leads to it."""

import pytest
import site_plans

from datasite.language.languages import LANGUAGES
from datasite.pages.types.glossary import Terms, glossary_view, terms_by_code

# The terms of the pages that a citizen may not know.
WANTED = (
    *("beneficiary", "lead partner", "co-financing", "eligible cost", "grant", "AMIF", "BMVI"),
    *("contract value", "EU grant", "donor grant", "planned amount", "contracted amount"),
    *("final amount", "asylum", "international protection", "temporary protection"),
    *("integration", "voluntary return", "forced return", "trafficking in human beings"),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_entries_are_in_the_order_of_the_alphabet(lang: str) -> None:
    site = site_plans.real().site
    language = site.languages[lang]
    terms = [entry.term[lang] for entry in glossary_view(site, language).entries]
    assert terms == sorted(terms, key=language.sort_key)
    assert len(terms) == len(site.catalog.rows("glossary"))


@pytest.mark.parametrize("term", WANTED)
def test_a_term_of_the_field_is_explained(term: str) -> None:
    site = site_plans.real().site
    entry = {e.term["en"]: e for e in glossary_view(site, site.languages["en"]).entries}[term]
    for lang in ("pl", "en"):
        assert entry.short[lang].endswith(".")
        assert entry.long[lang].endswith(".")
        assert entry.short[lang] not in entry.long[lang]


def test_only_the_first_label_of_a_term_leads_to_its_entry() -> None:
    terms = Terms({("role", "lead"): "partner-wiodacy", ("kind", "grant"): "dofinansowanie"})
    asked = [terms.first(*code) for code in (("role", "lead"), ("role", "lead"), ("role", "x"))]
    assert asked == ["partner-wiodacy", "", ""]
    assert terms.first("kind", "grant") == "dofinansowanie"


def test_a_code_has_one_entry() -> None:
    catalog = site_plans.real().site.catalog
    named = [(c, row[c]) for row in catalog.rows("glossary") for c in ("role", "kind", "stage")]
    codes = [code for code in named if code[1]]
    assert sorted(codes) == sorted(terms_by_code(catalog))
