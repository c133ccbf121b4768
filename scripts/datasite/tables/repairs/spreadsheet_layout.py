"""The layout that a spreadsheet gave to a table, and the rows as they were before: with as many
cells as the header, none blank. Each repair is named.

Excel uses other separators, adds blank columns, leaves out blank cells at the ends of rows, or puts
a whole line into one cell.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from datasite.problems import N_, Message, N_n, Problem
from datasite.tables import scan
from datasite.tables.repairs.encodings import Reading
from datasite.tables.scan import Record

_NAMED_SEPARATOR = re.compile(r'"?sep=([,;\t|])"?\n')
_BLOCK = 16  # rows that Excel writes at a time, each as wide as the widest of them


@dataclass(frozen=True)
class Repair:
    """One kind of fault that was repaired in a file."""

    kind: str
    what: Message

    def problem(self, path: str) -> Problem:
        """The repair as a problem of the file, to be printed like one."""
        return Problem.of_file(path, self.kind, self.what, Message(""))


@dataclass(frozen=True)
class Layout:
    """The layout of a file: the separator of cells, the offset at which the header begins,
    and whether each line is whole in its first cell.
    """

    separator: str = ","
    start: int = 0
    is_folded: bool = False


def repair_if(kind: str, is_so: bool, words: str, **values: object) -> list[Repair]:
    """The repair in a list, which is empty where nothing was repaired."""
    return [Repair(kind, Message(words, values))] if is_so else []


def counted_repair(kind: str, count: int, words: tuple[str, str]) -> list[Repair]:
    """The same for a repair with a number of places."""
    one, many = words
    return [Repair(kind, Message(one, {"count": count}, many))] if count else []


def find_layout(path: str, text: str, header: tuple[str, ...]) -> Layout:
    """The first layout in which the file begins with the header; the strict one where there is
    none.
    """
    named = _NAMED_SEPARATOR.match(text)
    start = named.end() if named else 0
    line = text[start : text.find("\n", start) + 1]
    for separator in (named[1],) if named else (",", *scan.SEPARATORS):
        records, _ = scan.split_records(path, line, separator)
        cells = _stripped_cells(records[0]) if records else ()
        if cells == header:
            return Layout(separator, start)
        if (
            len(cells) == 1 < len(header)
            and tuple(cell for cell, _ in _cells_of_line(path, records[0][0])) == header
        ):
            return Layout(separator, start, is_folded=True)
    return Layout()


def _stripped_cells(record: Record) -> tuple[str, ...]:
    """The cells with no blanks around them, and no blank cells at the end."""
    cells = [cell.strip() for cell, _ in record]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _cells_of_line(path: str, cell: tuple[str, int]) -> Record:
    """The cells of a line that is whole in one cell; none where it is not a line of a table."""
    records, _ = scan.split_records(path, f"{cell[0]}\n")
    return [(inner, cell[1]) for inner, _ in records[0]] if len(records) == 1 else []


def restore_rows(
    path: str, text: str, records: list[Record], layout: Layout, header: tuple[str, ...]
) -> tuple[list[Record], list[Repair]]:
    """The records with as many cells as the header, where that is sure, and no blank ones."""
    width = len(records[0])
    padded = _pad_rows(records)
    flat = [_unwrap_line(path, record, layout, len(header)) for record in padded]
    cut = [
        (
            record[: len(header)]
            if len(record) == width and not any(cell.strip() for cell, _ in record[len(header) :])
            else record
        )
        for record in flat
    ]
    is_found = _stripped_cells(cut[0]) == header
    has_blanks = is_found and tuple(cell for cell, _ in cut[0]) != header
    if is_found:
        cut[0] = [(name, offset) for name, (_, offset) in zip(header, cut[0], strict=True)]
    restored = [
        record for i, record in enumerate(cut) if i == 0 or any(cell.strip() for cell, _ in record)
    ]
    short, folded = (
        sum(1 for before, after in pairs if before is not after)
        for pairs in (zip(records, padded, strict=True), zip(padded, flat, strict=True))
    )
    plain = {
        i
        for i, record in enumerate(records)
        if padded[i] is flat[i] and any(cell for cell, _ in record)
    }
    return restored, [
        *repair_if(
            "blank-columns",
            is_found and width > len(header) and not layout.is_folded,
            N_("Blank columns at the end were removed."),
        ),
        *repair_if("header", has_blanks, N_("Spaces were removed from the header.")),
        *counted_repair(
            "blank-rows",
            len(cut) - len(restored),
            N_n("%(count)d blank row was removed.", "%(count)d blank rows were removed."),
        ),
        *counted_repair(
            "row-width",
            short,
            N_n(
                "%(count)d row got back the blank cells that Excel left out at its end.",
                "%(count)d rows got back the blank cells that Excel left out at their ends.",
            ),
        ),
        *counted_repair(
            "quoted-line",
            folded,
            N_n(
                "%(count)d row was in a single cell and was split.",
                "%(count)d rows were in single cells and were split.",
            ),
        ),
        *counted_repair(
            "quoting",
            _count_quoted_differently(text, records, layout.separator, plain),
            N_n(
                "%(count)d row is quoted only where it must be.",
                "%(count)d rows are quoted only where they must be.",
            ),
        ),
    ]


def _pad_rows(records: list[Record]) -> list[Record]:
    """The records with the blank cells that Excel left out: it writes 16 rows at a time and leaves
    out the blank cells at the end of all of them. Rows that are short in another way stay short.
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
    """Whether the rows may have been cut after the last column in which one of them is filled.

    A single row may be short by somebody's mistake.
    """
    return len(block) > 1 and len(block[0]) > 1 and any(record[-1][0].strip() for record in block)


