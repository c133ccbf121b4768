"""Published tables in, bytes out: each download format is one pure function, in one registry.

What a page says of a file (size, hash, rows) is computed from the very bytes that are written.
"""

import csv
import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from datasite.downloads.published_tables import Published
from datasite.language.languages import LANGUAGES, Words
from datasite.tables.descriptor import Dataset, Field

ZIP_TIME = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest a zip can hold: the archive depends on its content only
WORKBOOK_TIME = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # for the same reason


@dataclass(frozen=True)
class Download:
    """A file under /data/.

    `use` says what it is for in plain words; `rows` is None where rows make no sense.
    """

    name: str
    content: bytes
    media_type: str
    use: Words
    rows: int | None = None

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Format:
    extension: str
    media_type: str
    use: Words
    write: Callable[[Published], bytes]


def _text(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def to_csv(it: Published) -> bytes:
    """RFC 4180 with line feeds, UTF-8, decimal points, a blank for what is not stated."""
    return csv_bytes(it.dataset.header, it.rows)


def csv_bytes(header: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> bytes:
    """The rows under the header, in its order."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_text(row[name]) for name in header] for row in rows)
    return text.getvalue().encode()


def to_excel_csv(it: Published) -> bytes:
    """What a Polish Excel opens by double click: byte order mark, semicolons, decimal commas,
    carriage returns.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(it.dataset.header)
    writer.writerows(
        [
            _text(value).replace(".", ",") if isinstance(value, Decimal) else _text(value)
            for value in row.values()
        ]
        for row in it.rows
    )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_json(it: Published) -> bytes:
    """A list of objects; amounts as strings of digits, so that no reader makes binary fractions of
    money; null for what is not stated.
    """
    return (json_rows(it.rows) + "\n").encode()


def to_json_lines(it: Published) -> bytes:
    """The same objects, one a line."""
    return "".join(json_row(row) + "\n" for row in it.rows).encode()


def json_row(row: Mapping[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False, default=_digits)


def json_rows(rows: Iterable[Mapping[str, object]]) -> str:
    """A list with one object a line, so that a person and a diff can read it."""
    return "[" + ",".join("\n" + json_row(row) for row in rows) + "\n]"


def _digits(value: object) -> str:
    assert isinstance(value, Decimal)  # nothing else is left to write
    return str(value)


def to_parquet(it: Published) -> bytes:
    """Decimals as decimals: money with two places, shares with four."""
    schema = pa.schema(
        [pa.field(f.name, _arrow_type(f), nullable=not f.required) for f in it.dataset.fields]
    )
    table = pa.Table.from_pylist(list(it.rows), schema=schema)
    made = io.BytesIO()
    pq.write_table(table, made)
    return made.getvalue()


def _arrow_type(field: Field) -> pa.DataType:
    if field.type == "number":
        return pa.decimal128(18, 2) if field.format == "money" else pa.decimal128(7, 4)
    types = {"boolean": pa.bool_(), "integer": pa.int64()}
    return types.get(field.type, pa.string())


def to_xlsx(it: Published) -> bytes:
    """A workbook: the rows typed, identifiers as text, addresses as links, a frozen and filtered
    header; and a sheet that explains the fields.
    """
    made = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(made, options) as book:
        book.set_properties(
            {
                "created": WORKBOOK_TIME,
                "title": it.dataset.title["pl"],
                "comments": it.dataset.title["en"],
            }
        )
        formats = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _data_sheet(book, it, formats)
        _fields_sheet(book, it.dataset, formats)
    return made.getvalue()


def _data_sheet(book: Any, it: Published, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(it.dataset.name[:31])
    rows = it.rows
    for column, field in enumerate(it.dataset.fields):
        sheet.write_string(0, column, field.name, formats["head"])
        longest = max((len(_text(row[field.name])) for row in rows), default=0)
        sheet.set_column(column, column, min(max(len(field.name) + 3, longest + 1), 48))
        for line, row in enumerate(rows, 1):
            value = row[field.name]
            if isinstance(value, bool):
                sheet.write_boolean(line, column, value)
            elif isinstance(value, Decimal):
                sheet.write_number(
                    line,
                    column,
                    float(value),
                    formats["money"] if field.format == "money" else None,
                )
            elif isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value is not None and field.format == "uri" and len(value) < 2000:
                sheet.write_url(line, column, value, string=value)
            elif value is not None:
                sheet.write_string(line, column, value)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(it.dataset.fields) - 1)


def _fields_sheet(book: Any, dataset: Dataset, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("pola – fields")
    head = [
        "field",
        "type",
        *(f"{word}_{lang}" for lang in LANGUAGES for word in ("title", "description")),
    ]
    for column, (name, width) in enumerate(zip(head, (24, 12, 26, 60, 26, 60), strict=True)):
        sheet.write_string(0, column, name, formats["head"])
        sheet.set_column(column, column, width)
    for line, field in enumerate(dataset.fields, 1):
        cells = [
            field.name,
            field.type,
            *(words[lang] for lang in LANGUAGES for words in (field.title, field.description)),
        ]
        for column, text in enumerate(cells):
            sheet.write_string(line, column, text, formats["wrap"])
    sheet.freeze_panes(1, 0)


FORMATS: tuple[Format, ...] = (
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        {
            "pl": "Otwiera się w Excelu i LibreOffice; drugi arkusz objaśnia pola.",
            "en": "Opens in Excel and LibreOffice; the second sheet explains the fields.",
        },
        to_xlsx,
    ),
    Format(
        "csv",
        "text/csv",
        {
            "pl": "Tabela z przecinkami, dla programów.",
            "en": "A comma-separated table, for programs.",
        },
        to_csv,
    ),
    Format(
        "excel.csv",
        "text/csv",
        {
            "pl": "Tabela dla polskiego Excela: średniki i przecinek dziesiętny.",
            "en": "A table for Polish Excel: semicolons and decimal commas.",
        },
        to_excel_csv,
    ),
    Format(
        "json",
        "application/json",
        {"pl": "Lista obiektów, dla programów.", "en": "A list of objects, for programs."},
        to_json,
    ),
    Format(
        "jsonl",
        "application/jsonl",
        {
            "pl": "Jeden obiekt w wierszu, do przetwarzania strumieniem.",
            "en": "One object a line, for streaming.",
        },
        to_json_lines,
    ),
    Format(
        "parquet",
        "application/vnd.apache.parquet",
        {
            "pl": "Tabela z typami, do analiz (pandas, R, DuckDB).",
            "en": "A typed table, for analysis (pandas, R, DuckDB).",
        },
        to_parquet,
    ),
)


def of_table(it: Published) -> tuple[Download, ...]:
    """The table in every format."""
    return tuple(
        Download(f"{it.dataset.name}.{f.extension}", f.write(it), f.media_type, f.use, len(it.rows))
        for f in FORMATS
    )


def archive(files: Iterable[Download]) -> bytes:
    """A zip with fixed times and modes: the same content gives the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for file in sorted(files, key=lambda f: f.name):
            entry = zipfile.ZipInfo(file.name, ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = (
                zipfile.ZIP_DEFLATED,
                3,
                0o644 << 16,
            )
            package.writestr(entry, file.content)
    return made.getvalue()


def checksums(files: Iterable[Download]) -> bytes:
    """As sha256sum prints them, so that `sha256sum -c SHA256SUMS` checks a folder."""
    return "".join(
        f"{file.sha256}  {file.name}\n" for file in sorted(files, key=lambda f: f.name)
    ).encode()
