"""A published table: its description, and its rows as a pandas frame with Arrow types."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pyarrow as pa

from datasite.tables import yaml_files
from datasite.tables.dataset_yaml import build_dataset
from datasite.tables.descriptor import Dataset, Field

STRING = pd.ArrowDtype(pa.string())
_NUMBERS: Mapping[str, pd.ArrowDtype] = {
    "money": pd.ArrowDtype(pa.decimal128(18, 2)),
    "percent": pd.ArrowDtype(pa.decimal128(7, 4)),
    "default": pd.ArrowDtype(pa.decimal128(38, 10)),
}
_TYPES: Mapping[str, pd.ArrowDtype] = {
    "string": STRING,
    "boolean": pd.ArrowDtype(pa.bool_()),
    "integer": pd.ArrowDtype(pa.int64()),
}


class PartOf(NamedTuple):
    """The table of which another is a part, and the positions in it of the rows of the part."""

    whole: "PublishedTable"
    positions: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class PublishedTable:
    """A table as it is published; `rows_from` is its frame, or for a part where its rows are."""

    dataset: Dataset
    rows_from: pd.DataFrame | PartOf

    def part(self, positions: Iterable[int]) -> "PublishedTable":
        """The table with its rows at these positions only, e.g. [0, 7].

        There are some 1,700 parts in the packages of programmes. Each takes its cells from the
        whole and makes a frame only for those who ask: frames would double the time of downloads.
        """
        return PublishedTable(self.dataset, PartOf(self, tuple(positions)))

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The rows with the columns of `dataset.header` in that order.

        Each column has the Arrow type of its field: string, bool, int64, decimal128(18, 2) for
        money, decimal128(7, 4) for a share; NA where nothing is stated. The index has no meaning.
        """
        if isinstance(self.rows_from, PartOf):
            whole, positions = self.rows_from
            return whole.frame.iloc[list(positions)]
        return self.rows_from

    @cached_property
    def text(self) -> pd.DataFrame:
        """Every cell as text, as the CSV of the source writes it; NA for a blank.

        An amount of 791000.00 is "791000", a share of 75.5000 is "75.5", a truth value is "true".
        """
        columns = [field for field in self.dataset.fields if field.type != "string"]
        return self.frame.assign(**{f.name: _as_text(self.frame[f.name], f) for f in columns})

    @cached_property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The cells of `text` as plain Python, row by row; "" for a blank."""
        if isinstance(self.rows_from, PartOf):
            whole, positions = self.rows_from
            return tuple(whole.cells[position] for position in positions)
        columns = [pa.array(self.text[name]).fill_null("").to_pylist() for name in self.text]
        return tuple(zip(*columns, strict=True))

    @cached_property
    def rows(self) -> tuple[Mapping[str, Any], ...]:
        """The rows as plain Python: str, bool, int, Decimal, and None for what is not stated.

        A Decimal has the digits of the source, e.g. {"amount": Decimal("791000")}.
        """
        columns = [self._values(field) for field in self.dataset.fields]
        return tuple(
            dict(zip(self.dataset.header, row, strict=True)) for row in zip(*columns, strict=True)
        )

    def _values(self, field: Field) -> list[Any]:
        if field.type == "number":
            digits = pa.array(self.text[field.name]).to_pylist()
            return [None if text is None else Decimal(text) for text in digits]
        return list(pa.array(self.frame[field.name]).to_pylist())


def text_frame(header: Iterable[str], rows: Iterable[Mapping[str, str]]) -> pd.DataFrame:
    """Rows of text as a frame of strings with these columns; a blank cell is NA."""
    columns = list(header)
    cells = [[row[name] or None for name in columns] for row in rows]
    return pd.DataFrame(cells, columns=columns, dtype=STRING)


def published_table(dataset: Dataset, frame: pd.DataFrame) -> PublishedTable:
    """The table of a frame whose columns hold text or values of the fields' types.

    Columns that the dataset does not describe are left out; one that is missing is all blank.
    """
    types = {field.name: arrow_type(field) for field in dataset.fields}
    return PublishedTable(dataset, frame.reindex(columns=list(types)).astype(types))


def read_description(path: Path) -> Dataset:
    """The dataset that a YAML file beside a module describes, in the form of a dataset.yaml.

    Raises ProblemsError, which is a fault of the program here.
    """
    return build_dataset(path.stem, yaml_files.read_yaml(path.parent, path.name), {})


def arrow_type(field: Field) -> pd.ArrowDtype:
    """The type of a field's column."""
    if field.type == "number":
        return _NUMBERS.get(field.format, _NUMBERS["default"])
    return _TYPES[field.type]


def _as_text(column: pd.Series, field: Field) -> pd.Series:
    text = column.astype(STRING)
    if field.type != "number":
        return text
    if field.format == "money":
        return text.str.removesuffix(".00")
    return text.str.rstrip("0").str.rstrip(".")
