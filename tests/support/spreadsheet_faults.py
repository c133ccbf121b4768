"""How Excel and LibreOffice spoil a table: what is done to a clean one of the miniature, and the
repairs, or the rules that refuse it.

The words are in tests/bad/repairs.txt.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bad_inputs import Spoil, cell, rows_of

EXCEL = "\r\n"


@dataclass(frozen=True)
class SpreadsheetFault:
    """A spoiled table and the kinds of repairs, or the rules that refuse it."""

    dataset: str
    spoil: Spoil
    kinds: frozenset[str]


def fault(dataset: str, spoil: Spoil, *kinds: str) -> SpreadsheetFault:
    return SpreadsheetFault(dataset, spoil, frozenset(kinds))


def saved(
    separator: str = ",",
    end: str = "\n",
    encoding: str = "utf-8",
    before: str = "",
    quoting: int = csv.QUOTE_MINIMAL,
) -> Spoil:
    """The same cells in another file."""

    def spoil(content: bytes) -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(
            rows_of(content)
        )  # type: ignore[arg-type]
        return (before + text.getvalue()).encode(encoding)

    return spoil


def column(field: str, change: Callable[[str], str]) -> Spoil:
    """Other values in the filled cells of a column."""

    def spoil(content: bytes) -> bytes:
        rows = rows_of(content)
        at = rows[0].index(field)
        for row in rows[1:]:
            row[at] = change(row[at]) if row[at] else ""
        return _written(rows)

    return spoil


def _written(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def polish_amount(value: str) -> str:
    """1234567.50 as Polish Excel shows it, with hard spaces."""
    whole, _, cents = value.partition(".")
    return f"{int(whole):,}".replace(",", "\u00a0") + f",{cents or '00'}"


def polish_date(value: str) -> str:
    """2021-09-24 as 24.09.2021; a month or a year stays, since a spreadsheet takes them for text or
    a number.
    """
    return ".".join(reversed(value.split("-"))) if len(value) == 10 else value


def blank_edges(content: bytes) -> bytes:
    """Two columns and three rows that somebody once touched."""
    rows = [[*row, "", ""] for row in rows_of(content)]
    return saved(";", EXCEL)(_written([*rows, *[[""] * len(rows[0])] * 3]))


def one_cell_a_line(content: bytes) -> bytes:
    """Polish Excel opens a file with commas, sees one cell a line, and saves it so; then a row is
    typed into cells of its own.
    """
    lines = content.decode().splitlines()
    width = len(rows_of(content)[0])
    folded = [[line, *[""] * (width - 1)] for line in lines[:-1]]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=EXCEL).writerows([*folded, rows_of(content)[-1]])
    return text.getvalue().encode("utf-8-sig")


def left_out(content: bytes) -> bytes:
    """Excel writes sixteen rows at a time and leaves out the cells at the end that are blank in all
    of them.
    """
    rows = rows_of(content)
    filler = [[f"a-{number:02}", *row[1:-2], "", ""] for number in range(40) for row in [rows[1]]]
    blocks = [[*rows[:1], *filler][start : start + 16] for start in range(0, 41, 16)]
    widths = [
        max(max((i + 1 for i, value in enumerate(row) if value), default=1) for row in block)
        for block in blocks
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator=EXCEL).writerows(
        row[:width] for block, width in zip(blocks, widths, strict=True) for row in block
    )
    return text.getvalue().encode()


def misread(content: bytes) -> bytes:
    """UTF-8 opened as Windows-1250 and saved as UTF-8."""
    return content.decode("cp1250", "replace").encode("utf-8-sig")


# Each of these is the clean table again afterwards, cell by cell.
REPAIRED: Mapping[str, SpreadsheetFault] = {
    "excel_utf_8": fault(
        "projects", saved(";", EXCEL, "utf-8-sig"), "byte-order-mark", "separator", "line-ends"
    ),
    "excel_windows_1250": fault(
        "projects", saved(";", EXCEL, "cp1250"), "not-utf-8", "separator", "line-ends"
    ),
    "excel_unicode_text": fault(
        "budgets", saved("\t", EXCEL, "utf-16"), "not-utf-8", "separator", "line-ends"
    ),
    "excel_for_mac": fault(
        "budgets", saved(",", "\r", "utf-8-sig"), "byte-order-mark", "line-ends"
    ),
    "libreoffice_iso_8859_2": fault("statements", saved(encoding="iso8859_2"), "not-utf-8"),
    "libreoffice_quotes_all": fault("budgets", saved(quoting=csv.QUOTE_ALL), "quoting"),
    "separator_named": fault(
        "places", saved(";", EXCEL, before=f"sep=;{EXCEL}"), "separator", "line-ends"
    ),
    "amounts_in_polish": fault("budgets", column("amount", polish_amount), "numbers"),
    "amounts_in_english": fault(
        "budgets", column("amount", lambda value: f"{float(value):,.2f}"), "numbers"
    ),
    "amounts_without_a_last_zero": fault(
        "budgets",
        column("amount", lambda value: value.removesuffix("0") if "." in value else value),
        "numbers",
    ),
    "shares_in_per_cent": fault(
        "budgets",
        column("share_percent", lambda value: f"{float(value):.2f}".replace(".", ",") + "%"),
        "numbers",
    ),
    "dates_in_polish": fault("projects", column("start_date", polish_date), "dates"),
    "dates_with_midnight": fault(
        "projects",
        column("start_date", lambda value: f"{value} 00:00:00" if len(value) == 10 else value),
        "dates",
    ),
    "dates_that_give_themselves_away": fault(
        "projects",
        column("start_date", lambda value: value.replace("2021-09-24", "09/24/2021")),
        "dates",
    ),
    "booleans_in_polish": fault(
        "budgets",
        column("preferred", lambda value: {"true": "PRAWDA", "false": "FAŁSZ"}[value]),
        "booleans",
    ),
    "booleans_in_capitals": fault("budgets", column("preferred", str.upper), "booleans"),
    "blank_columns_and_rows": fault(
        "budgets", blank_edges, "blank-columns", "blank-rows", "separator", "line-ends"
    ),
    "one_cell_a_line": fault(
        "budgets", one_cell_a_line, "quoted-line", "byte-order-mark", "separator", "line-ends"
    ),
    "spaces_at_the_ends": fault(
        "projects", column("title_pl", lambda value: f"{value}\u00a0 "), "spaces"
    ),
    "hard_spaces_of_a_web_page": fault(
        "projects",
        column("title_pl", lambda value: value.replace(" ", "\u00a0").replace("p", "\u00adp")),
        "hard-spaces",
    ),
    "narrow_and_hard_spaces": fault(
        "budgets", column("note_pl", lambda value: value.replace(" ", "\u202f ")), "hard-spaces"
    ),
    "ligatures": fault(
        "organisations",
        column("name_en", lambda value: value.replace("ffi", "\ufb03")),
        "letters",
    ),
    "decomposed_letters": fault(
        "projects", column("title_pl", lambda value: unicodedata.normalize("NFD", value)), "letters"
    ),
    "sorted_otherwise": fault(
        "projects",
        lambda content: _written([rows_of(content)[0], *reversed(rows_of(content)[1:])]),
        "order",
    ),
}

# What was there before cannot be known: the file stays as it is.
REFUSED: Mapping[str, SpreadsheetFault] = {
    "thousand_or_three_decimals": fault("budgets", cell("amount", "1,234"), "two-readings"),
    "day_or_month_first": fault("projects", cell("start_date", "05/01/2024", 2), "two-readings"),
    "year_of_two_digits": fault("projects", cell("start_date", "05.01.24", 2), "two-readings"),
    "month_as_a_word": fault("projects", cell("start_date", "wrz.21", 2), "two-readings"),
    "days_counted": fault("projects", cell("start_date", "45296", 2), "two-readings"),
    "digits_lost": fault("organisations", cell("regon", "1,23457E+13", 6), "lost-digits"),
    "reference_lost": fault("budgets", cell("share_of", "#ADR!"), "formula-error"),
    "divided_by_zero": fault("budgets", cell("amount", "#DZIEL/0!"), "formula-error"),
    "not_available": fault("projects", cell("summary_en", "#N/A"), "formula-error"),
    "letters_of_another_script": fault(
        "projects",
        lambda content: cell("title_pl", "Помощь")(content).decode().encode("cp1250", "replace"),
        "lost-letters",
    ),
    "ms_dos": fault("organisations", saved(";", EXCEL, "cp852"), "not-utf-8"),
    "mac_os_ce": fault("organisations", saved(";", "\r", "mac_latin2"), "not-utf-8"),
    "two_encodings": fault(
        "places",
        lambda content: cell("place", "Gdańsk")(content).decode().encode("cp1250"),
        "not-utf-8",
    ),
    "encoding_changes": fault("projects", lambda content: content[:-1] + b"\xb3\n", "not-utf-8"),
    "half_a_letter": fault(
        "places", lambda content: content.decode().encode("utf-16")[:-1], "not-utf-8"
    ),
    "utf_8_read_as_windows_1250": fault(
        "places", lambda content: misread(cell("place", "łąka")(content)), "mojibake"
    ),
    "returns_among_line_feeds": fault(
        "places", lambda content: content.replace(b"\n", b"\r", 1), "line-ends"
    ),
    "a_cell_left_out": fault(
        "places", lambda content: saved(";", EXCEL)(content.replace(b",target,", b",")), "row-width"
    ),
    "a_comma_too_many": fault(
        "places", lambda content: content.replace(b",target,", b",target,,"), "row-width"
    ),
    "header_translated": fault(
        "places", lambda content: content.replace(b"place", b"miejsce", 1), "header"
    ),
    "workbook": fault(
        "places", lambda _: b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "file-content"
    ),
}
