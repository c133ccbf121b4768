"""The summary above the rows: their number, their sums, and the amounts outside the sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.language.localization import Language
from datasite.model.sums import CurrencySum, Outside, Sums
from datasite.pages.amount_words import amount_text, sum_text
from datasite.pages.explorer.facets import NOT_STATED
from datasite.pages.lists.cut import cut


class OutsideWords(NamedTuple):
    """The largest approximate amount of a currency, of how many it is, and its project."""

    amount: str
    which: str
    project_id: str
    title: str


class Reason(NamedTuple):
    """Why rows are in no sum, with their number, and the query that chooses them."""

    words: str
    query: str


class SumWords(NamedTuple):
    """The sum of one currency, blank where no amount is exact, and of how many projects it is;
    beside it the largest approximate amount, None where there is none.
    """

    amount: str
    exact: int
    outside: OutsideWords | None


@dataclass(frozen=True)
class Summary:
    """How many rows, the sum of each currency with what is outside it, and why rows are in none."""

    count: str
    sums: tuple[SumWords, ...] = ()
    left_out: tuple[Reason, ...] = ()

    @property
    def leading(self) -> tuple[SumWords, ...]:
        """The sums in large type."""
        return cut(self.sums, LEADING_SUMS).first

    @property
    def further(self) -> tuple[SumWords, ...]:
        """The other sums."""
        return cut(self.sums, LEADING_SUMS).rest


_COUNTED: Mapping[str, Callable[[Language, int], str]] = {
    "projects": lambda language, n: language.translations.ngettext(
        "%(num)d project", "%(num)d projects", n
    ),
    "organisations": lambda language, n: language.translations.ngettext(
        "%(num)d organisation", "%(num)d organisations", n
    ),
    "otherwise_known": lambda language, n: language.translations.ngettext(
        "%(num)d project of which only another amount is stated, such as a grant",
        "%(num)d projects of which only another amount is stated, such as a grant",
        n,
    ),
    "not_stated": lambda language, n: language.translations.ngettext(
        "%(num)d project with no amount given", "%(num)d projects with no amount given", n
    ),
    "not_said": lambda language, n: language.translations.ngettext(
        "%(num)d project of which it is not stated",
        "%(num)d projects of which it is not stated",
        n,
    ),
    "exact": lambda language, n: language.translations.ngettext(
        "%(num)d project with an exact amount", "%(num)d projects with an exact amount", n
    ),
    "ticked": lambda language, n: language.translations.ngettext(
        "%(num)d project ticked", "%(num)d projects ticked", n
    ),
    "outside": lambda language, n: language.translations.ngettext(
        "%(num)d approximate amount", "the largest of %(num)d approximate amounts", n
    ),
    "approximate": lambda language, n: language.translations.ngettext(
        "%(num)d with an approximate amount", "%(num)d with approximate amounts", n
    ),
    "no_currency": lambda language, n: language.translations.ngettext(
        "%(num)d with no currency", "%(num)d with no currency", n
    ),
    "unclear": lambda language, n: language.translations.ngettext(
        "%(num)d with an unclear figure", "%(num)d with unclear figures", n
    ),
    "joint": lambda language, n: language.translations.ngettext(
        "%(num)d that shares a sum counted elsewhere",
        "%(num)d that share a sum counted elsewhere",
        n,
    ),
}
# What is left out of sums, in the order in which it is said.
LEFT_OUT = ("otherwise_known", "not_stated", "approximate", "no_currency", "unclear", "joint")
OTHERWISE_KNOWN = "other"  # the amount facet of projects with other amounts than a total
LEADING_SUMS = 2  # currencies in large type, with what is outside their sums
EXACT, OUTSIDE, TICKED = "exact", "outside", "ticked"


def amount_value(reason: str) -> str:
    """The value of the amount facet that the rows have which are left out for a reason."""
    return {"otherwise_known": OTHERWISE_KNOWN, "not_stated": NOT_STATED}.get(reason, reason)


def rows_query(reason: str) -> str:
    """The query of an explorer that chooses the rows which are left out for a reason."""
    return f"amount={amount_value(reason)}"


def plural_phrase(name: str, number: int, language: Language) -> str:
    """The phrase for a number, with a place for it: "%(num)d projects"."""
    return _COUNTED[name](language, number)


def count_words(name: str, number: int, language: Language) -> str:
    """E.g. "1,234 projects"."""
    return plural_phrase(name, number, language).replace("%(num)d", language.number(number))


def summary_with_sums(name: str, sums: Sums, language: Language) -> Summary:
    """The summary of rows that have amounts; `name` is what the rows are, e.g. "projects"."""
    numbers = {**sums.outside, "approximate": sums.approximate}
    return Summary(
        count_words(name, sums.projects, language),
        tuple(
            SumWords(
                sum_text(c.total, c.total.exact, language) if c.total else "",
                c.total.exact if c.total else 0,
                _outside_words(c.outside, language) if c.outside else None,
            )
            for c in sorted(sums.currencies, key=_most_projects_first)
        ),
        tuple(
            Reason(count_words(reason, numbers[reason], language), rows_query(reason))
            for reason in LEFT_OUT
            if numbers[reason]
        ),
    )


def _most_projects_first(of: CurrencySum) -> tuple[int, str]:
    """A sort key: by the number of projects with an amount in the currency, exact or not."""
    exact, approximate = of.total.exact if of.total else 0, of.outside.number if of.outside else 0
    return (-exact - approximate, of.currency)


def _outside_words(outside: Outside, language: Language) -> OutsideWords:
    return OutsideWords(
        amount_text(outside.amount, language),
        count_words(OUTSIDE, outside.number, language),
        outside.project.id,
        outside.project.title[language.code],
    )
