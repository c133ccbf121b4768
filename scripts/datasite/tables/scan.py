"""The bytes of a CSV file as a table of text cells, each with its line and column.

Strict RFC 4180, linear in the size of the file. Nothing is guessed: no sniffing, no other
delimiter, no other encoding. It runs before frictionless, which would accept an unclosed quote that
swallows the rest of the table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasite.problems import N_, Message, Problem, shown
from datasite.tables import text_files
from datasite.tables.text_files import Positions

# A quoted cell with doubled quotes inside, and a bare one.
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_BARE = {separator: re.compile(rf'[^{separator}\n"]*') for separator in (",", ";", "\t", "|")}
_TOTAL = re.compile(r"(?:razem|suma|ogółem|łącznie|w sumie|total|sum|grand total)\b", re.IGNORECASE)
ROW_LIMIT = 100_000  # rows of one file
WIDTH_LIMIT = 1_000  # cells of one row
CELL_LIMIT = 10_000  # characters of one cell; the longest of ours has some four hundred
Record = list[tuple[str, int]]  # cells, each with its offset in the text
SEPARATORS = {";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}


@dataclass(frozen=True)
class Row:
    """One record: its cells by field name, and where each begins as (line, column)."""

    cells: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]

    def __getitem__(self, field: str) -> str:
        return self.cells[field]

    @property
    def line(self) -> int:
        """The line of the file on which the row begins, from 1."""
        return next(iter(self.places.values()))[0]


@dataclass(frozen=True)
class Table:
    """A scanned file: path relative to the root, header, rows in file order."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def problem(self, row: Row, field: str, rule: str, what: Message, right: Message) -> Problem:
        """A problem at one cell."""
        line, column = row.places[field]
        return Problem(self.path, line, column, rule, what, right)


class _UnreadableError(Exception):
    """The scan cannot go on past this point."""

    def __init__(self, offset: int, rule: str, what: Message, right: Message) -> None:
        super().__init__(rule)
        self.offset, self.rule, self.what, self.right = offset, rule, what, right


def scan_table(
    path: str, content: bytes, header: tuple[str, ...]
) -> tuple[Table | None, list[Problem]]:
    """The table in `content`, which must have exactly this `header`, and its problems.

    The table is None where its rows cannot be separated.
    """
    text, problems = text_files.decode_text(path, content)
    if problems:
        return None, problems
    if separated := _other_separator(path, text.partition("\n")[0], header):
        return None, [separated]
    records, problems = split_records(path, text)
    return (None, problems) if problems else build_table(path, text, records, header)


def split_records(
    path: str, text: str, separator: str = ",", start: int = 0
) -> tuple[list[Record], list[Problem]]:
    """The records of a text from the offset `start` on; none where the problems say why they cannot
    be separated.
    """
    if problems := text_files.find_conflicts(path, text):
        return [], problems
    try:
        return list(_records(text, separator, start)), []
    except _UnreadableError as stop:
        return [], [_at(path, text, stop.offset, stop.rule, stop.what, stop.right)]


def build_table(
    path: str, text: str, records: list[Record], header: tuple[str, ...]
) -> tuple[Table | None, list[Problem]]:
    """The records as a table; None where the first is not the `header`.

    The offsets of the records point into `text`.
    """
    problems: list[Problem] = []
    position = Positions(text)
    if tuple(cell for cell, _ in records[0]) != header:
        return None, [_header_problem(path, records, header, text)]
    rows = []
    for record in records[1:]:
        problems += _long_cells(path, record, position)
        if wrong := _wrong_row(tuple(cell for cell, _ in record), header):
            line, column = position(record[0][1])
            problems.append(Problem(path, line, column, *wrong))
        else:
            rows.append(
                Row(
                    {name: cell for name, (cell, _) in zip(header, record, strict=True)},
                    {
                        name: position(offset)
                        for name, (_, offset) in zip(header, record, strict=True)
                    },
                )
            )
    return Table(path, header, tuple(rows)), problems


