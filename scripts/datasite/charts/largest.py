"""What is largest, for the first page: projects by name, and funds; each currency apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.money_bars import (
    MoneyBars,
    Panel,
    end_of_scale,
    to_scale,
    width_on_scale,
)
from datasite.model.amounts import BestKnown, BestKnownForm, best_known_amount
from datasite.model.entities import Project


@dataclass(frozen=True)
class LargeAmount:
    """A project with the amount that speaks for it; `width` of its bar in per cent, 100 if cut."""

    project: Project
    best: BestKnown
    width: Decimal
    is_cut: bool


@dataclass(frozen=True)
class LargestOfCurrency:
    """The amounts in one currency, the largest first."""

    currency: str
    rows: tuple[LargeAmount, ...]


def largest_amounts(projects: Iterable[Project]) -> tuple[LargestOfCurrency, ...]:
    """The projects of each currency by their best-known amounts of the whole project, a joint
    amount once. The currency with the most projects is first; one project alone has no panel.
    """
    by_currency: dict[str, list[tuple[Project, BestKnown]]] = {}
    for project in projects:
        best = best_known_amount(project.amounts)
        if best and best.form is BestKnownForm.WHOLE and best.amount.amount:
            by_currency.setdefault(best.amount.currency, []).append((project, best))
    panels = sorted(by_currency.items(), key=lambda panel: (-len(panel[1]), panel[0]))
    return tuple(
        LargestOfCurrency(currency, _rows(known)) for currency, known in panels if len(known) > 1
    )


def _rows(known: Sequence[tuple[Project, BestKnown]]) -> tuple[LargeAmount, ...]:
    ordered = sorted(known, key=lambda row: (-_amount(row[1]), row[0].id))
    first_of_joint = {best.amount.joint_id: project for project, best in reversed(ordered)}
    chosen = [
        (project, best)
        for project, best in ordered
        if not best.amount.joint_id or first_of_joint[best.amount.joint_id] is project
    ]
    end = end_of_scale([_amount(best) for _, best in chosen])
    return tuple(
        LargeAmount(project, best, width_on_scale(_amount(best), end), _amount(best) > end)
        for project, best in chosen
    )


def _amount(best: BestKnown) -> Decimal:
    return best.amount.amount or Decimal(0)


def largest_funds(money: MoneyBars) -> Panel | None:
    """The panel with the most funds, that with the largest amount first; None without any."""
    if not money.panels:
        return None
    panel = max(money.panels, key=lambda panel: len(panel.lines))
    ordered = sorted(panel.lines, key=lambda line: line.longest, reverse=True)
    end = end_of_scale([line.longest for line in ordered])
    return Panel(panel.currency, tuple(to_scale(ordered, end)))
