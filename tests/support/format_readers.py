"""Programs that read our downloads back: several for each format.

A reader gets the path of a file and the description of its table, and gives the cells. Where a
format has types, a cell comes as the program gives it; where it has text only, by the type of the
field.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from tricky_table import Cells

from datasite.tables.descriptor import Dataset, Field

Reader = Callable[[Path, Dataset], Cells]
OF_TEXT: Mapping[str, Callable[[str], object]] = {
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "string": str,
}
SHEET_TYPES = {"number": "n", "integer": "n", "boolean": "b", "string": "s"}
DUCKDB_TYPES = {"integer": "BIGINT", "boolean": "BOOLEAN"}


def typed_value(text: str | None, field: Field, comma: str = ".") -> object:
    """A cell of text by the type of its field; blank is None."""
    if not text:
        return None
    if field.type == "number":
        assert comma == "." or "." not in text
        return Decimal(text.replace(comma, "."))
    return OF_TEXT[field.type](text)


def typed_cells(rows: Iterable[Sequence[str | None]], dataset: Dataset, comma: str = ".") -> Cells:
    return [
        [typed_value(text, field, comma) for text, field in zip(row, dataset.fields, strict=True)]
        for row in rows
    ]


def plain_value(value: Any) -> Any:
    """A cell of pandas or numpy as plain Python; every kind of missing value is None."""
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value


def cells_of_frame(frame: pd.DataFrame, dataset: Dataset) -> Cells:
    assert list(frame.columns) == list(dataset.header)
    return [
        [plain_value(cell) for cell in row]
        for row in frame.astype(object).itertuples(index=False, name=None)
    ]


def cells_of_objects(rows: Sequence[Mapping[str, Any]], dataset: Dataset) -> Cells:
    """The cells of objects of JSON: all typed but amounts, which are digits in a string."""
    assert all(list(row) == list(dataset.header) for row in rows)
    return [
        [
            Decimal(row[field.name])
            if field.type == "number" and isinstance(row[field.name], str)
            else row[field.name]
            for field in dataset.fields
        ]
        for row in rows
    ]


def objects(rows: Iterable[Sequence[Any]], dataset: Dataset) -> list[Mapping[str, Any]]:
    return [dict(zip(dataset.header, row, strict=True)) for row in rows]


def csv_by_python(path: Path, dataset: Dataset) -> Cells:
    text = path.read_bytes().decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == list(dataset.header)
    return typed_cells(rows, dataset)


def csv_by_pandas(path: Path, dataset: Dataset) -> Cells:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return typed_cells(cells_of_frame(frame, dataset), dataset)


def csv_by_arrow(path: Path, dataset: Dataset) -> Cells:
    options = pyarrow.csv.ConvertOptions(
        column_types=dict.fromkeys(dataset.header, pa.string()),
        null_values=[""],
        strings_can_be_null=True,
    )
    table = pyarrow.csv.read_csv(path, convert_options=options)
    assert table.column_names == list(dataset.header)
    return typed_cells([list(row.values()) for row in table.to_pylist()], dataset)


def csv_by_duckdb(path: Path, dataset: Dataset) -> Cells:
    query = f"SELECT * FROM read_csv('{path}', all_varchar = true, header = true)"
    return typed_cells(duckdb.sql(query).fetchall(), dataset)


def excel_csv_by_python(path: Path, dataset: Dataset) -> Cells:
    text = path.read_bytes().decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)
    assert header == list(dataset.header)
    return typed_cells(rows, dataset, ",")


def excel_csv_by_pandas(path: Path, dataset: Dataset) -> Cells:
    frame = pd.read_csv(path, sep=";", encoding="utf-8-sig", dtype=str, keep_default_na=False)
    return typed_cells(cells_of_frame(frame, dataset), dataset, ",")


def json_by_python(path: Path, dataset: Dataset) -> Cells:
    return cells_of_objects(json.loads(path.read_bytes()), dataset)


def json_by_pandas(path: Path, dataset: Dataset) -> Cells:
    if not json.loads(path.read_bytes()):  # pandas has no names of columns then
        return []
    frame = pd.read_json(path, dtype=False, dtype_backend="numpy_nullable")
    return cells_of_objects(objects(cells_of_frame(frame, dataset), dataset), dataset)


def json_lines_by_python(path: Path, dataset: Dataset) -> Cells:
    lines = path.read_bytes().decode().split("\n")[:-1]
    return cells_of_objects([json.loads(line) for line in lines], dataset)


def json_lines_by_duckdb(path: Path, dataset: Dataset) -> Cells:
    types = {field.name: DUCKDB_TYPES.get(field.type, "VARCHAR") for field in dataset.fields}
    query = f"SELECT * FROM read_json('{path}', format = 'newline_delimited', columns = {types})"
    return cells_of_objects(objects(duckdb.sql(query).fetchall(), dataset), dataset)


def parquet_by_arrow(path: Path, dataset: Dataset) -> Cells:
    table = pyarrow.parquet.read_table(path)
    assert table.column_names == list(dataset.header)
    for field in dataset.fields:
        column = table.schema.field(field.name)
        assert pa.types.is_decimal(column.type) == (field.type == "number"), field.name
        assert column.nullable != field.required, field.name
    return [list(row.values()) for row in table.to_pylist()]


def parquet_by_pandas(path: Path, dataset: Dataset) -> Cells:
    return cells_of_frame(pd.read_parquet(path, dtype_backend="numpy_nullable"), dataset)


def parquet_by_duckdb(path: Path, dataset: Dataset) -> Cells:
    table = duckdb.sql(f"SELECT * FROM '{path}'")
    assert table.columns == list(dataset.header)
    return [list(row) for row in table.fetchall()]


def sheet_value(cell: Any, field: Field) -> object:
    """A cell of a sheet by its own type: text, a truth value or a number.

    A sheet does not tell an amount from a whole number; the field does.
    """
    if cell.value is None:
        return None
    if cell.data_type == "s" and SHEET_TYPES[field.type] == "n":
        return long_number(cell.value, field)
    assert cell.data_type == SHEET_TYPES[field.type], (field.name, cell.value)
    return Decimal(repr(cell.value)) if field.type == "number" else cell.value


def long_number(text: str, field: Field) -> object:
    """A number with more digits than Excel shows, which a sheet holds as text."""
    assert sum(c.isdigit() for c in text) > 15, (field.name, text)
    return typed_value(text, field)


def xlsx_by_openpyxl(path: Path, dataset: Dataset) -> Cells:
    header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows()
    assert [cell.value for cell in header] == list(dataset.header)
    return [
        [sheet_value(cell, field) for cell, field in zip(row, dataset.fields, strict=True)]
        for row in rows
    ]


def xlsx_by_pandas(path: Path, dataset: Dataset) -> Cells:
    frame = pd.read_excel(path, dtype=object, keep_default_na=False, na_values=[""])
    return [
        [
            long_number(cell, field)
            if SHEET_TYPES[field.type] == "n" and isinstance(cell, str)
            else Decimal(repr(cell))
            if field.type == "number" and cell is not None
            else cell
            for cell, field in zip(row, dataset.fields, strict=True)
        ]
        for row in cells_of_frame(frame, dataset)
    ]


READERS: Mapping[str, tuple[Reader, ...]] = {
    "csv": (csv_by_python, csv_by_pandas, csv_by_arrow, csv_by_duckdb),
    "excel.csv": (excel_csv_by_python, excel_csv_by_pandas),
    "json": (json_by_python, json_by_pandas),
    "jsonl": (json_lines_by_python, json_lines_by_duckdb),
    "parquet": (parquet_by_arrow, parquet_by_pandas, parquet_by_duckdb),
    "xlsx": (xlsx_by_openpyxl, xlsx_by_pandas),
}
