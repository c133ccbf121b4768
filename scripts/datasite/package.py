"""The catalog and its files in, the data package out: datapackage.json (Data Package v2), the zip, the checksums."""

import json
from dataclasses import dataclass
from typing import Any

from datasite import exports, tables
from datasite.descriptor import Dataset, Words
from datasite.exports import Download
from datasite.records import Catalog
from datasite.schema import table_schema

PACKAGE_NAME = "kto-z-kim-za-ile"
LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Creative Commons Attribution 4.0 International"}
TITLE: Words = {"pl": "Kto z kim za ile – projekty migracyjne, azylowe i graniczne", "en": "Who, with whom, for how much – projects on migration, asylum and borders"}
_USES: dict[str, Words] = {
    "datapackage.json": {"pl": "Opis wszystkich tabel i pól dla programów (Data Package).", "en": "A description of every table and field for programs (Data Package)."},
    "zip": {"pl": "Wszystkie tabele CSV z opisem w jednym pliku.", "en": "All the CSV tables with their description in one file."},
    "SHA256SUMS": {"pl": "Sumy kontrolne wszystkich plików.", "en": "Checksums of every file."},
}


@dataclass(frozen=True)
class Release:
    """The version of the data and the day of its release, from datasets/release.yaml; never from a clock."""

    version: str
    released: str


def downloads(catalog: Catalog, release: Release, site_url: str) -> tuple[Download, ...]:
    """Every file under /data/: the tables in each format, their description, one zip of everything, the checksums."""
    files = exports.of_tables(catalog.datasets, tables.frames(catalog))
    csvs = [f for f in files if f.name.endswith(".csv")]
    description = Download("datapackage.json", descriptor(catalog, csvs, release, site_url), "application/json", _USES["datapackage.json"])
    everything = Download(f"{PACKAGE_NAME}.zip", exports.archive([description, *csvs]), "application/zip", _USES["zip"])
    listed = (everything, description, *files)
    return (*listed, Download("SHA256SUMS", exports.checksums(listed), "text/plain", _USES["SHA256SUMS"]))


def descriptor(catalog: Catalog, csvs: list[Download], release: Release, site_url: str) -> bytes:
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": PACKAGE_NAME,
        "title": TITLE["en"],
        "title_pl": TITLE["pl"],
        "homepage": f"{site_url}/",
        "version": release.version,
        "created": f"{release.released}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": TITLE["pl"].split(" – ")[0], "roles": ["publisher"], "path": f"{site_url}/"}],
        "resources": [_resource(catalog.datasets[f.dataset], f) for f in csvs],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(dataset: Dataset, file: Download) -> dict[str, Any]:
    schema = table_schema(dataset, anchor="^(?:%s)$")
    for made, field in zip(schema["fields"], dataset.fields, strict=True):
        made |= {"title": field.title["en"], "title_pl": field.title["pl"], "description": field.description["en"], "description_pl": field.description["pl"]}
        if field.example:
            made["example"] = field.example
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "path": file.name,
        "title": dataset.title["en"],
        "title_pl": dataset.title["pl"],
        "description": dataset.description["en"],
        "description_pl": dataset.description["pl"],
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": schema,
    }
