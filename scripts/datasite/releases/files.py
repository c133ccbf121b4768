"""The files of a release: the data package unpacked and as a zip and a database, what changed since
the last, citations, metadata for Zenodo, and the checksums of all.
"""

import hashlib
from collections.abc import Mapping

from datasite.downloads.data_package import CHECKSUMS_FILE
from datasite.downloads.writers.text import csv_of_rows
from datasite.downloads.zip_archive import checksum_list
from datasite.history.history_file import COLUMNS
from datasite.language.languages import SOURCE_LANGUAGE, TEXT_LANGUAGES
from datasite.publication import addresses, citations
from datasite.publication.identity import DESCRIPTION, KEYWORDS, LICENCE, PUBLISHER, TITLE
from datasite.publication.json_bytes import json_bytes
from datasite.publication.release import Release
from datasite.releases.differences import Differences
from datasite.releases.versions import Reason

CHANGES_CSV, CHANGES_JSON = "changes.csv", "changes.json"
ZENODO = ".zenodo.json"
# The language of the metadata in the codes of Zenodo (ISO 639-2).
_LANGUAGE = "eng"


def release_page(site_url: str, date: str, lang: str = SOURCE_LANGUAGE) -> str:
    """The whole address at which the page of releases speaks of this one."""
    return f"{site_url}{addresses.page('releases', '', lang)}#r{date}"


def release_files(
    package: Mapping[str, bytes],
    release: Release,
    previous: str,
    differences: Differences,
    reasons: tuple[Reason, ...],
    site_url: str,
    doi: str = "",
) -> Mapping[str, bytes]:
    """The files by name. `package` are those of the data package of this release, with its zip and
    its database; `previous` is the day of the last release, blank for the first.
    """
    work = citations.release_work(
        SOURCE_LANGUAGE, release_page(site_url, release.released), release, doi
    )
    changes = [{name: getattr(c, name) for name in COLUMNS} for c in differences.changes]
    files = {
        **package,
        "CITATION.cff": citations.citation_file(release, site_url, work),
        "citation.bib": citations.bibtex(release, work),
        "citation.csl.json": citations.csl(release, work),
        "datacite.json": citations.datacite(release, site_url, work),
        ZENODO: zenodo(release, site_url, doi),
        CHANGES_CSV: csv_of_rows(COLUMNS, changes),
        CHANGES_JSON: json_bytes(
            {
                "version": release.version,
                "date": release.released,
                "since": previous,
                "reasons": [reason.words for reason in reasons],
                "counts": differences.counts,
                "changes": [
                    {name: value for name, value in change.items() if name != "commit"}
                    for change in changes
                ],
            }
        ),
    }
    files.pop(CHECKSUMS_FILE, None)  # that of the zip
    return {**files, CHECKSUMS_FILE: checksum_list(files)}


def digest_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of the checksums, which vouches for every file."""
    return hashlib.sha256(files[CHECKSUMS_FILE]).hexdigest()


def zenodo(release: Release, site_url: str, doi: str = "") -> bytes:
    """.zenodo.json, as Zenodo reads it from a deposit or a tagged repository."""
    return json_bytes(
        {
            "title": TITLE[SOURCE_LANGUAGE],
            "upload_type": "dataset",
            "description": "".join(f"<p>{DESCRIPTION[lang]}</p>" for lang in TEXT_LANGUAGES),
            "creators": [{"name": PUBLISHER}],
            "version": release.version,
            "publication_date": release.released,
            "language": _LANGUAGE,
            "access_right": "open",
            "license": LICENCE["name"].lower(),
            "keywords": [word for lang in TEXT_LANGUAGES for word in KEYWORDS[lang]],
            "related_identifiers": [
                {
                    "identifier": release_page(site_url, release.released),
                    "relation": "isAlternateIdentifier",
                    "resource_type": "dataset",
                }
            ],
            **({"doi": doi} if doi else {}),
        }
    )
