"""Examples of code that read the published tables: pandas, R, DuckDB and SQL.

Tests run every example against the built files; those of R only if R with readr is installed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datasite.downloads.headline_sums import OF_THE_REGISTER
from datasite.downloads.sum_recipes import build_query
from datasite.language.languages import Words
from datasite.language.localization import Language, words_of
from datasite.problems import N_
from datasite.publication.identity import PACKAGE_NAME

DATABASE = f"{PACKAGE_NAME}.sqlite"


@dataclass(frozen=True)
class CodeExample:
    """A few lines of code that read a table.

    `language` is a proper name, e.g. "DuckDB"; `about` says in each language what the lines answer.
    """

    language: str
    code: str
    about: Words


@dataclass(frozen=True)
class _Query:
    """A query in SQL; `about` is a message."""

    about: str
    sql: str


_FIRST_ROWS = N_("The first rows.")
_ALL_AS_TEXT = N_("The whole table as text, so that “06” does not turn into a number.")
_TYPED = N_("The whole table with its types; amounts are decimals, not approximations.")
_SEARCH = N_("A search for words; diacritics do not matter.")
_WORDS_TO_SEARCH: Mapping[str, str] = {
    "projects": "lodz",
    "organisations": "wojewoda lodzki",
    "programmes": "azylu",
    "cooperation": "uchodzcow",
}

_SQL: Mapping[str, _Query] = {
    "budgets": _Query(
        N_("The sum of exact project totals in each currency; joint sums once."),
        f"{build_query(OF_THE_REGISTER)};",
    ),
    "projects": _Query(
        N_("The value of projects by programme; joint sums are counted once."),
        """SELECT programme_pl, programme_en, currency, projects, exact_total
FROM totals_by_programme
ORDER BY projects DESC;""",
    ),
    "projects_wide": _Query(
        N_("The largest projects with an exact amount in Polish zloty."),
        """SELECT title_pl, title_en, lead_pl, total, record_url
FROM project_overview
WHERE total_qualifier = 'exact' AND total_currency = 'PLN'
ORDER BY total DESC LIMIT 10;""",
    ),
    "organisations": _Query(
        N_("Who works with the largest number of organisations."),
        """SELECT o.name_pl, o.name_en, COUNT(*) AS works_with
FROM works_with w JOIN organisations o USING (organisation_id)
GROUP BY o.organisation_id ORDER BY works_with DESC LIMIT 10;""",
    ),
    "partners": _Query(
        N_("Who leads the most projects."),
        """SELECT name_pl, name_en, COUNT(*) AS projects
FROM organisation_projects
WHERE role = 'lead'
GROUP BY organisation_id ORDER BY projects DESC LIMIT 10;""",
    ),
    "programmes": _Query(
        N_("How many projects each programme has."),
        """SELECT g.name_pl, g.name_en, COUNT(*) AS projects
FROM programmes g JOIN projects p USING (programme_id)
GROUP BY g.programme_id ORDER BY projects DESC;""",
    ),
    "places": _Query(
        N_("How many projects worked in each place."),
        """SELECT t.code, t.label_pl, t.label_en, COUNT(*) AS projects
FROM places x JOIN territories t ON t.code = x.place
WHERE x.relation = 'implemented_in'
GROUP BY t.code ORDER BY projects DESC;""",
    ),
    "sources": _Query(
        N_("How many sources there are of each kind."),
        """SELECT k.label_pl, k.label_en, COUNT(*) AS sources
FROM sources s JOIN source_kinds k ON k.code = s.kind
GROUP BY k.code ORDER BY sources DESC;""",
    ),
    "statements": _Query(
        N_("What sources state differently."),
        """SELECT dataset, record, field, GROUP_CONCAT(value, ' / ') AS stated
FROM statements
GROUP BY dataset, record, field HAVING COUNT(DISTINCT value) > 1;""",
    ),
    "list_of_operations": _Query(
        N_("Why the cost of operations is given or blank."),
        """SELECT total_cost_status, COUNT(*) AS operations
FROM list_of_operations
GROUP BY total_cost_status ORDER BY operations DESC;""",
    ),
}
_DUCKDB: Mapping[str, _Query] = {
    "budgets": _Query(
        N_("The sum of exact EU grants in each currency."),
        """SELECT currency, count(*) AS amounts, sum(amount) AS total
FROM (SELECT DISTINCT coalesce(joint_id, budget_id), currency, amount FROM '{file}'
      WHERE kind = 'eu_grant' AND organisation_id IS NULL AND purpose_pl IS NULL
        AND preferred AND qualifier = 'exact' AND amount IS NOT NULL AND currency IS NOT NULL)
GROUP BY currency ORDER BY amounts DESC;""",
    ),
    "projects_wide": _Query(
        N_("How many projects began in which year."),
        """SELECT left(start_date, 4) AS year, count(*) AS projects
FROM '{file}'
WHERE start_date IS NOT NULL
GROUP BY year ORDER BY year;""",
    ),
}


def build_code_examples(
    dataset_name: str, site_url: str, languages: Mapping[str, Language]
) -> tuple[CodeExample, ...]:
    """The examples for one published table. `site_url` has no slash at its end."""
    data = f"{site_url}/data"
    examples = [
        *_whole_table(dataset_name, f"{data}/{dataset_name}"),
        *_queries(dataset_name, data),
    ]
    return tuple(
        CodeExample(language, code, words_of(about, languages))
        for language, code, about in examples
    )


def _whole_table(name: str, address: str) -> Iterator[tuple[str, str, str]]:
    """(language, code, message) of the examples that read all of a table."""
    pandas = "import pandas as pd\n\n"
    yield (
        "pandas (CSV)",
        f'{pandas}{name} = pd.read_csv("{address}.csv", dtype=str, keep_default_na=False)',
        _ALL_AS_TEXT,
    )
    yield ("pandas (Parquet)", f'{pandas}{name} = pd.read_parquet("{address}.parquet")', _TYPED)
    yield (
        "R",
        f'library(readr)\n\n{name} <- read_csv("{address}.csv",'
        ' col_types = cols(.default = col_character()), na = "")',
        _ALL_AS_TEXT,
    )


def _queries(name: str, data: str) -> Iterator[tuple[str, str, str]]:
    """(language, code, message) of the examples that ask a table something."""
    query = _DUCKDB.get(name, _Query(_FIRST_ROWS, "SELECT *\nFROM '{file}'\nLIMIT 10;"))
    yield "DuckDB", query.sql.format(file=f"{data}/{name}.parquet"), query.about
    query = _SQL.get(name, _Query(_FIRST_ROWS, f"SELECT *\nFROM {name}\nLIMIT 10;"))
    yield "SQL (SQLite)", _on_database(query.sql, data), query.about
    if word := _WORDS_TO_SEARCH.get(name):
        search = (
            f"SELECT record, text, record_url\nFROM search\nWHERE search MATCH '{word}' AND dataset"
            f" = '{name}'\nORDER BY rank;"
        )
        yield "SQL (SQLite)", _on_database(search, data), _SEARCH


def _on_database(sql: str, data: str) -> str:
    return f"-- {data}/{DATABASE}\n{sql}"
