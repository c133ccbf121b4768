"""The table of all changes: each once, with the name and the page of its record."""

import csv
import io
from pathlib import Path

import pytest

from datasite.downloads.derived_tables.changes import build_changes
from datasite.downloads.formats import FORMATS, files_of_table
from datasite.downloads.published_tables import PublishedTable
from datasite.history.changes import NO_HISTORY, Change, ChangeKind, History
from datasite.history.history_file import COLUMNS, read_history
from datasite.language.localization import Language
from datasite.tables.catalog import Catalog

SITE = "https://mini.example"


@pytest.fixture(scope="module")
def table(mini: Path, mini_catalog: Catalog) -> PublishedTable:
    return build_changes(mini_catalog, read_history(mini), SITE)


def test_every_change_is_a_row_as_the_history_has_it(mini: Path, table: PublishedTable) -> None:
    kept = [
        tuple(getattr(change, column) for column in COLUMNS)
        for change in read_history(mini).changes
    ]
    assert [tuple(row[column] or "" for column in COLUMNS) for row in table.rows] == kept
    assert [row["change_id"] for row in table.rows] == list(range(1, len(kept) + 1))


def test_a_row_names_the_record_of_which_it_is_a_part_and_the_reason(table: PublishedTable) -> None:
    (row,) = [row for row in table.rows if row["kind"] == "corrected"]
    assert (row["whole_dataset"], row["whole_record"]) == ("projects", "przykladowy-projekt")
    assert (row["name_pl"], row["name_en"]) == ("Przykładowy projekt", "Sample project")
    assert row["reason_en"] == "We got a digit wrong in copying."
    assert row["record_url"] == f"{SITE}/pl/projekty/przykladowy-projekt/"


def test_a_withdrawn_record_leads_to_its_page_and_a_table_to_its_own(table: PublishedTable) -> None:
    pages = {(row["kind"], row["whole_record"]): row["record_url"] for row in table.rows}
    assert pages["merged", "przykladowy-projekt-bis"] == (
        f"{SITE}/pl/projekty/przykladowy-projekt-bis/"
    )
    assert pages["table_added", None] == f"{SITE}/pl/dane/projects/"


def test_a_table_that_is_gone_leads_to_all_data(mini_catalog: Catalog) -> None:
    gone = Change(date="2020-01-01", commit="a" * 40, kind=ChangeKind.TABLE_REMOVED, dataset="gone")
    (row,) = build_changes(mini_catalog, History(changes=(gone,)), SITE).rows
    assert (row["record_url"], row["name_pl"]) == (f"{SITE}/pl/dane/", None)


def test_without_history_it_has_its_header_alone(
    mini_catalog: Catalog, languages: dict[str, Language]
) -> None:
    files = {
        f.name: f for f in files_of_table(build_changes(mini_catalog, NO_HISTORY, SITE), languages)
    }
    assert len(files) == len(FORMATS) - 1  # it is no workbook
    header, *rows = csv.reader(io.StringIO(files["changes.csv"].content.decode()))
    assert header[:2] == ["change_id", "date"]
    assert rows == []


def test_every_kind_of_change_is_described(table: PublishedTable) -> None:
    assert set(table.dataset.field("kind").enum) == set(ChangeKind)


def test_the_changes_are_no_workbook(table: PublishedTable, languages: dict[str, Language]) -> None:
    names = {file.name for file in files_of_table(table, languages)}
    assert "changes.xlsx" not in names
    assert {"changes.csv", "changes.excel.csv", "changes.json"} <= names
