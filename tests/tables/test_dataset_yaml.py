"""dataset.yaml: what a description says, and that a wrong one is named and never raises."""

from collections.abc import Mapping
from pathlib import Path

import golden_messages
import pytest
from edits import replace
from remembered import check_catalog

from datasite.language.localization import Language
from datasite.tables import dataset_yaml

# name: (dataset, text in its dataset.yaml, the text that replaces it)
BROKEN = {
    "nothing": ("places", None, ""),
    "a_list": ("places", None, "- name: places\n"),
    "not_utf8": ("places", None, "name: \udcff\n"),
    "no_fields": ("places", "fields:", "rows_more:"),
    "no_rows": ("places", "rows:", "rose:"),
    "unknown_type": ("budgets", "    type: boolean", "    type: bool"),
    "unknown_format": (
        "sources",
        "    format: edtf\n    title:\n      pl: opublikowano",
        "    format: date\n    title:\n      pl: opublikowano",
    ),
    "unknown_group": ("places", "group: links", "group: table"),
    "unknown_entry_of_a_field": ("budgets", "    type: boolean", "    typ: boolean"),
    "blank_title": ("places", "  pl: Miejsca projektów", "  pl: ' '"),
    "blank_key": ("places", "primary_key: [project_id, place, relation]", "primary_key: []"),
    "key_of_no_field": (
        "places",
        "primary_key: [project_id, place, relation]",
        "primary_key: [project_id, spot]",
    ),
    "key_of_nothing": ("places", "{field: place, to: territories.code}", "{field: place}"),
    "key_to_no_column": ("places", "territories.code", "territories.kode"),
    "rule_with_no_settings": (
        "projects",
        "- period_in_order: {start: start_date, end: end_date}",
        "- period_in_order",
    ),
    "rule_with_blank_settings": ("projects", "- no_cycles: {parent: follows_id}", "- no_cycles:"),
    "rule_of_no_column": ("projects", "{parent: follows_id}", "{parent: nonsense}"),
    "rule_for_other_columns": ("places", "fields:", "rules: [register_number]\nfields:"),
    "entry_of_another_kind": ("places", "name: place\n    title:", "name: [place]\n    title:"),
    "list_for_a_field": ("places", "primary_key: [project_id, place, relation]", "primary_key: 5"),
    "pattern_of_a_number": (
        "budgets",
        "    type: boolean",
        "    type: boolean\n    pattern: 'true'",
    ),
    "codes_of_a_number": ("budgets", "    type: boolean", "    type: boolean\n    enum: ['true']"),
    "key_that_may_be_blank": (
        "places",
        "    example: PL-12\n    required: true",
        "    example: PL-12",
    ),
    "bounds_of_a_text": ("places", "  - name: place\n", "  - name: place\n    minimum: 1\n"),
    "bound_that_is_no_number": ("source_checks", "    minimum: 100", "    minimum: hundred"),
    "pattern_that_differs_between_programs": (
        "organisations",
        "pattern: '[0-9]{9}|[0-9]{14}'",
        "pattern: '\\d{9}'",
    ),
    "settings_of_another_kind": (
        "projects",
        "- no_cycles: {parent: follows_id}",
        "- no_cycles: {parent: [follows_id]}",
    ),
    "settings_in_a_list": (
        "projects",
        "- no_cycles: {parent: follows_id}",
        "- no_cycles: [parent, follows_id]",
    ),
    "pattern_that_is_none": (
        "organisations",
        "pattern: '[0-9]{9}|[0-9]{14}'",
        "pattern: '([0-9]{9}'",
    ),
}


UNREADABLE = {
    "": "empty-file",
    "name: \udcff\n": "not-utf-8",
}  # the rule, where it is not that of descriptions


@pytest.mark.parametrize("name", BROKEN)
def test_a_wrong_description_is_named(
    name: str, copy_of_mini: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    dataset, old, new = BROKEN[name]
    path = f"datasets/{dataset}/dataset.yaml"
    if old is None:
        (copy_of_mini / path).write_bytes(new.encode("utf-8", "surrogateescape"))
    else:
        replace(copy_of_mini, path, old, new)
    problems = check_catalog(copy_of_mini)
    assert (path, UNREADABLE.get(new, "descriptor")) in [(p.path, p.rule) for p in problems]
    assert old is None or name == "no_rows" or all(p.line for p in problems if p.path == path)
    golden_messages.check("descriptions", name, problems, languages, accept)


def test_a_description_that_is_a_folder_is_named(copy_of_mini: Path) -> None:
    path = copy_of_mini / "datasets/places/dataset.yaml"
    path.unlink()
    path.mkdir()
    assert [p.rule for p in check_catalog(copy_of_mini)] == ["file-kind"]


def test_a_missing_description_is_named(copy_of_mini: Path) -> None:
    (copy_of_mini / "datasets/places/dataset.yaml").unlink()
    assert [(p.path, p.rule) for p in check_catalog(copy_of_mini)] == [
        ("datasets/places/dataset.yaml", "missing-file")
    ]


def test_a_codelist_has_the_shared_fields(project_root: Path) -> None:
    assert dataset_yaml.read_dataset(project_root / "datasets" / "currencies").header == (
        "code",
        "label_pl",
        "label_en",
        "description_pl",
        "description_en",
        "external_code",
    )


def test_pairs_are_the_columns_that_stand_once_per_language(project_root: Path) -> None:
    projects = dataset_yaml.read_dataset(project_root / "datasets" / "projects")
    assert projects.paired() == ("title", "summary")
