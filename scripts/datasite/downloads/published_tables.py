"""The catalog in, the tables that we publish out: each dataset with its addresses, and the tables
derived from them.

Every row carries the address of its record's page and, where it rests on a source, that source's
address.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from datasite.downloads import list_of_operations, projects_wide, typed_columns
from datasite.language.languages import LANGUAGES
from datasite.model.register import Register
from datasite.publication import addresses
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, Field
from datasite.tables.scan import Row

ABOUT_RECORDS = (
    "statements",
    "corrections",
)  # datasets of which a row speaks of a record of another
RECORD_URL = Field(
    name="record_url",
    title={"pl": "adres rekordu", "en": "record address"},
    description={
        "pl": "Strona tego rekordu w serwisie.",
        "en": "The page of this record on the site.",
    },
    format="uri",
    required=True,
)
SOURCE_URL = Field(
    name="source_url",
    title={"pl": "adres źródła", "en": "source address"},
    description={
        "pl": "Adres źródła, na którym opiera się wiersz. Puste – źródło nie ma adresu.",
        "en": (
            "The address of the source on which the row rests. Blank – the source has no address."
        ),
    },
    format="uri",
)


@dataclass(frozen=True)
class Published:
    """A table as it is published, with its description.

    Rows are plain Python: str, Decimal, int, bool, and None for what is not stated.
    """

    dataset: Dataset
    rows: tuple[Mapping[str, Any], ...]


def of_frame(dataset: Dataset, frame: pd.DataFrame) -> Published:
    """The rows of a typed table, in the order of the dataset's fields."""
    return Published(
        dataset,
        tuple(
            dict(zip(dataset.header, map(_python, row), strict=True))
            for row in frame.itertuples(index=False, name=None)
        ),
    )


def _python(value: object) -> object:
    return None if value is pd.NA else value.item() if isinstance(value, np.generic) else value


def build(catalog: Catalog, register: Register, site_url: str) -> Mapping[str, Published]:
    """Every published table by name: the datasets in alphabetical order, then those derived from
    them.
    """
    made = {
        name: _with_addresses(catalog, dataset, site_url)
        for name, dataset in catalog.datasets.items()
    }
    derived = (
        (projects_wide.DATASET, projects_wide.table(register, site_url)),
        (list_of_operations.DATASET, list_of_operations.table(register, site_url)),
    )
    return {**made, **{dataset.name: of_frame(dataset, frame) for dataset, frame in derived}}


def _page_of(catalog: Catalog, dataset: str, row: Row) -> str:
    """The page that shows the row; for a statement or a correction, that of the record on which it
    is, or where that was withdrawn, of its dataset.
    """
    if dataset in ABOUT_RECORDS:
        dataset, key = row["dataset"], row["record"]
        if key not in catalog.by_key[dataset]:
            return addresses.page("data", dataset, LANGUAGES[0])
        row = catalog.by_key[dataset][key]
    return addresses.of_row(dataset, row.cells, catalog.datasets[dataset].header)


def _with_addresses(catalog: Catalog, dataset: Dataset, site_url: str) -> Published:
    rows = catalog.rows(dataset.name)
    table = typed_columns.frame(dataset, catalog)
    table[RECORD_URL.name] = pd.Series(
        [site_url + _page_of(catalog, dataset.name, row) for row in rows], dtype="string"
    )
    extra = [RECORD_URL]
    if "source_id" in dataset.header and dataset.name != "sources":
        urls = {key: row["url"] for key, row in catalog.by_key["sources"].items()}
        table[SOURCE_URL.name] = pd.Series(
            [urls[row["source_id"]] or pd.NA for row in rows], dtype="string"
        )
        extra.append(SOURCE_URL)
    return of_frame(replace(dataset, fields=(*dataset.fields, *extra)), table)
