"""Sums of the amounts of projects in company: beside each sum is what it is made of and what is
outside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.model import totals
from datasite.model.amounts import Fate
from datasite.model.entities import Amount, Code, Project
from datasite.model.totals import CurrencyTotal
from datasite.tables.codes import AmountStage

HOME_CURRENCY = "PLN"  # the one that a reader looks for first

Stated = Callable[[Project], Amount | None]  # the amount of a project that a sum takes


@dataclass(frozen=True)
class StageSum:
    """The part of a sum that sources give at one stage; `amount` in units of `currency`."""

    stage: Code
    currency: str
    amount: Decimal
    exact: int

    @property
    def is_stated(self) -> bool:
        """Whether the sources say which stage it is."""
        return self.stage.code != AmountStage.UNSPECIFIED


@dataclass(frozen=True)
class Outside:
    """The approximate amounts of one currency, which no sum takes: their number, one that projects
    share once, and the largest with its project.
    """

    number: int
    project: Project
    amount: Amount


@dataclass(frozen=True, kw_only=True)
class CurrencySum:
    """The sum of one currency, None where no amount is exact, by stage, and what is outside it."""

    currency: str
    total: CurrencyTotal | None
    stages: tuple[StageSum, ...]
    outside: Outside | None


@dataclass(frozen=True, kw_only=True)
class Sums:
    """The sums of a set of `projects`, each of which is counted in exactly one number.

    The projects with no amount of the kind that is added are `otherwise_known`, if another amount
    is stated, or `not_stated`; those with an approximate amount, in all currencies, `approximate`.
    """

    projects: int
    currencies: tuple[CurrencySum, ...]
    otherwise_known: int
    not_stated: int
    approximate: int
    no_currency: int
    unclear: int
    joint: int

    @property
    def home_first(self) -> tuple[CurrencySum, ...]:
        """The sums with that of the home currency before the others."""
        return tuple(sorted(self.currencies, key=lambda of_one: of_one.currency != HOME_CURRENCY))

    def of(self, currency: str) -> CurrencySum:
        """The sum of one currency. Raises LookupError where no amount in it is known."""
        return next(of_one for of_one in self.currencies if of_one.currency == currency)

    @property
    def outside(self) -> Mapping[str, int]:
        """The numbers of projects in no sum by the reason, but for approximate amounts."""
        return {
            "otherwise_known": self.otherwise_known,
            "not_stated": self.not_stated,
            "no_currency": self.no_currency,
            "unclear": self.unclear,
            "joint": self.joint,
        }


def sums_of(projects: Iterable[Project], stated: Stated = lambda project: project.total) -> Sums:
    """The sums of one amount for each project, by default of the totals of whole projects."""
    chosen = tuple(projects)
    judged = totals.amount_fates(stated(project) for project in chosen)
    added = totals.of_amounts(stated(project) for project in chosen)
    rows = [(p, amount, fate) for p, (amount, fate) in zip(chosen, judged, strict=True)]
    without = [project for project, _, fate in rows if fate is Fate.NOT_STATED]
    otherwise_known = sum(1 for project in without if project.amounts)
    return Sums(
        projects=added.projects,
        currencies=tuple(_currency_sum(total, rows) for total in added.by_currency),
        otherwise_known=otherwise_known,
        not_stated=len(without) - otherwise_known,
        approximate=sum(total.approximate for total in added.by_currency),
        no_currency=added.no_currency,
        unclear=added.unclear,
        joint=added.joint,
    )


def _currency_sum(
    total: CurrencyTotal, rows: Iterable[tuple[Project, Amount | None, Fate]]
) -> CurrencySum:
    """The sum of one currency, of all the projects with the fates of their amounts."""
    mine = [(p, a, fate) for p, a, fate in rows if a and a.currency == total.currency]
    approximate = [(p, a) for p, a, fate in mine if fate is Fate.APPROXIMATE]
    largest = min(approximate, key=lambda row: (-(row[1].amount or 0), row[0].id), default=None)
    return CurrencySum(
        currency=total.currency,
        total=total if total.exact else None,
        stages=_by_stage(a for _, a, fate in mine if fate is Fate.EXACT),
        outside=Outside(len(approximate), *largest) if largest else None,
    )


def _by_stage(amounts: Iterable[Amount]) -> tuple[StageSum, ...]:
    """The sum of each stage, the largest first."""
    groups: dict[str, list[Amount]] = {}
    for amount in amounts:
        groups.setdefault(amount.stage.code, []).append(amount)
    stages = (
        StageSum(
            group[0].stage,
            group[0].currency,
            sum((a.amount or Decimal(0) for a in group), Decimal(0)),
            len(group),
        )
        for group in groups.values()
    )
    return tuple(sorted(stages, key=lambda s: (-s.amount, s.stage.code)))
