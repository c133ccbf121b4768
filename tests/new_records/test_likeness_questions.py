"""A new project that looks like one of the register, in the questions of `make new`."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from dialogues import hold_dialogue

from datasite.language.localization import Language
from datasite.new_records.questions import RECORD_KINDS

PROJECT = """
source_id|urzad-o-projekcie
reference_number|{number}
title_pl|Wspólna – zagroda
project_id|
title_pl_origin|official
title_en|Common - farmstead
title_en_origin|editorial
summary_pl|Zdanie.
summary_en|A sentence.
field|border
programme_id|
status|completed
start_date|2022
end_date|2023-12
follows_id|{follows}
website|
"""
PARTNER = """
source_id|
organisation_id|urzad-przykladowy
role|lead
name_as_printed|
note_pl|
note_en|
more|
"""
NUMBER = """
add|y
source_id|
scheme|{scheme}
value|
note_pl|
note_en|
more|
"""
# Nothing of the other tables, which are asked about after partners, or after numbers; then it is
# written.
AFTER_PARTNERS = "add|\n" * len(RECORD_KINDS["project"][2:]) + "Write|y"
AFTER_NUMBERS = "add|\n" * len(RECORD_KINDS["project"][4:]) + "Write|y"
QUESTION = "Is it another project than Common farmstead? (y/n): "


def project(number: str = "", follows: str = "") -> str:
    return PROJECT.format(number=number, follows=follows).strip()


def test_the_same_project_is_not_written(mini: Path, languages: Mapping[str, Language]) -> None:
    """Only an answer counts: Enter alone neither drops the answers nor adds a twin."""
    answers = project() + "\nIs it another|\nIs it another|n"
    person, _, agreed = hold_dialogue(mini, languages["en"], "project", answers)
    assert not agreed
    assert person.shown.count(QUESTION) == 2
    alike = "“wspolna-zagroda-2” looks like “wspolna-zagroda”. Alike: the title, the dates."
    assert f"The new project {alike}" in person.shown


def test_another_project_is_asked_about_once(mini: Path, languages: Mapping[str, Language]) -> None:
    answers = project() + "\nIs it another|y" + PARTNER + AFTER_PARTNERS
    person, draft, agreed = hold_dialogue(mini, languages["en"], "project", answers)
    assert agreed
    assert person.shown.count(QUESTION) == 1
    assert len(draft.rows) == 2


@pytest.mark.parametrize(("scheme", "asked"), [("donor", False), ("agreement", True)])
def test_a_number_is_waited_for(
    scheme: str, asked: bool, mini: Path, languages: Mapping[str, Language]
) -> None:
    """Two numbers of one scheme tell projects apart; those of two schemes do not."""
    answers = project("AB/7") + PARTNER + "add|" + NUMBER.format(scheme=scheme)
    answers += ("Is it another|y\n" if asked else "") + AFTER_NUMBERS
    person, _, agreed = hold_dialogue(mini, languages["en"], "project", answers)
    assert agreed
    assert person.shown.count(QUESTION) == asked


def test_a_following_project_is_not_asked_about(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    answers = project(follows="wspolna-zagroda") + PARTNER + AFTER_PARTNERS
    person, _, agreed = hold_dialogue(mini, languages["en"], "project", answers)
    assert agreed
    assert QUESTION not in person.shown
