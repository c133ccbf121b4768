"""The rules over facts about organisations: what a row says, and what its source prints."""

from collections.abc import Iterator

from datasite.checks import printed_amounts
from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, shown
from datasite.tables.catalog import Catalog
from datasite.tables.descriptor import Dataset, RuleUse, text_columns
from datasite.values import Date, parse_integer

_WORDS = text_columns("value")[0]


@rule("number", "date", _WORDS)
def fact_says_something(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A fact is a number, a date or words; words may complete a number or a date, and a number is
    no date.
    """
    for row in data.rows(dataset.name):
        if not row["number"] and not row["date"] and not row[_WORDS]:
            yield Finding(row, _WORDS, N_("The fact has no number, no date and no words."))
        elif row["number"] and row["date"]:
            yield Finding(row, "date", N_("The fact is a number and a date at once."))


@rule("number", "date", "as_printed")
def fact_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The number of a fact and the year of its date are among the figures of as_printed."""
    for row in data.rows(dataset.name):
        number, date = parse_integer(row["number"]), Date.parse(row["date"])
        stated = number if date is None else date.year
        if stated is not None and stated not in printed_amounts.read_amounts(row["as_printed"]):
            yield Finding(
                row,
                "number" if date is None else "date",
                N_("%(figure)d is not in the printed form %(printed)s."),
                {"figure": stated, "printed": shown(row["as_printed"])},
            )
