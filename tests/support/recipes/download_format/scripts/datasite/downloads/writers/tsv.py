"""Writes tables as tab-separated values."""

import csv
import io

from datasite.downloads.published_tables import PublishedTable


def write_tsv(table: PublishedTable) -> bytes:
    """A line for each row, in UTF-8; blank for what is not stated."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(table.dataset.header)
    writer.writerows(table.cells)
    return text.getvalue().encode()
