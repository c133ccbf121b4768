"""Values that a spreadsheet wrote, as we write them: numbers, shares, dates, true and false; and
values that it spoiled beyond repair.

Only a value that can be read in one way is written differently: "1 234,5" as 1234.50, "05.01.2024"
as 2024-01-05. One that can be read in two ways, such as 05/01/2024, stays and is in doubt.
"""

import re
from typing import NamedTuple

from datasite.problems import N_, Message, shown
from datasite.tables.descriptor import Field
from datasite.values import Date, parse_money, parse_percent

_GAPS = " \u00a0\u2009\u202f"  # spaces that part thousands: plain, hard, thin, narrow and hard
_WHOLE = rf"[0-9]+|[0-9]{{1,3}}(?:[{_GAPS}][0-9]{{3}})+"
_NUMBER = re.compile(rf"(-?(?:{_WHOLE}))(?:([.,])([0-9]+))?\Z")
_MARKED = re.compile(
    r"([0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]{1,2}))?\Z|([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]{1,2}))?\Z"
)  # 1,234,567.50 or 1.234.567,50
_PERCENT = re.compile(rf"[{_GAPS}]?%\Z")
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:[.,]0{1,9})?)?\Z")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./])([0-9]{1,2})\2([0-9]{1,2})\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z")
_EITHER = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4})\Z")
_SHORT_YEAR = re.compile(
    r"(?:[0-9]{1,2}[./ -])?(?:[0-9]{1,2}|[^\W\d_]{3,12})[./ -]{1,2}[0-9]{2}\Z"
)  # 05.01.24, Jan-24, sty.24
_COUNTED_DAYS = re.compile(r"[0-9]{5}\Z")
_BOOLEANS = {"true": "true", "false": "false", "prawda": "true", "fałsz": "false"}


class Doubt(NamedTuple):
    """Why a value cannot be read in one way, and what to write."""

    what: Message
    right: Message


class Spelling(NamedTuple):
    """A value as it is to be written, and the doubt about it where there is one."""

    text: str
    doubt: Doubt | None = None


def spell_value(field: Field, value: str) -> Spelling:
    """The value in the form of its column, e.g. 2024-01-05 for "05.01.2024" in a column of dates.

    The value itself where it has that form already or cannot be read.
    """
    if field.type == "boolean":
        return Spelling(_BOOLEANS.get(value.casefold(), value))
    if field.format == "edtf":
        return _date(field, value)
    if field.format == "percent":
        return Spelling(_share(value))
    return _number(field, value) if field.type in ("number", "integer") else Spelling(value)


def _share(value: str) -> str:
    """85,50 % as 85.5. A comma separates decimals: no share is a thousand."""
    match = _NUMBER.match(_PERCENT.sub("", value))
    if not match or parse_percent(value) is not None:
        return value
    decimals = (match[3] or "").rstrip("0")
    written = match[1] + (f".{decimals}" if decimals else "")
    return written if parse_percent(written) is not None else value


def _number(field: Field, value: str) -> Spelling:
    """1 234,5 as 1234.50 where it is money, else as 1234.5.

    1,234 is a doubt: it may be a thousand, or three decimals.
    """
    is_money = field.format == "money"
    if is_money and parse_money(value) is not None:
        return Spelling(value)
    match, marked = _NUMBER.match(value), _MARKED.match(value)
    if (
        match
        and match[2]
        and marked
        and not match[1].startswith("0")
        and (is_money or match[2] == "," or field.type == "integer")
    ):
        one, other = value.replace(match[2], ""), value.replace(",", ".")
        what = Message(
            N_("%(field)s is %(value)s, which may be %(one)s or %(other)s."),
            {"field": field.name, "value": shown(value), "one": one, "other": other},
        )
        right = Message(N_("Write the one that the source prints, with no sign between thousands."))
        return Spelling(value, Doubt(what, right))
    if match:
        whole, decimals = re.sub(f"[{_GAPS}]", "", match[1]), match[3] or ""
    elif marked:
        whole, decimals = re.sub("[.,]", "", marked[1] or marked[3]), marked[2] or marked[4] or ""
    else:
        return Spelling(value)
    if is_money:
        decimals = "" if not decimals.strip("0") and len(decimals) <= 2 else decimals.ljust(2, "0")
    written = whole + (f".{decimals}" if decimals else "")
    is_wrong = (is_money and parse_money(written) is None) or (field.type == "integer" and decimals)
    return Spelling(value if is_wrong else written)


