"""The database of the real data: every cell, every key, the search and the views."""

import sqlite3
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest
import real_data
import tricky_table
from tricky_table import cell_differences

from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.sqlite import VIEWS, build_database
from datasite.model import totals
from datasite.publication.identity import PACKAGE_NAME
from datasite.tables.descriptor import Field


@pytest.fixture(scope="module")
def tables() -> Mapping[str, PublishedTable]:
    return tricky_table.all_tables()


@pytest.fixture(scope="module")
def connection(tables: Mapping[str, PublishedTable]) -> Iterator[sqlite3.Connection]:
    """The database of all tables, that of tricky cells too."""
    database = sqlite3.connect(":memory:")
    database.deserialize(build_database(tables))
    yield database
    database.close()


def test_every_cell_comes_back_from_the_database(
    connection: sqlite3.Connection, tables: Mapping[str, PublishedTable]
) -> None:
    """Text, whole numbers and truth values as such, amounts as text of their digits."""
    differences = []
    for name, table in tables.items():
        rows = connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
        assert {type(cell) for row in rows for cell in row} <= {str, int, type(None)}
        cells = [
            [_value(cell, field) for cell, field in zip(row, table.dataset.fields, strict=True)]
            for row in rows
        ]
        differences += cell_differences(table, cells)
    assert differences == []


def _value(cell: Any, field: Field) -> object:
    """A cell of the database as its field publishes it."""
    if cell is None:
        return None
    if field.type == "boolean":
        return {0: False, 1: True}[cell]
    return Decimal(cell) if field.type == "number" and isinstance(cell, str) else cell


def test_the_published_database_holds_the_published_tables() -> None:
    database = sqlite3.connect(":memory:")
    database.deserialize(real_data.plan().site.files[f"{PACKAGE_NAME}.sqlite"].content)
    for table in real_data.plan().site.packages[0].tables:
        count = database.execute(f"SELECT COUNT(*) FROM {table.dataset.name}").fetchone()
        assert count == (len(table.rows),)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    database.close()


def test_the_database_has_every_key(
    connection: sqlite3.Connection, tables: Mapping[str, PublishedTable]
) -> None:
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for name, table in tables.items():
        foreign_keys = {
            (field, dataset, target)
            for _, _, dataset, field, target, *_ in connection.execute(
                f"PRAGMA foreign_key_list({name})"
            )
        }
        assert foreign_keys == {(k.field, k.dataset, k.target) for k in table.dataset.foreign_keys}
        primary_key = sorted(
            (place, column)
            for _, column, _, _, _, place in connection.execute(f"PRAGMA table_info({name})")
            if place
        )
        assert tuple(column for _, column in primary_key) == table.dataset.primary_key


@pytest.mark.parametrize("words", ["łódź", "Łódź", "lodz", "LODZ", "łodz"])
def test_the_search_finds_lodz_however_it_is_spelt(
    words: str, connection: sqlite3.Connection
) -> None:
    matches = connection.execute(
        "SELECT text FROM search WHERE search MATCH ?", (words,)
    ).fetchall()
    assert matches
    if words != "łodz":
        assert {text for (text,) in matches} >= {
            text
            for (text,) in connection.execute("SELECT text FROM search WHERE text LIKE '% Łódź%'")
        }


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers(view: str, connection: sqlite3.Connection) -> None:
    assert connection.execute(f"SELECT * FROM {view}").fetchall()


def test_the_view_of_totals_agrees_with_the_site(connection: sqlite3.Connection) -> None:
    """Exact totals of the projects of a programme and currency, each joint sum once."""
    register = real_data.plan().site.register
    rows = connection.execute(
        "SELECT programme_id, currency, projects, exact_total FROM totals_by_programme"
    )
    of_view = {
        (programme, currency): (count, Decimal(str(total)).quantize(Decimal("0.01")))
        for programme, currency, count, total in rows
    }
    of_site = {}
    for programme in (*register.programmes, None):
        group = [
            p
            for p in register.projects.values()
            if (p.programme.id if p.programme else None) == programme
        ]
        for total in totals.of_projects(group).by_currency:
            if total.exact:
                amount = total.amount.quantize(Decimal("0.01"))
                of_site[programme, total.currency] = (total.exact, amount)
    assert of_view == of_site
