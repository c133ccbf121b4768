"""The form of single cells, for every dataset: canonical values, clean text, nobody's personal data.

Frictionless judges types and constraints; here stands what it lets pass.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from stdnum.pl import pesel

from datasite.descriptor import Dataset, Field
from datasite.problems import N_, Message, Problem, shown
from datasite.scan import Table
from datasite.values import SLUG, SLUG_LENGTH, Date, is_address, money, percent

_PRIVATE_COLUMNS = re.compile(r"(?:^|_)(?:imi[eę]|nazwisko|first_?name|last_?name|given_?name|family_?name|surname|person|osoba|pesel|e_?mail|phone|telefon|address)(?:_|$)")
_PRIVATE_TEXT = {
    N_("an e-mail address"): re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    N_("a telephone number"): re.compile(r"(?:\btel\.?|\btelefon|\bphone|\+48)[:.\s]*\d[\d\s-]{6,}"),
    N_("a person's rank and name"): re.compile(r"\b(?:insp|podinsp|nadkom|podkom|gen\. dyw|gen\. bryg|płk|ppłk|mjr|kpt|gen)\.(?: SG)? [A-ZŁŚŻĆŹ][a-ząćęłńóśźż]+ [A-ZŁŚŻĆŹ]"),
}
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d{11}(?!\d)")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "|", "%", "\t")
_ACTIVE = re.compile(r"<[a-zA-Z!/?]|\{\{|\{%|\{(?:attach|static|filename|author|category|tag|index)\}")

FORMS: dict[str, tuple[Callable[[str], bool], str]] = {
    "slug": (lambda v: bool(SLUG.match(v)) and len(v) <= SLUG_LENGTH, N_("Use small letters a–z, digits and single hyphens, at most 80 characters.")),
    "edtf": (lambda v: Date.parse(v) is not None, N_("Write a year, a month or a day: 2021, 2021-04 or 2021-04-17.")),
    "uri": (is_address, N_("Write a whole address that begins with https:// or http://.")),
    "money": (lambda v: money(v) is not None, N_("Write whole units, or a decimal point and two digits: 791000 or 76500.50.")),
    "percent": (lambda v: percent(v) is not None, N_("Write a number from 0 to 100 with no idle zeros: 85 or 75.5.")),
}


def problems(dataset: Dataset, table: Table) -> Iterator[Problem]:
    """Every breach in the cells of one table."""
    for row in table.rows:
        for field in dataset.fields:
            if value := row[field.name]:
                for rule, what, right in _of_cell(field, value):
                    yield table.problem(row, field.name, rule, what, right)


def private_columns(dataset: Dataset, path: str) -> Iterator[Problem]:
    """Columns made for personal data have no place here."""
    for field in dataset.fields:
        if _PRIVATE_COLUMNS.search(field.name):
            what = Message(N_("The column %(field)s is for personal data."), {"field": field.name})
            yield Problem(path, 1, 1, "personal-data", what, Message(N_("Keep offices and bodies; leave persons out.")))


def _of_cell(field: Field, value: str) -> Iterator[tuple[str, Message, Message]]:
    named = {"field": field.name, "value": shown(value)}
    if value != value.strip() or "  " in value:
        yield "spaces", Message(N_("%(field)s has idle spaces: %(value)s."), named), Message(N_("Leave single spaces between words and none at the ends."))
    if unicodedata.normalize("NFC", value) != value or _INVISIBLE.search(value) or "\n" in value:
        yield (
            "clean-text",
            Message(N_("%(field)s holds invisible or decomposed characters: %(value)s."), named),
            Message(N_("Type the text anew on one line, letters as single characters.")),
        )
    if value.startswith(_FORMULA):
        yield (
            "formula",
            Message(N_("%(field)s begins with a character that starts a formula: %(value)s."), named),
            Message(N_("Begin the text with a letter, a digit or a quotation mark.")),
        )
    if _ACTIVE.search(value):
        yield "markup", Message(N_("%(field)s holds markup: %(value)s."), named), Message(N_("Write plain text."))
    if field.format in FORMS:
        is_right, right = FORMS[field.format]
        if not is_right(value):
            yield f"{field.format}-form", Message(N_("%(field)s is %(value)s."), named), Message(right)
    if field.format != "uri":
        yield from private_text(value)


def private_text(value: str) -> Iterator[tuple[str, Message, Message]]:
    """Personal data in a text, as (rule, what, right); also used on prose."""
    for name, pattern in _PRIVATE_TEXT.items():
        if match := pattern.search(value):
            yield (
                "personal-data",
                Message(N_("The text holds %(kind)s: %(value)s."), {"kind": Message(name), "value": shown(match.group())}),
                Message(N_("Keep offices and bodies; leave persons out.")),
            )
    if any(pesel.is_valid(match) for match in _ELEVEN_DIGITS.findall(value)):
        yield "personal-data", Message(N_("The text holds a PESEL number.")), Message(N_("Keep offices and bodies; leave persons out."))
