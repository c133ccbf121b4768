"""The strict reader of CSV: what it accepts, and each thing it refuses, with line and column."""

import csv
import gc
import io
import re
import time
from gettext import NullTranslations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from datasite.problems import Problem
from datasite.tables import scan, text_files

HEADER = ("id", "title")

# name: (bytes of the file, [(line, column, rule)])
REFUSED: dict[str, tuple[bytes, list[tuple[int, int, str]]]] = {
    "nothing": (b"", [(0, 0, "empty-file")]),
    "blanks_only": (b" \n\n", [(0, 0, "empty-file")]),
    "byte_order_mark": (b"\xef\xbb\xbfid,title\na,b\n", [(1, 1, "byte-order-mark")]),
    "not_utf8": ("id,title\na,ą".encode() + b"\xff\n", [(2, 4, "not-utf-8")]),
    "utf16": ("id,title\n".encode("utf-16"), [(1, 1, "not-utf-8")]),
    "carriage_return": (b"id,title\na,b\r\n", [(2, 1, "line-ends")]),
    "cut_off": (b"id,title\na,b\nc", [(3, 1, "cut-off")]),
    "conflict_markers": (
        b"id,title\n<<<<<<< HEAD\na,b\n=======\na,c\n>>>>>>> theirs\n",
        [(2, 1, "merge-conflict"), (4, 1, "merge-conflict"), (6, 1, "merge-conflict")],
    ),
    "conflict_in_quotes": (b'id,title\na,"b\n||||||| base\n"\n', [(3, 1, "merge-conflict")]),
    "control_character": (
        b"id,title\na,b\x00\nc\x1b,d\n",
        [(2, 4, "control-character"), (3, 2, "control-character")],
    ),
    "line_separator": ("id,title\na,b\u2028c\n".encode(), [(2, 4, "control-character")]),
    "inner_byte_order_mark": ("id,title\na,\ufeffb\n".encode(), [(2, 3, "control-character")]),
    "open_quote": (b'id,title\na,"b\nc,d\n', [(2, 3, "open-quote")]),
    "open_quote_in_the_header": (b'id,"title\n', [(1, 4, "open-quote")]),
    "open_quote_after_newline_cell": (b'id,title\na,"b\nc"\nd,"e\n', [(4, 3, "open-quote")]),
    "text_after_quote": (b'id,title\na,"b"c\n', [(2, 6, "text-after-quote")]),
    "capital_after_quote": (b'id,title\na,"b"X\n', [(2, 6, "text-after-quote")]),
    "blank_after_quote": (b'id,title\n"a" ,b\n', [(2, 4, "text-after-quote")]),
    "stray_quote": (b'id,title\na,b"c"\n', [(2, 4, "stray-quote")]),
    "blank_before_quote": (b'id,title\na, "b"\n', [(2, 4, "stray-quote")]),
    "too_few_cells": (b"id,title\na,b\nc\n", [(3, 1, "row-width")]),
    "too_many_cells": (b"id,title\na,b,c\n", [(2, 1, "row-width")]),
    "blank_line": (b"id,title\na,b\n\nc,d\n", [(3, 1, "blank-row")]),
    "semicolons": (b"id;title\na;b\n", [(1, 1, "separator")]),
    "semicolons_and_quotes": (b'"id";"title"\n"a";"b"\n', [(1, 1, "separator")]),
    "total_with_a_colon": (b"id,title\na,b\nRazem:,\n", [(3, 1, "total-row")]),
    "column_renamed": (b"id,name\na,b\n", [(1, 4, "header")]),
    "columns_swapped": (b"title,id\na,b\n", [(1, 1, "header")]),
    "column_missing": (b"id\na\n", [(1, 4, "header")]),
    "column_more": (b"id,title,note\na,b,c\n", [(1, 10, "header")]),
    "header_in_capitals": (b"ID,title\na,b\n", [(1, 1, "header")]),
}


def places(problems: list[Problem]) -> list[tuple[int, int, str]]:
    return [(p.line, p.column, p.rule) for p in problems]


@pytest.mark.parametrize("name", REFUSED)
def test_refuses(name: str) -> None:
    content, expected = REFUSED[name]
    assert places(scan.scan_table("x.csv", content, HEADER)[1]) == expected


@pytest.mark.parametrize(
    ("more", "words"),
    [(1, "The same is in 1 more place."), (2, "The same is in 2 more places.")],
)
def test_of_many_alike_a_hundred_are_named_and_the_rest_counted(more: int, words: str) -> None:
    _, problems = scan.scan_table(
        "x.csv", b"id,title\n" + b"\x01" * (text_files.MOST_ALIKE + more) + b"\n", HEADER
    )
    assert places(problems) == [
        (2, column, "control-character") for column in range(1, text_files.MOST_ALIKE + 1)
    ] + [(0, 0, "control-character")]
    last = problems[-1]
    assert (last.path, last.what.text(NullTranslations()), last.right) == (
        "x.csv",
        words,
        problems[0].right,
    )


def test_a_row_of_the_wrong_width_leaves_the_others_readable() -> None:
    table, problems = scan.scan_table("x.csv", b"id,title\na,b\nc\nd,e\n", HEADER)
    assert table is not None
    assert [dict(row.cells) for row in table.rows] == [
        {"id": "a", "title": "b"},
        {"id": "d", "title": "e"},
    ]
    assert len(problems) == 1


def test_a_whole_file_that_cannot_be_read_gives_no_table() -> None:
    assert scan.scan_table("x.csv", b'id,title\na,"b\n', HEADER)[0] is None


def test_the_smallest_table_is_one() -> None:
    assert scan.scan_table("x.csv", b"a\n", ("a",))[1] == []


