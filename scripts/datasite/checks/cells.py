"""The checks of single cells in every dataset: spaces, formulas, placeholders, canonical values,
faults of text and personal data.

Frictionless checks types and constraints (checks/schema); this module checks what it lets pass.
"""

from collections.abc import Callable, Iterator

from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.problems import N_, Message, Problem
from datasite.tables import text_faults
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.scan import Table
from datasite.tables.spreadsheet_values import VERBATIM, cell_message, find_damage
from datasite.values import Date, is_address, is_slug, parse_money, parse_percent

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

FORMAT_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "slug": (
        is_slug,
        N_("Use small letters a–z, digits and single hyphens, at most 80 characters."),
    ),
    "edtf": (
        lambda v: Date.parse(v) is not None,
        N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-17."),
    ),
    "uri": (is_address, N_("Write a whole address that begins with https:// or http://.")),
    "money": (
        lambda v: parse_money(v) is not None,
        N_("Write whole units, or a decimal point and two digits: 791000 or 76500.50."),
    ),
    "percent": (
        lambda v: parse_percent(v) is not None,
        N_("Write a number from 0 to 100 with no needless zeros: 85 or 75.5."),
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
    if field.format in FORMAT_CHECKS:
        is_right, right = FORMAT_CHECKS[field.format]
        if not is_right(value):
            yield (
                f"{field.format}-form",
                cell_message(field, value, N_("%(field)s is %(value)s.")),
                Message(right),
            )
    faults = [*text_faults.find_faults(value)]
    if field.format != "uri":
        faults += personal_data.find_personal_data(path, value, excused)
    for fault in faults:
        yield fault.rule, fault.what, fault.right
