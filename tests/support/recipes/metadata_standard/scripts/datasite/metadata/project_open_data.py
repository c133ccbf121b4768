"""The list of data sets in the form of Project Open Data 1.1, which portals of agencies read."""

from datasite.downloads.data_package import Package
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.metadata.standard import Publication, Standard
from datasite.problems import N_
from datasite.publication.identity import LICENCE, PUBLISHER
from datasite.publication.json_bytes import json_bytes


def _dataset(package: Package, publication: Publication) -> dict[str, object]:
    return {
        "@type": "dcat:Dataset",
        "identifier": package.id,
        "title": package.title[SOURCE_LANGUAGE],
        "description": package.description[SOURCE_LANGUAGE],
        "modified": publication.release.released,
        "accessLevel": "public",
        "license": LICENCE["path"],
        "publisher": {"@type": "org:Organization", "name": PUBLISHER},
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "downloadURL": f"{publication.site_url}/data/{file.name}",
                "mediaType": file.media_type,
            }
            for file in package.files
        ],
    }


def _build_files(publication: Publication) -> dict[str, bytes]:
    content = {
        "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
        "dataset": [_dataset(package, publication) for package in publication.packages],
    }
    return {"data.json": json_bytes(content)}


STANDARD = Standard(use=N_("A list for portals, as Project Open Data."), build_files=_build_files)
