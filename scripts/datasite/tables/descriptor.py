"""dataset.yaml in, a frozen description of one dataset out: titles, fields, keys, bounds and the
rules it opts into.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from datasite.language.languages import TEXT_LANGUAGES, Words, with_fallbacks
from datasite.problems import N_, Message, Problem, shown
from datasite.tables import yaml_files

T = TypeVar("T")

TYPES = ("string", "number", "integer", "boolean")
FORMATS = ("default", "slug", "edtf", "uri", "money", "percent")
GROUPS = ("records", "links", "evidence", "codelist")


SHARED = "codelist"  # fields that many datasets have: datasets/codelist.yaml
PATTERN_LENGTH = 100  # characters of a regular expression
NAME = "[a-z][a-z0-9_]{0,40}"  # of a dataset or a field
_NAME = re.compile(rf"{NAME}\Z")
_REPEATED_GROUP = re.compile(
    r"\)(?:[*+]|\{\d*,?\d*\})|\(\?[^:]|\\[1-9]"
)  # what can take for ever, and what is not needed


class DescriptorError(Exception):
    """A dataset.yaml that does not say what it must; `what` says what is wrong."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.template)
        self.what = what


def _refuse(template: str, **values: object) -> NoReturn:
    raise DescriptorError(Message(template, values))


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

    @property
    def path(self) -> str:
        """Its table from the root, e.g. datasets/budgets/budgets.csv."""
        return f"datasets/{self.name}/{self.name}.csv"

    @property
    def description_path(self) -> str:
        """Its description from the root, e.g. datasets/budgets/dataset.yaml."""
        return f"datasets/{self.name}/dataset.yaml"

    def field(self, name: str) -> Field:
        return next(f for f in self.fields if f.name == name)

    def target(self, name: str) -> str:
        """The dataset to which a field points, e.g. "currencies" for currency; blank if to none."""
        return next((key.dataset for key in self.foreign_keys if key.field == name), "")

    def paired(self) -> tuple[str, ...]:
        """Stems of the columns that stand once per language: `title` for title_pl and title_en."""
        first, *others = (f"_{lang}" for lang in TEXT_LANGUAGES)
        return tuple(
            n.removesuffix(first)
            for n in self.header
            if n.endswith(first)
            and all(n.removesuffix(first) + other in self.header for other in others)
        )


def read(folder: Path) -> Dataset:
    """The dataset described in `folder`/dataset.yaml, where `folder` is ROOT/datasets/NAME.

    Raises SettingsError or DescriptorError.
    """
    root, where = folder.parents[1], f"{folder.parent.name}/{folder.name}/dataset.yaml"
    raw = yaml_files.read(root, where)
    shared: dict[str, Any] = {}
    if "fields_from" in raw:
        _one_of(raw.pop("fields_from"), (SHARED,), "fields_from")
        shared = yaml_files.read(root, f"{folder.parent.name}/{SHARED}.yaml")
    try:
        return described(folder.name, raw, shared)
    except KeyError as error:
        raise DescriptorError(
            Message(N_("The entry %(entry)s is missing."), {"entry": shown(str(error.args[0]))})
        ) from error
    except (TypeError, AttributeError, ValueError) as error:
        raise DescriptorError(
            Message(N_("A text, a list or named entries stand where another of these must."))
        ) from error


def problem(path: str, error: DescriptorError) -> Problem:
    """What people are told."""
    return Problem(
        path, 0, 0, "descriptor", error.what, Message(N_("See the other dataset.yaml files."))
    )


def described(folder: str, raw: dict[str, Any], shared: dict[str, Any]) -> Dataset:
    """The dataset that the entries of its description say; they are used up.

    Raises DescriptorError, and KeyError for an entry that is missing.
    """
    name = raw.pop("name")
    if name != folder or not _NAME.match(folder):
        _refuse(
            N_(
                "The name is %(name)s, but the folder is %(folder)s; a name is of small letters"
                " and _."
            ),
            name=shown(str(name)),
            folder=shown(folder),
        )
    bounds = dict(raw.pop("rows"))
    dataset = Dataset(
        name=name,
        group=_one_of(raw.pop("group"), GROUPS, "group"),
        title=_words(raw.pop("title"), "title"),
        description=_words(raw.pop("description"), "description"),
        fields=tuple(_field(f) for f in [*shared.get("fields", []), *raw.pop("fields", [])]),
        primary_key=tuple(raw.pop("primary_key", shared.get("primary_key", ()))),
        foreign_keys=tuple(_foreign_key(k) for k in raw.pop("foreign_keys", ())),
        rules=tuple(_rule_use(r) for r in raw.pop("rules", ())),
        min_rows=_of_kind(bounds.pop("min"), int, "rows.min"),
        max_rows=_of_kind(bounds.pop("max"), int, "rows.max"),
    )
    if raw or bounds:
        _refuse(
            N_("There are unknown entries: %(names)s."),
            names=shown(", ".join(sorted(map(str, {**raw, **bounds})))),
        )
    _names_known_fields(dataset)
    return dataset


