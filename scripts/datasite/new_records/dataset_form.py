"""The description and the empty table of a new dataset, and what the descriptor finds in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from datasite.checks import personal_data
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import Problem, ProblemsError
from datasite.tables import yaml_files
from datasite.tables.dataset_yaml import build_dataset
from datasite.tables.descriptor import Dataset

Cells = Mapping[str, str]


def dataset_files(cells: Cells, columns: Sequence[Cells]) -> dict[str, str]:
    """The dataset.yaml and the table of a new dataset, by path."""
    folder = f"datasets/{cells['name']}"
    header = ",".join(column["name"] for column in columns)
    return {
        f"{folder}/dataset.yaml": yaml_files.dump_yaml(_description(cells, columns)),
        f"{folder}/{cells['name']}.csv": f"{header}\n",
    }


def _description(cells: Cells, columns: Sequence[Cells]) -> dict[str, Any]:
    """The entries of dataset.yaml, in their usual order."""
    keys = [{"field": column["name"], "to": column["to"]} for column in columns if column["to"]]
    return {
        "name": cells["name"],
        "group": cells["group"],
        **_words(cells),
        "primary_key": [column["name"] for column in columns if column["key"] == "true"],
        **({"foreign_keys": keys} if keys else {}),
        "rows": {"min": 0, "max": int(cells["max"])},
        "rules": ["both_languages"],
        "fields": [_field(column) for column in columns],
    }


def _field(column: Cells) -> dict[str, Any]:
    usual = {"type": "string", "format": "default"}
    return {
        "name": column["name"],
        **{name: column[name] for name, value in usual.items() if column[name] != value},
        **_words(column),
        "example": column["example"],
        **({"required": True} if column["required"] == "true" else {}),
    }


def _words(cells: Cells) -> dict[str, dict[str, str]]:
    return {
        stem: {lang: cells[f"{stem}_{lang}"] for lang in TEXT_LANGUAGES}
        for stem in ("title", "description")
    }


def description_problems(cells: Cells, columns: Sequence[Cells]) -> Iterator[Problem]:
    """The problems of a new dataset as a whole; each answer must be right by itself."""
    try:
        build_dataset(cells["name"], _description(cells, columns), {})
    except ProblemsError as error:
        yield from error.problems


def column_problems(form: Dataset, column: Cells) -> Iterator[Problem]:
    """A column may not be for personal data."""
    named = replace(form.field("name"), name=column.get("name", ""))
    return personal_data.problems_of_columns(replace(form, fields=(named,)), "")
