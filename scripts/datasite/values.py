"""The values of cells: dates, numbers, amounts, shares, addresses and identifiers, each with one
way to write it and limits that every published format can hold; and the folding of letters.

A cell must equal the canonical form of its value, so that `1_000`, `１２`, `2024-1-5` or `1234.5`
never pass as data.
"""

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit, urlunsplit

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_LETTERS = "a-z0-9ąćęłńóśźż"
_LABEL = (
    rf"[{_LETTERS}](?:[{_LETTERS}-]{{0,61}}[{_LETTERS}])?"  # the part of a host between two dots
)
_HOST = re.compile(rf"(?:{_LABEL}\.)+({_LABEL})(?::[0-9]{{2,5}})?\Z")
_HOST_LENGTH = 253
# A browser reads a host whose last part is a number, 0x7f.1 or 2130706433, as an IP address.
_NUMERIC_LABEL = re.compile(r"[0-9]+\Z|0x[0-9a-f]*\Z")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
# On Windows no file or folder may have one of these names.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")
_CAMPAIGN = re.compile(r"(?:utm_\w+|fbclid|gclid)=")
MOST_DIGITS = 15  # of a number, decimals included: as many as spreadsheets and JSON hold exactly
PERCENT_DECIMALS = 4  # of a share, as the published columns have them
NUMBER_DECIMALS = 10  # of any other number, as the published columns have them
FIRST_YEAR, LAST_YEAR = 1900, 2100  # an earlier or later year is a slip of the keyboard
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
        """The date in `text`; None where it is not EDTF level 0, the day does not exist, or the
        year is not from 1900 to 2100.
        """
        match = _EDTF.match(text)
        if not match or not text.isascii():
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
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
    def noon(self) -> datetime.datetime:
        """Noon UTC of the first day that the date can be, which is that day in all of Europe."""
        return datetime.datetime(*self.first_day, 12, tzinfo=datetime.UTC)

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


def parse_number(text: str) -> Decimal | None:
    """A number of at most 15 digits, with no needless zeros, signs or gaps; None for another text.

    A number may have up to ten decimals.
    """
    whole, _, decimals = text.removeprefix("-").partition(".")
    if (
        not _NUMBER.match(text)
        or not text.isascii()
        or text == "-0"
        or decimals.endswith("0")
        or len(decimals) > NUMBER_DECIMALS
        or len(whole + decimals) > MOST_DIGITS
    ):
        return None
    return Decimal(text)


def parse_integer(text: str) -> int | None:
    """A whole number of at most 15 digits, with no needless zeros; None for another text."""
    return None if "." in text or parse_number(text) is None else int(text)


def parse_money(text: str) -> Decimal | None:
    """An amount of at most 15 digits: whole units, or exactly two decimals that are not .00; None
    for another text.
    """
    whole, _, cents = text.partition(".")
    if (
        not _NUMBER.match(text)
        or not text.isascii()
        or text.startswith("-")
        or len(whole + cents) > MOST_DIGITS
    ):
        return None
    return None if cents and (len(cents) != 2 or cents == "00") else Decimal(text)


def parse_percent(text: str) -> Decimal | None:
    """A share from 0 to 100 with at most four decimals and no needless zeros; None for another
    text.
    """
    value = parse_number(text)
    if value is None or not 0 <= value <= 100:
        return None
    return value if len(text.partition(".")[2]) <= PERCENT_DECIMALS else None


def is_address(text: str) -> bool:
    """Whether the text is a plain web address: http or https, a host by its name in small letters
    without Punycode, no user, no blanks, no broken %-escapes.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    if (
        not text.startswith(("https://", "http://"))
        or re.search(r"[\s<>\"`\\{}|^]", text)
        or _BROKEN_ESCAPE.search(text)
        or port == 0
    ):
        return False
    host = _HOST.match(parts.netloc)
    return (
        host is not None
        and len(parts.netloc) <= _HOST_LENGTH
        and "xn--" not in parts.netloc
        and not _NUMERIC_LABEL.match(host[1])
    )


def quotations(as_printed: str) -> tuple[str, ...]:
    """The words of a printed form, each part in one place of its source: "85%; 672 350 EUR" are
    two. Several parts belong to one value, such as a sum and its share.
    """
    return tuple(filter(None, (part.strip() for part in as_printed.split("; "))))


def page_of(address: str) -> str:
    """The address without what opens the same page: http or https, a slash at the end, the marks of
    campaigns; https://a.pl/x/?utm_source=y is //a.pl/x. Blank for no address.
    """
    parts = urlsplit(address)
    query = "&".join(part for part in parts.query.split("&") if not _CAMPAIGN.match(part))
    return urlunsplit(("", parts.netloc, parts.path.rstrip("/"), query, parts.fragment))


def fold(text: str) -> str:
    """Small plain letters, "lodz tromso" for "Łódź Tromsø": for search, order, identifiers and
    guesses.
    """
    if text.isascii():
        return text.lower()
    without_marks = _MARK.sub("", unicodedata.normalize("NFD", text))
    return without_marks.lower().translate(_PLAIN_LETTERS)
