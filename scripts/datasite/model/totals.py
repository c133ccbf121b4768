"""Sums of the amounts of projects: per currency, each joint sum once, with the number of projects
that are left out and why.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from datasite.model.amounts import Fate, fate
from datasite.model.entities import Amount, Project


@dataclass(frozen=True)
class CurrencyTotal:
    """`amount`, in units of `currency`, is the sum of the amounts of `exact` projects; those of
    `approximate` projects are left out of it, also of those that share one approximate amount.
    """

    currency: str
    amount: Decimal
    exact: int
    approximate: int


@dataclass(frozen=True)
class Totals:
    """The sums of a set of `projects`. Every project is counted in exactly one of the numbers."""

    projects: int
    by_currency: tuple[CurrencyTotal, ...]
    no_currency: int
    unclear: int
    not_stated: int
    joint: int  # projects whose exact amount is shared with one that is already counted


def of_projects(projects: Iterable[Project]) -> Totals:
    """The sum of the preferred totals of whole projects."""
    return of_amounts([project.total for project in projects])


def of_amounts(stated: Iterable[Amount | None]) -> Totals:
    """The sum of amounts, one for each project; None is a project for which none is stated."""
    judged = amount_fates(stated)
    fates: Counter[Fate] = Counter()
    exact: dict[str, list[Decimal]] = defaultdict(list)
    approximate: Counter[str] = Counter()
    for amount, verdict in judged:
        if amount and amount.amount is not None and verdict == Fate.EXACT:
            exact[amount.currency].append(amount.amount)
        elif amount and _is_approximate(amount, verdict):
            approximate[amount.currency] += 1
        else:
            fates[verdict] += 1
    currencies = sorted({*exact, *approximate}, key=lambda c: (-len(exact[c]), c))
    return Totals(
        projects=len(judged),
        by_currency=tuple(
            CurrencyTotal(c, sum(exact[c], Decimal(0)), len(exact[c]), approximate[c])
            for c in currencies
        ),
        no_currency=fates[Fate.NO_CURRENCY],
        unclear=fates[Fate.UNCLEAR],
        not_stated=fates[Fate.NOT_STATED],
        joint=fates[Fate.JOINT],
    )


def _is_approximate(amount: Amount, verdict: Fate) -> bool:
    """Whether a project is in no sum since its amount is approximate; one that shares such an
    amount is not counted with another, for that is in no sum either.
    """
    return verdict == Fate.APPROXIMATE or (verdict == Fate.JOINT and not amount.exact)


class JudgedAmount(NamedTuple):
    """The amount of a project, None where none is stated, and its fate in a sum."""

    amount: Amount | None
    fate: Fate


def amount_fates(stated: Iterable[Amount | None]) -> list[JudgedAmount]:
    """Each amount with its fate in a sum, in their order. A joint sum is counted once, with the
    first project that has it.
    """
    counted: set[str] = set()
    judged = []
    for amount in stated:
        judged.append(JudgedAmount(amount, fate(amount, counted)))
        if amount and amount.joint_id:
            counted.add(amount.joint_id)
    return judged
