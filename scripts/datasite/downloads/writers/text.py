"""Writes tables as text: CSV, CSV for Polish Excel, JSON and JSON Lines."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from datasite.downloads.published_tables import PublishedTable


def write_csv(table: PublishedTable) -> bytes:
    """RFC 4180 with line feeds, in UTF-8, with decimal points; blank for what is not stated."""
    return _csv(table.dataset.header, table.cells)


def write_excel_csv(table: PublishedTable) -> bytes:
    """CSV that a Polish Excel opens by a double click: byte order mark, semicolons, decimal commas,
    carriage returns.
    """
    numbers = [field.name for field in table.dataset.fields if field.type == "number"]
    text = table.text.assign(
        **{name: table.text[name].str.replace(".", ",", regex=False) for name in numbers}
    )
    return text.to_csv(index=False, sep=";", lineterminator="\r\n").encode("utf-8-sig")


def write_json(table: PublishedTable) -> bytes:
    """A list of objects, e.g. {"amount": "791000", "preferred": true, "currency": null}.

    Amounts are strings of digits, so that no reader makes binary fractions of money; null is what
    is not stated.
    """
    return (json_list(table.rows) + "\n").encode()


def write_json_lines(table: PublishedTable) -> bytes:
    """The objects of write_json, one a line."""
    return "".join(json_object(row) + "\n" for row in table.rows).encode()


def csv_of_rows(header: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Rows of plain Python as write_csv writes a table, with these columns."""
    return _csv(header, ([_text(row[name]) for name in header] for row in rows))


def json_object(row: Mapping[str, object]) -> str:
    """A row as JSON; a Decimal is a string of its digits."""
    return json.dumps(row, ensure_ascii=False, default=_digits)


def json_list(rows: Iterable[Mapping[str, object]]) -> str:
    """A list with one object a line, so that a person and a diff can read it."""
    return "[" + ",".join("\n" + json_object(row) for row in rows) + "\n]"


def _csv(header: tuple[str, ...], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _digits(value: object) -> str:
    assert isinstance(value, Decimal)  # all other types of a row are types of JSON
    return str(value)
