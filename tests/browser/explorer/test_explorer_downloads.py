"""The files with the rows that an explorer shows."""

import csv
import io

import pytest
from browser_pages import Open
from explorer_pages import (
    ENGLISH,
    ORGANISATIONS,
    PROJECTS,
    choose,
    count,
    downloaded,
    ids,
    sort_by,
)


@pytest.mark.parametrize("listing", [PROJECTS, ENGLISH])
def test_csv_has_exactly_the_rows_that_are_shown(visit: Open, host: str, listing: str) -> None:
    page = visit(listing).page
    choose(page, "fund", "fami-2014-2020")
    choose(page, "place", "PL-12")
    sort_by(page, "title")
    name, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["project_id"] for row in rows] == ids(page)
    assert name == "projects_wide_fami-2014-2020_PL-12.csv"
    whole = list(
        csv.DictReader(
            io.StringIO(
                page.request.get(f"{host}/data/projects_wide.csv").body().decode(), newline=""
            )
        )
    )
    published = {row["project_id"]: row for row in whole}
    assert all(row == published[row["project_id"]] for row in rows)
    assert {
        "reference_number",
        "title_pl",
        "lead_pl",
        "programme_pl",
        "start_date",
        "end_date",
        "total_amount",
        "total_currency",
        "total_qualifier",
        "record_url",
    } <= set(rows[0])


def test_csv_for_excel_has_them_too(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "currency", "PLN")
    name, content = downloaded(page, "excel.csv")
    assert name == "projects_wide_PLN.excel.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "\r\n" in text
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["project_id"] for row in rows] == ids(page)
    assert any("," in row["total_amount"] for row in rows)
    assert not any("." in row["total_amount"] for row in rows)


def test_everything_can_be_taken_from_a_page_that_is_not_filtered(visit: Open) -> None:
    page = visit(PROJECTS).page
    _, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["project_id"] for row in rows] == ids(page)
    assert len(rows) == count(page)


def test_rows_longer_than_one_line_come_whole(visit: Open, host: str) -> None:
    page = visit(PROJECTS).page
    script = (
        "async ([text, ids]) => (await import('/theme/js/explorer/csv.js')).chosen(text, ids, ',')"
    )
    text = 'id,words\r\na,"one, ""two""\r\nthree"\r\nb,four\r\nc,"five\nsix"\r\n'
    assert (
        page.evaluate(script, [text, ["c", "a"]])
        == 'id,words\r\nc,"five\nsix"\r\na,"one, ""two""\r\nthree"\r\n'
    )


def test_organisations_come_as_csv(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    choose(page, "type", "police")
    _, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["organisation_id"] for row in rows] == ids(page)
    assert rows
    assert {row["type"] for row in rows} == {"police"}
