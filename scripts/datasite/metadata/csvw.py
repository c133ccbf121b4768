"""The CSVW descriptions of the CSV files: one beside each file, and one of all files with the
foreign keys between them.

CSVW requires that a table be described together with those that its keys point to, and that a key
is never blank. So the description of a single table has no foreign keys, and that of all tables has
the keys of required fields. The Data Package has all of them.
"""

from collections.abc import Iterable
from typing import Any

from datasite.downloads.published_tables import PublishedTable
from datasite.language.languages import LANGUAGES, TEXT_LANGUAGES, Words
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import DESCRIPTION, LICENCE, PUBLISHER, TITLE
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, Field

CONTEXT = "http://www.w3.org/ns/csvw"
GROUP_FILE = "csv-metadata.json"  # readers of CSVW look for this name in a folder
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


def description_file(table: str) -> str:
    """The name under which readers of CSVW look for the description of a table's CSV."""
    return f"{table}.csv-metadata.json"


def describe_table(published: PublishedTable, release: Release, site_url: str) -> bytes:
    """The description of one CSV file: its dialect, and the type and the words of each column in
    every language.
    """
    table = _table(published.dataset, site_url)
    return json_bytes({"@context": CONTEXT, **_origin(release, site_url), **table})


def describe_all_tables(tables: Iterable[PublishedTable], release: Release, site_url: str) -> bytes:
    """The description of all the CSV files of a folder and of the foreign keys between them."""
    datasets = [table.dataset for table in tables]
    names = {dataset.name for dataset in datasets}
    content = {
        "@context": CONTEXT,
        "dc:title": _words(TITLE),
        "dc:description": _words(DESCRIPTION),
        **_origin(release, site_url),
        "tables": [_table_with_keys(dataset, names, site_url) for dataset in datasets],
    }
    return json_bytes(content)


def _origin(release: Release, site_url: str) -> dict[str, Any]:
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


def _table_with_keys(dataset: Dataset, names: set[str], site_url: str) -> dict[str, Any]:
    """A table with its foreign keys into the tables in `names`."""
    table = _table(dataset, site_url)
    keys = [
        _foreign_key(key.field, key.dataset, key.target)
        for key in dataset.foreign_keys
        if key.dataset in names and dataset.field(key.field).required
    ]
    if keys:
        table["tableSchema"]["foreignKeys"] = keys
    return table


def _column(field: Field) -> dict[str, Any]:
    """The name in the header comes first among the titles, since CSVW compares them with it."""
    return {
        "name": field.name,
        "titles": {"und": [field.name], **{lang: [field.title[lang]] for lang in TEXT_LANGUAGES}},
        "dc:description": _words(field.description),
        "datatype": _datatype(field),
        "required": field.required,
    }


def _datatype(field: Field) -> Any:
    if field.type != "string":
        base = _TYPES.get(field.type) or _NUMBERS.get(field.format, "decimal")
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        given = {name: str(bound) for name, bound in bounds.items() if bound is not None}
        return {**(base if isinstance(base, dict) else {"base": base}), **given} if given else base
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
    return [{"@value": words[lang], "@language": lang} for lang in TEXT_LANGUAGES]


def _build_file_of_all_tables(publication: Publication) -> dict[str, bytes]:
    tables = publication.packages[0].tables
    content = describe_all_tables(tables, publication.release, publication.site_url)
    return {GROUP_FILE: content}


def _build_files_of_each_table(publication: Publication) -> dict[str, bytes]:
    return {
        description_file(table.dataset.name): describe_table(
            table, publication.release, publication.site_url
        )
        for table in publication.packages[0].tables
    }


STANDARD_OF_ALL_TABLES = Standard(
    use=N_("A description of all the CSV files and the links between them (CSVW)."),
    build_files=_build_file_of_all_tables,
)
STANDARD_OF_EACH_TABLE = Standard(
    use=N_("A description of the CSV file in CSVW."), build_files=_build_files_of_each_table
)
