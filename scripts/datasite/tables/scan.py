"""Bytes in, a table of text cells with their positions out.

Strict RFC 4180, linear in the size of the file.

Nothing is guessed: no sniffing, no other delimiter, no other encoding. It comes before
frictionless, which would accept an unclosed quote that swallows the rest of the table.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from datasite.problems import N_, Message, N_n, Problem, shown

# A quoted cell with doubled quotes inside, or a bare one; then what ends it.
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')
_BARE = {separator: re.compile(rf'[^{separator}\n"]*') for separator in (",", ";", "\t", "|")}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_OPEN_CONFLICT = re.compile(
    r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE
)  # in prose a row of = underlines a heading
_TOTAL = re.compile(r"(?:razem|suma|ogółem|łącznie|w sumie|total|sum|grand total)\b", re.IGNORECASE)
ROW_LIMIT = 100_000  # rows of one file
WIDTH_LIMIT = 1_000  # cells of one row
CELL_LIMIT = 10_000  # characters of one cell; the longest of ours has some four hundred
MOST_ALIKE = 100  # problems of one kind that one file names; the rest are counted
Record = list[tuple[str, int]]  # cells, each with its offset in the text
SEPARATORS = {";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}
# How files begin that are no text of ours, whatever their names say.
CONTENTS = (
    (re.compile(rb"PK\x03\x04"), N_("a workbook or a ZIP archive")),
    (re.compile(rb"\xd0\xcf\x11\xe0"), N_("an old workbook")),
    (re.compile(rb"%PDF-"), N_("a PDF document")),
    (re.compile(rb"\x1f\x8b"), N_("a compressed file")),
    (
        re.compile(rb"version https://git-lfs"),
        N_("a pointer to a file that Git LFS keeps elsewhere"),
    ),
    (re.compile(rb"\s*<(?:!doctype|html|\?xml|svg)", re.IGNORECASE), N_("a page in HTML or XML")),
)


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
    """Read `content` as the table with exactly this `header`.

    The table is None where its rows cannot be told apart.
    """
    text, problems = decoded(path, content)
    if problems:
        return None, problems
    if separated := _other_separator(path, text.partition("\n")[0], header):
        return None, [separated]
    records, problems = split(path, text)
    return (None, problems) if problems else tabled(path, text, records, header)


def split(
    path: str, text: str, separator: str = ",", start: int = 0
) -> tuple[list[Record], list[Problem]]:
    """The records of a decoded text from the offset `start` on; none where the problems say why
    they cannot be told apart.
    """
    if problems := _each(path, text, _CONFLICT, _conflict):
        return [], problems
    try:
        return list(_records(text, separator, start)), []
    except _UnreadableError as stop:
        return [], [_at(path, text, stop.offset, stop.rule, stop.what, stop.right)]


def tabled(
    path: str, text: str, records: list[Record], header: tuple[str, ...]
) -> tuple[Table | None, list[Problem]]:
    """The records, the first of which must be the `header`, as a table;

    None where it is not. Offsets point into `text`.
    """
    problems: list[Problem] = []
    position = _Positions(text)
    found = tuple(cell for cell, _ in records[0])
    if found != header:
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


def decoded(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """The text of a plain UTF-8 file, of a table or of prose; no text where the problems say why
    not.
    """
    whole = _whole_file(path, content)
    if whole:
        return "", [whole]
    text = content.decode("utf-8")
    return text, _each(path, text, _CONTROL, _control)


def open_conflicts(path: str, text: str) -> list[Problem]:
    """Where a merge conflict stands in prose."""
    return _each(path, text, _OPEN_CONFLICT, _conflict)


def no_text(path: str, content: bytes) -> Problem | None:
    """Why this is no file of text in any encoding."""
    if not content.strip():
        return Problem(
            path,
            0,
            0,
            "empty-file",
            Message(N_("The file is empty.")),
            Message(N_("Restore what it held; a table has at least its header line.")),
        )
    for pattern, kind in CONTENTS:
        if pattern.match(content):
            what = Message(N_("This is %(kind)s, whatever its name."), {"kind": Message(kind)})
            return Problem(
                path, 1, 1, "file-content", what, Message(N_("Save it as plain text in UTF-8."))
            )
    return None


def _whole_file(path: str, content: bytes) -> Problem | None:
    if problem := no_text(path, content):
        return problem
    if content.startswith(b"\xef\xbb\xbf"):
        return Problem(
            path,
            1,
            1,
            "byte-order-mark",
            Message(N_("The file begins with a byte order mark.")),
            Message(N_("Save it as UTF-8 without one.")),
        )
    if (
        content.startswith((b"\xff\xfe", b"\xfe\xff"))
        or content[:100].count(0) > len(content[:100]) // 3
    ):
        return Problem(
            path,
            1,
            1,
            "not-utf-8",
            Message(N_("The file is in UTF-16.")),
            Message(N_("Save the file as UTF-8.")),
        )
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = Message(N_("The byte 0x%(byte)02X is not UTF-8."), {"byte": content[error.start]})
        return Problem(
            path, line, column, "not-utf-8", what, Message(N_("Save the file as UTF-8."))
        )
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        return Problem(
            path,
            line,
            1,
            "line-ends",
            Message(N_("Lines end with a carriage return.")),
            Message(N_("End each line with a line feed only.")),
        )
    if not content.endswith(b"\n"):
        line = content.count(b"\n") + 1
        return Problem(
            path,
            line,
            1,
            "cut-off",
            Message(N_("The last line has no end.")),
            Message(N_("End it with a line feed; if the file was cut off, restore the rest.")),
        )
    return None


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
                        Message(N_("A quotation mark stands in a cell that is not quoted.")),
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


def _each(
    path: str,
    text: str,
    pattern: re.Pattern[str],
    say: Callable[[str], tuple[str, Message, Message]],
) -> list[Problem]:
    """A problem for each match, in one pass over the text, no more than a person reads; the others
    in one number.
    """
    position = _Positions(text)
    matches = pattern.finditer(text)
    found = []
    for match in itertools.islice(matches, MOST_ALIKE):
        line, column = position(match.start())
        found.append(Problem(path, line, column, *say(match.group())))
    if rest := sum(1 for _ in matches):
        one, many = N_n(
            "The same stands in %(count)d more place.", "The same stands in %(count)d more places."
        )
        found.append(
            Problem(path, 0, 0, found[0].rule, Message(one, {"count": rest}, many), found[0].right)
        )
    return found


def _conflict(_: str) -> tuple[str, Message, Message]:
    return (
        "merge-conflict",
        Message(N_("A merge conflict marker stands here.")),
        Message(N_("Keep one side and delete the markers.")),
    )


def _control(character: str) -> tuple[str, Message, Message]:
    what = Message(
        N_("The control character %(code)s stands here."), {"code": f"U+{ord(character):04X}"}
    )
    return "control-character", what, Message(N_("Delete it."))


def _long_cells(path: str, record: Record, position: _Positions) -> Iterator[Problem]:
    for cell, offset in record:
        if len(cell) > CELL_LIMIT:
            what = Message(N_("The cell has %(count)d characters."), {"count": len(cell)})
            yield Problem(
                path,
                *position(offset),
                "cell-length",
                what,
                Message(N_("At most %(limit)d may stand in one cell."), {"limit": CELL_LIMIT}),
            )


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row sums others up: the word stands first and most cells are blank.

    In a row that is full, “total” is a code.
    """
    return bool(_TOTAL.fullmatch(cells[0].strip().rstrip(":"))) and sum(
        map(bool, cells)
    ) * 2 <= len(cells)


