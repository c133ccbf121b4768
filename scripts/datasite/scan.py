"""Bytes in, a table of text cells with their positions out. Strict RFC 4180, linear in the size of the file.

Nothing is guessed: no sniffing, no other delimiter, no other encoding. It comes before frictionless, which would accept
an unclosed quote that swallows the rest of the table.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from datasite.problems import N_, Message, Problem, shown

# A quoted cell with doubled quotes inside, or a bare one; then what ends it.
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_BARE = re.compile(r"[^,\n\"]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
SIZE_LIMIT = 20_000_000  # bytes
MOST_ALIKE = 100  # problems of one kind that one file reports


@dataclass(frozen=True)
class Row:
    """One record: its cells by field name, and where each begins as (line, column)."""

    cells: Mapping[str, str]
    places: Mapping[str, tuple[int, int]]

    def __getitem__(self, field: str) -> str:
        return self.cells[field]

    @property
    def line(self) -> int:
        return next(iter(self.places.values()))[0]


@dataclass(frozen=True)
class Table:
    """A scanned file: path relative to the root, header, rows in file order."""

    path: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def problem(self, row: Row, field: str, rule: str, what: Message, right: Message) -> Problem:
        line, column = row.places[field]
        return Problem(self.path, line, column, rule, what, right)


class _UnreadableError(Exception):
    """The scan cannot go on past this point."""

    def __init__(self, offset: int, rule: str, what: Message, right: Message) -> None:
        super().__init__(rule)
        self.offset, self.rule, self.what, self.right = offset, rule, what, right


def scan(path: str, content: bytes, header: tuple[str, ...]) -> tuple[Table | None, list[Problem]]:
    """Read `content` as the table with exactly this `header`. The table is None where its rows cannot be told apart."""
    whole = _whole_file(path, content)
    if whole:
        return None, [whole]
    text = content.decode("utf-8")
    problems = _each(path, text, _CONFLICT, _conflict) + _each(path, text, _CONTROL, _control)
    if problems:
        return None, problems
    try:
        records = list(_records(text))
    except _UnreadableError as stop:
        return None, [_at(path, text, stop.offset, stop.rule, stop.what, stop.right)]
    position = _Positions(text)
    found = tuple(cell for cell, _ in records[0])
    if found != header:
        return None, [_header_problem(path, records[0], header)]
    rows = []
    for record in records[1:]:
        if len(record) != len(header):
            line, column = position(record[0][1])
            problems.append(Problem(path, line, column, *_width(len(record), len(header))))
        else:
            rows.append(
                Row(
                    {name: cell for name, (cell, _) in zip(header, record, strict=True)},
                    {name: position(offset) for name, (_, offset) in zip(header, record, strict=True)},
                )
            )
    return Table(path, header, tuple(rows)), problems


def _whole_file(path: str, content: bytes) -> Problem | None:
    if not content.strip():
        return Problem(path, 0, 0, "empty-file", Message(N_("The file is empty.")), Message(N_("It must hold a header line.")))
    if len(content) > SIZE_LIMIT:
        size = Message(N_("The file has %(size)d bytes."), {"size": len(content)})
        return Problem(path, 0, 0, "file-size", size, Message(N_("At most %(limit)d bytes are read."), {"limit": SIZE_LIMIT}))
    if content.startswith(b"\xef\xbb\xbf"):
        return Problem(path, 1, 1, "byte-order-mark", Message(N_("The file begins with a byte order mark.")), Message(N_("Save it as UTF-8 without one.")))
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = Message(N_("The byte 0x%(byte)02X is not UTF-8."), {"byte": content[error.start]})
        return Problem(path, line, column, "not-utf-8", what, Message(N_("Save the file as UTF-8.")))
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        return Problem(path, line, 1, "line-ends", Message(N_("Lines end with a carriage return.")), Message(N_("End each line with a line feed only.")))
    if not content.endswith(b"\n"):
        line = content.count(b"\n") + 1
        return Problem(path, line, 1, "cut-off", Message(N_("The last line has no end.")), Message(N_("End it with a line feed; if the file was cut off, restore the rest.")))
    return None


def _records(text: str) -> Iterator[list[tuple[str, int]]]:
    """Each record as (cell, offset) pairs."""
    offset, end = 0, len(text)
    while offset < end:
        record: list[tuple[str, int]] = []
        while True:
            start = offset
            if text.startswith('"', offset):
                match = _QUOTED.match(text, offset)
                if not match:
                    raise _UnreadableError(
                        start, "open-quote", Message(N_("A quoted cell opens here and is never closed.")), Message(N_("Close it with a quotation mark; double those inside."))
                    )
                cell, offset = match.group()[1:-1].replace('""', '"'), match.end()
                if text[offset] not in ",\n":
                    raise _UnreadableError(
                        offset, "text-after-quote", Message(N_("Text follows a closing quotation mark.")), Message(N_("Double the quotation marks inside a quoted cell."))
                    )
            else:
                match = _BARE.match(text, offset)
                assert match  # the pattern matches the empty string
                cell, offset = match.group(), match.end()
                if text[offset] == '"':
                    raise _UnreadableError(
                        offset,
                        "stray-quote",
                        Message(N_("A quotation mark stands in a cell that is not quoted.")),
                        Message(N_("Quote the whole cell and double the marks inside it.")),
                    )
            record.append((cell, start))
            offset += 1
            if text[offset - 1] == "\n":
                break
        yield record


class _Positions:
    """Offsets asked for in rising order become (line, column) in one pass."""

    def __init__(self, text: str) -> None:
        self._text, self._line, self._line_start = text, 1, 0

    def __call__(self, offset: int) -> tuple[int, int]:
        while (end := self._text.find("\n", self._line_start, offset)) != -1:
            self._line, self._line_start = self._line + 1, end + 1
        return self._line, offset - self._line_start + 1


def _at(path: str, text: str, offset: int, rule: str, what: Message, right: Message) -> Problem:
    return Problem(path, *_Positions(text)(offset), rule, what, right)


def _each(path: str, text: str, pattern: re.Pattern[str], say: Callable[[str], tuple[str, Message, Message]]) -> list[Problem]:
    """A problem for each match, in one pass over the text, and no more than a person reads."""
    position = _Positions(text)
    found = []
    for match in itertools.islice(pattern.finditer(text), MOST_ALIKE):
        line, column = position(match.start())
        found.append(Problem(path, line, column, *say(match.group())))
    return found


def _conflict(_: str) -> tuple[str, Message, Message]:
    return "merge-conflict", Message(N_("A merge conflict marker stands here.")), Message(N_("Keep one side and delete the markers."))


def _control(character: str) -> tuple[str, Message, Message]:
    what = Message(N_("The control character %(code)s stands here."), {"code": f"U+{ord(character):04X}"})
    return "control-character", what, Message(N_("Delete it."))


def _width(found: int, expected: int) -> tuple[str, Message, Message]:
    what = Message(N_("The row has %(found)d cells."), {"found": found})
    return "row-width", what, Message(N_("The header names %(expected)d; a cell with a comma must be quoted."), {"expected": expected})


def _header_problem(path: str, record: list[tuple[str, int]], expected: tuple[str, ...]) -> Problem:
    found = tuple(cell for cell, _ in record)
    place = next((i for i, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]), min(len(found), len(expected)))
    column = record[place][1] + 1 if place < len(record) else record[-1][1] + len(found[-1]) + 2
    what = Message(N_("The header reads %(found)s."), {"found": shown(",".join(found[place:]))})
    return Problem(path, 1, column, "header", what, Message(N_("From here it must read %(expected)s."), {"expected": shown(",".join(expected[place:]) or "\\n")}))
