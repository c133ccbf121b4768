"""What a page is about in, lines of code to copy out: pandas, R, DuckDB and SQL on our files, and
the frame that shows a page on another site.

Tests run every line of pandas, DuckDB and SQL against the built files; those of R only where R with
readr is installed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from datasite.language.languages import Words
from datasite.publication.identity import PACKAGE_NAME

DATABASE = f"{PACKAGE_NAME}.sqlite"


@dataclass(frozen=True)
class Snippet:
    """A few lines of code.

    `language` is a proper name and the same in every language; `about` says what the lines answer.
    """

    language: str
    code: str
    about: Words


@dataclass(frozen=True)
class _Question:
    about: Words
    sql: str


_FIRST_ROWS: Words = {"pl": "Pierwsze wiersze.", "en": "The first rows."}
_ALL_AS_TEXT: Words = {
    "pl": "Cała tabela jako tekst, żeby „06” nie stało się liczbą.",
    "en": "The whole table as text, so that “06” does not turn into a number.",
}
_TYPED: Words = {
    "pl": "Cała tabela z typami; kwoty są dziesiętne, a nie przybliżone.",
    "en": "The whole table with its types; amounts are decimals, not approximations.",
}
_SEARCH: Words = {
    "pl": "Szukanie słów; polskie znaki nie mają znaczenia.",
    "en": "A search for words; diacritics do not matter.",
}
_SEARCHED: Mapping[str, str] = {
    "projects": "lodz",
    "organisations": "wojewoda lodzki",
    "programmes": "azylu",
    "cooperation": "uchodzcow",
}

# What each table is good for. Amounts are text of digits in SQLite, so a sum names the type;
# elsewhere they are decimals.
_SQL: Mapping[str, _Question] = {
    "budgets": _Question(
        {
            "pl": "Suma dokładnych wartości projektów w każdej walucie; wspólne sumy raz.",
            "en": "The sum of exact project totals in each currency; joint sums once.",
        },
        """SELECT currency, COUNT(*) AS amounts, ROUND(SUM(CAST(amount AS NUMERIC)), 2) AS total
FROM (SELECT DISTINCT COALESCE(joint_id, budget_id), currency, amount FROM budgets
      WHERE kind = 'total' AND organisation_id IS NULL AND purpose_pl IS NULL
        AND preferred AND qualifier = 'exact' AND amount IS NOT NULL AND currency IS NOT NULL)
GROUP BY currency ORDER BY amounts DESC;""",
    ),
    "projects": _Question(
        {
            "pl": "Wartość projektów według programów; wspólne sumy liczone są raz.",
            "en": "The value of projects by programme; joint sums are counted once.",
        },
        """SELECT programme_pl, programme_en, currency, projects, exact_total
FROM totals_by_programme
ORDER BY projects DESC;""",
    ),
    "projects_wide": _Question(
        {
            "pl": "Największe projekty z dokładną kwotą w złotych.",
            "en": "The largest projects with an exact amount in Polish zloty.",
        },
        """SELECT title_pl, title_en, lead_pl, total, record_url
FROM project_overview
WHERE total_qualifier = 'exact' AND total_currency = 'PLN'
ORDER BY total DESC LIMIT 10;""",
    ),
    "organisations": _Question(
        {
            "pl": "Kto współpracuje z największą liczbą organizacji.",
            "en": "Who works with the largest number of organisations.",
        },
        """SELECT o.name_pl, o.name_en, COUNT(*) AS works_with
FROM works_with w JOIN organisations o USING (organisation_id)
GROUP BY o.organisation_id ORDER BY works_with DESC LIMIT 10;""",
    ),
    "partners": _Question(
        {"pl": "Kto prowadzi najwięcej projektów.", "en": "Who leads the most projects."},
        """SELECT name_pl, name_en, COUNT(*) AS projects
FROM organisation_projects
WHERE role = 'lead'
GROUP BY organisation_id ORDER BY projects DESC LIMIT 10;""",
    ),
    "programmes": _Question(
        {"pl": "Ile projektów ma każdy program.", "en": "How many projects each programme has."},
        """SELECT g.name_pl, g.name_en, COUNT(*) AS projects
FROM programmes g JOIN projects p USING (programme_id)
GROUP BY g.programme_id ORDER BY projects DESC;""",
    ),
    "places": _Question(
        {
            "pl": "W ilu projektach działano w każdym miejscu.",
            "en": "How many projects worked in each place.",
        },
        """SELECT t.code, t.label_pl, t.label_en, COUNT(*) AS projects
