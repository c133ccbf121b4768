"""Writes all tables as one SQLite file: with their keys, a search that ignores diacritics, and
views that answer the usual questions.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from decimal import Decimal

from datasite.downloads.headline_sums import HEADLINE_SUMS
from datasite.downloads.published_tables import PublishedTable
from datasite.downloads.sum_recipes import build_query
from datasite.tables.descriptor import Dataset, Field, text_columns
from datasite.values import fold

# A column of numbers holds integers, and doubles where there are decimals, so that it compares and
# sorts by size (docs/decisions/0019-numbers-in-downloads.md).
_TYPES: Mapping[str, str] = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}


def _in_each_language(*stems: str) -> str:
    """The columns of texts: "title_pl, title_en" for "title"."""
    return ", ".join(column for stem in stems for column in text_columns(stem))


# The database keeps the words of these queries as they are.
VIEWS: Mapping[str, str] = {
    "project_overview": f"""
        /* Each project with its lead, programme, dates and total. */
        SELECT project_id, {_in_each_language("title", "lead", "programme")}, start_date, end_date,
               total_amount AS total, total_currency, total_qualifier, record_url, source_url
        FROM projects_wide""",
    "totals_by_programme": f"""
        /* Without the programmes below it; totals_of_programmes counts these too. */
        SELECT programme_id, {_in_each_language("programme")}, total_currency AS currency,
               COUNT(*) AS projects,
               SUM(CAST(ROUND(total_amount * 100) AS INTEGER)) / 100.0 AS exact_total
        FROM (SELECT *, ROW_NUMBER() OVER (
                PARTITION BY COALESCE('joint ' || joint_id, project_id) ORDER BY project_id) AS turn
              FROM projects_wide
              WHERE total_amount IS NOT NULL AND total_currency IS NOT NULL
                AND total_qualifier = 'exact')
        WHERE turn = 1
        GROUP BY programme_id, {_in_each_language("programme")}, total_currency""",
    "organisation_projects": f"""
        /* Each organisation with its projects and its role in them. */
        SELECT o.organisation_id, {_in_each_language("o.name")}, x.role, p.project_id,
               {_in_each_language("p.title")}, p.record_url
        FROM partners x JOIN organisations o USING (organisation_id)
             JOIN projects p USING (project_id)""",
    "works_with": """
        /* Pairs of organisations and the number of their common projects. */
        SELECT a.organisation_id, b.organisation_id AS other_id,
               COUNT(DISTINCT a.project_id) AS projects
        FROM partners a JOIN partners b
             ON a.project_id = b.project_id AND a.organisation_id <> b.organisation_id
        GROUP BY a.organisation_id, b.organisation_id""",
    **{
        headline.view: f"\n/* {headline.title}. */\n{build_query(headline)}"
        for headline in HEADLINE_SUMS
    },
}
_SEARCHED: Mapping[str, tuple[str, ...]] = {
    "projects": ("title_pl", "title_en", "summary_pl", "summary_en", "reference_number"),
    "organisations": ("name_pl", "name_en", "short_name"),
    "programmes": ("name_pl", "name_en", "short_name_pl", "short_name_en"),
    "cooperation": ("title_pl", "title_en", "summary_pl", "summary_en"),
}
_SEARCH_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5(dataset UNINDEXED, record UNINDEXED, record_url"
    " UNINDEXED, text, folded, tokenize='unicode61 remove_diacritics 2')"
)


def build_database(tables: Mapping[str, PublishedTable]) -> bytes:
    """The database as the bytes of its file. The same tables give the same bytes."""
    connection = sqlite3.connect(":memory:")
    with connection:
        for table in tables.values():
            connection.execute(_create_table(table.dataset, tables))
            places = ", ".join("?" * len(table.dataset.fields))
            connection.executemany(
                f"INSERT INTO {table.dataset.name} VALUES ({places})",  # names are slugs of ours
                (_stored(row) for row in table.rows),
            )
        for name, query in VIEWS.items():
            connection.execute(f"CREATE VIEW {name} AS {query}")
        connection.execute(_SEARCH_TABLE)
        for name, fields in _SEARCHED.items():
            connection.executemany(
                "INSERT INTO search VALUES (?, ?, ?, ?, ?)", _search_rows(tables[name], fields)
            )
    connection.execute("VACUUM")
    content = connection.serialize()
    connection.close()
    return content


def _stored(row: Mapping[str, object]) -> list[object]:
    return [_number(value) if isinstance(value, Decimal) else value for value in row.values()]


def _number(value: Decimal) -> int | float:
    """The value as SQLite keeps it: an integer where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def _search_rows(
    table: PublishedTable, fields: Iterable[str]
) -> Iterable[tuple[str, str, str, str, str]]:
    """(dataset, key, address, text, folded text) of each row.

    Both forms are indexed, since folding ł is beyond the tokenizer: `łódź` and `lodz` find the
    same rows.
    """
    (key,) = table.dataset.primary_key
    for row in table.rows:
        text = " · ".join(str(row[name]) for name in fields if row[name])
        yield table.dataset.name, row[key], row["record_url"], text, fold(text)


def _create_table(dataset: Dataset, tables: Mapping[str, PublishedTable]) -> str:
    lines = [_column(field) for field in dataset.fields]
    lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, dataset.primary_key))})")
    lines += [
        f"FOREIGN KEY ({_quoted(key.field)}) REFERENCES {key.dataset} ({_quoted(key.target)})"
        for key in dataset.foreign_keys
        if key.dataset in tables
    ]
    return f"CREATE TABLE {dataset.name} ({', '.join(lines)})"


def _column(field: Field) -> str:
    required = " NOT NULL" if field.required else ""
    return f"{_quoted(field.name)} {_TYPES.get(field.type, 'TEXT')}{required}"


def _quoted(name: str) -> str:
    """The name of a column, which may be a word of SQL: corrections say what a value `is`."""
    return f'"{name}"'
