"""The checks of single cells in every dataset: spaces, formulas, placeholders, canonical values,
faults of text and personal data.

Frictionless checks types and constraints (checks/schema); this module checks what it lets pass.
"""

import operator
from collections.abc import Callable, Iterator

from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.problems import N_, Message, Problem
from datasite.tables import text_faults
from datasite.tables.descriptor import NUMBERS, Dataset, Field
from datasite.tables.repairs.spreadsheet_values import VERBATIM, cell_message, find_damage
from datasite.tables.scan import Table
from datasite.values import (
    Date,
    is_address,
    is_slug,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
)

# What people write for “no value”; a blank cell says it. Compared without regard to capitals.
_MARKS_OF_NOTHING = ("-", "--", "–", "—", "?", "??", "…", "...", ".", "xxx", "(blank)")
_WORDS_OF_NOTHING = (
    "n/a",
    "n.a.",
    "nan",
    "none",
    "brak",
    "b.d.",
    "b/d",
    "bd.",
    "tbd",
    "tba",
    "nie dotyczy",
    "brak danych",
    "nie podano",
    "no data",
    "not stated",
    "not available",
)
_PLACEHOLDERS = frozenset({*_MARKS_OF_NOTHING, *_WORDS_OF_NOTHING})
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "＝", "＋", "－", "＠")

# By format, and by type where a number has no format of its own.
FORMAT_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "slug": (
        is_slug,
        N_("Use small letters a–z, digits and single hyphens, at most 80 characters."),
    ),
    "edtf": (
        lambda v: Date.parse(v) is not None,
        N_("Write a year, a month or a day, from 1900 to 2100: 2021, 2021-04 or 2021-04-17."),
    ),
    "uri": (
        is_address,
        N_(
            "Write a whole address: https:// or http://, the name of a site in small letters (no"
            " user, no IP address), no spaces, and after each % two digits."
        ),
    ),
    "money": (
        lambda v: parse_money(v) is not None,
        N_(
            "Write whole units, or a decimal point and two digits: 791000 or 76500.50; at most 15"
            " digits."
        ),
    ),
    "percent": (
        lambda v: parse_percent(v) is not None,
        N_(
            "Write a number from 0 to 100 with no needless zeros and at most four decimals: 85 or"
            " 75.5."
        ),
    ),
    "integer": (
        lambda v: parse_integer(v) is not None,
        N_("Write a whole number in digits alone, with no needless zeros: 200; at most 15 digits."),
    ),
    "number": (
        lambda v: parse_number(v) is not None,
        N_(
            "Write a number with a decimal point and no needless zeros or signs: 12 or 0.5; at most"
            " 15 digits, ten of them decimals."
        ),
    ),
}


def cell_problems(
    dataset: Dataset, table: Table, excused: Exceptions = personal_data.NO_EXCEPTIONS
) -> Iterator[Problem]:
    """Every breach in the cells of one table."""
    for row in table.rows:
        for field in dataset.fields:
            if value := row[field.name]:
                for rule, what, right in _of_cell(field, value, table.path, excused):
                    yield table.problem(row, field.name, rule, what, right)


def _of_cell(
    field: Field, value: str, path: str, excused: Exceptions
) -> Iterator[tuple[str, Message, Message]]:
    """The faults of a filled cell, as (rule, what, right)."""
    if value != value.strip() or "  " in value:
        yield (
            "spaces",
            cell_message(field, value, N_("%(field)s has needless spaces: %(value)s.")),
            Message(N_("Leave single spaces between words and none at the ends.")),
        )
    if "\n" in value or "\t" in value:
        yield (
            "one-line",
            cell_message(field, value, N_("%(field)s has a line end or a tab: %(value)s.")),
            Message(N_("Write it on one line, with spaces between words.")),
        )
    if value.startswith(_FORMULA):
        yield (
            "formula",
            cell_message(
                field,
                value,
                N_("%(field)s begins with a character that starts a formula: %(value)s."),
            ),
            Message(N_("Begin the text with a letter, a digit or a quotation mark.")),
        )
    if damaged := find_damage(field, value):
        yield damaged
    if value.casefold() in _PLACEHOLDERS and field.name not in VERBATIM:
        yield (
            "placeholder",
            cell_message(
                field, value, N_("%(field)s has a placeholder instead of a value: %(value)s.")
            ),
            Message(N_("Leave the cell blank.")),
        )
    yield from _wrong_form(field, value)
    faults = [*text_faults.find_faults(value)]
    if field.format != "uri":
        faults += personal_data.find_personal_data(path, value, excused)
    for fault in faults:
        yield fault.rule, fault.what, fault.right


def _wrong_form(field: Field, value: str) -> Iterator[tuple[str, Message, Message]]:
    """The fault of a value that is not in the form of its column, or is out of its bounds."""
    form = field.format if field.format in FORMAT_CHECKS else field.type
    if form not in FORMAT_CHECKS:
        return
    is_right, right = FORMAT_CHECKS[form]
    if not is_right(value):
        what = cell_message(field, value, N_("%(field)s is %(value)s."))
        yield f"{form}-form", what, Message(right)
    elif field.type in NUMBERS and (problem := _out_of_bounds(field, value)):
        yield problem


def _out_of_bounds(field: Field, value: str) -> tuple[str, Message, Message] | None:
    number = parse_number(value) or parse_money(value)
    for bound, is_beyond, right in (
        (field.minimum, operator.lt, N_("It must be at least %(bound)d.")),
        (field.maximum, operator.gt, N_("It must be at most %(bound)d.")),
    ):
        if bound is not None and number is not None and is_beyond(number, bound):
            what = cell_message(field, value, N_("%(field)s is %(value)s."))
            return "constraint-error", what, Message(right, {"bound": bound})
    return None
