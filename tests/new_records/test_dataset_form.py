"""The description that `make new` writes for a new dataset."""

from pathlib import Path

import pytest

from datasite.new_records import dataset_form
from datasite.tables import dataset_yaml

DATASET = {
    "name": "trainings",
    "group": "links",
    "title_pl": "Szkolenia: „wszystkie”",
    "title_en": "yes",
    "description_pl": "Jeden wiersz to jedno szkolenie, " + "bardzo " * 40 + "długie.",
    "description_en": "# One row is one training.",
    "max": "5000",
}
COLUMN = {
    "name": "training_id",
    "type": "string",
    "format": "slug",
    "title_pl": "- szkolenie",
    "title_en": 'training\'s "name"',
    "description_pl": "{Opis}",
    "description_en": "2026-11-30",
    "example": "2026-11-30",
    "required": "true",
    "key": "true",
    "to": "",
}
COLUMNS = [
    COLUMN,
    {
        **COLUMN,
        "name": "place",
        "format": "default",
        "example": "NO",
        "required": "false",
        "key": "false",
        "to": "territories.code",
    },
    {**COLUMN, "name": "share", "type": "number", "format": "percent", "example": "75.50"},
]


def test_a_written_description_is_read_back(tmp_path: Path) -> None:
    """Also where a text looks like a date, a number, a comment or true to a reader of YAML."""
    for path, text in dataset_form.dataset_files(DATASET, COLUMNS).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    dataset = dataset_yaml.read_dataset(tmp_path / "datasets" / "trainings")
    assert (tmp_path / dataset.path).read_text(encoding="utf-8") == "training_id,place,share\n"
    assert (dataset.name, dataset.group, dataset.max_rows) == ("trainings", "links", 5000)
    assert [use.name for use in dataset.rules] == ["both_languages"]
    assert dataset.primary_key == ("training_id", "share")
    assert dataset.target("place") == "territories"
    for described, answers in zip((dataset, *dataset.fields), (DATASET, *COLUMNS), strict=True):
        for lang in ("pl", "en"):
            assert described.title[lang] == answers[f"title_{lang}"]
            assert described.description[lang] == answers[f"description_{lang}"]
    for field, column in zip(dataset.fields, COLUMNS, strict=True):
        assert field.required == (column["required"] == "true")
        for name in ("name", "type", "format", "example"):
            assert getattr(field, name) == column[name]


@pytest.mark.parametrize(
    ("dataset", "columns"),
    [
        (DATASET, [{**COLUMN, "key": "false"}]),
        (DATASET, [COLUMN, COLUMN]),
        ({**DATASET, "name": "Trainings"}, COLUMNS),
    ],
)
def test_a_wrong_description_is_refused(
    dataset: dict[str, str], columns: list[dict[str, str]]
) -> None:
    (problem,) = dataset_form.description_problems(dataset, columns)
    assert problem.rule == "descriptor"
