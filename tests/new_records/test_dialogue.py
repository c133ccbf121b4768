"""The questions of `make new` without a terminal: a person who answers from a list."""

from collections.abc import Mapping
from pathlib import Path

from dialogues import hold_dialogue

from datasite.language.localization import Language
from datasite.new_records.register_files import changed_files


def test_a_duplicate_is_noticed_a_row_given_up_and_an_answer_changed(
    mini: Path, languages: Mapping[str, Language]
) -> None:
    organisation = """organisation_id|
name_pl_origin|
name_en|{}
name_en_origin|1
short_name|
type|-
type|ngo
country|PL
parent_id|{}"""
    answers = f"""
source_id|gazeta
source_id|1
name_pl|Fundacja Przykladowa
another one|n
source_id|urzad-o-projekcie
name_pl|Nowa Fundacja
{organisation.format("Foundation", "<")}
country|
parent_id|?
parent_id|-
website|
nip|
regon|
krs|
wikidata|
anything to add|<
anything to add|
anything to add|
anything to add|n
anything to add|
Write it|<
Write it|1 nowhere
Write it|1 name_en
name_en|New Foundation
Write it|y
"""
    person, draft, agreed = hold_dialogue(mini, languages["en"], "organisation", answers)
    assert agreed
    assert (
        "There is already Sample Foundation (fundacja-przykladowa). Is this another one? (y/n)"
        " [n]: " in person.shown
    )
    assert [(row.cells["organisation_id"], row.cells["name_en"]) for row in draft.rows] == [
        ("nowa-fundacja", "New Foundation")
    ]
    assert any("[required]" in line for line in person.shown)  # a type left blank
    assert "1 problem remains; if you write the rows, the check will name it." in person.shown


def test_a_news_item_is_asked_for(mini: Path, languages: Mapping[str, Language]) -> None:
    answers = """
date|2020
date|
title_pl|Nowy etap
slug [nowy-etap-2]|nowy-etap
slug|
title_en|A <b>new</b> stage
title_en|A new stage
summary_pl|Zdanie.
summary_en|A sentence.
projects|przykladowy projekt
projects|
organisations|
cooperation|
sources|
text_pl|![x](y)
…|.
text_pl|Akapit.
…|
…|Drugi.
…|.
text_en|A paragraph.
…|.
Write it|n
"""
    person, draft, agreed = hold_dialogue(mini, languages["en"], "news", answers)
    assert not agreed
    files = changed_files(draft)
    assert sorted(files) == [
        "content/news/2020-02-29-nowy-etap-2.en.md",
        "content/news/2020-02-29-nowy-etap-2.pl.md",
    ]
    assert (
        files["content/news/2020-02-29-nowy-etap-2.pl.md"].decode()
        == "Title: Nowy etap\nSummary: Zdanie.\nProjects:"
        " przykladowy-projekt\n\nAkapit.\n\nDrugi.\n"
    )
    for rule in ("news-date", "primary-key", "markup", "picture"):
        assert any(f"[{rule}]" in line for line in person.shown), rule


def test_a_dataset_is_asked_for(mini: Path, languages: Mapping[str, Language]) -> None:
    answers = """
name|Trainings
name|projects
name|trainings
group|
title_pl|Szkolenia
title_en|Trainings
description_pl|Wiersz to szkolenie.
description_en|A row is a training.
max|
name|contact_email
name|training_id
type|text
type|
format|slug
title_pl|szkolenie
title_en|training
description_pl|Identyfikator.
description_en|An identifier.
example|kurs
required|
key|false
to|
one more|
Write it|2 key
key|true
Write it|y
"""
    person, draft, agreed = hold_dialogue(mini, languages["en"], "dataset", answers)
    assert agreed
    assert changed_files(draft)["datasets/trainings/trainings.csv"] == b"training_id\n"
    for rule in ("constraint-error", "primary-key", "personal-data", "descriptor"):
        assert any(f"[{rule}]" in line for line in person.shown), rule