def _wrong_row(
    cells: tuple[str, ...], header: tuple[str, ...]
) -> tuple[str, Message, Message] | None:
    """What is wrong with a row as a whole, as (rule, what, right)."""
    if not any(map(str.strip, cells)):
        return "blank-row", Message(N_("The row is blank.")), Message(N_("Delete it."))
    if cells == header:
        return (
            "repeated-header",
            Message(N_("The header stands here again.")),
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
            Message(N_("The whole line stands in one pair of quotation marks.")),
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
    """What is wrong where the first line is the header with other characters than commas in it, or
    says which.
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
    """What the first line has instead of the header."""
    record = records[0]
    found = tuple(cell for cell, _ in record)
    later = next((r[0][1] for r in records[1:] if tuple(cell for cell, _ in r) == expected), None)
    if later is not None:
        what = Message(
            N_("The header stands only on line %(line)d."), {"line": _Positions(text)(later)[0]}
        )
        return Problem(path, 1, 1, "header", what, Message(N_("Delete what stands above it.")))
    place = next(
        (i for i, pair in enumerate(zip(found, expected, strict=False)) if pair[0] != pair[1]),
        min(len(found), len(expected)),
    )
    column = record[place][1] + 1 if place < len(record) else record[-1][1] + len(found[-1]) + 2
    what = Message(N_("The header reads %(found)s."), {"found": shown(",".join(found[place:]))})
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
