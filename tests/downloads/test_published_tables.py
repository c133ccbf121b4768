"""The typed tables: text stays text, money stays decimal, blanks are blanks."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import pytest

from datasite.downloads.published_tables import STRING, PublishedTable, arrow_type
from datasite.tables.catalog import Catalog

Tables = Mapping[str, PublishedTable]
Frames = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="session")
def frames(mini_published: Tables, mini_catalog: Catalog) -> Frames:
    """Of each dataset the frame as it is published, derived tables left out."""
    return {name: mini_published[name].frame for name in mini_catalog.datasets}


def test_every_dataset_with_its_columns_and_rows_in_order(
    frames: Frames, mini_published: Tables, mini_catalog: Catalog
) -> None:
    assert list(mini_published)[: len(frames)] == list(mini_catalog.datasets)
    for name, frame in frames.items():
        header = mini_catalog.datasets[name].header
        assert tuple(frame.columns)[: len(header)] == header
        assert tuple(frame.columns) == mini_published[name].dataset.header
        assert len(frame) == len(mini_catalog.rows(name))


def test_every_column_has_the_type_of_its_field(mini_published: Tables) -> None:
    for table in mini_published.values():
        for field in table.dataset.fields:
            assert table.frame[field.name].dtype == arrow_type(field), field.name


def test_no_cell_changes_its_text(mini_published: Tables, mini_catalog: Catalog) -> None:
    for name, dataset in mini_catalog.datasets.items():
        text = mini_published[name].text[list(dataset.header)]
        for row, values in zip(mini_catalog.rows(name), text.itertuples(index=False), strict=True):
            assert ["" if pd.isna(v) else v for v in values] == list(row.cells.values())


def test_rows_are_plain_python_with_the_digits_of_the_source(mini_published: Tables) -> None:
    rows = {row["budget_id"]: row for row in mini_published["budgets"].rows}
    amounts = {type(row["amount"]) for row in rows.values()}
    assert amounts == {Decimal, type(None)}
    assert str(rows["przykladowy-projekt-dofinansowanie-fundacji"]["amount"]) == "76500.50"
    assert str(rows["przykladowy-projekt-eu-grant"]["share_percent"]) == "75.5"
    assert {type(row["preferred"]) for row in rows.values()} == {bool}
    assert not any(str(row["amount"]).endswith(".00") for row in rows.values())


def test_amounts_are_decimals_never_floats(frames: Frames) -> None:
    amounts = frames["budgets"]["amount"].dropna()
    assert {type(value) for value in amounts} == {Decimal}
    assert Decimal("76500.50") in set(amounts)
    assert str(amounts[amounts == Decimal("76500.50")].iloc[0]) == "76500.50"


def test_a_blank_amount_is_missing_and_not_nought(frames: Frames) -> None:
    shares = frames["budgets"].set_index("budget_id")
    assert pd.isna(shares.loc["przykladowy-projekt-eu-grant", "amount"])
    assert shares.loc["przykladowy-projekt-eu-grant", "share_percent"] == Decimal("75.5")


def test_truth_is_boolean(frames: Frames) -> None:
    preferred = frames["budgets"]["preferred"]
    assert preferred.dtype == "bool[pyarrow]"
    assert (~preferred).sum() == 1


@pytest.mark.parametrize(
    ("dataset", "column", "text"),
    [
        ("identifiers", "value", "06"),
        ("places", "place", "NA"),
        ("territories", "code", "NA"),
        ("organisations", "short_name", "NA"),
        ("projects", "title_pl", "Null"),
        ("projects", "project_id", "null"),
        ("organisations", "krs", "0000000006"),
        ("organisations", "nip", "1234563218"),
        ("statements", "value", "2021-09"),
    ],
)
def test_text_that_looks_like_something_else_stays_text(
    dataset: str, column: str, text: str, frames: Frames
) -> None:
    values = frames[dataset][column]
    assert values.dtype == STRING
    assert text in set(values.dropna())


def test_a_blank_text_is_missing(frames: Frames) -> None:
    sources = frames["sources"].set_index("source_id")
    assert pd.isna(sources.loc["dokument-bez-adresu", "url"])


def test_a_part_has_the_chosen_rows_of_its_table(mini_published: Tables) -> None:
    table = mini_published["budgets"]
    part = table.part([2, 0])
    assert part.cells == (table.cells[2], table.cells[0])
    assert part.rows == (table.rows[2], table.rows[0])
    assert part.frame.dtypes.equals(table.frame.dtypes)
    assert part.part([1]).cells == (table.cells[0],)


def test_cells_are_the_text_with_nothing_for_a_blank(mini_published: Tables) -> None:
    for table in mini_published.values():
        text = table.text.fillna("").itertuples(index=False, name=None)
        assert list(table.cells) == list(text)
