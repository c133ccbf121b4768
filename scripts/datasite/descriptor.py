"""dataset.yaml in, a frozen description of one dataset out: titles, fields, keys, bounds and the rules it opts into."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("pl", "en")  # the first is the default; a language more is one entry here, one .po, and columns ending in _xx
Words = Mapping[str, str]  # the same words by language

TYPES = ("string", "number", "integer", "boolean")
FORMATS = ("default", "slug", "edtf", "uri", "money", "percent")
GROUPS = ("records", "links", "evidence", "codelist")


class DescriptorError(Exception):
    """A dataset.yaml that does not say what it must; the message says what and where."""


@dataclass(frozen=True)
class Field:
    """One column. `pattern` is a bare regular expression; checks and exports anchor it."""

    name: str
    title: Words
    description: Words
    type: str = "string"
    format: str = "default"
    required: bool = False
    pattern: str = ""
    enum: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class ForeignKey:
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

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    def paired(self) -> tuple[str, ...]:
        """Stems of the columns that stand once per language: `title` for title_pl and title_en."""
        first = f"_{LANGUAGES[0]}"
        return tuple(n.removesuffix(first) for n in self.header if n.endswith(first) and f"{n.removesuffix(first)}_{LANGUAGES[1]}" in self.header)


def read(folder: Path) -> Dataset:
    """The dataset described in `folder`/dataset.yaml. Raises DescriptorError."""
    raw = _yaml(folder / "dataset.yaml")
    shared = _yaml(folder.parent / f"{raw.pop('fields_from')}.yaml") if "fields_from" in raw else {}
    try:
        name = raw.pop("name")
        if name != folder.name:
            raise DescriptorError(f"name is {name!r} but the folder is {folder.name!r}")
        bounds = raw.pop("rows")
        dataset = Dataset(
            name=name,
            group=_one_of(raw.pop("group"), GROUPS, "group"),
            title=_words(raw.pop("title"), "title"),
            description=_words(raw.pop("description"), "description"),
            fields=tuple(_field(f) for f in [*shared.get("fields", []), *raw.pop("fields", [])]),
            primary_key=tuple(raw.pop("primary_key", shared.get("primary_key", ()))),
            foreign_keys=tuple(_foreign_key(k) for k in raw.pop("foreign_keys", ())),
            rules=tuple(_rule_use(r) for r in raw.pop("rules", ())),
            min_rows=int(bounds["min"]),
            max_rows=int(bounds["max"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DescriptorError(f"something is missing or of the wrong kind: {error}") from error
    if raw:
        raise DescriptorError(f"unknown entries: {', '.join(sorted(map(str, raw)))}")
    _names_known_fields(dataset)
    return dataset


def _yaml(path: Path) -> dict[str, Any]:
    try:
        loaded = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)  # the safe loader, in C
    except OSError as error:
        raise DescriptorError(f"{path.name} is missing or no plain file") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DescriptorError(f"{path.name} is not readable YAML: {' '.join(str(error).split())}") from error
    if not isinstance(loaded, dict):
        raise DescriptorError(f"{path.name} must hold named entries")
    return loaded


def _names_known_fields(dataset: Dataset) -> None:
    names = dataset.header
    used = [*dataset.primary_key, *(k.field for k in dataset.foreign_keys)]
    unknown = sorted({n for n in used if n not in names})
    if unknown or len(set(names)) != len(names) or not dataset.primary_key:
        raise DescriptorError(f"keys must name its fields, each once: {', '.join(unknown) or 'a field stands twice or there is no primary key'}")


def _words(value: Any, where: str) -> Words:
    if not isinstance(value, dict) or sorted(value) != sorted(LANGUAGES) or not all(isinstance(v, str) and v.strip() for v in value.values()):
        raise DescriptorError(f"{where} must say the same in {' and '.join(LANGUAGES)}")
    return {lang: value[lang].strip() for lang in LANGUAGES}


def _one_of(value: Any, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        raise DescriptorError(f"{where} is {value!r}, must be one of {', '.join(allowed)}")
    return str(value)


def _field(raw: dict[str, Any]) -> Field:
    raw = dict(raw)
    name = raw.pop("name")
    made = Field(
        name=name,
        title=_words(raw.pop("title"), f"title of {name}"),
        description=_words(raw.pop("description"), f"description of {name}"),
        type=_one_of(raw.pop("type", "string"), TYPES, f"type of {name}"),
        format=_one_of(raw.pop("format", "default"), FORMATS, f"format of {name}"),
        required=bool(raw.pop("required", False)),
        pattern=str(raw.pop("pattern", "")),
        enum=tuple(map(str, raw.pop("enum", ()))),
        example=str(raw.pop("example", "")),
    )
    try:
        re.compile(made.pattern)
    except re.error as error:
        raise DescriptorError(f"pattern of {name} is no regular expression: {error}") from error
    if raw:
        raise DescriptorError(f"unknown entries of field {name}: {', '.join(sorted(raw))}")
    return made


def _foreign_key(raw: dict[str, str]) -> ForeignKey:
    dataset, _, target = raw["to"].partition(".")
    return ForeignKey(raw["field"], dataset, target)


def _rule_use(raw: str | dict[str, dict[str, str]]) -> RuleUse:
    if isinstance(raw, str):
        return RuleUse(raw)
    ((name, settings),) = raw.items()
    return RuleUse(name, settings or {})
