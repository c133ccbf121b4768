"""The catalog's text in, typed pandas tables out: what every download is made of.

String columns are `string` with NA for a blank cell, booleans `boolean`, amounts and shares
`Decimal` objects (never float).
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset


def frame(dataset: Dataset, catalog: Catalog) -> pd.DataFrame:
    rows = catalog.rows(dataset.name)
    columns = {f.name: _column([row[f.name] for row in rows], f.type) for f in dataset.fields}
    return pd.DataFrame(columns, columns=list(dataset.header))


def of_derived(dataset: Dataset, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The same types for a table that is made from others: a blank text is not stated, and a number
    is a Decimal or None.
    """
    columns = {}
    for field in dataset.fields:
        values = [row.get(field.name) for row in rows]
        columns[field.name] = (
            pd.Series(values, dtype=object)
            if field.type == "number"
            else pd.Series([v or pd.NA for v in values], dtype="string")
        )
    return pd.DataFrame(columns, columns=list(dataset.header))


def _column(values: list[str], kind: str) -> pd.Series:
    if kind == "number":
        return pd.Series([Decimal(v) if v else None for v in values], dtype=object)
    if kind == "integer":
        return pd.Series([int(v) if v else pd.NA for v in values], dtype="Int64")
    if kind == "boolean":
        return pd.Series([v == "true" if v else pd.NA for v in values], dtype="boolean")
    return pd.Series([v or pd.NA for v in values], dtype="string")
