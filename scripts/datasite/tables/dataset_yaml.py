"""dataset.yaml read strictly into the description of a dataset: every entry is known, of the right
kind and in every language.
"""

import re
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from datasite.language.languages import TEXT_LANGUAGES, Words, with_fallbacks
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import yaml_files
from datasite.tables.descriptor import (
    DATASET_GROUPS,
    FIELD_FORMATS,
    NAME,
    SHARED_FIELDS,
    TYPES,
    Dataset,
    Field,
    ForeignKey,
    RuleUse,
)

T = TypeVar("T")

PATTERN_LENGTH = 100  # characters of a regular expression
_NAME = re.compile(rf"{NAME}\Z")
# What can take a very long time, and what no pattern of ours needs.
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d*,?\d*\})|\(\?[^:]|\\[1-9]")


class _RefusedError(Exception):
    """The entries do not describe a dataset; `what` says why."""

    def __init__(self, what: Message) -> None:
        super().__init__(what.template)
        self.what = what


def _refuse(template: str, **values: object) -> NoReturn:
    raise _RefusedError(Message(template, values))


def read_dataset(folder: Path) -> Dataset:
    """The dataset described in `folder`/dataset.yaml, where `folder` is ROOT/datasets/NAME.

    Raises ProblemsError.
    """
    root, datasets = folder.parents[1], folder.parent.name
    raw = yaml_files.read_yaml(root, f"{datasets}/{folder.name}/dataset.yaml")
    shared: dict[str, Any] = {}
    if raw.get("fields_from") == SHARED_FIELDS:
        del raw["fields_from"]
        shared = yaml_files.read_yaml(root, f"{datasets}/{SHARED_FIELDS}.yaml")
    return build_dataset(folder.name, raw, shared)


def build_dataset(folder: str, raw: dict[str, Any], shared: dict[str, Any]) -> Dataset:
    """The dataset that the entries of its dataset.yaml describe, `shared` being the entries of
    codelist.yaml or empty. Raises ProblemsError.
    """
    try:
        return _dataset(folder, dict(raw), shared)
    except _RefusedError as error:
        what = error.what
    except KeyError as error:
        what = Message(N_("The entry %(entry)s is missing."), {"entry": shown(str(error.args[0]))})
    except (TypeError, AttributeError, ValueError):
        what = Message(
            N_("An entry has the wrong form: a text, a list or named entries are expected.")
        )
    path = f"datasets/{folder}/dataset.yaml"
    right = Message(N_("See the other dataset.yaml files."))
    raise ProblemsError([Problem.of_file(path, "descriptor", what, right)])


def _dataset(folder: str, raw: dict[str, Any], shared: dict[str, Any]) -> Dataset:
    """The dataset; takes the known entries out of `raw`, so that those left are unknown.

    Raises _RefusedError, and KeyError for an entry that is missing.
    """
    if "fields_from" in raw:
        _one_of(raw["fields_from"], (SHARED_FIELDS,), "fields_from")
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
        group=_one_of(raw.pop("group"), DATASET_GROUPS, "group"),
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
        _refuse(N_("There is no primary key, or a field is repeated."))


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
    field = Field(
        name=name,
        title=_words(raw.pop("title"), f"{name}.title"),
        description=_words(raw.pop("description"), f"{name}.description"),
        type=_one_of(raw.pop("type", "string"), TYPES, f"{name}.type"),
        format=_one_of(raw.pop("format", "default"), FIELD_FORMATS, f"{name}.format"),
        required=_of_kind(raw.pop("required", False), bool, f"{name}.required"),
        pattern=_pattern(raw.pop("pattern", ""), f"{name}.pattern"),
        enum=tuple(map(str, raw.pop("enum", ()))),
        example=str(raw.pop("example", "")),
    )
    if field.type != "string" and (field.pattern or field.enum):
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
    return field


def _pattern(value: Any, where: str) -> str:
    """A regular expression that takes no longer than the text is long: no group may be repeated,
    and none refers back.
    """
    pattern = _of_kind(value, str, where)
    try:
        re.compile(pattern)
    except re.error as error:
        raise _RefusedError(
            Message(
                N_("%(entry)s is not a regular expression: %(error)s."),
                {"entry": shown(where), "error": shown(str(error))},
            )
        ) from error
    if len(pattern) > PATTERN_LENGTH or _REPEATED_GROUP.search(
        re.sub(r"\\[^1-9]|\[[^\]]*\]", "x", pattern)
    ):
        _refuse(
            N_(
                "%(entry)s is longer than %(limit)d characters, or repeats a group or refers back,"
                " which can take very long."
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
