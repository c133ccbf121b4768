"""The changes of the data as a table: each change of the history, with the name and the page of the
record that it concerns. It has no rows where the site has no history.
"""

from collections.abc import Mapping
from pathlib import Path

from datasite.downloads.published_tables import (
    PublishedTable,
    published_table,
    read_description,
    text_frame,
)
from datasite.history.changed_records import RecordChange, record_changes
from datasite.history.changes import ChangeKind, History, RecordId
from datasite.language.languages import LANGUAGES, TEXT_LANGUAGES, Words
from datasite.publication import addresses
from datasite.publication.identity import CORRECTIONS
from datasite.tables.catalog import Catalog, record_name
from datasite.tables.descriptor import text_columns

DESCRIPTION = read_description(Path(__file__).with_suffix(".yaml"))
Reasons = Mapping[tuple[str, str, str, str], Mapping[str, str]]


def build_changes(catalog: Catalog, history: History, site_url: str) -> PublishedTable:
    """Every change, oldest first, so that a later build has the same numbers."""
    placed = record_changes(catalog, history)
    wholes = {one.whole for one in placed}
    names = {whole: _name(catalog, whole) for whole in wholes}
    pages = {whole: site_url + _page(catalog, whole) for whole in wholes}
    reasons = _reasons(catalog)
    rows = [
        {
            "change_id": str(number),
            **_cells(one),
            **{f"name_{lang}": names[one.whole].get(lang, "") for lang in TEXT_LANGUAGES},
            **_reason(one, reasons),
            "record_url": pages[one.whole],
        }
        for number, one in enumerate(placed, start=1)
    ]
    frame = text_frame(DESCRIPTION.header, rows)
    return published_table(DESCRIPTION, frame)


def _cells(placed: RecordChange) -> dict[str, str]:
    change = placed.change
    return {
        "date": change.date,
        "kind": change.kind,
        "dataset": change.dataset,
        "record": change.record,
        "field": change.field,
        "before": change.before,
        "after": change.after,
        "whole_dataset": placed.whole[0],
        "whole_record": placed.whole[1],
        "commit": change.commit,
    }


def _name(catalog: Catalog, record: RecordId) -> Words:
    row = catalog.by_key.get(record[0], {}).get(record[1])
    return record_name(row) if row else {}


def _page(catalog: Catalog, record: RecordId) -> str:
    """The page of a record, also of a withdrawn one; else that of its table, or of all data."""
    dataset, key = record
    if dataset not in catalog.datasets:
        return addresses.page("data", "", LANGUAGES[0])
    if row := catalog.by_key[dataset].get(key):
        return addresses.of_row(dataset, row.cells, catalog.datasets[dataset].header)
    if any((r["dataset"], r["record"]) == record for r in catalog.rows("withdrawn")):
        return addresses.of_withdrawn(dataset, key)
    return addresses.page("data", dataset, LANGUAGES[0])


def _reasons(catalog: Catalog) -> Reasons:
    """The reasons in the log of corrections by record, field and new value."""
    return {
        (row["dataset"], row["record"], row["field"], row["is"]): row.cells
        for row in catalog.rows(CORRECTIONS)
    }


def _reason(placed: RecordChange, reasons: Reasons) -> dict[str, str]:
    change, columns = placed.change, text_columns("reason")
    found: Mapping[str, str] = {}
    if change.kind is ChangeKind.CORRECTED:
        keys = (placed.row[1], change.record)
        entries = ((change.dataset, key, change.field, change.after) for key in keys)
        found = next((reasons[entry] for entry in entries if entry in reasons), {})
    return {column: found.get(column, "") for column in columns}
