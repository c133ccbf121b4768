"""A person who is lost in the questions of `make new` loses no answers."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from dialogues import hold_dialogue

from datasite.language.localization import Language

SOURCE = """
saved page|
url|https://miasto.przyklad.example/kursy
title|Kursy w mieście
source_id|kursy
publisher_id|urzad-przykladowy
language|pl
"""
ENDING = """
published|
accessed|
archive_url|
content_sha256|
kind|official_page
status|
"""


def test_going_back_keeps_the_answers_and_the_record_outside(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    """Out of a nested record too, but only after a question."""
    answers = f"""
source_id|+
saved page|
url|https://miasto.przyklad.example/stary-adres
title|<
url [https://miasto.przyklad.example/stary-adres]|<
saved page|<
Drop this row|n
{SOURCE.strip()}
published|<
language [pl]|<
publisher_id [urzad-przykladowy]|
language [pl]|
{ENDING.strip()}
name_pl|Fundusz na próbę
programme_id|
name_en|A fund as a trial
name_en_origin|1
short_name_pl|<
name_en_origin [editorial]|official
short_name_pl|FNP
short_name_en|FT
funder|eu
period_start|
period_end|
parent_id|+
source_id [kursy]|<
parent_id|
anything to add|n
anything to add|n
Write it|y
"""
    _, draft, agreed = hold_dialogue(mini, languages["en"], "programme", answers)
    assert agreed
    programme, source = (row.cells for row in draft.rows)
    assert (programme["name_en_origin"], programme["source_id"]) == ("official", "kursy")
    assert source["url"] == "https://miasto.przyklad.example/kursy"


def test_a_row_whose_first_question_is_given_up_is_dropped(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = """
source_id|urzad-o-projekcie
name_pl|Fundusz na próbę
programme_id|
name_en|A fund as a trial
name_en_origin|1
short_name_pl|FNP
short_name_en|FT
funder|eu
period_start|
period_end|
parent_id|
anything to add|y
source_id|<
anything to add|n
anything to add|n
Write it|y
"""
    _, draft, agreed = hold_dialogue(mini, languages["en"], "programme", answers)
    assert agreed
    assert [row.dataset for row in draft.rows] == ["programmes"]


def test_the_numbers_of_a_list_work_after_a_refused_answer(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = f"""
{SOURCE.replace("publisher_id|urzad-przykladowy", "publisher_id|fundacja").strip()}
"""
    answers = answers.replace(
        "publisher_id|fundacja",
        "publisher_id|fundacia\npublisher_id|\npublisher_id|xyzxyz\npublisher_id|1",
    )
    answers += ENDING.strip() + "\nanything|\nWrite it|y"
    person, draft, agreed = hold_dialogue(mini, languages["en"], "source", answers)
    assert agreed
    assert draft.rows[0].cells["publisher_id"] == "fundacja-przykladowa"
    assert "Nothing matches." in person.shown
    assert any(
        line.startswith("row 1 of the new ones, sources.publisher_id  [required]")
        for line in person.shown
    )
    assert "any field can be answered again" in person.shown[0]


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        ("URZAD przykladowy", "urzad-przykladowy"),  # a whole name
        ("NA", "namibijska-agencja-przykladowa"),
    ],
)
def test_a_whole_name_needs_no_second_answer(
    answer: str, key: str, mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = SOURCE.replace("urzad-przykladowy", answer) + ENDING.strip() + "\nany|\nWrite|y"
    person, draft, _ = hold_dialogue(mini, languages["en"], "source", answers)
    assert draft.rows[0].cells["publisher_id"] == key
    assert any(line.startswith(f"Taken: {key} – ") for line in person.shown)


def test_an_address_names_its_source_and_a_duplicate_is_said(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = """
source_id|https://miasto.przyklad.example/projekt
source_id|http://urzad.przyklad.example/projekt/?utm_source=x
name_pl|Fundusz na próbę
programme_id|
name_en|A fund as a trial
name_en_origin|1
short_name_pl|FNP
short_name_en|FT
funder|eu
period_start|
period_end|
parent_id|+
source_id|
name_pl|Fundusz Przykladowy
another one|
anything|
anything|
Write it|y
"""
    person, draft, _ = hold_dialogue(mini, languages["en"], "programme", answers)
    assert "Taken: urzad-o-projekcie – Przykładowy projekt" in person.shown
    assert "Taken: fundusz-przykladowy – Sample Fund" in person.shown
    assert draft.rows[0].cells["source_id"] == "urzad-o-projekcie"
    assert draft.rows[0].cells["parent_id"] == "fundusz-przykladowy"


def test_a_field_that_does_not_exist_is_said_at_once(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = """
name_pl|<
source_id|dokument-bez-adresu
name_pl|Fundusz na próbę
programme_id|
name_en|A fund as a trial
name_en_origin|1
short_name_pl|FNP
short_name_en|FT
funder|eu
period_start|
period_end|
parent_id|
Whole programmes|
anything|y
source_id|
as_printed|
dataset [programmes]|
record [fundusz-na-probe]|
field|short_name
field|qqqq
field|funder
value|eu
basis|deduced
locator|
preferred|
reason_pl|Tak.
reason_en|Yes.
one more|
Write it|n
"""
    person, _, _ = hold_dialogue(
        mini, languages["en"], "programme", "source_id|urzad-o-projekcie" + answers
    )
    said = [line for line in person.shown if "statements.field" in line]
    assert len(said) == 2
    assert "Did you mean short_name" in said[0]
    assert "Its fields are programme_id, name_pl" in said[1]
