"""The bytes of a table in, as a person, Excel or LibreOffice left them; its one canonical form out,
with every repair named; or why it is left alone.

What can be read in one way only is repaired. Cells that are wrong but not by a spreadsheet stay as
they are, for the check to name.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from datasite.problems import N_, Message, N_n, Problem, shown
from datasite.tables import encodings, scan, spreadsheet_values, text_faults
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.encodings import Reading
from datasite.tables.scan import Record, Row, Table

T = TypeVar("T")
COMMAND = "make format"  # what the check names
_NAMED_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\n')
_BLOCK = 16  # rows that Excel writes at a time, each as wide as the widest of them
_OF_CELLS = {
    "letters": N_("Letters were put together from their parts"),
    "spaces": N_("Idle spaces were removed"),
    "numbers": N_("Numbers were written with a decimal point and no gaps"),
    "dates": N_("Dates were written from the year to the day"),
    "booleans": N_("Words for true and false were written as true and false"),
}


@dataclass(frozen=True)
class Repair:
    """One kind of thing that was repaired in a file."""

    kind: str
    what: Message

    def problem(self, path: str) -> Problem:
        """The repair in the form in which every check speaks."""
        return Problem(path, 0, 0, self.kind, self.what, Message(""))


@dataclass(frozen=True)
class Repaired:
    """A file in its canonical form; the same bytes if and only if there are no repairs.

    The table has its rows and places as the file had them before.
    """

    content: bytes
    table: Table
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class _Layout:
    """How the cells of a file are laid out: what parts them, where the header begins, and whether
    each line stands in its first cell.
    """

    separator: str = ","
    start: int = 0
    is_folded: bool = False


class _RefusedError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def repair(dataset: Dataset, path: str, content: bytes) -> Repaired | list[Problem]:
    """The file in its canonical form, or every reason for leaving it alone."""
    try:
        return _repaired(dataset, path, content)
    except _RefusedError as refused:
        return refused.problems


def pointed(found: Iterable[Problem], left: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, those that a repair does not leave with a word on the command that makes it."""
    kept = {(problem.line, problem.column, problem.rule) for problem in left}
    return tuple(
        (
            problem
            if (problem.line, problem.column, problem.rule) in kept
            else replace(
                problem,
                right=Message(
                    N_("%(right)s Or run make format, which repairs it."), {"right": problem.right}
                ),
                command=COMMAND,
            )
        )
        for problem in found
    )


def _repaired(dataset: Dataset, path: str, content: bytes) -> Repaired:
    reading = encodings.read(path, content)
    if isinstance(reading, Problem):
        raise _RefusedError([reading])
    with_line_feeds = _with_line_feeds(path, reading.text)
    text = _sound(*scan.decoded(path, with_line_feeds.encode()))
    layout = _layout(path, text, dataset.header)
    records = _sound(*scan.split(path, text, layout.separator, layout.start))
    records, of_rows = _tidied(path, text, records, layout, dataset.header)
    table = _sound(*scan.tabled(path, text, records, dataset.header))
    assert table  # there is one where there are no problems
    rows, of_cells = _mended(dataset, table, reading)
    cells_ = [tuple(row.cells.values()) for row in rows]
    after = canonical(dataset, cells_)
    written = _sound(*scan.scan(path, after, dataset.header))
    assert written  # and it says the same, whatever was done above
    now = [tuple(row.cells.values()) for row in written.rows]
    assert sorted(now) == sorted(cells_)
    of_bytes = _of_bytes(reading, layout, ends=with_line_feeds != reading.text)
    of_order = _said("order", now != cells_, N_("The rows were put in the order of their keys."))
    return Repaired(after, replace(table, rows=rows), (*of_bytes, *of_rows, *of_cells, *of_order))


def _sound(made: T, problems: list[Problem]) -> T:
    """What was made, where nothing speaks against it."""
    if problems:
        raise _RefusedError(problems)
    return made


def _with_line_feeds(path: str, text: str) -> str:
    """Lines that end with a carriage return, alone or before a line feed, end with a line feed.

    Both kinds in one file are not told apart from returns inside cells.
    """
    text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" in text:
        line = text[: text.index("\r")].count("\n") + 1
        what = Message(
            N_("A carriage return stands here alone, while other lines end with a line feed.")
        )
        raise _RefusedError(
            [
                Problem(
                    path,
                    line,
                    1,
                    "line-ends",
                    what,
                    Message(N_("End each line with a line feed only.")),
                )
            ]
        )
    return text.replace("\r", "\n")


