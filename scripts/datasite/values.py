"""Cell text in, typed values out, for the formats that our datasets use; and the one way each value
is written.

A cell must equal the canonical form of its value, so that `1_000`, `１２`, `2024-1-5` or `1234.5`
never pass as data.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_HOST = re.compile(r"[a-z0-9ąćęłńóśźż-]+(?:\.[a-z0-9ąćęłńóśźż-]+)+(?::[0-9]{2,5})?\Z")
_FOLDER_OF_A_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z"
)  # no file or folder may have this name on Windows
_DIGITS = 15  # of an amount
_EDTF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
SLUG_LENGTH = 80


@dataclass(frozen=True, order=True)
class Date:
    """A date as precise as its source: a year, a month or a day (EDTF level 0)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Date | None":
        """The date written in `text`, or None where it is not EDTF level 0 or no such day exists."""
        match = _EDTF.match(text)
        if not match or not text.isascii():
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if year < 1 or (month is not None and not 1 <= month <= 12):
            return None
        if day is not None and (
            month is None or not 1 <= day <= calendar.monthrange(year, month)[1]
        ):
            return None
        return cls(year, month, day)

    def __str__(self) -> str:
        return "-".join(
            [
                f"{self.year:04}",
                *(f"{part:02}" for part in (self.month, self.day) if part is not None),
            ]
        )

    @property
    def first_day(self) -> tuple[int, int, int]:
        return self.year, self.month or 1, self.day or 1

    @property
    def last_day(self) -> tuple[int, int, int]:
        month = self.month or 12
        return self.year, month, self.day or calendar.monthrange(self.year, month)[1]


def is_slug(text: str) -> bool:
    """Whether the text can be an identifier and the last part of an address."""
    return (
        bool(SLUG.match(text)) and len(text) <= SLUG_LENGTH and not _FOLDER_OF_A_DEVICE.match(text)
    )


def slug(words: str, length: int = 60) -> str:
    """An identifier made of the words, cut between two of them; blank where they hold no letter
    that it may have.
    """
    parts = re.findall(r"[a-z0-9]+", fold(words))
    while len(parts) > 1 and len("-".join(parts)) > length:
        parts.pop()
    return "-".join(parts)[:length]


def money(text: str) -> Decimal | None:
    """An amount: whole units, or exactly two decimals that are not .00."""
    if (
        not _NUMBER.match(text)
        or not text.isascii()
        or text.startswith("-")
        or len(text) > _DIGITS + 3
    ):
        return None
    cents = text.partition(".")[2]
    return None if cents and (len(cents) != 2 or cents == "00") else Decimal(text)


def percent(text: str) -> Decimal | None:
    """A share from 0 to 100 with no idle zeros."""
    if (
        not _NUMBER.match(text)
        or not text.isascii()
        or text.startswith("-")
        or (text.endswith("0") and "." in text)
    ):
        return None
    value = Decimal(text)
    return value if 0 <= value <= 100 else None


def is_address(text: str) -> bool:
    """A plain web address: http or https, a host in small letters that reads as it is, no user, no
    blanks.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if (
        not text.startswith(("https://", "http://"))
        or re.search(r"[\s<>\"`\\{}|^]", text)
        or port == 0
    ):
        return False
    return (
        bool(_HOST.match(parts.netloc))
        and "xn--" not in parts.netloc
        and not parts.netloc.replace(".", "").isdigit()
    )


def fold(text: str) -> str:
    """Lower case without diacritics, ł folded: for searching and for guessing what was meant."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("ł", "l"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
