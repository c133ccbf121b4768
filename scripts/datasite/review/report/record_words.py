"""The names of records, fields and cells in the report on a change."""

from collections.abc import Iterator
from typing import NamedTuple

from datasite.language.languages import LANGUAGES, column_words
from datasite.problems import N_, Message
from datasite.publication import addresses
from datasite.review.changes import RecordId
from datasite.review.comparison import Comparison, RecordWithParts
from datasite.review.report.parts import (
    DataWords,
    DescriptionWords,
    WholeText,
    cut_difference,
    cut_value,
    whole_text,
)
from datasite.review.texts import PublishedText
from datasite.tables.catalog import record_name
from datasite.tables.descriptor import Dataset, text_columns
from datasite.tables.scan import Row

CellWords = DataWords | WholeText | str


class Cell(NamedTuple):
    """A value of a column of a dataset."""

    dataset: str
    column: str
    value: str


def field_title(comparison: Comparison, name: str, column: str) -> DescriptionWords:
    """The title of a field, from the state after if it has the field; else the column's name."""
    for catalog in (comparison.after, comparison.before):
        if name in catalog.datasets and column in catalog.datasets[name].header:
            return DescriptionWords(catalog.datasets[name].field(column).title)
    return DescriptionWords(dict.fromkeys(LANGUAGES, column))


def record_label(comparison: Comparison, record: RecordId, row: Row) -> Message:
    """Table, key and name, such as: Projects: “null”, “Null”."""
    name, key = record
    values = {"table": DescriptionWords(comparison.dataset(name).title), "record": key}
    if words := record_name(row):
        return Message(N_("%(table)s: %(record)s, %(name)s"), {**values, "name": DataWords(words)})
    return Message(N_("%(table)s: %(record)s"), values)


def text_label(text: PublishedText) -> Message:
    """The path and the title of a text of content/."""
    return Message(N_("%(path)s, %(title)s"), {"path": text.path, "title": text.title})


def cell_words(comparison: Comparison, cell: Cell) -> CellWords:
    """A value as a reviewer reads it: the label of a code, a text in several languages whole, all
    else cut.
    """
    dataset = comparison.dataset(cell.dataset)
    if label := _code_label(comparison, dataset, cell.column, cell.value):
        return label
    if any(cell.column in text_columns(stem) for stem in dataset.paired()):
        return whole_text(cell.value)
    return cut_value(cell.value)


def changed_words(comparison: Comparison, before: Cell, after: Cell) -> tuple[CellWords, CellWords]:
    """Two values of a field as a reviewer reads them, with the place at which long ones differ."""
    old, new = cell_words(comparison, before), cell_words(comparison, after)
    if old == new or (isinstance(old, str) and isinstance(new, str)):
        return cut_difference(before.value, after.value)
    return old, new


def _code_label(
    comparison: Comparison, dataset: Dataset, column: str, value: str
) -> DataWords | None:
    """The label of a code, from the codelist as it is now, or was; None for all else."""
    target = dataset.target(column)
    for catalog in (comparison.after, comparison.before):
        if target in catalog.datasets and catalog.datasets[target].group == "codelist":
            row = catalog.by_key[target].get(value)
            if row and (words := record_name(row)):
                return DataWords(words)
    return None


def record_cells(comparison: Comparison, name: str, row: Row, owner: str = "") -> Message:
    """Every cell that is filled, with the title of its field; of the key only codes, since the
    label of the record shows the key, and not the key of the `owner` of the row.
    """
    dataset = comparison.dataset(name)
    filled = [
        (column, value)
        for column, value in row.cells.items()
        if value
        and value != owner
        and (column not in dataset.primary_key or _code_label(comparison, dataset, column, value))
    ]
    values: dict[str, object] = {}
    for number, (column, value) in enumerate(filled):
        values[f"t{number}"] = field_title(comparison, name, column)
        values[f"v{number}"] = cell_words(comparison, Cell(name, column, value))
    template = "; ".join(f"%(t{number})s: %(v{number})s" for number in range(len(filled)))
    return Message(template or "–", values)


def part_lines(comparison: Comparison, whole: RecordWithParts) -> Iterator[Message]:
    """The rows that belong to a record, each on a line with its cells."""
    for record, row in whole.parts:
        values = {
            "record": record_label(comparison, record, row),
            "cells": record_cells(comparison, record[0], row, owner=whole.record[1]),
        }
        yield Message(N_("with it %(record)s – %(cells)s"), values)


def vanished_page(comparison: Comparison, record: RecordId, row: Row) -> Iterator[Message]:
    """The address of the record's own page, which would vanish with it; nothing if it has none."""
    dataset = comparison.dataset(record[0])
    address = addresses.of_row(dataset.name, row.cells, dataset.header)
    table_page = addresses.page("data", dataset.name, LANGUAGES[0])
    if dataset.group == "records" and address != table_page:
        yield Message(N_("The page %(address)s would vanish."), {"address": address})


def reason_message(row: Row, template: str) -> Message:
    """A sentence with the reason that a row of a log states."""
    return Message(template, {"reason": DataWords(column_words(row.cells, "reason"))})


def logged_reason(
    comparison: Comparison, record: RecordId, column: str, after: str
) -> Iterator[Message]:
    """The reason that the log of corrections gives for a new value, if it has one."""
    if row := comparison.corrections.get((*record, column, after)):
        yield reason_message(row, N_("In the log of corrections: %(reason)s"))
