"""What Excel cannot hold or takes for something else is marked in the workbook, or named beside the
CSV.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest
import real_data
from hypothesis import given
from hypothesis import strategies as st
from tricky_table import TRICKY

from datasite.downloads.published_tables import PublishedTable, published_table
from datasite.downloads.writers.excel_guesses import excel_guesses, may_change
from datasite.downloads.writers.workbook import EXCEL, SheetLimits, write_xlsx
from datasite.permanence.data_files import NOT_IN_EXCEL

ELSEWHERE = "[…] → tricky.csv"
MARK = b"FFE699"  # the colour
SMALL = SheetLimits(rows=6, links=2, link=40, text=30, digits=15)


def table_of(**columns: Sequence[object]) -> PublishedTable:
    """A table of tricky fields with these columns; the others are blank."""
    (length,) = {len(values) for values in columns.values()}
    ids = {"id": [str(n) for n in range(length)]}
    return published_table(TRICKY.dataset, pd.DataFrame({**ids, **columns}, dtype=object))


def sheet_of(table: PublishedTable, limits: SheetLimits = EXCEL) -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_xlsx(table, limits))).worksheets[0]


def column_of(sheet: Any, name: str) -> list[Any]:
    """The cells of a column below its header."""
    (header, *rows) = sheet.iter_rows()
    at = [cell.value for cell in header].index(name)
    return [row[at] for row in rows]


def styles_of(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read("xl/styles.xml")


def is_marked(cell: Any) -> bool:
    return bool(cell.fill.fill_type == "solid")


@pytest.mark.parametrize("letter", ["ż", "🌍"])
def test_a_text_that_is_too_long_is_marked_and_names_the_file_with_all_of_it(letter: str) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    longest = letter * (EXCEL.text // units)
    (fits, cut) = column_of(sheet_of(table_of(text=[longest, letter * 40_000])), "text")
    assert fits.value == longest and not is_marked(fits)
    assert cut.value.endswith(f" {ELSEWHERE}") and is_marked(cut)
    assert set(cut.value.removesuffix(f" {ELSEWHERE}")) == {letter}
    assert EXCEL.text - 2 <= len(cut.value.encode("utf-16-le")) // 2 <= EXCEL.text


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("amount", Decimal("12345678901234.56"), "12345678901234.56"),
        ("amount", Decimal("1234567890123456"), "1234567890123456"),
        ("count", 1234567890123456, "1234567890123456"),
    ],
)
def test_a_number_with_too_many_digits_is_text_with_all_of_them(
    field: str, value: object, text: str
) -> None:
    (cell,) = column_of(sheet_of(table_of(**{field: [value]})), field)
    assert (cell.data_type, cell.value, is_marked(cell)) == ("s", text, True)


def test_a_number_with_many_zeros_is_a_number() -> None:
    (cell,) = column_of(sheet_of(table_of(amount=[Decimal("1600000000000000")])), "amount")
    assert (cell.data_type, cell.value) == ("n", 1_600_000_000_000_000)


def test_addresses_beyond_the_links_of_a_sheet_are_text() -> None:
    urls = [f"https://a.example/{n}" for n in range(4)] + ["https://a.example/" + "a" * 40]
    cells = column_of(sheet_of(table_of(address=urls), replace(SMALL, text=EXCEL.text)), "address")
    assert [cell.value for cell in cells] == urls
    assert [bool(cell.hyperlink) for cell in cells] == [True, True, False, False, False]


@pytest.mark.parametrize("count", [4, 5, 6, 9])
def test_rows_beyond_a_sheet_are_announced_in_its_last_row(count: int) -> None:
    sheet = sheet_of(table_of(text=["a"] * count), SMALL)
    assert sheet.max_row == min(count + 1, SMALL.rows)
    last = sheet.cell(sheet.max_row, 1)
    if count < SMALL.rows:
        assert last.value == str(count - 1) and not is_marked(last)
    else:
        assert last.value == ELSEWHERE and is_marked(last)
        assert sheet.auto_filter.ref == f"A1:H{SMALL.rows - 1}"


def test_an_amount_fits_its_column() -> None:
    """As it is shown, with its thousands parted and two decimals; Excel shows ##### otherwise."""
    amounts = [Decimal("1600000000"), Decimal("9999999999999.99"), Decimal(5)]
    for count, shown in ((1, "1 600 000 000,00"), (3, "9 999 999 999 999,99")):
        sheet = sheet_of(table_of(amount=amounts[:count]))
        cells = column_of(sheet, "amount")
        assert {cell.number_format for cell in cells} == {"#,##0.00"}
        assert sheet.column_dimensions[cells[0].column_letter].width > len(shown)


def test_dates_and_what_looks_like_an_escape_stay_text() -> None:
    texts = ["2021-09", "2021-09-01", "1899-12-31", "06", "=1+1", "1e5"]
    cells = column_of(sheet_of(table_of(text=texts)), "text")
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in texts]


@given(
    text=st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60
    ),
    digits=st.decimals("0", "9" * 16, places=2),
)
def test_no_cell_is_cut_or_dropped_in_silence(text: str, digits: Decimal) -> None:
    sheet = sheet_of(table_of(text=[text], amount=[digits]), SMALL)
    (cell,) = column_of(sheet, "text")
    assert (cell.value == text and not is_marked(cell)) or (
        is_marked(cell)
        and cell.value.endswith(ELSEWHERE)
        and text.startswith(cell.value.removesuffix(ELSEWHERE).strip())
    )
    (amount,) = column_of(sheet, "amount")
    assert Decimal(str(amount.value)) == digits
    assert is_marked(amount) == (amount.data_type == "s")


def test_no_cell_of_the_real_tables_is_marked() -> None:
    """A workbook has the colour among its styles only where a cell uses it."""
    assert MARK in styles_of(write_xlsx(table_of(text=["a" * 40_000])))
    workbooks = [f for f in real_data.plan().site.files.values() if f.name.endswith(".xlsx")]
    assert len(workbooks) == len(real_data.tables().keys() - {*NOT_IN_EXCEL})
    assert [f.name for f in workbooks if MARK in styles_of(f.content)] == []


# CSV for Excel.

CHANGED = (
    *("2021-09", "2022-12", "3.5", "13/10-2019", "03-12.2011", "1/2", "31.12.2016"),
    *("1 września 2022", "wrz 2021", "06", "01042018", "0000123456", "123456789012", "1e5", "2E10"),
    *("12:30", "1,50", "+48", "=1+1", "true", "PRAWDA", "a" * 40_000),
)
KEPT = (
    *("2021", "2021-04-17", "5252248481", "PL-12", "PLBU.02.01.00-20-0068/17", "KOM(2011) 743"),
    *("Łódź", "maj", "mars-2020", "1 000 zł", "16/7-2015/OG-FAMI", "12 osób", "A1e5", "prawda i"),
    *("084/2005", "90.0", "2019/2020", "1.500.000"),
)


@pytest.mark.parametrize("text", CHANGED)
def test_what_excel_may_take_for_something_else_is_known(text: str) -> None:
    assert may_change(text)
    (guess,) = excel_guesses(table_of(text=["Łódź", text, text]))
    assert (guess.field.name, guess.cells, guess.example) == ("text", 2, text[:40])


@pytest.mark.parametrize("text", KEPT)
def test_what_excel_keeps_is_not_named(text: str) -> None:
    assert not may_change(text)


def test_months_of_projects_are_named() -> None:
    named = {guess.field.name for guess in excel_guesses(real_data.tables()["projects"])}
    assert {"start_date", "end_date"} <= named
    assert not {"project_id", "title_pl", "website"} & named
