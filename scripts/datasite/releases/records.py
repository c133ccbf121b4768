"""history/releases.yaml: every release that was made, the oldest first.

`make release` adds to it. A person may add a DOI that a repository of data gave later.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import yaml_files
from datasite.values import Date

RECORDS = "history/releases.yaml"
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_DOI = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:-]+\Z")


@dataclass(frozen=True, kw_only=True)
class ReleaseRecord:
    """One release: its version, its day, e.g. "2026-12-01", the SHA-256 of its SHA256SUMS, and its
    DOI, blank where it has none.
    """

    version: str
    date: str
    sha256: str
    doi: str = ""

    @property
    def day(self) -> Date:
        """The day of the release."""
        day = Date.parse(self.date)
        assert day  # is_valid holds it
        return day

    @property
    def parts(self) -> tuple[int, ...]:
        """The parts of the version as numbers."""
        return tuple(int(part) for part in self.version.split("."))


def is_doi(text: str) -> bool:
    """Whether a text is a DOI, without an address around it: 10.5281/zenodo.123."""
    return bool(_DOI.match(text))


def is_day(text: str) -> bool:
    """Whether a text is a day, such as 2026-12-01."""
    date = Date.parse(text)
    return date is not None and date.day is not None and str(date) == text


def read_records(root: Path) -> tuple[ReleaseRecord, ...]:
    """The releases in order; none where there is no file. Raises ProblemsError."""
    if not (root / RECORDS).exists():
        return ()
    listed = yaml_files.read_yaml(root, RECORDS).get("releases")
    entries = listed if isinstance(listed, list) else [None]
    records = [_record(entry) for entry in entries]
    good = [record for record in records if record]
    dates = [record.date for record in good]
    if len(good) < len(records) or dates != sorted(set(dates)):
        raise ProblemsError(
            [
                Problem.of_file(
                    RECORDS,
                    "releases",
                    Message(N_("This is no list of releases as make release writes it.")),
                    Message(
                        N_(
                            "Restore it from git. Each entry has version, date, sha256 and doi,"
                            " which may be blank; the oldest is first."
                        )
                    ),
                )
            ]
        )
    return tuple(good)


def write_records(records: Iterable[ReleaseRecord]) -> bytes:
    """The file of these releases."""
    return yaml_files.dump_yaml({"releases": [asdict(record) for record in records]}).encode()


def _record(entry: Any) -> ReleaseRecord | None:
    """A release as the file lists it; None where it is not whole."""
    if not isinstance(entry, dict) or set(entry) != {"version", "date", "sha256", "doi"}:
        return None
    texts = {name: str(value or "") for name, value in entry.items()}
    is_valid = (
        _VERSION.match(texts["version"])
        and is_day(texts["date"])
        and _DIGEST.match(texts["sha256"])
        and (not texts["doi"] or is_doi(texts["doi"]))
    )
    return ReleaseRecord(**texts) if is_valid else None
