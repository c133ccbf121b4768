"""The database of the real data: every cell, every key, the search and the views."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
import real_data
import tricky_table
from hypothesis import given
from hypothesis import strategies as st
from tricky_table import cell_differences

from datasite.downloads.published_tables import PublishedTable, published_table
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
    """Text, whole numbers and truth values as such, amounts and shares as numbers."""
    differences = []
    for name, table in tables.items():
        rows = connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
        for field, column in zip(table.dataset.fields, zip(*rows, strict=True), strict=False):
            kinds = {type(cell) for cell in column} - {type(None)}
            assert kinds <= ({str} if field.type == "string" else {int, float}), (name, field.name)
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
    return Decimal(repr(cell)) if field.type == "number" else cell


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


def test_amounts_compare_and_sort_as_numbers(
    connection: sqlite3.Connection, tables: Mapping[str, PublishedTable]
) -> None:
    amounts = [row["amount"] for row in tables["budgets"].rows if row["amount"] is not None]
    largest, above = connection.execute(
        "SELECT max(amount), count(*) FILTER (WHERE amount > 1000000) FROM budgets"
    ).fetchone()
    assert (largest, above) == (max(amounts), sum(a > 1_000_000 for a in amounts))
    ordered = connection.execute("SELECT amount FROM budgets WHERE amount > 0 ORDER BY amount")
    assert [Decimal(repr(a)) for (a,) in ordered] == sorted(a for a in amounts if a > 0)
    for column in ("total_amount", "eu_grant_amount"):
        (top,) = connection.execute(f"SELECT max({column}) FROM projects_wide").fetchone()
        rows = tables["projects_wide"].rows
        assert Decimal(repr(top)) == max(r[column] for r in rows if r[column] is not None)


def test_shares_compare_as_numbers(
    connection: sqlite3.Connection, tables: Mapping[str, PublishedTable]
) -> None:
    shares = [row["share_percent"] for row in tables["budgets"].rows if row["share_percent"]]
    (least, above) = connection.execute(
        "SELECT min(share_percent), count(*) FILTER (WHERE share_percent > 9) FROM budgets"
    ).fetchone()
    assert Decimal(repr(least)) == min(shares)
    assert above == sum(share > 9 for share in shares)


def test_sums_are_exact_to_the_cent(
    connection: sqlite3.Connection, tables: Mapping[str, PublishedTable]
) -> None:
    """Of each currency and kind, by whole hundredths and by rounding the plain sum."""
    exact: dict[tuple[str | None, str], Decimal] = {}
    for row in tables["budgets"].rows:
        if row["amount"] is not None:
            key = (row["currency"], row["kind"])
            exact[key] = exact.get(key, Decimal(0)) + row["amount"]
    summed = connection.execute(
        "SELECT currency, kind, SUM(CAST(ROUND(amount * 100) AS INTEGER)), ROUND(SUM(amount), 2)"
        " FROM budgets WHERE amount IS NOT NULL GROUP BY currency, kind"
    ).fetchall()
    assert {(c, k): Decimal(hundredths) / 100 for c, k, hundredths, _ in summed} == exact
    assert {(c, k): Decimal(repr(plain)) for c, k, _, plain in summed} == exact
    assert len(exact) > 10


@given(amounts=st.lists(st.decimals("0", "9999999999999.99", places=2), min_size=1, max_size=60))
def test_no_amount_loses_a_cent_in_the_database(
    amounts: list[Decimal], mini_published: dict[str, PublishedTable]
) -> None:
    """Each comes back as it was, and so does their sum."""
    budgets = mini_published["budgets"]
    row = budgets.frame.iloc[0].to_dict()
    frame = pd.DataFrame(
        [{**row, "budget_id": str(n), "amount": amount} for n, amount in enumerate(amounts)],
        dtype=object,
    )
    tables = {**mini_published, "budgets": published_table(budgets.dataset, frame)}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(build_database(tables))
        stored = [amount for (amount,) in database.execute("SELECT amount FROM budgets")]
        (hundredths,) = database.execute(
            "SELECT SUM(CAST(ROUND(amount * 100) AS INTEGER)) FROM budgets"
        ).fetchone()
    assert [Decimal(repr(amount)) for amount in stored] == amounts
    assert Decimal(hundredths) / 100 == sum(amounts)


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
