"""Facts about an organisation: by kind, figures of different days side by side, in words of both
languages, and in the file of its page.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
import site_plans

from datasite.downloads.page_extracts import build_page_extracts
from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import NBSP
from datasite.language.localization import Language
from datasite.model.facts import OrganisationFact
from datasite.model.register import Register
from datasite.pages.sections.organisation_facts import (
    by_kind,
    fact_words,
    first_facts,
    first_words,
)
from datasite.pages.sections.printed import printed_words
from datasite.values import Date

OFFICE = "urzad-przykladowy"


@pytest.fixture
def facts(mini_register: Register) -> tuple[OrganisationFact, ...]:
    return mini_register.organisation_facts[OFFICE]


def test_figures_of_different_days_are_side_by_side(facts: tuple[OrganisationFact, ...]) -> None:
    members = next(group for group in by_kind(facts) if group.kind.code == "member_states")
    assert [(str(fact.as_of or ""), fact.number) for fact in members.facts] == [
        ("2019-05", 173),
        ("", 175),
    ]


def test_kinds_are_in_the_order_of_the_page(facts: tuple[OrganisationFact, ...]) -> None:
    kinds = ["nature", "founded", "member_states", "in_poland_since"]
    assert [group.kind.code for group in by_kind(reversed(facts))] == kinds


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("pl", ["czerwiec 1951", "2002, na mocy porozumienia", "175", "173"]),
        ("en", ["June 1951", "2002, by agreement", "175", "173"]),
    ],
)
def test_a_fact_in_words(
    facts: tuple[OrganisationFact, ...],
    languages: Mapping[str, Language],
    lang: str,
    expected: list[str],
) -> None:
    words = [fact_words(fact, languages[lang]).replace(NBSP, " ") for fact in facts]
    assert words[: len(expected)] == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("pl", ["powstanie: czerwiec 1951", "w Polsce od 2002"]),
        ("en", ["founded: June 1951", "in Poland since 2002"]),
    ],
)
def test_the_first_sentence_says_what_it_is_and_since_when(
    facts: tuple[OrganisationFact, ...],
    languages: Mapping[str, Language],
    lang: str,
    expected: list[str],
) -> None:
    nature, *since = first_facts(by_kind(facts))
    words = [first_words(fact, languages[lang]).replace(NBSP, " ") for fact in since]
    assert words == expected
    assert first_words(nature, languages[lang]) == nature.words[lang]


def test_the_first_sentence_leaves_out_what_sources_state_twice(
    facts: tuple[OrganisationFact, ...],
) -> None:
    (founded,) = [fact for fact in facts if fact.kind.code == "founded"]
    twice = by_kind((*facts, replace(founded, id="again", date=Date(1952))))
    assert "founded" not in [fact.kind.code for fact in first_facts(twice)]


def test_each_source_prints_its_words_once(facts: tuple[OrganisationFact, ...]) -> None:
    assert printed_words([*facts, *facts])["fundacja-o-wyjezdzie"].printed == (
        "od 2002 roku na mocy porozumienia",
        "173 kraje",
    )


def test_the_file_of_the_page_holds_the_facts(
    mini_register: Register,
    mini_published: dict[str, PublishedTable],
    languages: Mapping[str, Language],
) -> None:
    files = {
        file.name: file.content
        for file in build_page_extracts(mini_register, mini_published, languages)
    }
    content = json.loads(files[f"organisations/{OFFICE}.json"])
    assert [fact["kind"] for fact in content["organisation_facts"]] == [
        fact.kind.code for fact in mini_register.organisation_facts[OFFICE]
    ]
    assert "fundacja-o-wyjezdzie" in [source["source_id"] for source in content["sources"]]
    others = json.loads(files["organisations/fundacja-przykladowa.json"])
    assert others["organisation_facts"] == []


def test_the_real_facts_of_iom_have_their_days_and_sources() -> None:
    stated = {
        (fact.kind.code, str(fact.date or fact.number or ""), fact.source.id)
        for fact in site_plans.register().organisation_facts["iom"]
    }
    police = "isp-policja-2024-02-09-iom"
    assert stated >= {
        ("founded", "1951", police),
        ("member_states", "173", police),
        ("member_states", "175", "iom-polska-kim-jestesmy"),
        ("poland_member_since", "1992", police),
        ("in_poland_since", "2002", police),
    }
