"""The package of everything in, its Croissant 1.0 description out: the archive, the tables in it,
and what each column holds.
"""

import json
from typing import Any

from datasite.downloads.data_package import Package
from datasite.publication import addresses, citations
from datasite.publication.identity import CATALOGUE_KEYWORDS, LICENCE, PUBLISHER
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, Field

FILE = "croissant.json"
_TERMS = (
    "citeAs", "column", "data", "dataBiases", "dataCollection", "extract", "field", "fileProperty", "fileObject", "fileSet", "format", "includes", "isLiveDataset", "jsonPath",
    "key", "md5", "parentField", "path", "personalSensitiveInformation", "recordSet", "references", "regex", "repeated", "replace", "separator", "source", "subField", "transform",
)  # fmt: skip
_TYPED = {
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}
_CONTEXT: dict[str, Any] = {
    "@language": "en", "@vocab": "https://schema.org/", "sc": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/", "conformsTo": "dct:conformsTo",
} | {term: f"cr:{term}" for term in _TERMS} | _TYPED  # fmt: skip
_TYPES = {
    "boolean": "sc:Boolean",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "string": "sc:Text",
}


def metadata(package: Package, release: Release, site_url: str) -> bytes:
    """The description of `package`, whose zip holds a CSV of each of its tables.

    In English, the language of the format's tools.
    """
    archive = next(file for file in package.files if file.name.endswith(".zip"))
    tables = [it.dataset for it in package.tables]
    zipped = {
        "@type": "cr:FileObject",
        "@id": archive.name,
        "name": archive.name,
        "contentUrl": f"{site_url}/data/{archive.name}",
        "contentSize": f"{archive.size} B",
    }
    made = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package.id,
        "alternateName": package.title["en"],
        "description": package.description["en"],
        "url": site_url + addresses.page(package.section, package.slug, "en"),
        "license": LICENCE["path"],
        "creator": {"@type": "sc:Organization", "name": PUBLISHER, "url": f"{site_url}/"},
        "citeAs": citations.bibtex(release, citations.whole("en", site_url)).decode().strip(),
        "version": release.version,
        "datePublished": release.released,
        "keywords": list(CATALOGUE_KEYWORDS["en"]),
        "distribution": [
            zipped | {"encodingFormat": archive.media_type, "sha256": archive.sha256},
            *(_file(it, archive.name) for it in tables),
        ],
        "recordSet": [_records(it, {t.name for t in tables}) for it in tables],
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _file(it: Dataset, archive: str) -> dict[str, Any]:
    name = f"{it.name}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "containedIn": {"@id": archive},
        "encodingFormat": "text/csv",
    }


def _records(it: Dataset, names: set[str]) -> dict[str, Any]:
    keys = {k.field: f"{k.dataset}/{k.target}" for k in it.foreign_keys if k.dataset in names}
    return {
        "@type": "cr:RecordSet",
        "@id": it.name,
        "name": it.name,
        "description": it.description["en"],
        "key": [{"@id": f"{it.name}/{name}"} for name in it.primary_key],
        "field": [
            _field(it, field)
            | ({"references": {"field": {"@id": keys[field.name]}}} if field.name in keys else {})
            for field in it.fields
        ],
    }


def _field(it: Dataset, field: Field) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{it.name}/{field.name}",
        "name": field.name,
        "description": field.description["en"],
        "dataType": "sc:URL" if field.format == "uri" else _TYPES[field.type],
        "source": {"fileObject": {"@id": f"{it.name}.csv"}, "extract": {"column": field.name}},
    }
