"""The JSON Schema of a published table, made from its description.

A title and a description are in English, and those of each other language beside them:
`x-title-pl`, `x-description-pl`.
"""

from collections.abc import Mapping
from typing import Any

from datasite.language.languages import SOURCE_LANGUAGE, TEXT_LANGUAGES, Words
from datasite.tables.descriptor import Dataset, Field

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = Mapping[str, Any]


def table_schema(dataset: Dataset) -> dict[str, Any]:
    """Of the file that lists the rows of a table; `$defs/row` is that of one row, thus of one line
    of JSON Lines.
    """
    row: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: _field(dataset, field) for field in dataset.fields},
        "required": list(dataset.header),
        "additionalProperties": False,
    }
    if dataset.primary_key:
        row["x-primary-key"] = list(dataset.primary_key)
    return {
        **words("title", dataset.title),
        **words("description", dataset.description),
        "type": "array",
        "items": {"$ref": "#/$defs/row"},
        "$defs": {"row": row},
    }


def words(name: str, of_languages: Words) -> dict[str, str]:
    """The title or the description: {"title": "Projects", "x-title-pl": "Projekty"}."""
    return {
        name if lang == SOURCE_LANGUAGE else f"x-{name}-{lang}": of_languages[lang]
        for lang in sorted(TEXT_LANGUAGES, key=lambda lang: lang != SOURCE_LANGUAGE)
    }


def _field(dataset: Dataset, field: Field) -> dict[str, Any]:
    schema = {**words("title", field.title), **words("description", field.description)}
    value = _value(field)
    if not field.required:  # null is what is not stated
        value["type"] = [value["type"], "null"]
        if "enum" in value:
            value["enum"] = [*value["enum"], None]
    target = dataset.target(field.name)
    refers = {"x-refers-to": target} if target else {}
    examples = {"examples": [field.example]} if field.example and field.type == "string" else {}
    return {**schema, **value, **refers, **examples}


def _value(field: Field) -> dict[str, Any]:
    """What a stated value must be."""
    bounds = {
        name: bound
        for name, bound in (("minimum", field.minimum), ("maximum", field.maximum))
        if bound is not None
    }
    if field.type == "number":
        # A string of digits, so that no reader makes binary fractions of money. JSON Schema has no
        # bounds for strings: they are said beside.
        sign = "" if field.minimum is not None and field.minimum >= 0 else "-?"
        said = {f"x-{name}": bound for name, bound in bounds.items()}
        return {"type": "string", "pattern": rf"^{sign}[0-9]+(\.[0-9]+)?$", **said}
    if field.type != "string":
        return {"type": field.type, **bounds}
    value: dict[str, Any] = {"type": "string"}
    if field.enum:
        value["enum"] = list(field.enum)
    if field.pattern:
        value["pattern"] = f"^(?:{field.pattern})$"
    if field.format == "uri":
        value["format"] = "uri"
    elif field.format != "default":
        value["x-format"] = field.format
    return value
