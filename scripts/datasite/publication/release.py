"""The release of the data that datasets/release.yaml names: its version, its day and the latest
changes. Dates in the site come from here, never from a clock.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasite.language.languages import TEXT_LANGUAGES, Words, with_fallbacks
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.tables import yaml_files
from datasite.tables.catalog import Catalog
from datasite.values import Date

RELEASE_FILE = "datasets/release.yaml"
# Days on which somebody did something with the data, by table; those of source_checks are written
# by a program, from a clock.
_DAYS_OF_WORK = {
    "sources": ("published", "accessed"),
    "corrections": ("date",),
    "withdrawn": ("date",),
}
_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")


@dataclass(frozen=True)
class ReleaseChange:
    """One change of the data, as the home page lists it."""

    date: Date
    text: Words


@dataclass(frozen=True)
class Release:
    """A version of the data, e.g. "1.2.3", the day on which it was released, e.g. "2026-11-22",
    and the latest changes, the newest first.
    """

    version: str
    released: str
    changes: tuple[ReleaseChange, ...] = ()

    @property
    def date(self) -> Date:
        """The day of the release."""
        parsed = Date.parse(self.released)
        assert parsed  # read_release has checked it
        return parsed

    def is_long_before(self, date: Date) -> bool:
        """Whether a day on which somebody did something is more than a year after the release."""
        day = self.date
        return date.first_day > (day.year + 1, *day.first_day[1:])

    @property
    def major(self) -> int:
        """The first part of the version. It grows when a column or a dataset is removed."""
        return int(self.version.split(".")[0])

    @property
    def year(self) -> int:
        """The year of the release."""
        return int(self.released[:4])


def read_release(root: Path) -> Release:
    """The release that `root`/datasets/release.yaml names. Raises ProblemsError."""
    try:
        content = yaml_files.read_yaml(root, RELEASE_FILE)
        version, released = str(content["version"]), str(content["released"])
        listed = list(content.get("changes") or ())
        is_valid = bool(_VERSION.match(version)) and _parse_day(released) is not None
    except (KeyError, TypeError):
        is_valid = False
    if not is_valid:
        raise _release_error(
            Message(N_("The file does not name a version and a day of release.")),
            Message(N_("Write `version: 1.2.3` and `released: 2026-11-22`.")),
        )
    changes = [_parse_change(entry) for entry in listed]
    if None in changes:
        raise _release_error(
            Message(
                N_("Change number %(number)d has no day, or no words in some language."),
                {"number": changes.index(None) + 1},
            ),
            Message(
                N_(
                    "Write the day as `date: 2026-11-22` and the words under the code of each"
                    " language."
                )
            ),
        )
    newest_first = sorted(filter(None, changes), key=lambda c: str(c.date), reverse=True)
    return Release(version, released, tuple(newest_first))


def late_days(data: Catalog, release: Release) -> list[Problem]:
    """A problem for each day of publishing, reading, correcting or withdrawing that is more than a
    year later than the release: 2062 for 2026. There is no clock to compare it with.
    """
    return [
        data.tables[name].problem(
            row,
            field,
            "after-release",
            Message(
                N_("%(field)s is %(value)s, more than a year after the release of %(released)s."),
                {"field": field, "value": shown(row[field]), "released": release.released},
            ),
            Message(N_("Correct the day, or bring datasets/release.yaml up to date.")),
        )
        for name, fields in _DAYS_OF_WORK.items()
        for row in data.rows(name)
        for field in fields
        if (date := Date.parse(row.cells.get(field, ""))) and release.is_long_before(date)
    ]


def _release_error(what: Message, right: Message) -> ProblemsError:
    return ProblemsError([Problem.of_file(RELEASE_FILE, "release", what, right)])


def _parse_day(text: str) -> Date | None:
    """A date with a day; None for any other text."""
    date = Date.parse(text)
    return date if date and date.day is not None else None


def _parse_change(entry: Any) -> ReleaseChange | None:
    """A change as the file lists it: {"date": "2026-11-22", "pl": "…", "en": "…"}. None where it is
    incomplete.
    """
    if not isinstance(entry, dict) or set(entry) != {"date", *TEXT_LANGUAGES}:
        return None
    day = _parse_day(str(entry["date"]))
    text = {lang: str(entry[lang] or "").strip() for lang in TEXT_LANGUAGES}
    return ReleaseChange(day, with_fallbacks(text)) if day and all(text.values()) else None
