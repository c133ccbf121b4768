"""Writes tables as workbooks for Excel and LibreOffice."""

import datetime
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter

from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import TEXT_LANGUAGES
from datasite.tables.descriptor import Dataset, Field

WORKBOOK_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # the same bytes every day
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


@dataclass(frozen=True, kw_only=True)
class SheetLimits:
    """What a sheet can hold: `rows` with the header, `links` that can be clicked, `link` and `text`
    characters of one address and one cell (UTF-16 units), `digits` of a number.
    """

    rows: int = 1_048_576
    links: int = 65_530
    link: int = 2000
    text: int = 32_767
    digits: int = 15


EXCEL = SheetLimits()


def write_xlsx(table: PublishedTable, limits: SheetLimits = EXCEL) -> bytes:
    """A workbook with a sheet of the rows and a sheet that explains the fields.

    Values are typed, identifiers are text, addresses are links; the header is frozen and filtered.
    What a sheet cannot hold is marked by colour: a text that is too long and a table with too many
    rows end with "[…] → NAME.csv", the file that has all of it; a number with too many digits is
    text. An address that cannot be a link is text too.
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
            "marked": book.add_format({"bg_color": "#FFE699"}),
        }
        _write_rows(book, table, formats, limits)
        _write_fields(book, table.dataset, formats)
    return file.getvalue()


def _write_rows(
    book: Any, table: PublishedTable, formats: Mapping[str, Any], limits: SheetLimits
) -> None:
    sheet = book.add_worksheet(table.dataset.name[:LONGEST_SHEET_NAME])
    elsewhere = f"[…] → {table.dataset.name}.csv"
    fits = len(table.rows) < limits.rows
    rows = table.rows if fits else table.rows[: limits.rows - 2]
    links = limits.links
    for column, field in enumerate(table.dataset.fields):
        sheet.write_string(0, column, field.name, formats["head"])
        sheet.set_column(column, column, _width(table, field))
        for line, row in enumerate(rows, 1):
            value = row[field.name]
            if _is_link(value, field, limits) and links:
                links -= 1
                sheet.write_url(line, column, value, string=value)
            else:
                _write_cell(sheet, (line, column), value, field, formats, limits, elsewhere)
    if not fits:
        sheet.write_string(limits.rows - 1, 0, elsewhere, formats["marked"])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(table.dataset.fields) - 1)


def _width(table: PublishedTable, field: Field) -> int:
    """The width of a column in characters: of its longest cell as it is shown, or of its name with
    the button of the filter. Excel shows ##### where an amount does not fit.
    """
    if field.format == "money":
        amounts = (row[field.name] for row in table.rows if row[field.name] is not None)
        longest = max((len(f"{amount:,.2f}") for amount in amounts), default=0)
    else:
        longest = max(table.text[field.name].dropna().str.len(), default=0)
    return min(max(len(field.name) + 3, longest + 1), WIDEST_COLUMN)


def _is_link(value: Any, field: Field, limits: SheetLimits) -> bool:
    return value is not None and field.format == "uri" and len(value) < limits.link


def _write_cell(
    sheet: Any,
    place: tuple[int, int],
    value: Any,
    field: Field,
    formats: Mapping[str, Any],
    limits: SheetLimits,
    elsewhere: str,
) -> None:
    """Write a cell that is no link; `elsewhere` ends a text that is cut."""
    if isinstance(value, bool):
        sheet.write_boolean(*place, value)
    elif isinstance(value, Decimal | int):
        if len(Decimal(value).normalize().as_tuple().digits) > limits.digits:
            sheet.write_string(*place, str(value), formats["marked"])
        else:
            money = formats["money"] if field.format == "money" else None
            sheet.write_number(*place, float(value), money)
    elif value is not None:
        text = _cut(value, limits.text, elsewhere)
        sheet.write_string(*place, text, None if text == value else formats["marked"])


def _cut(text: str, longest: int, elsewhere: str) -> str:
    """The text; where it is too long, as much of it as leaves room for what ends it."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    room = longest - len(elsewhere) - 1
    return f"{units[: 2 * room].decode('utf-16-le', 'ignore')} {elsewhere}"


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
