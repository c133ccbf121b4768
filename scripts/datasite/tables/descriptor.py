"""The description of one dataset: titles, fields, keys, bounds and the rules it opts into.

tables/dataset_yaml reads it from a dataset.yaml.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from datasite.language.languages import TEXT_LANGUAGES, Words

TYPES = ("string", "number", "integer", "boolean")
NUMBERS = ("number", "integer")  # the types of numbers
FIELD_FORMATS = ("default", "slug", "edtf", "uri", "money", "percent")
NAME = "[a-z][a-z0-9_]{0,40}"  # of a dataset or a field
SHARED_FIELDS = "codelist"  # fields that many datasets have: datasets/codelist.yaml
# In the order in which reports list the tables.
DATASET_GROUPS = ("records", "links", "evidence", "codelist")


@dataclass(frozen=True)
class Field:
    """One column. `pattern` is a regular expression, to which checks and exports add anchors;
    `minimum` and `maximum` bound a number, None where it is not bounded.
    """

    name: str
    title: Words
    description: Words
    type: str = "string"
    format: str = "default"
    required: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    example: str = ""
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class ForeignKey:
    """`field` holds values of the column `target` of another dataset."""

    field: str
    dataset: str
    target: str


@dataclass(frozen=True)
class RuleUse:
    """A rule that a dataset opts into, with its settings."""

    name: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Dataset:
    """One dataset as its dataset.yaml describes it, its fields in the order of the columns."""

    name: str
    group: str
    title: Words
    description: Words
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    rules: tuple[RuleUse, ...]
    min_rows: int
    max_rows: int

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The names of the fields in the order of the columns."""
        return tuple(f.name for f in self.fields)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that it says, in hexadecimal digits."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def path(self) -> str:
        """Its table from the root, e.g. datasets/budgets/budgets.csv."""
        return f"datasets/{self.name}/{self.name}.csv"

    @property
    def description_path(self) -> str:
        """Its description from the root, e.g. datasets/budgets/dataset.yaml."""
        return f"datasets/{self.name}/dataset.yaml"

    def field(self, name: str) -> Field:
        """The field with this name, which must exist."""
        return next(f for f in self.fields if f.name == name)

    def target(self, name: str) -> str:
        """The dataset to which a field points, e.g. "currencies" for currency; blank if to none."""
        return next((key.dataset for key in self.foreign_keys if key.field == name), "")

    def paired(self) -> tuple[str, ...]:
        """Stems of the columns that exist in every language: `title` for title_pl and title_en."""
        first, *others = (f"_{lang}" for lang in TEXT_LANGUAGES)
        return tuple(
            n.removesuffix(first)
            for n in self.header
            if n.endswith(first)
            and all(n.removesuffix(first) + other in self.header for other in others)
        )


def text_columns(stem: str) -> tuple[str, ...]:
    """The columns of a text, one for each language with texts: reason_pl, reason_en for reason."""
    return tuple(f"{stem}_{lang}" for lang in TEXT_LANGUAGES)


def table_schema(dataset: Dataset, *, anchor: str = r"(?:%s)\Z") -> dict[str, Any]:
    """The Table Schema of a dataset.

    `anchor` wraps patterns: `\\Z` for Python's check, since `$` lets a trailing newline by.
    """
    schema: dict[str, Any] = {
        "fields": [_schema_field(f, anchor) for f in dataset.fields],
        "primaryKey": list(dataset.primary_key),
    }
    if dataset.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": [k.field],
                "reference": {
                    "resource": "" if k.dataset == dataset.name else k.dataset,
                    "fields": [k.target],
                },
            }
            for k in dataset.foreign_keys
        ]
    return schema


def _schema_field(field: Field, anchor: str) -> dict[str, Any]:
    schema: dict[str, Any] = {"name": field.name, "type": field.type}
    constraints: dict[str, Any] = {}
    if field.type == "boolean":
        schema |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.required:
        constraints["required"] = True
    if field.pattern:
        constraints["pattern"] = anchor % field.pattern
    if field.enum:
        constraints["enum"] = list(field.enum)
    for name, bound in (("minimum", field.minimum), ("maximum", field.maximum)):
        if bound is not None:
            constraints[name] = bound
    return schema | ({"constraints": constraints} if constraints else {})
