"""The words that the data copied from each source, and the rows that say whether a program found
them there.

They are the as_printed of every table whose rows name a source.
"""

from collections.abc import Mapping

from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row

SOURCES, VALUE_CHECKS = "sources", "source_value_checks"
PRINTED = "as_printed"


def printed_values(catalog: Catalog) -> Mapping[str, tuple[str, ...]]:
    """The words that were copied from each source, by its identifier; words that differ in capitals
    alone once.
    """
    words: dict[str, dict[str, str]] = {}
    for dataset in catalog.datasets.values():
        key = _source_key(dataset)
        for row in catalog.rows(dataset.name) if key else ():
            if row[PRINTED]:
                words.setdefault(row[key], {}).setdefault(row[PRINTED].casefold(), row[PRINTED])
    return {source: tuple(printed.values()) for source, printed in words.items()}


def _source_key(dataset: Dataset) -> str:
    """The field that names the source of the words in each row; blank where there are none."""
    if dataset.name == VALUE_CHECKS or PRINTED not in dataset.header:
        return ""
    return next((key.field for key in dataset.foreign_keys if key.dataset == SOURCES), "")


def checks_of_values(catalog: Catalog) -> Mapping[str, Mapping[str, Row]]:
    """The rows of source_value_checks by source and by words in small letters; without those of
    words that no row gives any more.
    """
    rows = catalog.grouped(VALUE_CHECKS, "source_id")
    return {
        source: {
            words.casefold(): row
            for words in printed
            for row in rows.get((source,), ())
            if row[PRINTED].casefold() == words.casefold()
        }
        for source, printed in printed_values(catalog).items()
    }
