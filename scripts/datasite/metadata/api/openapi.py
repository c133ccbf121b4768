"""openapi.json: every JSON file of the site that programs may rely on, as OpenAPI 3.1.

The schemas of files that are ours are in schema_files; a file in the form of a standard names the
page of that standard.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from datasite.downloads.page_extracts import TABLES
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.metadata.api import oembed, schema_files
from datasite.metadata.api.table_schemas import DIALECT, words
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.file_types import file_type
from datasite.publication.identity import DESCRIPTION, LICENCE, TITLE
from datasite.publication.json_bytes import json_bytes

FILE = "openapi.json"
_VERSION = "3.1.0"
_FEED = "feed.json"
_HONESTY = (
    "All files are static: there are no queries, keys or limits. Amounts are strings of digits in"
    " the currency that their row names. null means that no source we read states the value, never"
    " zero. Amounts of different stages, kinds or currencies must not be added together."
)


class _ByReference(NamedTuple):
    """A file in the form of a standard: what it is, its JSON type and the page of the standard."""

    summary: str
    type: str
    url: str


_STANDARDS: Mapping[str, _ByReference] = {
    "datapackage.json": _ByReference(
        "Every table and field (Data Package)", "object", "https://datapackage.org/"
    ),
    "csv-metadata.json": _ByReference(
        "All CSV files and their links (CSVW)", "object", "https://www.w3.org/TR/tabular-metadata/"
    ),
    "{table}.csv-metadata.json": _ByReference(
        "One CSV file (CSVW)", "object", "https://www.w3.org/TR/tabular-metadata/"
    ),
    "catalog.jsonld": _ByReference(
        "The catalogue (DCAT-AP)", "array", "https://semiceu.github.io/DCAT-AP/releases/3.0.0/"
    ),
    "croissant.json": _ByReference(
        "The data for machine learning (Croissant)",
        "object",
        "https://docs.mlcommons.org/croissant/docs/croissant-spec.html",
    ),
    "grants-360giving.json": _ByReference(
        "Grants (360Giving)", "object", "https://standard.threesixtygiving.org/"
    ),
    "citation.csl.json": _ByReference(
        "Citation of the register (CSL-JSON)", "array", "https://citationstyles.org/developers/"
    ),
    "datacite.json": _ByReference(
        "Citation of the register (DataCite)", "object", "https://schema.datacite.org/"
    ),
    FILE: _ByReference("This description", "object", "https://spec.openapis.org/oas/v3.1.0"),
    **{
        f"{schema_files.FOLDER}/{path}.json": _ByReference(f"Schema of {what}", "object", DIALECT)
        for path, what in (
            ("{table}", "a table, a feed, an oEmbed file or the file at an old address"),
            ("records/{section}", "the file of a record"),
            ("charts/{chart}", "the rows of a chart"),
        )
    },
}


def build_openapi(publication: Publication) -> bytes:
    """The description of all the JSON files."""
    release, site_url = publication.release, publication.site_url
    paths: dict[str, Any] = {
        **dict(_tables(publication)),
        **dict(_records(publication)),
        **dict(_charts(publication)),
        **dict(_feeds(publication)),
        **dict(_frames(publication)),
        **dict(_by_reference(publication)),
    }
    tags = ("tables", "records", "charts", "feeds", "frames", "standards")
    info: dict[str, Any] = {
        **words("title", TITLE),
        **words("description", DESCRIPTION),
        "summary": _HONESTY,
        "version": release.version,
        "license": {"name": LICENCE["title"], "identifier": LICENCE["name"]},
    }
    return json_bytes(
        {
            "openapi": _VERSION,
            "info": info,
            "externalDocs": {"url": site_url + addresses.page("data", "", SOURCE_LANGUAGE)},
            "servers": [{"url": site_url}],
            "tags": [{"name": name} for name in tags],
            "paths": paths,
        }
    )


def _tables(publication: Publication) -> Iterator[tuple[str, Any]]:
    for table in publication.packages[0].tables:
        name, title = table.dataset.name, words("summary", table.dataset.title)
        schema = schema_files.of_table(name)
        yield f"/data/{name}.json", _get("tables", f"{name}.json", title, {"$ref": schema})
        lines = {
            "type": "string",
            "description": "One JSON object a line.",
            "x-schema-of-each-line": {"$ref": f"{schema}#/$defs/row"},
        }
        yield f"/data/{name}.jsonl", _get("tables", f"{name}.jsonl", title, lines)


def _records(publication: Publication) -> Iterator[tuple[str, Any]]:
    tables = {table.dataset.name: table.dataset for table in publication.packages[0].tables}
    for section, name in TABLES.items():
        (key,) = tables[name].primary_key
        schema = {
            "anyOf": [{"$ref": schema_files.of_record(section)}, {"$ref": schema_files.OF_OLD}]
        }
        summary = {
            "summary": f"All that the page of a record shows, with its sources: {section}",
            "description": "In lower case. Only records that have projects have a file. That of a"
            " withdrawn record says why it was withdrawn.",
        }
        path = f"/data/{section}/{{{key}}}.json"
        yield path, _get("records", f"{section}/record.json", summary, schema, (key,))


def _charts(publication: Publication) -> Iterator[tuple[str, Any]]:
    for chart in publication.charts:
        name = f"charts/{chart}.json"
        summary = {"summary": f"The rows of the chart {chart}"}
        yield f"/data/{name}", _get("charts", name, summary, {"$ref": schema_files.of_chart(chart)})


def _feeds(publication: Publication) -> Iterator[tuple[str, Any]]:
    for lang in publication.languages:
        for section in addresses.WITH_FEEDS:
            path = f"{addresses.page(section, '', lang)}{_FEED}"
            summary = {"summary": f"Feed of {section or 'news'} in the language {lang}"}
            name = f"{lang}/{section or 'news'}/{_FEED}"
            yield path, _get("feeds", name, summary, {"$ref": schema_files.OF_FEED})


def _frames(publication: Publication) -> Iterator[tuple[str, Any]]:
    for lang in publication.languages:
        for section in addresses.WITH_FRAMES:
            path = addresses.page(section, "{slug}", lang) + oembed.FILE
            summary = {
                "summary": f"How to embed a page of {section} in the language {lang} (oEmbed)",
                "description": "Each page names its own in its head.",
            }
            schema = {"$ref": schema_files.OF_OEMBED}
            name = f"{lang}/{section}/{oembed.FILE}"
            yield path, _get("frames", name, summary, schema, ("slug",))


def _by_reference(publication: Publication) -> Iterator[tuple[str, Any]]:
    for name, standard in _STANDARDS.items():
        schema = {"type": standard.type, "externalDocs": {"url": standard.url}}
        variables = tuple(part.partition("}")[0] for part in name.split("{")[1:])
        summary = {"summary": standard.summary}
        yield f"/data/{name}", _get("standards", name, summary, schema, variables)


def _get(
    tag: str, name: str, summary: Mapping[str, str], schema: object, variables: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The only operation of a file: to read it. `name` has the ending of the file."""
    content = {file_type(name).media_type: {"schema": schema}}
    operation: dict[str, Any] = {
        "operationId": name.translate(str.maketrans("/.-", "___", "{}")),
        "tags": [tag],
        **summary,
        "responses": {"200": {"description": "The file", "content": content}},
    }
    if variables:
        operation["parameters"] = [
            {"name": variable, "in": "path", "required": True, "schema": {"type": "string"}}
            for variable in variables
        ]
    return {"get": operation}


def _build_files(publication: Publication) -> Mapping[str, bytes]:
    return {FILE: build_openapi(publication)}


STANDARD = Standard(
    use=N_("A description of all the JSON files for programs (OpenAPI)."), build_files=_build_files
)