FROM places x JOIN territories t ON t.code = x.place
WHERE x.relation = 'implemented_in'
GROUP BY t.code ORDER BY projects DESC;""",
    ),
    "sources": _Question(
        {
            "pl": "Ile źródeł jest którego rodzaju.",
            "en": "How many sources there are of each kind.",
        },
        """SELECT k.label_pl, k.label_en, COUNT(*) AS sources
FROM sources s JOIN source_kinds k ON k.code = s.kind
GROUP BY k.code ORDER BY sources DESC;""",
    ),
    "statements": _Question(
        {"pl": "Co źródła podają różnie.", "en": "What sources state differently."},
        """SELECT dataset, record, field, GROUP_CONCAT(value, ' / ') AS stated
FROM statements
GROUP BY dataset, record, field HAVING COUNT(DISTINCT value) > 1;""",
    ),
    "list_of_operations": _Question(
        {
            "pl": "Dlaczego koszt operacji jest podany albo pusty.",
            "en": "Why the cost of operations is given or blank.",
        },
        """SELECT total_cost_status, COUNT(*) AS operations
FROM list_of_operations
GROUP BY total_cost_status ORDER BY operations DESC;""",
    ),
}
_DUCKDB: Mapping[str, _Question] = {
    "budgets": _Question(
        {
            "pl": "Suma dokładnych dofinansowań z Unii w każdej walucie.",
            "en": "The sum of exact EU grants in each currency.",
        },
        """SELECT currency, count(*) AS amounts, sum(amount) AS total
FROM (SELECT DISTINCT coalesce(joint_id, budget_id), currency, amount FROM '{file}'
      WHERE kind = 'eu_grant' AND organisation_id IS NULL AND purpose_pl IS NULL
        AND preferred AND qualifier = 'exact' AND amount IS NOT NULL AND currency IS NOT NULL)
GROUP BY currency ORDER BY amounts DESC;""",
    ),
    "projects_wide": _Question(
        {
            "pl": "Ile projektów zaczęło się w którym roku.",
            "en": "How many projects began in which year.",
        },
        """SELECT left(start_date, 4) AS year, count(*) AS projects
FROM '{file}'
WHERE start_date IS NOT NULL
GROUP BY year ORDER BY year;""",
    ),
}


def lines(dataset_name: str, site_url: str) -> tuple[Snippet, ...]:
    """Code for one published table, by its name. `site_url` has no slash at its end."""
    data = f"{site_url}/data"
    table = f"{data}/{dataset_name}"
    duckdb = _DUCKDB.get(dataset_name, _Question(_FIRST_ROWS, "SELECT *\nFROM '{file}'\nLIMIT 10;"))
    sql = _SQL.get(
        dataset_name, _Question(_FIRST_ROWS, f"SELECT *\nFROM {dataset_name}\nLIMIT 10;")
    )
    made = [
        Snippet(
            "pandas (CSV)",
            f'import pandas as pd\n\n{dataset_name} = pd.read_csv("{table}.csv", dtype=str,'
            " keep_default_na=False)",
            _ALL_AS_TEXT,
        ),
        Snippet(
            "pandas (Parquet)",
            f'import pandas as pd\n\n{dataset_name} = pd.read_parquet("{table}.parquet")',
            _TYPED,
        ),
        Snippet(
            "R",
            f'library(readr)\n\n{dataset_name} <- read_csv("{table}.csv", col_types = cols(.default'
            ' = col_character()), na = "")',
            _ALL_AS_TEXT,
        ),
        Snippet("DuckDB", duckdb.sql.format(file=f"{table}.parquet"), duckdb.about),
        Snippet("SQL (SQLite)", _on_database(sql.sql, data), sql.about),
    ]
    if word := _SEARCHED.get(dataset_name):
        search = (
            f"SELECT record, text, record_url\nFROM search\nWHERE search MATCH '{word}' AND dataset"
            f" = '{dataset_name}'\nORDER BY rank;"
        )
        made.append(Snippet("SQL (SQLite)", _on_database(search, data), _SEARCH))
    return tuple(made)


def _on_database(sql: str, data: str) -> str:
    return f"-- {data}/{DATABASE}\n{sql}"
