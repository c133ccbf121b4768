"""Recipes by which anybody gets the sums of pages from the published files: in words, in SQL and
in pandas.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from datasite.downloads.headline_sums import HEADLINE_SUMS, HeadlineSum
from datasite.language.languages import Words
from datasite.language.localization import Language, words_of
from datasite.problems import N_, Message
from datasite.tables.descriptor import text_columns

_PURPOSES = text_columns("purpose")
_SQL = """WITH {pairs}stated AS (
  SELECT * FROM budgets
  WHERE kind {kinds} AND preferred AND amount IS NOT NULL{party}{blank}
),
counted AS (
  SELECT DISTINCT {kept}currency,
    COALESCE('joint ' || joint_id, project_id) AS sum_id, amount
  FROM stated{joined}
  WHERE qualifier = 'exact' AND currency IS NOT NULL{instead}
)
SELECT {apart}currency, COUNT(*) AS projects,
  SUM(CAST(ROUND(amount * 100) AS INTEGER)) / 100.0 AS total
FROM counted
GROUP BY {apart}currency
ORDER BY {apart}projects DESC, currency"""
_SQL_INSTEAD = """
    AND (kind = '{kind}' OR project_id NOT IN (
      SELECT project_id FROM stated WHERE kind = '{kind}'
    ))"""
_PANDAS = """from decimal import Decimal

import pandas as pd

def read(table):
    address = f"{data}/{{table}}.csv"
    return pd.read_csv(address, dtype=str, keep_default_na=False)

budgets = read("budgets")
stated = budgets[
    budgets["kind"].isin({kinds})
    & (budgets["preferred"] == "true")
    & (budgets["amount"] != "")
    & (budgets["organisation_id"] {party} "")
    & (budgets[{purposes}] == "").all(axis="columns")
]{instead}
counted = stated[(stated["qualifier"] == "exact") & (stated["currency"] != "")]
counted = counted.assign(
    amount=counted["amount"].map(Decimal),
    sum_id=counted["project_id"].where(counted["joint_id"] == "", "joint " + counted["joint_id"]),
)[{kept}]{pairs}

totals = (
    counted.drop_duplicates({once})
    .groupby({apart})["amount"]
    .agg(projects="count", total="sum")
)"""
_PANDAS_INSTEAD = """
with_{kind} = stated.loc[stated["kind"] == "{kind}", "project_id"]
stated = stated[(stated["kind"] == "{kind}") | ~stated["project_id"].isin(with_{kind})]"""
_PANDAS_PAIRS = """

{pairs}
counted = counted.merge(pairs, on="project_id")"""


@dataclass(frozen=True, kw_only=True)
class SumRecipe:
    """How to get a headline sum from the published files.

    `steps` are the sentences in each language; `sql` is a query of the SQLite file, `pandas` a
    program that reads CSV files. Both give the columns of the sum, then projects and total.
    """

    view: str
    title: Words
    steps: Mapping[str, tuple[str, ...]]
    sql: str
    pandas: str


def build_sum_recipes(
    site_url: str,
    languages: Mapping[str, Language],
) -> tuple[SumRecipe, ...]:
    """The recipe of every headline sum. `site_url` has no slash at its end."""
    return tuple(
        SumRecipe(
            view=headline.view,
            title=words_of(headline.title, languages),
            steps={
                code: tuple(step.text(language.translations) for step in _steps(headline))
                for code, language in languages.items()
            },
            sql=f"{build_query(headline)};",
            pandas=_pandas(headline, f"{site_url}/data"),
        )
        for headline in HEADLINE_SUMS
    )


def _steps(headline: HeadlineSum) -> Iterator[Message]:
    """The sentences that tell how to get a sum, in the order of the work."""
    take = (
        N_(
            "In budgets take the rows whose kind is %(kind)s, whose preferred is true, whose amount"
            " and organisation_id are filled, and whose %(blank)s are blank."
        )
        if headline.of_one_organisation
        else N_(
            "In budgets take the rows whose kind is %(kind)s, whose preferred is true, whose amount"
            " is filled, and whose organisation_id, %(blank)s are blank."
        )
    )
    yield Message(take, {"kind": headline.kind, "blank": ", ".join(_PURPOSES)})
    if headline.other_kind:
        other = N_(
            "For a project that has no such row take the one whose kind is %(kind)s, if it has one."
        )
        yield Message(other, {"kind": headline.other_kind})
    yield Message(
        N_("Of these keep the rows whose qualifier is exact and whose currency is filled.")
    )
    if headline.grouping:
        yield Message(headline.grouping.words)
    yield Message(
        N_("Rows with the same joint_id are one sum of several projects: keep it once in each sum.")
    )
    yield Message(
        N_("Add up amount, separately for each %(columns)s. Nothing is converted."),
        {"columns": ", ".join((*headline.columns, "currency"))},
    )


def build_query(headline: HeadlineSum) -> str:
    """The query of a headline sum in the SQL of SQLite, with no semicolon.

    Amounts are added as whole hundredths, so the sum is exact to the cent.
    """
    grouping, kind = headline.grouping, headline.kind
    blank = [*(() if headline.of_one_organisation else ("organisation_id",)), *_PURPOSES]
    table = "pairs" if grouping else "stated"
    return _SQL.format(
        pairs=f"{grouping.sql},\n" if grouping else "",
        kinds=f"IN ('{kind}', '{headline.other_kind}')" if headline.other_kind else f"= '{kind}'",
        party="\n    AND organisation_id IS NOT NULL" if headline.of_one_organisation else "",
        blank="".join(f"\n    AND {column} IS NULL" for column in blank),
        kept="".join(f"{table}.{column}, " for column in headline.columns),
        joined=" JOIN pairs USING (project_id)" if grouping else "",
        instead=_SQL_INSTEAD.format(kind=kind) if headline.other_kind else "",
        apart="".join(f"{column}, " for column in headline.columns),
    )


def _pandas(headline: HeadlineSum, data: str) -> str:
    """A program that makes the frame `totals` of a headline sum, with amounts as decimals."""
    grouping, columns = headline.grouping, headline.columns
    own = () if grouping else columns
    return _PANDAS.format(
        data=data,
        kinds=_listed(headline.kinds),
        party="!=" if headline.of_one_organisation else "==",
        purposes=_listed(_PURPOSES),
        instead=_PANDAS_INSTEAD.format(kind=headline.kind) if headline.other_kind else "",
        kept=_listed((*own, "project_id", "currency", "sum_id", "amount")),
        pairs=_PANDAS_PAIRS.format(pairs=grouping.pandas) if grouping else "",
        once=_listed((*columns, "currency", "sum_id")),
        apart=_listed((*columns, "currency")),
    )


def _listed(names: Iterable[str]) -> str:
    """A list of Python, e.g. ["place", "relation"]."""
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"