def _date(field: Field, value: str) -> Spelling:
    """05.01.2024, 2024-1-5 and 2024-01-05 00:00:00 as 2024-01-05.

    05/01/2024 is a doubt, a year of two digits another.
    """
    if Date.parse(value):
        return Spelling(value)
    day = _MIDNIGHT.sub("", value)
    if match := _YEAR_FIRST.match(day):
        return Spelling(_written(value, match[1], match[3], match[4]))
    if match := _DAY_FIRST.match(day):
        return Spelling(_written(value, match[3], match[2], match[1]))
    right = Message(N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-17."))
    about = {"field": field.name, "value": shown(value)}
    if match := _EITHER.match(day):
        dates = {
            date
            for one, two in ((match[1], match[3]), (match[3], match[1]))
            if (date := _written("", match[4], one, two))
        }
        if len(dates) > 1:
            one, other = sorted(dates)
            what = Message(
                N_("%(field)s is %(value)s, which may be %(one)s or %(other)s."),
                {**about, "one": one, "other": other},
            )
            return Spelling(value, Doubt(what, right))
        return Spelling(next(iter(dates), value))
    if _SHORT_YEAR.match(day):
        what = Message(N_("%(field)s is %(value)s: the year lost its century."), about)
        return Spelling(value, Doubt(what, right))
    if _COUNTED_DAYS.match(day):
        what = Message(
            N_(
                "%(field)s is %(value)s: days as a spreadsheet counts them, from 1900 or from 1904."
            ),
            about,
        )
        return Spelling(value, Doubt(what, right))
    return Spelling(value)


def _written(value: str, year: str, month: str, day: str) -> str:
    """The date as we write it; the value where the day does not exist."""
    date = Date.parse(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
    return str(date) if date else value


# Columns in which a source's own words may look like a fault: NA is Namibia, Null is a project.
VERBATIM = ("as_printed", "name_as_printed")
# What spreadsheets show where a formula fails, in English and Polish, or where a column is too
# narrow.
_ERROR = re.compile(
    r"#(?:n/a|ref!|value!|name\?|div/0!|num!|null!|spill!|calc!"
    r"|n/d!?|adr!|arg!|nazwa\?|dziel/0!|liczba!|zero!|rozlanie!|obl!)\Z"
    r"|(?:err|błąd):[0-9]{3}\Z|#{2,}\Z",
    re.IGNORECASE,
)
# 1,23E+11: a long number as a spreadsheet shows it
_ROUNDED = re.compile(r"-?[0-9](?:[.,][0-9]+)?[eE][+-][0-9]{1,3}\Z")


def find_damage(field: Field, value: str) -> tuple[str, Message, Message] | None:
    """The damage of a spreadsheet that nobody can undo in a value, as (rule, what, right).

    Columns with a source's own words are not judged.
    """
    if field.name in VERBATIM:
        return None
    if _ERROR.match(value):
        right = Message(
            N_("Write the value itself, or leave the cell blank where no source states it.")
        )
        return (
            "formula-error",
            cell_message(field, value, N_("%(field)s holds the error of a formula: %(value)s.")),
            right,
        )
    if _ROUNDED.match(value):
        right = Message(
            N_(
                "Write every digit that the source prints; in the spreadsheet make the column text"
                " first."
            )
        )
        return (
            "lost-digits",
            cell_message(
                field,
                value,
                N_("%(field)s is %(value)s: a spreadsheet left digits of a long number out."),
            ),
            right,
        )
    return None


def cell_message(field: Field, value: str, template: str) -> Message:
    """The template filled with the name of a field and its value."""
    return Message(template, {"field": field.name, "value": shown(value)})
