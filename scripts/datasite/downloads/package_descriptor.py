"""datapackage.json: the description of a package's tables for programs (Data Package v2)."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from datasite.language.languages import SOURCE_LANGUAGE, TEXT_LANGUAGES, Words
from datasite.publication.file_types import FILE_TYPES
from datasite.publication.identity import LICENCE, PUBLISHER
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, table_schema

DESCRIPTOR_FILE = "datapackage.json"
_PROFILES = "https://datapackage.org/profiles/2.0"


def build_descriptor(
    name: str,
    title: Words,
    description: Words,
    datasets: Iterable[Dataset],
    csv_files: Mapping[str, bytes],
    release: Release,
    site_url: str,
) -> bytes:
    """The descriptor of a package of these datasets.

    `csv_files` holds the bytes of the CSV of each dataset, e.g. {"budgets.csv": b"budget_id,…"}.
    Foreign keys that leave the package are left out.
    """
    held = tuple(datasets)
    names = {dataset.name for dataset in held}
    descriptor = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": name,
        "title": title[SOURCE_LANGUAGE],
        "description": description[SOURCE_LANGUAGE],
        **{f"title_{lang}": title[lang] for lang in TEXT_LANGUAGES},
        **{f"description_{lang}": description[lang] for lang in TEXT_LANGUAGES},
        "languages": list(TEXT_LANGUAGES),
        "homepage": f"{site_url}/",
        "version": release.version,
        "created": f"{release.released}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": PUBLISHER, "roles": ["publisher"], "path": f"{site_url}/"}],
        "sources": [
            {
                "title": "Pages and documents listed in the table sources",
                "path": f"{site_url}/data/sources.csv",
            }
        ],
        "resources": [
            _resource(_with_keys_within(dataset, names), csv_files[f"{dataset.name}.csv"])
            for dataset in held
        ],
    }
    return json_bytes(descriptor)


def _with_keys_within(dataset: Dataset, names: set[str]) -> Dataset:
    """The dataset without the foreign keys to other datasets than those named."""
    return replace(
        dataset, foreign_keys=tuple(key for key in dataset.foreign_keys if key.dataset in names)
    )


def _resource(dataset: Dataset, content: bytes) -> dict[str, Any]:
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "profile": "tabular-data-resource",  # what readers of version 1 look for
        "path": f"{dataset.name}.csv",
        "title": dataset.title[SOURCE_LANGUAGE],
        "description": dataset.description[SOURCE_LANGUAGE],
        **_in_each_language(dataset.title, dataset.description),
        "format": "csv",
        "mediatype": FILE_TYPES[".csv"].media_type,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": _schema(dataset),
    }


def _schema(dataset: Dataset) -> dict[str, Any]:
    """The Table Schema of a dataset, with the words of its fields in every language."""
    schema = table_schema(dataset, anchor="^(?:%s)$")
    fields = [
        {
            **described,
            "title": field.title[SOURCE_LANGUAGE],
            "description": field.description[SOURCE_LANGUAGE],
            **_in_each_language(field.title, field.description),
            **({"example": field.example} if field.example else {}),
        }
        for described, field in zip(schema["fields"], dataset.fields, strict=True)
    ]
    return {**schema, "fields": fields, "$schema": f"{_PROFILES}/tableschema.json"}


def _in_each_language(title: Words, description: Words) -> dict[str, str]:
    """title_pl, description_pl, title_en, description_en."""
    return {
        f"{name}_{lang}": words[lang]
        for lang in TEXT_LANGUAGES
        for name, words in (("title", title), ("description", description))
    }
