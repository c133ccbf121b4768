"""What a Polish Excel may make of the texts of a CSV file that is opened by a double click.

Excel takes a text that looks like a date, a time or a number for one, and no way of writing CSV
stops it; so the page of a table says which of its columns have such texts.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from datasite.downloads.published_tables import PublishedTable
from datasite.tables.descriptor import Field

_MONTHS = (
    *("sty", "styczeń", "stycznia", "lut", "luty", "lutego", "mar", "marzec", "marca"),
    *("kwi", "kwiecień", "kwietnia", "maj", "maja", "cze", "czerwiec", "czerwca"),
    *("lip", "lipiec", "lipca", "sie", "sierpień", "sierpnia", "wrz", "wrzesień", "września"),
    *("paź", "październik", "października", "lis", "listopad", "listopada"),
    *("gru", "grudzień", "grudnia"),
)
# Like a date: 2021-04, 3.5, 13/10-2019. A day such as 2021-04-17 is left out, since Excel shows it
# as it is.
_DATE = re.compile(
    r"(?!\d{4}-\d\d-\d\d\Z)(\d{1,2}|\d{4})[-./](\d{1,2}|\d{4})(?:[-./](\d{1,2}|\d{4}))?"
)
_CHANGED = re.compile(
    rf"(?:\d{{1,2}}[ .-])?(?:{'|'.join(_MONTHS)})[ .-]\d{{2,4}}"  # 1 września 2022
    r"|\d{1,2}:\d\d(?::\d\d)?"
    r"|0\d+(?:,\d+)?"  # 06 becomes 6
    r"|\d+,\d*0"
    r"|\d{12,}"  # 1,23457E+11
    r"|\d+(?:,\d+)?e[+-]?\d+"  # 1e5 becomes 100000
    r"|[=+@-].+"
    r"|true|false|prawda|fałsz",
    re.IGNORECASE,
)
_LONGEST_EXAMPLE = 40  # characters
_LONGEST_TEXT = 32_767  # characters; the rest goes into cells of its own


class ExcelGuess(NamedTuple):
    """A column of texts some of which Excel may change: how many, and the first, if long its
    beginning.
    """

    field: Field
    cells: int
    example: str


def excel_guesses(table: PublishedTable) -> Iterator[ExcelGuess]:
    """The columns of a table with texts that Excel may take for something else."""
    for field in table.dataset.fields:
        if field.type == "string":
            texts = [text for text in table.text[field.name].dropna() if may_change(text)]
            if texts:
                yield ExcelGuess(field, len(texts), texts[0][:_LONGEST_EXAMPLE])


def may_change(text: str) -> bool:
    """Whether Excel may show another text than this one."""
    if len(text) > _LONGEST_TEXT or _CHANGED.fullmatch(text):
        return True
    date = _DATE.fullmatch(text)
    return date is not None and any(1 <= int(part) <= 12 for part in date.groups() if part)
