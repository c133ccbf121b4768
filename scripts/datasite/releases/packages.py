"""A data package as it was published, read back from its files: descriptions and rows as text."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from datasite.content.text_links import DERIVED_TABLES
from datasite.downloads.all_tables import RECORD_URL, SOURCE_URL
from datasite.downloads.package_descriptor import DESCRIPTOR_FILE
from datasite.tables.catalog import KEY_SEPARATOR

# Columns with addresses of the site, which may move to another host while the data stay.
ADDRESS_COLUMNS = (RECORD_URL.name, SOURCE_URL.name)
Cells = Mapping[str, str]


@dataclass(frozen=True)
class PackagedTable:
    """A table of a package: its Table Schema, and its rows in their order."""

    name: str
    schema: Mapping[str, Any]
    rows: tuple[Cells, ...]

    @property
    def is_derived(self) -> bool:
        """Whether its rows follow from those of other tables."""
        return self.name in DERIVED_TABLES

    @property
    def has_codes(self) -> bool:
        """Whether it is a list of codes."""
        return list(self.schema["primaryKey"]) == ["code"]

    @property
    def forms(self) -> Mapping[str, object]:
        """What a program relies on in each column: its type, and the pattern of its values."""
        return {
            field["name"]: (field["type"], field.get("constraints", {}).get("pattern"))
            for field in self.schema["fields"]
        }

    @cached_property
    def by_key(self) -> Mapping[str, Cells]:
        """The rows by their joined primary key, without addresses of the site."""
        return {
            KEY_SEPARATOR.join(row[name] for name in self.schema["primaryKey"]): {
                name: value for name, value in row.items() if name not in ADDRESS_COLUMNS
            }
            for row in self.rows
        }


def read_package(files: Mapping[str, bytes]) -> Mapping[str, PackagedTable]:
    """The tables of a package by name. `files` are its files, among them datapackage.json."""
    resources = json.loads(files[DESCRIPTOR_FILE])["resources"]
    return {
        resource["name"]: PackagedTable(
            resource["name"], resource["schema"], _rows(files[resource["path"]])
        )
        for resource in resources
    }


def _rows(content: bytes) -> tuple[Cells, ...]:
    return tuple(csv.DictReader(io.StringIO(content.decode(), newline="")))
