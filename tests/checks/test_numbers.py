"""Numbers in any column that a dataset.yaml may describe have one written form; nothing that some
library would read as a number passes, and nothing stops the check.
"""

from collections.abc import Mapping
from dataclasses import replace

import golden_messages
import pytest

from datasite.checks.catalog_checks import check_table
from datasite.language.localization import Language
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field, table_schema

WORDS = {"pl": "x", "en": "x"}
FORMS = [
    "2_00",
    "２００",
    "٢٠٠",
    "0404",
    "007",
    "INF",
    "NaN123",
    "sNaN",
    "1e999999",
    "1_0.5",
    "１.５",
]


def dataset(field: Field) -> Dataset:
    return Dataset(
        name="sample",
        group="records",
        title=WORDS,
        description=WORDS,
        fields=(Field("id", WORDS, WORDS, required=True), field),
        primary_key=("id",),
        foreign_keys=(),
        rules=(),
        min_rows=0,
        max_rows=10,
    )


def rules(described: Dataset, *values: str) -> list[str]:
    rows = "".join(f"r{number},{value}\n" for number, value in enumerate(values))
    content = f"{','.join(described.header)}\n{rows}".encode()
    return [problem.rule for problem in check_table(described, "sample.csv", content).problems]


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize("value", FORMS)
def test_another_form_is_refused_by_its_name(kind: str, value: str) -> None:
    assert rules(dataset(Field("count", WORDS, WORDS, type=kind)), value) == [f"{kind}-form"]


@pytest.mark.parametrize("value", ["+1", "-0"])
def test_a_sign_is_refused(value: str) -> None:
    assert "integer-form" in rules(dataset(Field("count", WORDS, WORDS, type="integer")), value)


def test_canonical_numbers_pass() -> None:
    assert rules(dataset(Field("count", WORDS, WORDS, type="integer")), "0", "200", "") == []
    assert rules(dataset(Field("count", WORDS, WORDS, type="number")), "0.5", "12", "") == []


@pytest.mark.parametrize("value", ["sNaN", "NaN", "INF"])
def test_no_number_in_a_key_stops_the_check(value: str) -> None:
    keyed = dataset(Field("count", WORDS, WORDS, type="number", required=True))
    assert {"number-form", "primary-key"} <= set(
        rules(replace(keyed, primary_key=("count",)), value, value)
    )


def test_bounds_are_of_the_published_schema_too() -> None:
    field = Field("count", WORDS, WORDS, type="integer", minimum=100, maximum=599)
    assert rules(dataset(field), "99", "100", "599", "600") == ["constraint-error"] * 2
    assert table_schema(dataset(field))["fields"][1]["constraints"] == {
        "minimum": 100,
        "maximum": 599,
    }


def test_the_words(languages: Mapping[str, Language], mini_catalog: Catalog, accept: bool) -> None:
    described = dataset(Field("count", WORDS, WORDS, type="number"))
    problems = check_table(described, "sample.csv", b"id,count\na,1_0.5\n").problems
    golden_messages.check("others", "number_form", problems, languages, accept)