def _names_known_fields(dataset: Dataset) -> None:
    names = dataset.header
    used = [*dataset.primary_key, *(k.field for k in dataset.foreign_keys)]
    unknown = sorted({n for n in used if n not in names})
    if unknown:
        _refuse(
            N_("A key names fields that are not there: %(names)s."), names=shown(", ".join(unknown))
        )
    if not dataset.primary_key or len(set(names)) != len(names):
        _refuse(N_("There is no primary key, or a field stands twice."))


def _words(value: Any, where: str) -> Words:
    if (
        not isinstance(value, dict)
        or sorted(value) != sorted(TEXT_LANGUAGES)
        or not all(isinstance(v, str) and v.strip() for v in value.values())
    ):
        _refuse(
            N_("%(entry)s must be filled in each of the languages %(languages)s and in no other."),
            entry=shown(where),
            languages=", ".join(TEXT_LANGUAGES),
        )
    return with_fallbacks({lang: value[lang].strip() for lang in TEXT_LANGUAGES})


def _one_of(value: Any, allowed: tuple[str, ...], where: str) -> str:
    if value not in allowed:
        _refuse(
            N_("%(entry)s is %(value)s; it must be one of %(allowed)s."),
            entry=shown(where),
            value=shown(str(value)),
            allowed=", ".join(allowed),
        )
    return str(value)


def _of_kind(value: Any, kind: type[T], where: str) -> T:
    if type(value) is not kind:  # True is an int, too
        _refuse(
            N_("%(entry)s is %(value)s, which is of another kind."),
            entry=shown(where),
            value=shown(str(value)),
        )
    return value


def _field(raw: dict[str, Any]) -> Field:
    raw = dict(raw)
    name = raw.pop("name")
    if not _NAME.match(name):
        _refuse(
            N_("The name of the field %(name)s is not of small letters and _."), name=shown(name)
        )
    made = Field(
        name=name,
        title=_words(raw.pop("title"), f"{name}.title"),
        description=_words(raw.pop("description"), f"{name}.description"),
        type=_one_of(raw.pop("type", "string"), TYPES, f"{name}.type"),
        format=_one_of(raw.pop("format", "default"), FORMATS, f"{name}.format"),
        required=_of_kind(raw.pop("required", False), bool, f"{name}.required"),
        pattern=_pattern(raw.pop("pattern", ""), f"{name}.pattern"),
        enum=tuple(map(str, raw.pop("enum", ()))),
        example=str(raw.pop("example", "")),
    )
    if made.type != "string" and (made.pattern or made.enum):
        _refuse(
            N_("The field %(name)s has a pattern or a list of codes, which only a text can have."),
            name=shown(name),
        )
    if raw:
        _refuse(
            N_("The field %(name)s has unknown entries: %(names)s."),
            name=shown(name),
            names=shown(", ".join(sorted(map(str, raw)))),
        )
    return made


def _pattern(value: Any, where: str) -> str:
    """A regular expression that takes no longer than the text is long: no group may be repeated,
    and none refers back.
    """
    pattern = _of_kind(value, str, where)
    try:
        re.compile(pattern)
    except re.error as error:
        raise DescriptorError(
            Message(
                N_("%(entry)s is no regular expression: %(error)s."),
                {"entry": shown(where), "error": shown(str(error))},
            )
        ) from error
    if len(pattern) > PATTERN_LENGTH or _REPEATED_GROUP.search(
        re.sub(r"\\[^1-9]|\[[^\]]*\]", "x", pattern)
    ):
        _refuse(
            N_(
                "%(entry)s is longer than %(limit)d characters, or repeats a group or refers back,"
                " which can take for ever."
            ),
            entry=shown(where),
            limit=PATTERN_LENGTH,
        )
    return pattern


def _foreign_key(raw: dict[str, str]) -> ForeignKey:
    dataset, _, target = raw["to"].partition(".")
    return ForeignKey(raw["field"], dataset, target)


def _rule_use(raw: str | dict[str, dict[str, str]]) -> RuleUse:
    if isinstance(raw, str):
        return RuleUse(raw)
    ((name, settings_of_rule),) = raw.items()
    return RuleUse(name, settings_of_rule or {})


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
    made: dict[str, Any] = {"name": field.name, "type": field.type}
    constraints: dict[str, Any] = {}
    if field.type == "boolean":
        made |= {"trueValues": ["true"], "falseValues": ["false"]}
    if field.required:
        constraints["required"] = True
    if field.pattern:
        constraints["pattern"] = anchor % field.pattern
    if field.enum:
        constraints["enum"] = list(field.enum)
    return made | ({"constraints": constraints} if constraints else {})
