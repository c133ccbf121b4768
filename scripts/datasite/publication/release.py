"""The release of the data that datasets/release.yaml names: its version, its day and what changed
lately; never from a clock.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasite.language.languages import LANGUAGES, Words
from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import yaml_files
from datasite.values import Date

_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+\Z")


@dataclass(frozen=True)
class Change:
    """One change of the data, in the words of the home page."""

    date: Date
    text: Words


@dataclass(frozen=True)
class Release:
    """The version of the data, the day of its release and what changed lately, from
    datasets/release.yaml; never from a clock.
    """

    version: str
    released: str
    changes: tuple[Change, ...] = ()

    @property
    def date(self) -> Date:
        parsed = Date.parse(self.released)
        assert parsed  # read has checked it
        return parsed

    @property
    def major(self) -> int:
        """The first part of the version, which grows where a column or a dataset goes."""
        return int(self.version.split(".")[0])

    @property
    def year(self) -> int:
        return int(self.released[:4])


def read_release(root: Path) -> Release:
    """The release that `root`/datasets/release.yaml names, the newest change first.

    Raises ProblemsError.
    """
    path = "datasets/release.yaml"
    try:
        raw = yaml_files.read(root, path)
        version, released, listed = (
            str(raw["version"]),
            str(raw["released"]),
            list(raw.get("changes") or ()),
        )
        right = bool(_VERSION.match(version)) and _day(released) is not None
    except (KeyError, TypeError):
        right = False
    if not right:
        what = Message(N_("The file does not name a version and a day of release."))
        raise ProblemsError(
            [
                Problem(
                    path,
                    0,
                    0,
                    "release",
                    what,
                    Message(N_("Write `version: 1.2.3` and `released: 2026-11-22`.")),
                )
            ]
        )
    changes = [_change(it) for it in listed]
    if not all(changes):
        what = Message(
            N_("Change number %(number)d has no day, or no words in some language."),
            {"number": changes.index(None) + 1},
        )
        raise ProblemsError(
            [
                Problem(
                    path,
                    0,
                    0,
                    "release",
                    what,
                    Message(
                        N_(
                            "Write the day as `date: 2026-11-22` and the words under the code of"
                            " each language."
                        )
                    ),
                )
            ]
        )
    return Release(
        version,
        released,
        tuple(sorted((c for c in changes if c), key=lambda c: str(c.date), reverse=True)),
    )


def _day(text: str) -> Date | None:
    found = Date.parse(text)
    return found if found and found.day is not None else None


def _change(raw: Any) -> Change | None:
    if not isinstance(raw, dict) or set(raw) != {"date", *LANGUAGES}:
        return None
    day, words = _day(str(raw["date"])), {lang: str(raw[lang] or "").strip() for lang in LANGUAGES}
    return Change(day, words) if day and all(words.values()) else None