def test_a_header_alone_is_an_empty_table() -> None:
    table, problems = scan.scan_table("x.csv", b"id,title\n", HEADER)
    assert table is not None
    assert table.rows == ()
    assert problems == []


def test_a_cell_may_be_as_long_as_it_may() -> None:
    content = b"id,title\na," + b"b" * scan.CELL_LIMIT + b"\n"
    assert scan.scan_table("x.csv", content, HEADER)[1] == []


def test_quoted_cells_keep_commas_quotes_and_newlines() -> None:
    table, problems = scan.scan_table("x.csv", b'id,title\na,"b, ""c""\nd"\n', HEADER)
    assert table is not None
    assert problems == []
    assert table.rows[0]["title"] == 'b, "c"\nd'


def test_cells_know_where_they_begin() -> None:
    table, _ = scan.scan_table("x.csv", 'id,title\n"ą\nę",b\nc,"d"\n'.encode(), HEADER)
    assert table is not None
    assert [row.places for row in table.rows] == [
        {"id": (2, 1), "title": (3, 4)},
        {"id": (4, 1), "title": (4, 3)},
    ]
    assert [row.line for row in table.rows] == [2, 4]


@pytest.mark.parametrize("text", ["NA", "null", "06", "1e5", "TRUE", "=1+1", " a ", "a\tb", "'a"])
def test_guesses_nothing(text: str) -> None:
    table, _ = scan.scan_table("x.csv", f"id,title\na,{text}\n".encode(), HEADER)
    assert table is not None
    assert table.rows[0]["title"] == text


@pytest.mark.parametrize("line", ['a,"b""c', 'a,"b"",c'])
def test_an_open_quote_with_doubled_marks_inside_is_named_as_such(line: str) -> None:
    assert places(scan.scan_table("x.csv", f"id,title\n{line}\n".encode(), HEADER)[1]) == [
        (2, 3, "open-quote")
    ]


def test_the_column_of_a_wrong_name_in_a_quoted_header() -> None:
    assert places(scan.scan_table("x.csv", b'"id","name"\n', HEADER)[1]) == [(1, 6, "header")]


# The characters that a cell may hold; all others are refused in every cell.
TEXT = st.text(
    st.characters(
        exclude_categories=("Cs",),
        exclude_characters=[
            "\r",
            "\u2028",
            "\u2029",
            "\ufeff",
            *map(chr, [*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0)]),
        ],
    )
)


@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), min_size=1)
    )
)
def test_reads_back_what_the_csv_module_writes(records: list[list[str]]) -> None:
    header = tuple(f"c{number}" for number in range(len(records[0])))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *records])
    assume(not re.search(r"^(<{7}|={7}|>{7}|\|{7})( .*)?$", text.getvalue(), re.MULTILINE))
    assume(
        all(
            any(map(str.strip, record)) and tuple(record) != header and not scan.is_total(record)
            for record in records
        )
    )
    table, problems = scan.scan_table("x.csv", text.getvalue().encode(), header)
    assert problems == []
    assert table is not None
    assert [list(row.cells.values()) for row in table.rows] == records


@given(
    st.one_of(st.binary(), st.text(alphabet='a,"\n\r\t\x00ą<=>|').map(str.encode)),
    st.sampled_from([b"", b"id,title\n", b"\xef\xbb\xbf"]),
)
def test_never_raises_and_never_stays_silent_about_what_it_cannot_read(
    content: bytes, start: bytes
) -> None:
    table, problems = scan.scan_table("x.csv", start + content, HEADER)
    assert problems or table is not None
    lines = (start + content).count(b"\n") + 1
    assert all(0 <= p.line <= lines and 0 <= p.column <= len(start + content) + 1 for p in problems)


# name: (unit, times, last bytes); eight times as many units may take at most three times the
# proportion
LARGE = {
    "rows": (b"a,b\n", 10_000, b""),
    "one_cell": (b"b", 125_000, b",b\n"),
    "quoted_newlines": (b'"a\n",b\n', 4_000, b""),
    "doubled_quotes": (b'"a""b",""\n', 4_000, b""),
    "open_quote": (b'"a",b\n', 5_000, b'"\n'),
    "open_doubled_quotes": (b'"a"', 20_000, b"\n"),
    "commas": (b",", 30_000, b"\n"),
    "short_rows": (b"a\n", 4_000, b""),
    "control_characters": (b"\x01\n", 600, b""),
    "conflict_markers": (b"=======\n", 600, b""),
}


@pytest.mark.parametrize("shape", LARGE.values(), ids=LARGE)
def test_takes_time_in_proportion_to_the_size(shape: tuple[bytes, int, bytes]) -> None:
    unit, times, end = shape
    assert _seconds(b"id,title\n" + unit * times * 8 + end) < 24 * max(
        _seconds(b"id,title\n" + unit * times + end), 0.5
    )


def _seconds(content: bytes) -> float:
    """Of the processor, with the collector of garbage at rest."""
    gc.disable()
    taken = []
    for _ in range(3):  # the least disturbed of three
        begun = time.process_time()
        scan.scan_table("x.csv", content, HEADER)
        taken.append(time.process_time() - begun)
    gc.enable()
    return min(taken)


@pytest.mark.parametrize(
    ("cells", "is_total"),
    [
        (("Suma", "", "1 234,00 zł", "", "", "5"), True),
        (("Razem:", "", "", ""), True),
        (("total", "Total Foundation", "", "", ""), False),
        (("suma", "Suma", "Total", "", "ngo", "", "", ""), False),
        (("sum", "label", "label"), False),
    ],
)
def test_a_record_may_be_called_by_a_word_for_sums(cells: tuple[str, ...], is_total: bool) -> None:
    assert scan.is_total(cells) == is_total
