"""The releases whose files are kept in a folder outside of the site, for the build that copies
them: each whole and as it was released, or named as missing.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from datasite.downloads.data_package import CHECKSUMS_FILE
from datasite.problems import N_
from datasite.releases.files import CHANGES_JSON
from datasite.releases.records import ReleaseRecord, read_records

WITH_PAGES = ("projects", "organisations", "programmes", "cooperation")
MISSING = N_("not in the folder of releases")
ALTERED = N_("not as it was released")


@dataclass(frozen=True, kw_only=True)
class KeptRelease:
    """A release, and the sizes of its files by name, in their order.

    `fault` is a message that says why its files are not copied, blank where they are; `since` is
    the day of the release before it, blank for the first. `told` is what its changes.json says,
    empty where its files are not there.
    """

    record: ReleaseRecord
    since: str
    folder: Path
    sizes: Mapping[str, int]
    told: Mapping[str, Any]
    fault: str = ""

    @cached_property
    def _ids(self) -> Mapping[str, frozenset[str]]:
        """The identifiers of the records that have pages, by table."""
        return {
            dataset: frozenset(row[0] for row in csv.reader(io.StringIO(text, newline="")))
            for dataset in WITH_PAGES
            if f"{dataset}.csv" in self.sizes
            for text in ((self.folder / f"{dataset}.csv").read_text(encoding="utf-8"),)
        }

    def has(self, dataset: str, key: str) -> bool:
        """Whether the release has a record, which has a page of its own."""
        return key in self._ids.get(dataset, ())

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Its files, as (path below /data/, bytes)."""
        for name in self.sizes:
            yield f"releases/{self.record.date}/{name}", (self.folder / name).read_bytes()


def read_kept(root: Path, folder: Path) -> tuple[KeptRelease, ...]:
    """The releases of `root`/history/releases.yaml, the newest first, with what `folder` keeps.

    Raises ProblemsError where the list cannot be read.
    """
    records = read_records(root)
    days = ["", *(record.date for record in records)]
    kept = [
        _kept(record, since, folder / record.date)
        for record, since in zip(records, days, strict=False)
    ]
    return tuple(reversed(kept))


def faulty(releases: Iterable[KeptRelease]) -> list[str]:
    """A line for each release whose files are not there, such as "2026-12-01: not in …"."""
    return [f"{one.record.date}: {one.fault}" for one in releases if one.fault]


def _kept(record: ReleaseRecord, since: str, folder: Path) -> KeptRelease:
    sums = folder / CHECKSUMS_FILE
    nothing = KeptRelease(
        record=record, since=since, folder=folder, sizes={}, told={}, fault=MISSING
    )
    if not sums.is_file():
        return nothing
    listing = sums.read_bytes()
    digests = {
        name: digest
        for digest, name in (line.split("  ") for line in listing.decode().splitlines())
    }
    sizes: dict[str, int] = {}
    for name, digest in digests.items():
        file = folder / name
        content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        if hashlib.sha256(content).hexdigest() != digest:
            sizes = {}
            break
        sizes[name] = len(content)
    if not sizes or hashlib.sha256(listing).hexdigest() != record.sha256:
        return KeptRelease(
            record=record, since=since, folder=folder, sizes={}, told={}, fault=ALTERED
        )
    told = json.loads((folder / CHANGES_JSON).read_bytes())
    sizes[CHECKSUMS_FILE] = len(listing)
    return KeptRelease(record=record, since=since, folder=folder, sizes=sizes, told=told)
