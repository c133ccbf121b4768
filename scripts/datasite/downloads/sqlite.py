"""Published tables in, one SQLite file out: tables with their keys, a search that ignores
diacritics, views that answer the usual questions.
"""

import sqlite3
from collections.abc import Mapping
from decimal import Decimal

from datasite.downloads.published_tables import Published
from datasite.tables.descriptor import Dataset, Field
from datasite.values import fold

_TYPES = {
    "integer": "INTEGER",
    "boolean": "INTEGER",
}  # amounts are text of digits: SQLite has no decimals, and SUM() reads them
VIEWS: Mapping[str, str] = {
    "project_overview": (
        """
        SELECT project_id, title_pl, title_en, lead_pl, lead_en, programme_pl, programme_en, start_date, end_date,
               CAST(total_amount AS NUMERIC) AS total, total_currency, total_qualifier, record_url, source_url
        FROM projects_wide"""
    ),
    "totals_by_programme": (
        """
        SELECT programme_id, programme_pl, programme_en, total_currency AS currency, COUNT(*) AS projects, ROUND(SUM(CAST(total_amount AS NUMERIC)), 2) AS exact_total
        FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY COALESCE(joint_id, project_id) ORDER BY project_id) AS turn FROM projects_wide
              WHERE total_amount IS NOT NULL AND total_currency IS NOT NULL AND total_qualifier = 'exact')
        WHERE turn = 1 GROUP BY programme_id, programme_pl, programme_en, total_currency"""
    ),
    "organisation_projects": (
        """
        SELECT o.organisation_id, o.name_pl, o.name_en, x.role, p.project_id, p.title_pl, p.title_en, p.record_url
        FROM partners x JOIN organisations o USING (organisation_id) JOIN projects p USING (project_id)"""
    ),
    "works_with": (
        """
        SELECT a.organisation_id, b.organisation_id AS other_id, COUNT(DISTINCT a.project_id) AS projects
        FROM partners a JOIN partners b ON a.project_id = b.project_id AND a.organisation_id <> b.organisation_id
        GROUP BY a.organisation_id, b.organisation_id"""
    ),
}
_SEARCHED: Mapping[str, tuple[str, ...]] = {
    "projects": ("title_pl", "title_en", "summary_pl", "summary_en", "reference_number"),
    "organisations": ("name_pl", "name_en", "short_name"),
    "programmes": ("name_pl", "name_en", "short_name_pl", "short_name_en"),
    "cooperation": ("title_pl", "title_en", "summary_pl", "summary_en"),
}


def build(published: Mapping[str, Published]) -> bytes:
    """The database as the bytes of its file. The same tables give the same bytes."""
    connection = sqlite3.connect(":memory:")
    with connection:
        for it in published.values():
            connection.execute(_create(it.dataset, published))
            columns = ", ".join("?" * len(it.dataset.fields))
            rows = (
                [str(value) if isinstance(value, Decimal) else value for value in row.values()]
                for row in it.rows
            )
            connection.executemany(
                f"INSERT INTO {it.dataset.name} VALUES ({columns})", rows
            )  # names are slugs of ours
        for name, query in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        # Both forms are indexed, since folding ł is beyond the tokenizer: `łódź` and `lodz` find
        # the same rows.
        connection.execute(
            "CREATE VIRTUAL TABLE search USING fts5(dataset UNINDEXED, record UNINDEXED, record_url"
            " UNINDEXED, text, folded, tokenize='unicode61 remove_diacritics 2')"
        )
        for name, fields in _SEARCHED.items():
            found = published[name]
            for row in found.rows:
                text = " · ".join(str(row[f]) for f in fields if row[f])
                connection.execute(
                    "INSERT INTO search VALUES (?, ?, ?, ?, ?)",
                    (name, row[found.dataset.primary_key[0]], row["record_url"], text, fold(text)),
                )
    connection.execute("VACUUM")
    content = connection.serialize()
    connection.close()
    return content


def _create(dataset: Dataset, published: Mapping[str, Published]) -> str:
    lines = [_column(field) for field in dataset.fields]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, dataset.primary_key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(key.field)}) REFERENCES {key.dataset} ({_quoted(key.target)})"
        for key in dataset.foreign_keys
        if key.dataset in published
    ]
    return f"CREATE TABLE {dataset.name} ({', '.join(lines)})"


def _column(field: Field) -> str:
    return (
        f"{_quoted(field.name)}"
        f" {_TYPES.get(field.type, 'TEXT')}{' NOT NULL' if field.required else ''}"
    )


def _quoted(name: str) -> str:
    """The name of a column, which may be a word of SQL: corrections say what a value `is`."""
    return f'"{name}"'
