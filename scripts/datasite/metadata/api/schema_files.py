"""The JSON Schemas under /data/schemas/: of each table, of the file of a record, of each chart, of
a feed, of an oEmbed file and of the file at an old address; and index.json, which names them all.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from datasite.downloads.old_files import DESCRIPTION as OF_OLD_FILE
from datasite.downloads.page_extracts import TABLES, parts_of
from datasite.language.languages import Words
from datasite.metadata.api import oembed
from datasite.metadata.api.table_schemas import DIALECT, table_schema, words
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication.json_bytes import json_bytes

FOLDER = "schemas"
OF_OLD = f"{FOLDER}/old-address.json"
# Not feed.json: hosts serve files of that name as feeds.
OF_FEED = f"{FOLDER}/json-feed.json"
OF_OEMBED = f"{FOLDER}/oembed.json"
INDEX = f"{FOLDER}/index.json"
# The columns of charts that are numbers; all others are texts, amounts too.
_WHOLE_NUMBERS = {"projects", "year"}
_TEXT, _LINK = {"type": "string"}, {"type": "string", "format": "uri"}
_JSON_FEED: Mapping[str, Any] = {  # https://www.jsonfeed.org/version/1.1/, what our feeds use of it
    "title": "JSON Feed 1.1",
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": _TEXT,
        "description": _TEXT,
        "home_page_url": _LINK,
        "feed_url": _LINK,
        "language": _TEXT,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title"],
                "anyOf": [{"required": ["content_text"]}, {"required": ["content_html"]}],
                "properties": {
                    **dict.fromkeys(("id", "title", "content_text", "content_html"), _TEXT),
                    "url": _LINK,
                    **{
                        name: {"type": "string", "format": "date-time"}
                        for name in ("date_published", "date_modified")
                    },
                },
            },
        },
    },
}


def of_table(name: str) -> str:
    """The name under /data/ of the schema of a table."""
    return f"{FOLDER}/{name}.json"


def of_record(section: str) -> str:
    """The name under /data/ of the schema of the files of the records of a section."""
    return f"{FOLDER}/records/{section}.json"


def of_chart(chart: str) -> str:
    """The name under /data/ of the schema of the rows of a chart."""
    return f"{FOLDER}/charts/{chart}.json"


def _schemas(publication: Publication) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for table in publication.packages[0].tables:
        yield of_table(table.dataset.name), table_schema(table.dataset)
    titles = {t.dataset.name: t.dataset.title for t in publication.packages[0].tables}
    for section, name in TABLES.items():
        yield of_record(section), _record_schema(section, titles[name])
    for chart, columns in publication.charts.items():
        yield of_chart(chart), _chart_schema(chart, columns)
    yield OF_OLD, table_schema(OF_OLD_FILE)
    yield OF_FEED, _JSON_FEED
    yield OF_OEMBED, oembed.SCHEMA


def _record_schema(section: str, title: Words) -> dict[str, Any]:
    """Of a record, and of the rows of each table that concern it, with their sources."""
    row = "#/$defs/row"
    parts = {
        part: {"type": "array", "items": {"$ref": f"../{part}.json{row}"}}
        for part in parts_of(section)
    }
    return {
        **words("title", title),
        "description": "One record, and the rows of each table that concern it or its projects.",
        "type": "object",
        "properties": {"record": {"$ref": f"../{TABLES[section]}.json{row}"}, **parts},
        "required": ["record", *parts],
        "additionalProperties": False,
    }


def _chart_schema(chart: str, columns: tuple[str, ...]) -> dict[str, Any]:
    types = {
        name: {"type": "integer"} if name in _WHOLE_NUMBERS else {"type": "string"}
        for name in columns
    }
    return {
        "title": f"The rows of the chart {chart}",
        "type": "array",
        "items": {
            "type": "object",
            "properties": types,
            "required": list(columns),
            "additionalProperties": False,
        },
    }


def _build_files(publication: Publication) -> Mapping[str, bytes]:
    base = f"{publication.site_url}/data/"
    schemas = dict(_schemas(publication))
    return {
        name: json_bytes({"$schema": DIALECT, "$id": base + name, **schema})
        for name, schema in {INDEX: _index(schemas), **schemas}.items()
    }


def _index(names: Iterable[str]) -> dict[str, Any]:
    """A schema that names every other: {"records/places": {"$ref": "records/places.json"}, …}."""
    files = [name.removeprefix(f"{FOLDER}/") for name in names]
    return {
        "title": "Every JSON Schema of the register",
        "$defs": {file.removesuffix(".json"): {"$ref": file} for file in files},
    }


STANDARD = Standard(
    use=N_("A description of a JSON file by which programs can check it (JSON Schema)."),
    build_files=_build_files,
)
