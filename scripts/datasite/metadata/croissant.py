"""The Croissant 1.0 description of the data for machine-learning tools: the archive, the tables in
it, and what each column holds.
"""

from collections.abc import Mapping
from typing import Any

from datasite.downloads.data_package import Package
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication import addresses, citations
from datasite.publication.identity import KEYWORDS, LICENCE, PUBLISHER
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release
from datasite.tables.descriptor import Dataset, Field

_LANG = SOURCE_LANGUAGE  # the tools of the format know English only
_TERMS = (
    "citeAs", "column", "data", "dataBiases", "dataCollection", "extract", "field",
    "fileProperty", "fileObject", "fileSet", "format", "includes", "isLiveDataset", "jsonPath",
    "key", "md5", "parentField", "path", "personalSensitiveInformation", "recordSet",
    "references", "regex", "repeated", "replace", "separator", "source", "subField", "transform",
)  # fmt: skip
_CONTEXT: Mapping[str, Any] = {
    "@language": _LANG,
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    **{term: f"cr:{term}" for term in _TERMS},
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}
_TYPES = {
    "boolean": "sc:Boolean",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "string": "sc:Text",
}


def build_croissant(package: Package, release: Release, site_url: str) -> bytes:
    """The description of `package`, whose zip holds a CSV of each of its tables."""
    archive = next(file for file in package.files if file.name.endswith(".zip"))
    datasets = [table.dataset for table in package.tables]
    names = {dataset.name for dataset in datasets}
    work = citations.whole_register(_LANG, site_url)
    content = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": package.id,
        "alternateName": package.title[_LANG],
        "description": package.description[_LANG],
        "url": site_url + addresses.page(package.section, package.slug, _LANG),
        "license": LICENCE["path"],
        "creator": {"@type": "sc:Organization", "name": PUBLISHER, "url": f"{site_url}/"},
        "citeAs": citations.bibtex(release, work).decode().strip(),
        "version": release.version,
        "datePublished": release.released,
        "keywords": list(KEYWORDS[_LANG]),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": archive.name,
                "name": archive.name,
                "contentUrl": f"{site_url}/data/{archive.name}",
                "contentSize": f"{archive.size} B",
                "encodingFormat": archive.media_type,
                "sha256": archive.sha256,
            },
            *(_file_object(dataset, archive.name) for dataset in datasets),
        ],
        "recordSet": [_record_set(dataset, names) for dataset in datasets],
    }
    return json_bytes(content)


def _file_object(dataset: Dataset, archive: str) -> dict[str, Any]:
    """A CSV file in the archive."""
    name = f"{dataset.name}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "containedIn": {"@id": archive},
        "encodingFormat": "text/csv",
    }


def _record_set(dataset: Dataset, names: set[str]) -> dict[str, Any]:
    """A table. Its keys are references where the target is one of the tables in `names`."""
    targets = {
        key.field: f"{key.dataset}/{key.target}"
        for key in dataset.foreign_keys
        if key.dataset in names
    }
    return {
        "@type": "cr:RecordSet",
        "@id": dataset.name,
        "name": dataset.name,
        "description": dataset.description[_LANG],
        "key": [{"@id": f"{dataset.name}/{name}"} for name in dataset.primary_key],
        "field": [_field(dataset, field, targets.get(field.name)) for field in dataset.fields],
    }


def _field(dataset: Dataset, field: Field, target: str | None) -> dict[str, Any]:
    description = {
        "@type": "cr:Field",
        "@id": f"{dataset.name}/{field.name}",
        "name": field.name,
        "description": field.description[_LANG],
        "dataType": "sc:URL" if field.format == "uri" else _TYPES[field.type],
        "source": {
            "fileObject": {"@id": f"{dataset.name}.csv"},
            "extract": {"column": field.name},
        },
    }
    return description | ({"references": {"field": {"@id": target}}} if target else {})


def _build_files(publication: Publication) -> dict[str, bytes]:
    everything = publication.packages[0]
    content = build_croissant(everything, publication.release, publication.site_url)
    return {"croissant.json": content}


STANDARD = Standard(
    use=N_("A Croissant description for machine-learning tools."), build_files=_build_files
)