def _unwrap_line(path: str, record: Record, layout: Layout, width: int) -> Record:
    """The cells of the record, or of the line that is whole in its first cell."""
    is_alone = len(record) == 1 or (layout.is_folded and not any(cell for cell, _ in record[1:]))
    inner = _cells_of_line(path, record[0]) if is_alone and width > 1 else []
    return inner if len(inner) == width else record


def _count_quoted_differently(
    text: str, records: list[Record], separator: str, numbers: set[int]
) -> int:
    """The number of records, among those with these numbers, whose quoting differs from ours."""
    ends = [*(record[0][1] for record in records[1:]), len(text)]
    return sum(
        text[records[i][0][1] : ends[i]] != format_line((cell for cell, _ in records[i]), separator)
        for i in numbers
    )


def format_line(values: Iterable[str], separator: str = ",") -> str:
    """One line of a table, quoted where it must be."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerow(values)
    return text.getvalue()


def repairs_of_bytes(reading: Reading, layout: Layout, *, line_ends: bool) -> list[Repair]:
    """The repairs of encoding, line ends and separator."""
    lossy = N_(
        "The file was in %(encoding)s and is in UTF-8 now. Letters that %(encoding)s lacks were"
        " lost when it was saved: compare it with the version before."
    )
    return [
        *repair_if("byte-order-mark", reading.marked, N_("The byte order mark was removed.")),
        *repair_if("not-utf-8", reading.is_narrow, lossy, encoding=reading.encoding),
        *repair_if(
            "not-utf-8",
            bool(reading.encoding) and not reading.is_narrow,
            N_("The file was in %(encoding)s and is in UTF-8 now."),
            encoding=reading.encoding,
        ),
        *repair_if(
            "line-ends", line_ends, N_("Carriage returns were removed from the ends of lines.")
        ),
        *repair_if(
            "separator", layout.start > 0, N_("The line that names the separator was removed.")
        ),
        *repair_if(
            "separator",
            layout.separator != ",",
            N_("The cells were separated by %(what)s and are by commas now."),
            what=Message(scan.SEPARATORS.get(layout.separator, "")),
        ),
    ]
