"""Every format of every table of the miniature site, read back by another program."""

import csv
import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from paths import ROOT

from datasite.downloads.formats import FORMATS, files_of_table
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.sqlite import build_database
from datasite.downloads.writers.parquet import write_parquet
from datasite.downloads.writers.text import write_csv, write_excel_csv, write_json, write_json_lines
from datasite.downloads.writers.workbook import write_xlsx
from datasite.downloads.zip_archive import checksum_list, zip_archive
from datasite.language.localization import Language
from datasite.tables.catalog import Catalog

DATASETS = sorted(path.parent.name for path in (ROOT / "datasets").glob("*/dataset.yaml"))
Tables = dict[str, PublishedTable]
Rows = list[list[Any]]


def _csv_text(value: object) -> str:
    """A value as a CSV of ours writes it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _as_text(table: PublishedTable) -> list[list[str]]:
    return [[_csv_text(row[name]) for name in table.dataset.header] for row in table.rows]


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


@pytest.mark.parametrize("name", DATASETS)
def test_what_is_published_is_what_stands_in_the_file(
    name: str, mini_published: Tables, mini_catalog: Catalog
) -> None:
    """Cell by cell; an address or two may follow."""
    rows = mini_catalog.rows(name)
    width = len(mini_catalog.datasets[name].fields)
    assert [row[:width] for row in _as_text(mini_published[name])] == [
        list(row.cells.values()) for row in rows
    ]


def test_every_dataset_is_published(mini_published: Tables) -> None:
    assert set(DATASETS) <= set(mini_published)


def test_csv(mini_published: Tables) -> None:
    for table in mini_published.values():
        content = write_csv(table)
        assert b"\r" not in content
        assert _csv(content) == [list(table.dataset.header), *_as_text(table)]


def test_csv_for_polish_excel(mini_published: Tables) -> None:
    for table in mini_published.values():
        content = write_excel_csv(table)
        assert content.startswith(b"\xef\xbb\xbf")
        read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
        numbers = [i for i, field in enumerate(table.dataset.fields) if field.type == "number"]
        assert read == [
            list(table.dataset.header),
            *(
                [c.replace(".", ",") if i in numbers else c for i, c in enumerate(row)]
                for row in _as_text(table)
            ),
        ]


def _plain(table: PublishedTable) -> list[dict[str, Any]]:
    return [
        {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in table.rows
    ]


def test_json(mini_published: Tables) -> None:
    for table in mini_published.values():
        assert json.loads(write_json(table)) == _plain(table)


def test_json_lines(mini_published: Tables) -> None:
    for table in mini_published.values():
        assert [
            json.loads(line) for line in write_json_lines(table).decode().split("\n")[:-1]
        ] == _plain(table)


def test_json_keeps_money_as_digits(mini_published: Tables) -> None:
    amounts = {
        row["budget_id"]: row["amount"] for row in json.loads(write_json(mini_published["budgets"]))
    }
    assert amounts["przykladowy-projekt-dofinansowanie-fundacji"] == "76500.50"
    assert amounts["przykladowy-projekt-eu-grant"] is None


def test_parquet(mini_published: Tables) -> None:
    for table in mini_published.values():
        assert pyarrow.parquet.read_table(io.BytesIO(write_parquet(table))).to_pylist() == [
            dict(row) for row in table.rows
        ]


def test_xlsx(mini_published: Tables) -> None:
    for table in mini_published.values():
        sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx(table))).worksheets[0]
        head, *rows = sheet.iter_rows(values_only=True)
        assert list(head) == list(table.dataset.header)
        assert [list(row) for row in rows] == [
            [float(v) if isinstance(v, Decimal) else v for v in row.values()] for row in table.rows
        ]


def test_xlsx_keeps_numbers_of_registers_as_text(mini_published: Tables) -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(write_xlsx(mini_published["identifiers"]))
    ).worksheets[0]
    assert "06" in {cell.value for cell in sheet["C"]}


@pytest.fixture
def connection(mini_published: Tables) -> Iterator[sqlite3.Connection]:
    database = sqlite3.connect(":memory:")
    database.deserialize(build_database(mini_published))
    yield database
    database.close()


def test_sqlite(connection: sqlite3.Connection, mini_published: Tables) -> None:
    for name, table in mini_published.items():
        rows = connection.execute(f"SELECT * FROM {name}").fetchall()
        assert [
            [
                bool(v)
                if f.type == "boolean" and v is not None
                else Decimal(repr(v))
                if f.type == "number" and v is not None
                else v
                for f, v in zip(table.dataset.fields, row, strict=True)
            ]
            for row in rows
        ] == [list(row.values()) for row in table.rows]


def test_sqlite_is_whole_and_its_keys_hold(connection: sqlite3.Connection) -> None:
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("words", ["Urząd", "urzad", "URZAD przykladowy"])
def test_sqlite_finds_words_without_polish_letters(
    words: str, connection: sqlite3.Connection
) -> None:
    matches = connection.execute(
        "SELECT record FROM search WHERE search MATCH ? AND dataset = 'organisations'", (words,)
    ).fetchall()
    assert ("urzad-przykladowy",) in matches


def test_sqlite_counts_a_joint_sum_once(connection: sqlite3.Connection) -> None:
    assert connection.execute(
        "SELECT programme_id, currency, projects, exact_total FROM totals_by_programme"
    ).fetchall() == [("norweskie-przykladowe", "PLN", 1, 13_250_000)]


@pytest.mark.parametrize("write", [*(f.write for f in FORMATS)], ids=[f.extension for f in FORMATS])
def test_the_same_rows_give_the_same_bytes(
    write: Callable[[PublishedTable], bytes], mini_published: Tables
) -> None:
    assert write(mini_published["budgets"]) == write(mini_published["budgets"])


def test_the_same_tables_give_the_same_database(mini_published: Tables) -> None:
    assert build_database(mini_published) == build_database(mini_published)


def test_a_file_says_its_size_its_rows_and_its_sum(
    mini_published: Tables, languages: dict[str, Language]
) -> None:
    for file in files_of_table(mini_published["projects"], languages):
        assert (file.size, file.rows) == (len(file.content), 4)
        assert file.sha256 == hashlib.sha256(file.content).hexdigest()


FILES = {"b/ż.txt": "ż".encode(), "a.txt": b"a"}


def test_an_archive_depends_on_its_content_only() -> None:
    assert zip_archive(FILES) == zip_archive(dict(reversed(FILES.items())))


def test_an_archive_holds_its_files_with_plain_modes() -> None:
    with zipfile.ZipFile(io.BytesIO(zip_archive(FILES))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == FILES
        assert {(entry.date_time, entry.external_attr >> 16) for entry in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0o644)
        }


def test_checksums_are_as_sha256sum_prints_them() -> None:
    assert (
        checksum_list({"a.txt": b"a"})
        == b"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  a.txt\n"
    )
