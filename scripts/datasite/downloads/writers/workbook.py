"""Writes tables as workbooks for Excel and LibreOffice."""

import datetime
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import xlsxwriter

from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import TEXT_LANGUAGES
from datasite.tables.descriptor import Dataset, Field

WORKBOOK_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same bytes every day
LONGEST_LINK = 2000  # characters of an address that Excel still takes as a link
LONGEST_SHEET_NAME = 31  # characters
WIDEST_COLUMN = 48  # characters
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
# The widths of the columns of the second sheet, in characters.
_FIELD_WIDTHS = (24, 12, *((26, 60) * len(TEXT_LANGUAGES)))


def write_xlsx(table: PublishedTable) -> bytes:
    """A workbook with a sheet of the rows and a sheet that explains the fields.

    Values are typed, identifiers are text, addresses are links; the header is frozen and filtered.
    """
    first, *others = TEXT_LANGUAGES
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties(
            {
                "created": WORKBOOK_TIME,
                "title": table.dataset.title[first],
                "comments": " / ".join(table.dataset.title[lang] for lang in others),
            }
        )
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_rows(book, table, formats)
        _write_fields(book, table.dataset, formats)
    return file.getvalue()


def _write_rows(book: Any, table: PublishedTable, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(table.dataset.name[:LONGEST_SHEET_NAME])
    for column, field in enumerate(table.dataset.fields):
        sheet.write_string(0, column, field.name, formats["head"])
        longest = max(table.text[field.name].dropna().str.len(), default=0)
        width = min(max(len(field.name) + 3, longest + 1), WIDEST_COLUMN)
        sheet.set_column(column, column, width)
        for line, row in enumerate(table.rows, 1):
            _write_cell(sheet, line, column, row[field.name], field, formats)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table.rows), len(table.dataset.fields) - 1)


def _write_cell(
    sheet: Any, line: int, column: int, value: Any, field: Field, formats: Mapping[str, Any]
) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, Decimal):
        money = formats["money"] if field.format == "money" else None
        sheet.write_number(line, column, float(value), money)
    elif isinstance(value, int):
        sheet.write_number(line, column, value)
    elif value is not None and field.format == "uri" and len(value) < LONGEST_LINK:
        sheet.write_url(line, column, value, string=value)
    elif value is not None:
        sheet.write_string(line, column, value)


def _write_fields(book: Any, dataset: Dataset, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("pola – fields")
    header = [
        "field",
        "type",
        *(f"{word}_{lang}" for lang in TEXT_LANGUAGES for word in ("title", "description")),
    ]
    for column, (name, width) in enumerate(zip(header, _FIELD_WIDTHS, strict=True)):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, width)
    for line, field in enumerate(dataset.fields, 1):
        cells = [
            field.name,
            field.type,
            *(words[lang] for lang in TEXT_LANGUAGES for words in (field.title, field.description)),
        ]
        for column, text in enumerate(cells):
            sheet.write_string(line, column, text, formats["wrap"])
    sheet.freeze_panes(1, 0)
