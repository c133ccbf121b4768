"""A release in memory: its version and why, its files, and what it writes into the repository."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from datasite.downloads.all_tables import build_published_tables
from datasite.downloads.data_package import build_whole_package, files_of_everything
from datasite.language.localization import load_languages
from datasite.model.register import Register
from datasite.publication.citations import citation_file
from datasite.publication.release import RELEASE_FILE, Release, read_release
from datasite.releases import entries
from datasite.releases.differences import Differences, compare_packages
from datasite.releases.files import digest_of, release_files
from datasite.releases.packages import read_package
from datasite.releases.records import RECORDS, ReleaseRecord, write_records
from datasite.releases.versions import Part, Reason, grown, later, reasons
from datasite.tables.catalog import Catalog

CITATION = "CITATION.cff"
_FIRST = Reason(Part.PATCH, "the first release")


@dataclass(frozen=True, kw_only=True)
class Made:
    """A release that is not written yet. `files` are those of its folder by name, `in_repository`
    those that the repository gets, by path from its root.
    """

    record: ReleaseRecord
    differences: Differences
    reasons: tuple[Reason, ...]
    files: Mapping[str, bytes]
    in_repository: Mapping[str, bytes]


class EqualError(Exception):
    """The data are those of the last release."""


def make_release(
    root: Path,
    catalog: Catalog,
    register: Register,
    records: tuple[ReleaseRecord, ...],
    last: Mapping[str, bytes],
    *,
    date: str,
    site_url: str,
    doi: str = "",
) -> Made:
    """The release of the data at `root` on a day, after `records`, the last of which had the files
    `last` (none where this is the first).

    Raises EqualError.
    """
    languages = load_languages(root)
    tables = build_published_tables(catalog, register, site_url)
    told = read_release(root)
    if records:
        present = read_package(files_of_everything(tables, told, languages, site_url))
        differences = compare_packages(read_package(last), present, date)
        if not differences:
            raise EqualError
        why = reasons(differences)
        # A person may have raised the version already, for a change that asks for it.
        version = later(told.version, grown(records[-1].version, why[0].part))
    else:
        differences, why, version = Differences(changes=()), (_FIRST,), told.version
    release = replace(told, version=version, released=date)
    files = release_files(
        build_whole_package(tables, release, languages, site_url),
        release,
        records[-1].date if records else "",
        differences,
        why,
        site_url,
        doi,
    )
    record = ReleaseRecord(version=version, date=date, sha256=digest_of(files), doi=doi)
    return Made(
        record=record,
        differences=differences,
        reasons=why,
        files=files,
        in_repository={
            **_texts(root, release, differences, why, site_url),
            RECORDS: write_records([*records, record]),
        },
    )


def _texts(
    root: Path, release: Release, differences: Differences, why: tuple[Reason, ...], site_url: str
) -> Mapping[str, bytes]:
    """The files with the version and the day; a changelog and a citation where there are any."""
    version, date = release.version, release.released
    text = (root / RELEASE_FILE).read_text(encoding="utf-8")
    texts = {RELEASE_FILE: entries.with_release(text, version, date).encode()}
    if (changelog := root / entries.CHANGELOG).is_file():
        text = changelog.read_text(encoding="utf-8")
        section = entries.with_section(text, version, date, why, differences.counts)
        texts[entries.CHANGELOG] = section.encode()
    if (root / CITATION).is_file():
        texts[CITATION] = citation_file(release, site_url)
    return texts