def _records(text: str, separator: str, start: int) -> Iterator[Record]:
    offset, end, count, ends, bare = start, len(text), 0, separator + "\n", _BARE[separator]
    while offset < end:
        record: Record = []
        first, count = offset, count + 1
        if count > ROW_LIMIT + 1:
            raise _UnreadableError(
                first,
                "row-count",
                Message(N_("The file has more than %(limit)d rows."), {"limit": ROW_LIMIT}),
                Message(N_("Split the table, or raise the limit in scan.py.")),
            )
        while True:
            start = offset
            if text.startswith('"', offset):
                match = _QUOTED.match(text, offset)
                if not match:
                    raise _UnreadableError(
                        start,
                        "open-quote",
                        Message(N_("A quoted cell opens here and is never closed.")),
                        Message(N_("Close it with a quotation mark; double those inside.")),
                    )
                cell, offset = match.group()[1:-1].replace('""', '"'), match.end()
                if text[offset] not in ends:
                    raise _UnreadableError(
                        offset,
                        "text-after-quote",
                        Message(N_("Text follows a closing quotation mark.")),
                        Message(N_("Double the quotation marks inside a quoted cell.")),
                    )
            else:
                match = bare.match(text, offset)
                assert match  # the pattern matches the empty string
                cell, offset = match.group(), match.end()
                if text[offset] == '"':
                    raise _UnreadableError(
                        offset,
                        "stray-quote",
                        Message(N_("A cell that is not quoted holds a quotation mark.")),
                        Message(N_("Quote the whole cell and double the marks inside it.")),
                    )
            if len(record) == WIDTH_LIMIT:
                raise _UnreadableError(
                    first,
                    "row-width",
                    Message(N_("The row has more than %(limit)d cells."), {"limit": WIDTH_LIMIT}),
                    Message(N_("Each row has as many cells as the header.")),
                )
            record.append((cell, start))
            offset += 1
            if text[offset - 1] == "\n":
                break
        yield record


def _at(path: str, text: str, offset: int, rule: str, what: Message, right: Message) -> Problem:
    return Problem(path, *Positions(text)(offset), rule, what, right)


def _long_cells(path: str, record: Record, position: Positions) -> Iterator[Problem]:
    for cell, offset in record:
        if len(cell) > CELL_LIMIT:
            what = Message(N_("The cell has %(count)d characters."), {"count": len(cell)})
            yield Problem(
                path,
                *position(offset),
                "cell-length",
                what,
                Message(N_("A cell holds at most %(limit)d."), {"limit": CELL_LIMIT}),
            )


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums up others: it begins with such a word, most cells are blank, and those
    that are filled hold figures.

    In a row with other words, “total” is a code or an identifier.
    """
    filled = [cell for cell in cells[1:] if cell]
    return (
        bool(_TOTAL.fullmatch(cells[0].strip().rstrip(":")))
        and (len(filled) + 1) * 2 <= len(cells)
        and all(any(map(str.isdigit, cell)) for cell in filled)
    )


def _wrong_row(
    cells: tuple[str, ...], header: tuple[str, ...]
) -> tuple[str, Message, Message] | None:
    """The fault of a row as a whole, as (rule, what, right); None if there is none."""
    if not any(map(str.strip, cells)):
        return "blank-row", Message(N_("The row is blank.")), Message(N_("Delete it."))
    if cells == header:
        return (
            "repeated-header",
            Message(N_("This is the header again.")),
            Message(N_("Delete it; a file holds one table with one header.")),
        )
    if is_total(cells):
        return (
            "total-row",
            Message(N_("The row is a total.")),
            Message(N_("Delete it; totals are computed from the rows.")),
        )
    if len(cells) == 1 < len(header) and cells[0].count(",") >= len(header) - 1:
        return (
            "quoted-line",
            Message(N_("The whole line is in one pair of quotation marks.")),
            Message(N_("Quote single cells only, and only where they need it.")),
        )
    if len(cells) != len(header):
        expected = Message(
            N_("The header names %(expected)d; a cell with a comma must be quoted."),
            {"expected": len(header)},
        )
        return (
            "row-width",
            Message(N_("The row has %(found)d cells."), {"found": len(cells)}),
            expected,
        )
    return None


def _other_separator(path: str, first: str, expected: tuple[str, ...]) -> Problem | None:
    """The problem where the first line is the header with another separator than commas, or names
    another separator.
    """
    for separator, name in SEPARATORS.items():
        if first == f"sep={separator}" or (
            len(expected) > 1
            and tuple(cell.strip('"') for cell in first.split(separator)) == expected
        ):
            what = Message(N_("The cells are separated by %(what)s."), {"what": Message(name)})
            return Problem(
                path,
                1,
                1,
                "separator",
                what,
                Message(N_("Separate them by commas and begin with the header.")),
            )
    return None


def _header_problem(
    path: str, records: list[Record], expected: tuple[str, ...], text: str
) -> Problem:
    """The problem of a first line that is not the header."""
    record = records[0]
    first = tuple(cell for cell, _ in record)
    later = next((r[0][1] for r in records[1:] if tuple(cell for cell, _ in r) == expected), None)
    if later is not None:
        what = Message(
            N_("The header is only on line %(line)d."), {"line": Positions(text)(later)[0]}
        )
        return Problem(path, 1, 1, "header", what, Message(N_("Delete the lines above it.")))
    place = next(
        (i for i, pair in enumerate(zip(first, expected, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(expected)),
    )
    column = record[place][1] + 1 if place < len(record) else record[-1][1] + len(first[-1]) + 2
    what = Message(N_("The header reads %(found)s."), {"found": shown(",".join(first[place:]))})
    return Problem(
        path,
        1,
        column,
        "header",
        what,
        Message(
            N_("From here it must read %(expected)s."),
            {"expected": shown(",".join(expected[place:]) or "\\n")},
        ),
    )
