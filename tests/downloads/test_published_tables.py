"""The typed tables: text stays text, money stays decimal, blanks are blanks."""

from collections.abc import Mapping
from decimal import Decimal

import pandas as pd
import pytest

from datasite.downloads import typed_columns
from datasite.tables.catalog import Catalog

Frames = Mapping[str, pd.DataFrame]


@pytest.fixture(scope="session")
def frames(mini_catalog: Catalog) -> Frames:
    return {
        name: typed_columns.frame(dataset, mini_catalog)
        for name, dataset in mini_catalog.datasets.items()
    }


def test_every_dataset_with_its_columns_and_rows_in_order(
    frames: Frames, mini_catalog: Catalog
) -> None:
    assert list(frames) == list(mini_catalog.datasets)
    for name, frame in frames.items():
        assert tuple(frame.columns) == mini_catalog.datasets[name].header
        assert len(frame) == len(mini_catalog.rows(name))


def test_no_cell_changes_its_text(frames: Frames, mini_catalog: Catalog) -> None:
    for name, frame in frames.items():
        for row, values in zip(mini_catalog.rows(name), frame.itertuples(index=False), strict=True):
            assert [
                "" if pd.isna(v) else {"True": "true", "False": "false"}.get(str(v), str(v))
                for v in values
            ] == list(row.cells.values())


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
    assert preferred.dtype == "boolean"
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
    assert values.dtype == "string"
    assert text in set(values.dropna())


def test_a_blank_text_is_missing(frames: Frames) -> None:
    sources = frames["sources"].set_index("source_id")
    assert pd.isna(sources.loc["dokument-bez-adresu", "url"])
