"""Sums that never lie: per currency, over projects, each joint sum once, with everything left out
counted and named.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.model.amounts import Fate, fate
from datasite.model.register import Amount, Project


@dataclass(frozen=True)
class CurrencyTotal:
    """`amount` in units of `currency` is the sum of `exact` statements;

    `approximate` ones are left out of it.
    """

    currency: str
    amount: Decimal
    exact: int
    approximate: int


@dataclass(frozen=True)
class Totals:
    """What a set of projects comes to. Every project is counted in exactly one of the numbers."""

    projects: int
    by_currency: tuple[CurrencyTotal, ...]
    no_currency: int
    unclear: int
    not_stated: int
    joint: int  # projects whose sum is shared with one that is already counted

    @property
    def left_out(self) -> int:
        return (
            sum(t.approximate for t in self.by_currency)
            + self.no_currency
            + self.unclear
            + self.not_stated
        )


def of_projects(projects: Iterable[Project]) -> Totals:
    """The preferred totals of whole projects."""
    return of_amounts([project.total for project in projects])


def of_amounts(stated: Iterable[Amount | None]) -> Totals:
    """The sum of amounts, one for each project; None is a project for which none is stated."""
    judged = judge(stated)
    fates = Counter(becomes for _, becomes in judged)
    sums: dict[str, list[Decimal]] = defaultdict(list)
    approximate: dict[str, int] = defaultdict(int)
    for amount, becomes in judged:
        if amount and amount.amount is not None and becomes == Fate.EXACT:
            sums[amount.currency].append(amount.amount)
        elif amount and becomes == Fate.APPROXIMATE:
            approximate[amount.currency] += 1
    currencies = sorted({*sums, *approximate}, key=lambda c: (-len(sums[c]), c))
    by_currency = tuple(
        CurrencyTotal(c, sum(sums[c], Decimal(0)), len(sums[c]), approximate[c]) for c in currencies
    )
    return Totals(
        len(judged),
        by_currency,
        fates[Fate.NO_CURRENCY],
        fates[Fate.UNCLEAR],
        fates[Fate.NOT_STATED],
        fates[Fate.JOINT],
    )


def judge(stated: Iterable[Amount | None]) -> list[tuple[Amount | None, Fate]]:
    """What may be done with each amount, in their order: only what is "exact" is added, what is
    "approximate" is shown; a joint sum stands at the first that names it.
    """
    counted: set[str] = set()
    judged = []
    for amount in stated:
        judged.append((amount, fate(amount, counted)))
        if amount and amount.joint_id:
            counted.add(amount.joint_id)
    return judged
