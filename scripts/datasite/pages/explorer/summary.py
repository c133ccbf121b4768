"""The summary above the rows: their number, their sums, and the amounts left out of the sums."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from datasite.language.localization import Language
from datasite.model.totals import Totals


@dataclass(frozen=True)
class Summary:
    """How many rows, the sum of each currency, what is left out of the sums."""

    count: str
    sums: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


_COUNTED: Mapping[str, Callable[[Language, int], str]] = {
    "projects": lambda language, n: language.translations.ngettext(
        "%(num)d project", "%(num)d projects", n
    ),
    "organisations": lambda language, n: language.translations.ngettext(
        "%(num)d organisation", "%(num)d organisations", n
    ),
    "not_stated": lambda language, n: language.translations.ngettext(
        "%(num)d project with no amount given", "%(num)d projects with no amount given", n
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
        "%(num)d whose sum is shared and already counted",
        "%(num)d whose sum is shared and already counted",
        n,
    ),
}
# What is left out of sums, in the order in which it is said.
LEFT_OUT = ("not_stated", "approximate", "no_currency", "unclear", "joint")


def plural_phrase(name: str, number: int, language: Language) -> str:
    """The phrase for a number, with a place for it: "%(num)d projects"."""
    return _COUNTED[name](language, number)


def count_words(name: str, number: int, language: Language) -> str:
    """E.g. "1,234 projects"."""
    return plural_phrase(name, number, language).replace("%(num)d", language.number(number))


def summary_with_sums(name: str, totals: Totals, language: Language) -> Summary:
    """The summary of rows that have amounts; `name` is what the rows are, e.g. "projects"."""
    left_out = {
        "not_stated": totals.not_stated,
        "approximate": sum(t.approximate for t in totals.by_currency),
        "no_currency": totals.no_currency,
        "unclear": totals.unclear,
        "joint": totals.joint,
    }
    return Summary(
        count_words(name, totals.projects, language),
        tuple(
            f"{language.short_money(t.amount, t.currency)} ({language.number(t.exact)})"
            for t in totals.by_currency
            if t.exact
        ),
        tuple(
            count_words(reason, left_out[reason], language)
            for reason in LEFT_OUT
            if left_out[reason]
        ),
    )
