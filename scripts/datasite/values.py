"""The values of cells: dates, amounts, shares, addresses and identifiers, each with one way to
write it; and the folding of letters.

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
# On Windows no file or folder may have one of these names.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_DIGITS = 15  # of an amount
_EDTF = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")
SLUG_LENGTH = 80
_MARK = re.compile(r"[\u0300-\u036f]")
# Letters that Unicode does not decompose, and what readers type for them; the same
# as in theme/static/js/letters.js.
_PLAIN = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th",
}  # fmt: skip
_PLAIN_LETTERS = str.maketrans(_PLAIN)


@dataclass(frozen=True, order=True)
class Date:
    """A date as precise as its source: a year, a month or a day (EDTF level 0)."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Date | None":
        """The date in `text`; None where it is not EDTF level 0 or the day does not exist."""
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
        """The first day that the date can be, as (year, month, day)."""
        return self.year, self.month or 1, self.day or 1

    @property
    def last_day(self) -> tuple[int, int, int]:
        """The last day that the date can be."""
        month = self.month or 12
        return self.year, month, self.day or calendar.monthrange(self.year, month)[1]


def is_slug(text: str) -> bool:
    """Whether the text can be an identifier and the last part of an address."""
    return bool(SLUG.match(text)) and len(text) <= SLUG_LENGTH and not _DEVICE.match(text)


def slug_of(words: str, length: int = 60) -> str:
    """An identifier made of the words, e.g. "lodz-i-okolice" for "Łódź i okolice", cut between two
    of them; blank where they hold none of its letters.
    """
    parts = re.findall(r"[a-z0-9]+", fold(words))
    while len(parts) > 1 and len("-".join(parts)) > length:
        parts.pop()
    return "-".join(parts)[:length]


def parse_money(text: str) -> Decimal | None:
    """An amount: whole units, or exactly two decimals that are not .00; None for another text."""
    if (
        not _NUMBER.match(text)
        or not text.isascii()
        or text.startswith("-")
        or len(text) > _DIGITS + 3
    ):
        return None
    cents = text.partition(".")[2]
    return None if cents and (len(cents) != 2 or cents == "00") else Decimal(text)


def parse_percent(text: str) -> Decimal | None:
    """A share from 0 to 100 with no needless zeros; None for another text."""
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
    """Whether the text is a plain web address: http or https, a host in small letters without
    Punycode, no user, no blanks.
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
    """Small plain letters, "lodz tromso" for "Łódź Tromsø": for search, order, identifiers and
    guesses.
    """
    if text.isascii():
        return text.lower()
    without_marks = _MARK.sub("", unicodedata.normalize("NFD", text))
    return without_marks.lower().translate(_PLAIN_LETTERS)
