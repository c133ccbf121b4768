"""Published tables in, CSVW metadata out: a description beside each CSV, and one of them all with
the keys that tie them.

CSVW asks that a table and those to which its keys point be described together, and that a key never
be blank. So the description of a single table has no foreign keys, and that of all has those of
required fields; the Data Package knows the rest.
"""

import json
from collections.abc import Iterable
from typing import Any

from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import LANGUAGES, Words
from datasite.publication import addresses
from datasite.publication.identity import DESCRIPTION, LICENCE, PACKAGE_TITLE, PUBLISHER
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, Field

CONTEXT = "http://www.w3.org/ns/csvw"
GROUP_FILE = "csv-metadata.json"  # where CSVW looks in a folder by default
_DIALECT = {
    "delimiter": ",",
    "doubleQuote": True,
    "encoding": "utf-8",
    "header": True,
    "headerRowCount": 1,
    "lineTerminators": ["\n"],
    "quoteChar": '"',
}
_EDTF = {
    "@id": "http://id.loc.gov/datatypes/edtf/EDTF-level0",
    "base": "string",
    "format": "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
}
_TYPES: dict[str, Any] = {
    "integer": "integer",
    "boolean": {"base": "boolean", "format": "true|false"},
}
_NUMBERS: dict[str, Any] = {
    "money": "decimal",
    "percent": {"base": "decimal", "minimum": "0", "maximum": "100"},
}
_STRINGS: dict[str, Any] = {"edtf": _EDTF, "uri": "anyURI"}


def file_of(table: str) -> str:
    """Where the description of a table's CSV stands, so that CSVW finds it."""
    return f"{table}.csv-metadata.json"


def metadata(published: PublishedTable, release: Release, site_url: str) -> bytes:
    """The description of one CSV file: its dialect, and each column's type and words in every
    language.
    """
    return _json(
        {"@context": CONTEXT, **_about(release, site_url), **_table(published.dataset, site_url)}
    )


def group(tables: Iterable[PublishedTable], release: Release, site_url: str) -> bytes:
    """The description of all the CSV files of a folder and of the foreign keys between them."""
    held = [it.dataset for it in tables]
    names = {it.name for it in held}
    made = [_table(it, site_url) for it in held]
    for table, dataset in zip(made, held, strict=True):
        keys = [
            _foreign_key(k.field, k.dataset, k.target)
            for k in dataset.foreign_keys
            if k.dataset in names and dataset.field(k.field).required
        ]
        if keys:
            table["tableSchema"]["foreignKeys"] = keys
    words = {"dc:title": _words(PACKAGE_TITLE), "dc:description": _words(DESCRIPTION)}
    return _json({"@context": CONTEXT, **words, **_about(release, site_url), "tables": made})


def _about(release: Release, site_url: str) -> dict[str, Any]:
    return {
        "dc:license": {"@id": LICENCE["path"]},
        "dc:publisher": PUBLISHER,
        "dc:modified": {"@value": release.released, "@type": "xsd:date"},
        "dc:source": {"@id": f"{site_url}/data/sources.csv"},
        "schema:version": release.version,
    }


def _table(dataset: Dataset, site_url: str) -> dict[str, Any]:
    return {
        "url": f"{dataset.name}.csv",
        "dc:title": _words(dataset.title),
        "dc:description": _words(dataset.description),
        "dc:isPartOf": {"@id": site_url + addresses.page("data", dataset.name, LANGUAGES[0])},
        "dialect": _DIALECT,
        "null": [""],
        "tableSchema": {
            "columns": [_column(field) for field in dataset.fields],
            "primaryKey": list(dataset.primary_key),
        },
    }


def _column(field: Field) -> dict[str, Any]:
    """The header's own word leads the titles, since CSVW compares them with the header."""
    return {
        "name": field.name,
        "titles": {"und": [field.name], **{lang: [field.title[lang]] for lang in LANGUAGES}},
        "dc:description": _words(field.description),
        "datatype": _datatype(field),
        "required": field.required,
    }


def _datatype(field: Field) -> Any:
    if field.type != "string":
        return _TYPES.get(field.type) or _NUMBERS.get(field.format, "decimal")
    pattern = field.pattern or "|".join(field.enum)
    return (
        {"base": "string", "format": pattern} if pattern else _STRINGS.get(field.format, "string")
    )


def _foreign_key(field: str, dataset: str, target: str) -> dict[str, Any]:
    return {
        "columnReference": [field],
        "reference": {"resource": f"{dataset}.csv", "columnReference": [target]},
    }


def _words(words: Words) -> list[dict[str, str]]:
    return [{"@value": words[lang], "@language": lang} for lang in LANGUAGES]


def _json(made: Any) -> bytes:
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()
