"""Sums that never lie: per currency, over projects, each joint sum once, with everything left out counted and named."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.model import Amount, Project


@dataclass(frozen=True)
class CurrencyTotal:
    """`amount` in units of `currency` is the sum of `exact` statements; `approximate` ones are left out of it."""

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
        return sum(t.approximate for t in self.by_currency) + self.no_currency + self.unclear + self.not_stated


def of_projects(projects: Iterable[Project]) -> Totals:
    """The preferred totals of whole projects."""
    return of_amounts([project.total for project in projects])


def of_amounts(stated: Iterable[Amount | None]) -> Totals:
    """The sum of amounts, one for each project; None is a project for which none is stated."""
    everything = list(stated)
    counted: set[str] = set()
    sums: dict[str, list[Decimal]] = defaultdict(list)
    approximate: dict[str, int] = defaultdict(int)
    no_currency = unclear = not_stated = joint = 0
    for amount in everything:
        if amount is None:
            not_stated += 1
        elif amount.amount is None or amount.qualifier.code == "unclear":
            unclear += 1
        elif not amount.currency:
            no_currency += 1
        elif amount.joint_id and amount.joint_id in counted:
            joint += 1
        elif amount.exact:
            sums[amount.currency].append(amount.amount)
        else:
            approximate[amount.currency] += 1
        if amount and amount.joint_id:
            counted.add(amount.joint_id)
    currencies = sorted({*sums, *approximate}, key=lambda c: (-len(sums[c]), c))
    by_currency = tuple(CurrencyTotal(c, sum(sums[c], Decimal(0)), len(sums[c]), approximate[c]) for c in currencies)
    return Totals(len(everything), by_currency, no_currency, unclear, not_stated, joint)
