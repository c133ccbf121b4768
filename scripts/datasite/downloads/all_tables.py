"""All published tables: each dataset with the addresses of its rows, and the derived tables.

Every row carries the address of its record's page and, where it rests on a source, that source's
address.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from datasite.downloads.derived_tables import changes, list_of_operations, projects_wide
from datasite.downloads.published_tables import (
    PublishedTable,
    published_table,
    read_description,
    text_frame,
)
from datasite.history.changes import NO_HISTORY, History
from datasite.model.register import Register
from datasite.publication import addresses
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row

# Their rows speak of a record of another dataset.
ABOUT_RECORDS = ("statements", "corrections", "withdrawn", "documents")
RECORD_URL, SOURCE_URL = read_description(Path(__file__).with_name("added_columns.yaml")).fields


def build_published_tables(
    catalog: Catalog, register: Register, site_url: str, history: History = NO_HISTORY
) -> Mapping[str, PublishedTable]:
    """Every published table by name: the datasets in alphabetical order, then the derived tables.

    `register` is that of the catalog; `site_url` has no slash at its end.
    """
    tables = {
        name: _with_addresses(catalog, dataset, site_url)
        for name, dataset in catalog.datasets.items()
    }
    wide = projects_wide.build_projects_wide(register, tables)
    operations = list_of_operations.build_list_of_operations(register, wide)
    changed = changes.build_changes(catalog, history, site_url)
    return {**tables, **{table.dataset.name: table for table in (wide, operations, changed)}}


def _with_addresses(catalog: Catalog, dataset: Dataset, site_url: str) -> PublishedTable:
    rows = catalog.rows(dataset.name)
    frame = text_frame(dataset.header, (row.cells for row in rows))
    frame[RECORD_URL.name] = [site_url + _page_of(catalog, dataset.name, row) for row in rows]
    added = [RECORD_URL]
    if "source_id" in dataset.header and dataset.name != "sources":
        urls = {key: source["url"] or None for key, source in catalog.by_key["sources"].items()}
        frame[SOURCE_URL.name] = [urls.get(row["source_id"]) for row in rows]
        added.append(SOURCE_URL)
    return published_table(replace(dataset, fields=(*dataset.fields, *added)), frame)


def _page_of(catalog: Catalog, dataset: str, row: Row) -> str:
    """The page that shows the row.

    For a row of ABOUT_RECORDS it is the page of the record that it speaks of, also where that
    record was withdrawn.
    """
    if dataset in ABOUT_RECORDS:
        dataset, key = row["dataset"], row["record"]
        if key not in catalog.by_key[dataset]:
            return addresses.of_withdrawn(dataset, key)
        row = catalog.by_key[dataset][key]
    return addresses.of_row(dataset, row.cells, catalog.datasets[dataset].header)