def _layout(path: str, text: str, header: tuple[str, ...]) -> _Layout:
    """The first layout in which the file begins with the header; the strict one where there is
    none.
    """
    named = _NAMED_SEPARATOR.match(text)
    start = named.end() if named else 0
    line = text[start : text.find("\n", start) + 1]
    for separator in (named[1],) if named else (",", *scan.SEPARATORS):
        records, _ = scan.split(path, line, separator)
        found = _without_blanks(records[0]) if records else ()
        if found == header:
            return _Layout(separator, start)
        if (
            len(found) == 1 < len(header)
            and tuple(cell for cell, _ in _unfolded(path, records[0][0])) == header
        ):
            return _Layout(separator, start, is_folded=True)
    return _Layout()


def _without_blanks(record: Record) -> tuple[str, ...]:
    """The cells with no blanks around them, and no blank cells at the end."""
    found = [cell.strip() for cell, _ in record]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def _unfolded(path: str, cell: tuple[str, int]) -> Record:
    """The cells of a line that stands in one cell; none where it is no line of a table."""
    records, _ = scan.split(path, f"{cell[0]}\n")
    return [(inner, cell[1]) for inner, _ in records[0]] if len(records) == 1 else []


def _tidied(
    path: str, text: str, records: list[Record], layout: _Layout, header: tuple[str, ...]
) -> tuple[list[Record], list[Repair]]:
    """The records with as many cells as the header, where that is sure, and no blank ones."""
    width = len(records[0])
    padded = _padded(records)
    flat = [_flat(path, record, layout, len(header)) for record in padded]
    cut = [
        (
            record[: len(header)]
            if len(record) == width and not any(cell.strip() for cell, _ in record[len(header) :])
            else record
        )
        for record in flat
    ]
    is_found = _without_blanks(cut[0]) == header
    has_blanks = is_found and tuple(cell for cell, _ in cut[0]) != header
    if is_found:
        cut[0] = [(name, offset) for name, (_, offset) in zip(header, cut[0], strict=True)]
    made = [
        record for i, record in enumerate(cut) if i == 0 or any(cell.strip() for cell, _ in record)
    ]
    short, folded = (
        sum(1 for one, other in pairs if one is not other)
        for pairs in (zip(records, padded, strict=True), zip(padded, flat, strict=True))
    )
    plain = {
        i
        for i, record in enumerate(records)
        if padded[i] is flat[i] and any(cell for cell, _ in record)
    }
    return made, [
        *_said(
            "blank-columns",
            is_found and width > len(header) and not layout.is_folded,
            N_("Blank columns at the end were removed."),
        ),
        *_said("header", has_blanks, N_("Spaces were removed from the header.")),
        *_counted(
            "blank-rows",
            len(cut) - len(made),
            N_n("%(count)d blank row was removed.", "%(count)d blank rows were removed."),
        ),
        *_counted(
            "row-width",
            short,
            N_n(
                "%(count)d row got back the blank cells that Excel left out at its end.",
                "%(count)d rows got back the blank cells that Excel left out at their ends.",
            ),
        ),
        *_counted(
            "quoted-line",
            folded,
            N_n(
                "%(count)d row stood whole in one cell and was taken apart.",
                "%(count)d rows stood whole in one cell and were taken apart.",
            ),
        ),
        *_counted(
            "quoting",
            _quoted_otherwise(text, records, layout.separator, plain),
            N_n(
                "%(count)d row is quoted only where it must be.",
                "%(count)d rows are quoted only where they must be.",
            ),
        ),
    ]


def _said(kind: str, is_so: bool, words: str, **values: object) -> list[Repair]:
    return [Repair(kind, Message(words, values))] if is_so else []


def _counted(kind: str, count: int, words: tuple[str, str]) -> list[Repair]:
    one, many = words
    return [Repair(kind, Message(one, {"count": count}, many))] if count else []


def _padded(records: list[Record]) -> list[Record]:
    """Excel writes some rows at a time and leaves out the blank cells that end all of them.

    Rows that are short in any other way stay so.
    """
    width = len(records[0])
    blocks = [records[i : i + _BLOCK] for i in range(0, len(records), _BLOCK)]
    if not all(len(block[0]) == width or _is_narrow(block) for block in blocks) or any(
        len(record) != len(block[0]) for block in blocks for record in block
    ):
        return records
    return [
        (
            record
            if len(record) == width
            else [*record, *[("", record[-1][1])] * (width - len(record))]
        )
        for record in records
    ]


def _is_narrow(block: Sequence[Record]) -> bool:
    """Whether the rows may have been cut at the last column in which any of them says something.

    One row alone may be short by somebody's mistake.
    """
    return len(block) > 1 and len(block[0]) > 1 and any(record[-1][0].strip() for record in block)


def _flat(path: str, record: Record, layout: _Layout, width: int) -> Record:
    """The cells of the record; those of the line in its one cell where it is such a line."""
    is_alone = len(record) == 1 or (layout.is_folded and not any(cell for cell, _ in record[1:]))
    inner = _unfolded(path, record[0]) if is_alone and width > 1 else []
    return inner if len(inner) == width else record


