"""A table as a past commit has it, read with patience: it may have other columns and another key
than today, and no description.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from datasite.problems import ProblemsError
from datasite.tables import yaml_files
from datasite.tables.catalog import KEY_SEPARATOR
from datasite.tables.descriptor import SHARED_FIELDS, Dataset, Field, ForeignKey
from datasite.tables.scan import Row

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Description:
    """What a dataset.yaml says of the rows: their key, where fields point, and the types that are
    not text.
    """

    primary_key: Cells
    foreign_keys: tuple[ForeignKey, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class PastTable:
    """A table: its columns, and the cells of each row by joined key."""

    name: str
    description: Description
    header: Cells
    rows: Mapping[str, Cells]

    def dataset(self) -> Dataset:
        """As the rest of the room knows a table; words and bounds are left out."""
        types = self.description.types
        return Dataset(
            name=self.name,
            group="",
            title={},
            description={},
            fields=tuple(Field(name, {}, {}, types.get(name, "string")) for name in self.header),
            primary_key=self.description.primary_key,
            foreign_keys=tuple(
                key for key in self.description.foreign_keys if key.field in self.header
            ),
            rules=(),
            min_rows=0,
            max_rows=0,
        )

    def row(self, cells: Cells) -> Row:
        """A row by field name."""
        return Row(dict(zip(self.header, cells, strict=True)), {})


def read_description(content: bytes, shared: bytes) -> Description | None:
    """What a dataset.yaml says, `shared` being codelist.yaml of the same commit, or blank. None
    where it is not readable.
    """
    try:
        raw = yaml_files.parse_yaml("dataset.yaml", content)
        entries = [raw]
        if raw.get("fields_from") == SHARED_FIELDS:
            entries.append(yaml_files.parse_yaml("codelist.yaml", shared))
        fields = [field for each in entries for field in each.get("fields") or ()]
        (key, *_) = (key for entry in entries if (key := entry.get("primary_key")))
        if not isinstance(key, list):
            return None
        return Description(
            tuple(map(str, key)),
            tuple(_foreign_key(key) for key in raw.get("foreign_keys") or ()),
            {str(f["name"]): str(f["type"]) for f in fields if "type" in f},
        )
    except (ProblemsError, AttributeError, KeyError, TypeError, ValueError):
        return None


def read_table(name: str, content: bytes, description: Description | None) -> PastTable | None:
    """The table in a file; None where it is none, or where two rows have one key.

    Without a description, the first columns that tell the rows apart are the key.
    """
    try:
        text = content.decode("utf-8-sig")
        header, *rows = (
            tuple(cells)
            for cells in csv.reader(io.StringIO(text, newline=""), strict=True)
            if cells
        )
    except (ValueError, csv.Error):  # no header, for one
        return None
    if len({*header, ""}) <= len(header) or any(len(cells) != len(header) for cells in rows):
        return None
    if description:
        return _with_keys(name, description, header, rows)
    keys = (Description(header[:length]) for length in (1, len(header)))
    return next(filter(None, (_with_keys(name, key, header, rows) for key in keys)), None)


def joined_keys(header: Cells, key: Cells, rows: Sequence[Cells]) -> list[str] | None:
    """The joined key of each row; None where a key is repeated or lacks a column."""
    if not key or not set(key) <= set(header):
        return None
    places = [header.index(name) for name in key]
    joined = [KEY_SEPARATOR.join([cells[place] for place in places]) for cells in rows]
    return joined if len(set(joined)) == len(joined) else None


def as_entries(table: PastTable) -> dict[str, Any]:
    """A table as it is kept in a file of JSON."""
    description = table.description
    return {
        "primary_key": description.primary_key,
        "foreign_keys": [(k.field, k.dataset, k.target) for k in description.foreign_keys],
        "types": description.types,
        "header": table.header,
        "rows": table.rows,
    }


def from_entries(name: str, entries: Mapping[str, Any]) -> PastTable:
    """A table that was kept."""
    return PastTable(
        name,
        Description(
            tuple(entries["primary_key"]),
            tuple(ForeignKey(*key) for key in entries["foreign_keys"]),
            entries["types"],
        ),
        tuple(entries["header"]),
        {key: tuple(cells) for key, cells in entries["rows"].items()},
    )


def _with_keys(
    name: str, description: Description, header: Cells, rows: Sequence[Cells]
) -> PastTable | None:
    keys = joined_keys(header, description.primary_key, rows)
    if keys is None:
        return None
    return PastTable(name, description, header, dict(zip(keys, rows, strict=True)))


def _foreign_key(raw: Mapping[str, str]) -> ForeignKey:
    dataset, _, target = raw["to"].partition(".")
    return ForeignKey(raw["field"], dataset, target)
