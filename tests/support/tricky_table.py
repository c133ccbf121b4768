"""A table of tricky cells made by hand, and the judge of what programs read back from our files."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import real_data

from datasite.downloads.published_tables import PublishedTable, published_table
from datasite.tables.descriptor import Dataset, Field

Cells = list[list[Any]]  # of each row the values in the order of the columns


def _field(
    name: str, type_: str = "string", format_: str = "default", *, required: bool = False
) -> Field:
    words = {"pl": name, "en": name}
    return Field(name, words, words, type_, format_, required)


FIELDS = (
    _field("id", format_="slug", required=True),
    _field("text"),
    _field("date", format_="edtf"),
    _field("address", format_="uri"),
    _field("amount", "number", "money"),
    _field("share", "number", "percent"),
    _field("count", "integer"),
    _field("flag", "boolean"),
)
# Fifteen digits are the most that a sheet of Excel holds of any number.
TRICKY_ROWS: tuple[tuple[object, ...], ...] = (
    (
        "06",
        "06",
        "2021",
        "https://a.example/?a=1&b=2",
        Decimal("1234.50"),
        Decimal("75.5"),
        7,
        True,
    ),
    (
        "na",
        "NA",
        "2021-04",
        "https://a.example/#part",
        Decimal("0.01"),
        Decimal("89.9312"),
        0,
        False,
    ),
    (
        "numer",
        "0012345678",
        "2021-04-17",
        "https://a.example/%C5%81%C3%B3d%C5%BA",
        Decimal("12345678901234"),
        Decimal(100),
        None,
        None,
    ),
    ("null", "null", None, None, Decimal("1234567890123.56"), Decimal(0), -3, True),
    (
        "grosze",
        "1234.50",
        None,
        "https://a.example/a,b;c",
        Decimal("9876543210987.07"),
        None,
        9007199254740991,
        False,
    ),
    ("none", "None", None, "https://łódź.example/zażółć", None, None, None, None),
    ("nan", "NaN", None, None, Decimal(791000), None, None, True),
    ("n-a", "N/A", None, None, Decimal("2.10"), None, None, None),
    ("prawda", "TRUE", None, None, None, None, None, None),
    ("falsz", "false", None, None, None, None, None, None),
    ("potega", "1e5", None, None, None, None, None, None),
    ("data", "2021-04-17", None, None, None, None, None, None),
    ("czas", "12:30", None, None, None, None, None, None),
    ("przecinek", "1,5", None, None, None, None, None, None),
    ("znaki", "Łódź, „Źdźbło”; \"cudzysłów\", 'apostrof'", None, None, None, None, None, None),
    ("cudzyslow", '"', None, None, None, None, None, None),
    ("formula", "=1+1", None, None, None, None, None, None),
    ("plus", "+48", None, None, None, None, None, None),
    ("adres", "https://a.example/jako-tekst", None, None, None, None, None, None),
    ("cyrylica", "Україна 🌍 – ½", None, None, None, None, None, None),
    ("pusty", None, None, None, None, None, None, None),
)
TRICKY = published_table(
    Dataset(
        name="tricky",
        group="records",
        title={"pl": "Podchwytliwe", "en": "Tricky"},
        description={"pl": "Próba.", "en": "A trial."},
        fields=FIELDS,
        primary_key=("id",),
        foreign_keys=(),
        rules=(),
        min_rows=0,
        max_rows=100,
    ),
    pd.DataFrame(TRICKY_ROWS, columns=[f.name for f in FIELDS], dtype=object),
)


def all_tables() -> Mapping[str, PublishedTable]:
    """The published tables of the real data by name, and the table of tricky cells."""
    return {**real_data.tables(), TRICKY.dataset.name: TRICKY}


def cell_differences(table: PublishedTable, cells: Cells) -> list[tuple[object, ...]]:
    """(table, line, field, value, cell) of every cell that is not the published value and type."""
    name, published = table.dataset.name, [list(row.values()) for row in table.rows]
    if len(cells) != len(published):
        return [(name, "rows", len(published), len(cells))]
    return [
        (name, line, field.name, value, cell)
        for line, (values, row) in enumerate(zip(published, cells, strict=True), 1)
        for field, value, cell in zip(table.dataset.fields, values, row, strict=True)
        if type(value) is not type(cell) or value != cell
    ]
