"""dataset.yaml read strictly into the description of a dataset: every entry is known, of the right
kind and in every language.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import yaml_files
from datasite.tables.described_entries import (
    RefusedError,
    Way,
    each_of,
    nowhere,
    of_kind,
    one_of,
    pattern_of,
    refuse,
    within,
    words_of_entry,
)
from datasite.tables.descriptor import (
    DATASET_GROUPS,
    FIELD_FORMATS,
    NAME,
    NUMBERS,
    SHARED_FIELDS,
    TYPES,
    Dataset,
    Field,
    ForeignKey,
    RuleUse,
)

_NAME = re.compile(rf"{NAME}\Z")


def read_dataset(folder: Path) -> Dataset:
    """The dataset described in `folder`/dataset.yaml, where `folder` is ROOT/datasets/NAME.

    Raises ProblemsError.
    """
    root, datasets = folder.parents[1], folder.parent.name
    path = f"{datasets}/{folder.name}/dataset.yaml"
    raw = yaml_files.read_yaml(root, path)
    shared: dict[str, Any] = {}
    if raw.get("fields_from") == SHARED_FIELDS:
        del raw["fields_from"]
        shared = yaml_files.read_yaml(root, f"{datasets}/{SHARED_FIELDS}.yaml")
    return build_dataset(folder.name, raw, shared, partial(yaml_files.place_of, root, path))


def build_dataset(
    folder: str,
    raw: dict[str, Any],
    shared: dict[str, Any],
    place_of: Callable[[Way], tuple[int, int]] = nowhere,
) -> Dataset:
    """The dataset that the entries of its dataset.yaml describe, `shared` being the entries of
    codelist.yaml or empty. `place_of` gives the line and column of an entry.

    Raises ProblemsError.
    """
    try:
        with within():
            return _dataset(folder, dict(raw), shared)
    except RefusedError as error:
        path = f"datasets/{folder}/dataset.yaml"
        right = Message(N_("See the other dataset.yaml files."))
        place = place_of(error.way)
        problem = Problem(path, *place, "descriptor", error.what, right)
        raise ProblemsError([problem]) from error


def _dataset(folder: str, raw: dict[str, Any], shared: dict[str, Any]) -> Dataset:
    """The dataset; takes the known entries out of `raw`, so that those left are unknown.

    Raises RefusedError, and KeyError for an entry that is missing.
    """
    if "fields_from" in raw:
        one_of(raw["fields_from"], (SHARED_FIELDS,), "fields_from")
    name = raw.pop("name")
    if name != folder or not _NAME.match(folder):
        refuse(
            N_(
                "The name is %(name)s, but the folder is %(folder)s; a name is of small letters"
                " and _."
            ),
            ("name",),
            name=shown(str(name)),
            folder=shown(folder),
        )
    own_fields, bounds = raw.pop("fields", []), raw.pop("rows")
    with within("rows"):
        bounds = dict(bounds)
        min_rows, max_rows = (
            of_kind(bounds.pop(name), int, f"rows.{name}") for name in ("min", "max")
        )
    with within("primary_key"):
        primary_key = tuple(raw.pop("primary_key", shared.get("primary_key", ())))
    dataset = Dataset(
        name=name,
        group=one_of(raw.pop("group"), DATASET_GROUPS, "group"),
        title=words_of_entry(raw.pop("title"), "title"),
        description=words_of_entry(raw.pop("description"), "description"),
        fields=(*map(_field, shared.get("fields", [])), *each_of("fields", own_fields, _field)),
        primary_key=primary_key,
        foreign_keys=each_of("foreign_keys", raw.pop("foreign_keys", ()), _foreign_key),
        rules=each_of("rules", raw.pop("rules", ()), _rule_use),
        min_rows=min_rows,
        max_rows=max_rows,
    )
    if raw or bounds:
        refuse(
            N_("There are unknown entries: %(names)s."),
            (min(map(str, raw)),) if raw else ("rows", min(map(str, bounds))),
            names=shown(", ".join(sorted(map(str, {**raw, **bounds})))),
        )
    _names_known_fields(dataset)
    return dataset


def _names_known_fields(dataset: Dataset) -> None:
    names = dataset.header
    keys = {
        "primary_key": dataset.primary_key,
        "foreign_keys": [k.field for k in dataset.foreign_keys],
    }
    for entry, fields in keys.items():
        if unknown := sorted({n for n in fields if n not in names}):
            refuse(
                N_("A key names fields that are not there: %(names)s."),
                (entry,),
                names=shown(", ".join(unknown)),
            )
    if not dataset.primary_key or len(set(names)) != len(names):
        refuse(N_("There is no primary key, or a field is repeated."), ("primary_key",))
    for name in dataset.primary_key:
        if not dataset.field(name).required:
            refuse(
                N_("The field %(name)s is in the primary key, so it must be `required: true`."),
                ("primary_key",),
                name=shown(name),
            )


def _field(raw: dict[str, Any]) -> Field:
    raw = dict(raw)
    name = raw.pop("name")
    if not _NAME.match(name):
        refuse(
            N_("The name of the field %(name)s is not of small letters and _."),
            ("name",),
            name=shown(name),
        )
    field = Field(
        name=name,
        title=words_of_entry(raw.pop("title"), f"{name}.title"),
        description=words_of_entry(raw.pop("description"), f"{name}.description"),
        type=one_of(raw.pop("type", "string"), TYPES, f"{name}.type"),
        format=one_of(raw.pop("format", "default"), FIELD_FORMATS, f"{name}.format"),
        required=of_kind(raw.pop("required", False), bool, f"{name}.required"),
        pattern=pattern_of(raw.pop("pattern", ""), f"{name}.pattern"),
        enum=tuple(map(str, raw.pop("enum", ()))),
        example=str(raw.pop("example", "")),
        minimum=_bound(raw, "minimum", name),
        maximum=_bound(raw, "maximum", name),
    )
    if field.type != "string" and (field.pattern or field.enum):
        refuse(
            N_("The field %(name)s has a pattern or a list of codes, which only a text can have."),
            ("pattern" if field.pattern else "enum",),
            name=shown(name),
        )
    if field.type not in NUMBERS and (field.minimum, field.maximum) != (None, None):
        refuse(
            N_("The field %(name)s has a minimum or a maximum, which only a number can have."),
            ("minimum" if field.minimum is not None else "maximum",),
            name=shown(name),
        )
    if raw:
        refuse(
            N_("The field %(name)s has unknown entries: %(names)s."),
            (min(map(str, raw)),),
            name=shown(name),
            names=shown(", ".join(sorted(map(str, raw)))),
        )
    return field


def _bound(raw: dict[str, Any], bound: str, name: str) -> int | None:
    return of_kind(raw.pop(bound), int, f"{name}.{bound}") if bound in raw else None


def _foreign_key(raw: dict[str, str]) -> ForeignKey:
    dataset, _, target = raw["to"].partition(".")
    return ForeignKey(raw["field"], dataset, target)


def _rule_use(raw: str | dict[str, dict[str, str]]) -> RuleUse:
    if isinstance(raw, str):
        return RuleUse(raw)
    ((name, settings_of_rule),) = raw.items()
    settings = settings_of_rule or {}
    if not all(isinstance(part, str) for pair in settings.items() for part in pair):
        raise TypeError
    return RuleUse(name, settings)
