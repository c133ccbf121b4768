"""What is left out of a record in a file is what Enter accepts in the questions; and answers that
are kept in a file are those that were given.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml
from dialogues import hold_dialogue

from datasite.language.localization import Language
from datasite.new_records import questions
from datasite.new_records.drafts import Draft
from datasite.new_records.record_file import read_record, record_text
from datasite.new_records.register_files import open_draft
from datasite.problems import unlimited
from datasite.tables import yaml_files

NEW = "+ "  # before the key of a new record, whose row is the next one
Rows = list[tuple[str, dict[str, str]]]
STATEMENT = {
    "as_printed": "Nowa rzecz",
    "basis": "printed",
    "reason_pl": "Tak.",
    "reason_en": "So.",
}
SOURCE = {
    "url": "https://miasto.przyklad.example/kursy",
    "title": "Kursy w mieście",
    "publisher_id": f"{NEW}miasto-nowe",
    "language": "pl",
    "kind": "official_page",
}
CITY = {
    "name_pl": "Miasto Nowe",
    "name_en": "City of Nowe",
    "name_en_origin": "editorial",
    "type": "central_office",
    "country": "PL",
}
PROJECT = {
    "source_id": f"{NEW}kursy-w-miescie",
    "reference_number": "AB/1",
    "title_pl": "Nowa rzecz",
    "title_pl_origin": "official",
    "title_en": "A new thing",
    "title_en_origin": "editorial",
    "summary_pl": "Zdanie.",
    "summary_en": "A sentence.",
    "field": "integration",
    "status": "announced",
}
COOPERATION = {
    name: value
    for name, value in PROJECT.items()
    if name not in ("reference_number", "field", "status")
}
MONEY = {
    "as_printed": "90 000 EUR",
    "kind": "total",
    "stage": "planned",
    "amount": "90000",
    "qualifier": "exact",
    "currency": "EUR",
}
TITLE = {**STATEMENT, "field": "title_pl", "value": "Nowa rzecz"}
RECORDS: dict[str, Rows] = {
    "project": [
        ("projects", PROJECT),
        ("sources", SOURCE),
        ("organisations", CITY),
        ("partners", {"organisation_id": "miasto-nowe", "role": "lead"}),
        ("partners", {"organisation_id": "fundacja-przykladowa", "role": "partner"}),
        ("budgets", MONEY),
        ("budgets", {**MONEY, "organisation_id": "miasto-nowe"}),
        ("identifiers", {"scheme": "agreement"}),
        ("places", {"place": "PL-14", "relation": "implemented_in"}),
        ("project_themes", {"theme": "language"}),
        (
            "project_payers",
            {"funder": "eu"},
        ),
        (
            "events",
            {"kind": "opening", "date": "2020-06", "title_pl": "Otwarcie", "title_en": "Opening"},
        ),
        (
            "event_organisations",
            {"organisation_id": "miasto-nowe", "name_as_printed": "Miasto Nowe"},
        ),
        (
            "results",
            {
                "kind": "output",
                "what_pl": "przeszkolone osoby",
                "what_en": "people trained",
                "unit_pl": "osoby",
                "unit_en": "people",
                "planned": "20",
                "qualifier": "exact",
            },
        ),
        ("statements", TITLE),
        (
            "statements",
            {**STATEMENT, "dataset": "sources", "field": "title", "value": "Kursy w mieście"},
        ),
    ],
    "cooperation": [
        ("cooperation", {**COOPERATION, "kind": "network"}),
        ("sources", SOURCE),
        ("organisations", CITY),
        ("cooperation_partners", {"organisation_id": "miasto-nowe", "role": "participant"}),
        ("cooperation_places", {"place": "PL", "relation": "target"}),
        (
            "events",
            {"kind": "meeting", "date": "2020-06", "title_pl": "Spotkanie", "title_en": "Meeting"},
        ),
        ("statements", TITLE),
    ],
    "organisation": [
        ("organisations", {**CITY, "source_id": "urzad-o-projekcie"}),
        ("organisation_names", {"name": "Nowe", "kind": "former", "language": "pl"}),
        ("organisation_facts", {"kind": "founded", "date": "1951", "as_printed": "w 1951 r."}),
        ("partners", {"project_id": "null", "role": "partner"}),
        ("statements", {**STATEMENT, "field": "name_pl", "value": "Miasto Nowe"}),
    ],
    "programme": [
        (
            "programmes",
            {
                "source_id": f"{NEW}kursy-w-miescie",
                "name_pl": "Nowa rzecz",
                "name_en": "A new thing",
                "name_en_origin": "official",
                "short_name_pl": "NR",
                "short_name_en": "NT",
                "funder": "eu",
            },
        ),
        ("sources", {**SOURCE, "publisher_id": "urzad-przykladowy"}),
        (
            "programme_totals",
            {
                "measure": "projects",
                "value": "158",
                "qualifier": "exact",
                "as_printed": "158 projektów",
            },
        ),
        ("statements", {**STATEMENT, "field": "name_pl", "value": "Nowa rzecz"}),
    ],
    "source": [
        ("sources", SOURCE),
        ("organisations", CITY),
        ("statements", {**STATEMENT, "field": "title", "value": "Kursy w mieście"}),
    ],
    "news": [
        (
            "news",
            {
                "title_pl": "Nowa rzecz",
                "title_en": "A new thing",
                "summary_pl": "Zdanie.",
                "summary_en": "A sentence.",
                "text_pl": "Akapit.",
                "text_en": "A paragraph.",
            },
        )
    ],
    "dataset": [
        (
            "dataset",
            {
                "name": "trainings",
                "title_pl": "Szkolenia",
                "title_en": "Trainings",
                "description_pl": "Wiersz to szkolenie.",
                "description_en": "A row is a training.",
            },
        ),
        *(
            (
                "fields",
                {
                    "name": name,
                    "title_pl": "nazwa",
                    "title_en": "name",
                    "description_pl": "Nazwa.",
                    "description_en": "A name.",
                    "example": "kurs",
                },
            )
            for name in ("training_id", "remark")
        ),
    ],
}


def answers_of(kind: str, draft: Draft) -> Iterator[str]:
    """What a person types who presses Enter wherever the record says nothing."""
    rows = list(RECORDS[kind])
    for number, name in enumerate(questions.RECORD_KINDS[kind]):
        is_asked = not questions.is_needed(kind, name)
        while rows and rows[0][0] == name:
            yield from ["|y"] if is_asked else []
            yield from row_answers(kind, draft, rows, is_about=number > 0)
            is_asked = True
        yield from ["|"] if number > 0 else []
    yield "Write|y"


def row_answers(kind: str, draft: Draft, rows: Rows, *, is_about: bool) -> Iterator[str]:
    name, cells = rows.pop(0)
    dataset = draft.base.datasets[name]
    main = draft.base.datasets[questions.RECORD_KINDS[kind][0]].primary_key[0]
    yield from ["saved page|"] if name == "sources" else []
    for field in questions.asked_fields(dataset):
        if is_about and field == main != "source_id" and dataset.target(field):
            continue  # the record itself
        value = cells.get(field, "")
        if field.startswith("text_"):
            yield from (f"{field}|{value}", "…|.")
        elif value.startswith(NEW):
            yield f"{field}|+"
            yield from row_answers(kind, draft, rows, is_about=False)
        else:
            yield f"{field}|{value}"


def filled(draft: Draft) -> list[tuple[str, dict[str, str]]]:
    rows = [
        (row.dataset, {name: value for name, value in row.cells.items() if value})
        for row in draft.rows
    ]
    return sorted(rows, key=lambda row: (row[0], sorted(row[1].items())))


def read_text(text: str, draft: Draft, folder: Path) -> Draft:
    (folder / "record.yaml").write_text(text, encoding="utf-8")
    entries = yaml_files.read_entries(folder, "record.yaml")
    return read_record(entries, "record.yaml", draft, lambda name: {})


@pytest.mark.parametrize("kind", RECORDS)
def test_both_ways_take_the_same(
    kind: str, mini: Path, tmp_path: Path, languages: Mapping[str, Language]
) -> None:
    draft = open_draft(mini, unlimited, "2020-02-29", kind)
    _, asked, agreed = hold_dialogue(
        mini, languages["en"], kind, "\n".join(answers_of(kind, draft))
    )
    assert agreed
    record: dict[str, list[dict[str, str]]] = {}
    for name, cells in RECORDS[kind]:
        written = {field: value.removeprefix(NEW) for field, value in cells.items()}
        if NEW in cells.get("source_id", ""):  # the only source of the file
            del written["source_id"]
        record.setdefault(name, []).append(written)
    read = read_text(yaml.safe_dump(record), draft, tmp_path)
    assert filled(read) == filled(asked)
    assert len(read.rows) == len(RECORDS[kind])
    assert filled(read_text(record_text(asked), draft, tmp_path)) == filled(asked)
