"""For every rule and every error of frictionless there is a bad input, and its messages are in a
golden file in both languages.
"""

import inspect
import re
from collections import defaultdict
from pathlib import Path

import golden_messages
import pytest
from bad_inputs import FAMILIES
from frictionless import Resource, Schema, errors, formats
from rule_names import QUESTIONS, every_rule

from datasite.checks import schema
from datasite.problems import Message
from datasite.tables import descriptor, scan
from datasite.tables.catalog import Catalog

LINE = re.compile(r"(?P<place>\S+)  \[(?P<rule>[\w-]+)\]  (?P<words>.+)")
INSIDE = re.compile(
    r"Traceback|<class|object at 0x|\bhas no attribute\b"
    r"|\b(?:NoneType|KeyError|TypeError|ValueError|AttributeError)\b"
    r"|'(?:str|int|float|bool|list|dict|tuple)'|type=\w+-error"
)


def lines() -> list[str]:
    return [
        line
        for file in sorted(golden_messages.GOLDEN.glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("# ")
    ]


def test_every_rule_is_broken_and_said_in_both_languages() -> None:
    words: dict[tuple[str, str], set[str]] = defaultdict(set)
    for match in filter(None, map(LINE.fullmatch, lines())):
        words[match["rule"], match["place"]].add(match["words"])
    in_both = {rule for (rule, _), different in words.items() if len(different) > 1}
    assert len(every_rule()) > 80
    assert every_rule() - in_both == QUESTIONS


def test_no_message_shows_the_inside_of_the_program() -> None:
    rules = lines()
    assert len(rules) > 300
    assert [line for line in rules if INSIDE.search(line)] == []


# What frictionless finds in a file by itself, and the input of ours that a gate before it names: so
# these errors cannot reach us.
FOUND_BEFORE = {
    "encoding-error": "bytes-lone_surrogate",
    "source-error": "bytes-empty",
    "blank-row": "structure-row_of_commas",
    "extra-cell": "structure-long_row",
    "missing-cell": "structure-short_row",
    "missing-label": "structure-header_too_short",
    "duplicate-label": "structure-header_column_twice",
    "incorrect-label": "structure-header_renamed",
}
# Checks that we do not ask for: statistics of a file, checks of its own beside the schema, foreign
# keys, which are ours.
NOT_ASKED_FOR = {
    *(
        "byte-count",
        "field-count",
        "hash-count",
        "row-count",
        "ascii-value",
        "deviated-cell",
        "deviated-value",
        "duplicate-row",
        "forbidden-value",
        "required-value",
    ),
    *(
        "row-constraint",
        "sequential-value",
        "table-dimensions",
        "truncated-value",
        "unique-error",
        "foreign-key",
        "compression-error",
        "scheme-error",
        "format-error",
    ),
}
# Any difference from the declared header is one fault for us.
OTHER_HEADERS = {"blank-header", "blank-label", "extra-label", "unmatched-header"}
GROUPS = {
    "error",
    "data-error",
    "file-error",
    "table-error",
    "header-error",
    "label-error",
    "row-error",
    "cell-error",
}  # kinds of errors, never raised by themselves


def test_every_error_of_frictionless_is_accounted_for() -> None:
    """A new version with a new kind of error fails here."""
    kinds = {
        error.type: error
        for _, error in inspect.getmembers(errors, inspect.isclass)
        if isinstance(getattr(error, "type", None), str)
    }
    of_data = {
        kind for kind, error in kinds.items() if not issubclass(error, errors.MetadataError)
    } | {
        "source-error",
        "encoding-error",
        "compression-error",
        "scheme-error",
        "format-error",
    }
    assert of_data == {*schema.JUDGED, *FOUND_BEFORE} | NOT_ASKED_FOR | OTHER_HEADERS | GROUPS


@pytest.mark.parametrize("kind", FOUND_BEFORE)
def test_what_frictionless_would_find_is_named_before(
    kind: str, mini_catalog: Catalog, tmp_path: Path
) -> None:
    family, _, name = FOUND_BEFORE[kind].partition("-")
    fault = FAMILIES[family][name]
    dataset, table = mini_catalog.datasets[fault.dataset], mini_catalog.tables[fault.dataset]
    clean = "".join(
        f"{','.join(row)}\n"
        for row in (table.header, *(tuple(row.cells.values()) for row in table.rows))
    ).encode()
    spoiled = fault.spoil(clean)
    (tmp_path / "x.csv").write_bytes(spoiled)
    described = descriptor.table_schema(dataset)
    described.pop("foreignKeys", None)
    report = Resource(
        path="x.csv",
        basepath=str(tmp_path),
        encoding="utf-8",
        control=formats.CsvControl(),
        schema=Schema.from_descriptor(described),
    ).validate()
    assert kind in {error.type for task in report.tasks for error in task.errors}
    assert scan.scan_table("x.csv", spoiled, dataset.header)[1]


def test_an_error_that_should_have_been_named_before_is_told_as_such(mini_catalog: Catalog) -> None:
    dataset, table = mini_catalog.datasets["places"], mini_catalog.tables["places"]
    blank = scan.Row(dict.fromkeys(table.header, ""), dict.fromkeys(table.header, (2, 1)))
    first, *_ = schema.schema_problems(dataset, scan.Table(table.path, table.header, (blank,)))
    assert (first.rule, first.what.values) == ("blank-row", {"kind": "blank-row"})
    assert isinstance(first.right, Message)
