"""The one canonical form of a table that a person, Excel or LibreOffice saved, with every repair
named; or why the file is left alone.

Only what can be read in one way is repaired. Cells that a spreadsheet did not spoil stay as they
are; the check names them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from datasite.problems import N_, Message, N_n, Problem, ProblemsError, shown
from datasite.tables import scan, text_faults, text_files
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.repairs import encodings, spreadsheet_layout, spreadsheet_values
from datasite.tables.repairs.encodings import Reading
from datasite.tables.repairs.spreadsheet_layout import (
    Repair,
    counted_repair,
    format_line,
    repair_if,
)
from datasite.tables.scan import Row, Table

T = TypeVar("T")
_REPAIRS_OF_CELLS = {
    "letters": N_("Letters and their separate accents were joined, or ligatures parted"),
    "spaces": N_("Needless spaces were removed"),
    "hard-spaces": N_("Hard spaces became plain ones, and invisible hyphens were removed"),
    "numbers": N_("Numbers were written with a decimal point and no gaps"),
    "dates": N_("Dates were written from the year to the day"),
    "booleans": N_("Words for true and false were written as true and false"),
}


# What web pages and word processors put between words: hard, thin, narrow and other spaces.
_HARD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True)
class Repaired:
    """A file in its canonical form; the same bytes if and only if there are no repairs.

    The table has its rows in the order and at the places of the file before the repair.
    """

    content: bytes
    table: Table
    repairs: tuple[Repair, ...]


def repair_table(dataset: Dataset, path: str, content: bytes) -> Repaired | list[Problem]:
    """The file in its canonical form, or every reason for leaving it alone."""
    try:
        return _repaired(dataset, path, content)
    except ProblemsError as error:
        return error.problems


def _repaired(dataset: Dataset, path: str, content: bytes) -> Repaired:
    reading = encodings.read_text(path, content)
    if isinstance(reading, Problem):
        raise ProblemsError([reading])
    with_line_feeds = _with_line_feeds(path, reading.text)
    text = _unless(*text_files.decode_text(path, with_line_feeds.encode()))
    layout = spreadsheet_layout.find_layout(path, text, dataset.header)
    records = _unless(*scan.split_records(path, text, layout.separator, layout.start))
    records, of_rows = spreadsheet_layout.restore_rows(path, text, records, layout, dataset.header)
    table = _unless(*scan.build_table(path, text, records, dataset.header))
    assert table  # there is one where there are no problems
    repaired, of_cells = _repair_cells(dataset, table, reading)
    rows, of_repeats = _without_repeats(repaired)
    before = [tuple(row.cells.values()) for row in rows]
    content_after = canonical_bytes(dataset, before)
    written = _unless(*scan.scan_table(path, content_after, dataset.header))
    assert written  # there is one where there are no problems
    after = [tuple(row.cells.values()) for row in written.rows]
    assert sorted(after) == sorted(before)  # a fault above must not change what the table says
    of_bytes = spreadsheet_layout.repairs_of_bytes(
        reading, layout, line_ends=with_line_feeds != reading.text
    )
    of_order = repair_if(
        "order", after != before, N_("The rows were put in the order of their keys.")
    )
    return Repaired(
        content_after,
        replace(table, rows=rows),
        (*of_bytes, *of_rows, *of_cells, *of_repeats, *of_order),
    )


def _unless(value: T, problems: list[Problem]) -> T:
    """The value where there are no problems with it. Raises ProblemsError."""
    if problems:
        raise ProblemsError(problems)
    return value


def _with_line_feeds(path: str, text: str) -> str:
    """The text with line feeds instead of carriage returns at the ends of lines.

    Raises ProblemsError where some lines end with a return and others with a line feed: a return
    may then be inside a cell.
    """
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" in text:
        line = text[: text.index("\r")].count("\n") + 1
        what = Message(
            N_("This line ends with a carriage return, while others end with a line feed.")
        )
        right = Message(N_("End each line with a line feed only."))
        raise ProblemsError([Problem(path, line, 1, "line-ends", what, right)])
    return text.replace("\r", "\n")


class _RepairedCell(NamedTuple):
    line: int
    before: str
    after: str


def _repair_cells(
    dataset: Dataset, table: Table, reading: Reading
) -> tuple[tuple[Row, ...], list[Repair]]:
    """The rows with cells as we write them, and a repair of each kind. Raises ProblemsError."""
    rows, problems = [], []
    done: dict[str, list[_RepairedCell]] = {kind: [] for kind in _REPAIRS_OF_CELLS}
    for row in table.rows:
        values = dict(row.cells)
        for field in dataset.fields:
            for kind, before, after in _steps_of_cell(field, row[field.name]):
                done[kind].append(_RepairedCell(row.places[field.name][0], before, after))
                values[field.name] = after
            if wrong := _irreparable(field, values[field.name], reading):
                problems.append(table.problem(row, field.name, *wrong))
        rows.append(Row(values, row.places))
    return _unless(tuple(rows), problems), [
        Repair(kind, _summary(kind, cells)) for kind, cells in done.items() if cells
    ]


def _without_repeats(rows: Sequence[Row]) -> tuple[tuple[Row, ...], list[Repair]]:
    """Each row once, where it is first, and the repair: rows that are equal in every cell are one
    record, which a merge of two branches can leave twice.
    """
    once: dict[tuple[str, ...], Row] = {}
    for row in rows:
        once.setdefault(tuple(row.cells.values()), row)
    words = N_n(
        "%(count)d row that is in the file already was removed.",
        "%(count)d rows that are in the file already were removed.",
    )
    return tuple(once.values()), counted_repair("repeated-rows", len(rows) - len(once), words)


def _steps_of_cell(field: Field, value: str) -> Iterator[tuple[str, str, str]]:
    """The repairs of a value, one after the other, as (kind, before, after)."""
    # An address may hold decomposed letters.
    composed = value if field.format == "uri" else text_faults.plain_text(value)
    spaced = _one_space(composed.strip())
    is_words = field.type == "string" and field.format == "default"
    plain = _one_space(_HARD_SPACE.sub(" ", spaced).replace("\u00ad", "")) if is_words else spaced
    kind = (
        "booleans" if field.type == "boolean" else "dates" if field.format == "edtf" else "numbers"
    )
    for step, before, after in (
        ("letters", value, composed),
        ("spaces", composed, spaced),
        ("hard-spaces", spaced, plain),
        (kind, plain, spreadsheet_values.spell_value(field, plain).text),
    ):
        if before != after:
            yield step, before, after


def _one_space(text: str) -> str:
    return re.sub(" {2,}", " ", text)


def _irreparable(field: Field, value: str, reading: Reading) -> tuple[str, Message, Message] | None:
    """Why a value keeps the whole file from being rewritten, as (rule, what, right): it lost
    something, or can be read in two ways.
    """
    if damage := spreadsheet_values.find_damage(field, value):
        return damage
    if doubt := spreadsheet_values.spell_value(field, value).doubt:
        return "two-readings", doubt.what, doubt.right
    if (misread := text_faults.misread_at(value)) is not None:
        what = Message(
            N_("Letters were read in a wrong encoding: %(value)s."),
            {"value": shown(text_faults.excerpt(value, misread))},
        )
        return "mojibake", what, Message(N_("Copy the text again from its source."))
    if (
        reading.is_narrow
        and field.format != "uri"
        and any("?" in word and "://" not in word for word in value.split())
    ):
        about = {"field": field.name, "encoding": reading.encoding, "value": shown(value)}
        what = Message(
            N_(
                "%(field)s has a question mark, which may have been a letter that %(encoding)s"
                " lacks: %(value)s."
            ),
            about,
        )
        return "lost-letters", what, Message(N_("Save the file as UTF-8."))
    return None


def _summary(kind: str, cells: list[_RepairedCell]) -> Message:
    """How many cells were repaired in one way, and the first of them."""
    one, many = N_n(
        "%(what)s in %(count)d cell; on line %(line)d %(before)s became %(after)s.",
        "%(what)s in %(count)d cells; first on line %(line)d %(before)s became %(after)s.",
    )
    line, before, after = cells[0]
    return Message(
        one,
        {
            "what": Message(_REPAIRS_OF_CELLS[kind]),
            "count": len(cells),
            "line": line,
            "before": shown(before),
            "after": shown(after),
        },
        many,
    )


def canonical_bytes(dataset: Dataset, rows: Iterable[Sequence[str]]) -> bytes:
    """The canonical bytes of a table; `rows` are cells in the order of the header."""
    key = [dataset.header.index(name) for name in dataset.primary_key]
    return "".join(
        map(format_line, [dataset.header, *sorted(rows, key=lambda row: [row[i] for i in key])])
    ).encode()
