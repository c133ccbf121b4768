"""Writes tables as Parquet, with the types of their frames."""

import io

import pyarrow as pa
import pyarrow.parquet as pq

from datasite.downloads.published_tables import PublishedTable


def write_parquet(table: PublishedTable) -> bytes:
    """Amounts are decimals with two places, shares with four; required columns are not nullable.

    The metadata of pandas are left out: with them pandas before version 3 could not read decimals.
    """
    arrow = pa.Table.from_pandas(table.frame, preserve_index=False)
    required = zip(arrow.schema, table.dataset.fields, strict=True)
    columns = [column.with_nullable(not field.required) for column, field in required]
    file = io.BytesIO()
    pq.write_table(arrow.cast(pa.schema(columns)), file)
    return file.getvalue()