def _quoted_otherwise(text: str, records: list[Record], separator: str, judged: set[int]) -> int:
    """How many of the records with these numbers are quoted in another way than ours."""
    ends = [*(record[0][1] for record in records[1:]), len(text)]
    return sum(
        text[records[i][0][1] : ends[i]] != _line((cell for cell, _ in records[i]), separator)
        for i in judged
    )


def _line(values: Iterable[str], separator: str = ",") -> str:
    """One line of a table, quoted where it must be."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerow(values)
    return text.getvalue()


def _mended(
    dataset: Dataset, table: Table, reading: Reading
) -> tuple[tuple[Row, ...], list[Repair]]:
    """The rows with their cells as we write them, and what was done to how many."""
    rows, problems = [], []
    done: dict[str, list[tuple[int, str, str]]] = {kind: [] for kind in _OF_CELLS}
    for row in table.rows:
        values = dict(row.cells)
        for field in dataset.fields:
            for kind, before, after in _steps(field, row[field.name]):
                done[kind].append((row.places[field.name][0], before, after))
                values[field.name] = after
            if wrong := _beyond_repair(field, values[field.name], reading):
                problems.append(table.problem(row, field.name, *wrong))
        rows.append(Row(values, row.places))
    return _sound(tuple(rows), problems), [
        Repair(kind, _summed(kind, steps)) for kind, steps in done.items() if steps
    ]


def _steps(field: Field, value: str) -> Iterator[tuple[str, str, str]]:
    """What is done to a value, one thing after the other, as (kind, before, after)."""
    composed = (
        value if field.format == "uri" else unicodedata.normalize("NFC", value)
    )  # an address may hold letters in parts
    spaced = re.sub(" {2,}", " ", composed.strip())
    kind = (
        "booleans" if field.type == "boolean" else "dates" if field.format == "edtf" else "numbers"
    )
    for of, before, after in (
        ("letters", value, composed),
        ("spaces", composed, spaced),
        (kind, spaced, spreadsheet_values.spelled(field, spaced)[0]),
    ):
        if before != after:
            yield of, before, after


def _beyond_repair(
    field: Field, value: str, reading: Reading
) -> tuple[str, Message, Message] | None:
    """Why a value keeps the whole file from being rewritten, as (rule, what, right): it lost
    something, or can be read in two ways.
    """
    if found := spreadsheet_values.damage(field, value):
        return found
    if doubt := spreadsheet_values.spelled(field, value)[1]:
        return ("two-readings", *doubt)
    if (misread := text_faults.misread_at(value)) is not None:
        what = Message(
            N_("Letters were read in a wrong encoding: %(value)s."),
            {"value": shown(text_faults.around(value, misread))},
        )
        return "mojibake", what, Message(N_("Copy the text anew from its source."))
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


def _summed(kind: str, steps: list[tuple[int, str, str]]) -> Message:
    """How many cells were repaired in one way, and the first of them."""
    one, many = N_n(
        "%(what)s in %(count)d cell; on line %(line)d %(before)s became %(after)s.",
        "%(what)s in %(count)d cells; first on line %(line)d %(before)s became %(after)s.",
    )
    line, before, after = steps[0]
    return Message(
        one,
        {
            "what": Message(_OF_CELLS[kind]),
            "count": len(steps),
            "line": line,
            "before": shown(before),
            "after": shown(after),
        },
        many,
    )


def canonical(dataset: Dataset, rows: Iterable[Sequence[str]]) -> bytes:
    """The bytes of rows of cells, each in the order of the header, in the one form in which we keep
    them.
    """
    key = [dataset.header.index(name) for name in dataset.primary_key]
    return "".join(
        map(_line, [dataset.header, *sorted(rows, key=lambda row: [row[i] for i in key])])
    ).encode()


def _of_bytes(reading: Reading, layout: _Layout, *, ends: bool) -> list[Repair]:
    """What was done to the file before its cells were looked at."""
    lossy = N_(
        "The file was in %(encoding)s and is in UTF-8 now. Letters that %(encoding)s lacks were"
        " lost when it was saved: compare it with the version before."
    )
    return [
        *_said("byte-order-mark", reading.marked, N_("The byte order mark was removed.")),
        *_said("not-utf-8", reading.is_narrow, lossy, encoding=reading.encoding),
        *_said(
            "not-utf-8",
            bool(reading.encoding) and not reading.is_narrow,
            N_("The file was in %(encoding)s and is in UTF-8 now."),
            encoding=reading.encoding,
        ),
        *_said("line-ends", ends, N_("Carriage returns were removed from the ends of lines.")),
        *_said("separator", layout.start > 0, N_("The line that names the separator was removed.")),
        *_said(
            "separator",
            layout.separator != ",",
            N_("The cells were separated by %(what)s and are by commas now."),
            what=Message(scan.SEPARATORS.get(layout.separator, "")),
        ),
    ]
