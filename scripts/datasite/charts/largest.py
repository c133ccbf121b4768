"""What is largest, for the first page: projects by name, and funds; each currency apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.money_bars import (
    Bar,
    Line,
    MoneyBars,
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


@dataclass(frozen=True)
class LargestFunds:
    """The lines of the funds in one currency, that with the largest amount first. `off_scale` are
    the bars of projects of which no fund is named that are longer than the scale of these.
    """

    currency: str
    funds: tuple[Line, ...]
    off_scale: tuple[Bar, ...]


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


def largest_funds(money: MoneyBars) -> LargestFunds | None:
    """The funds of the currency with the most of them; None without any fund."""
    by_currency = {
        panel.currency: sorted(
            (line for line in panel.lines if line.subject), key=lambda line: -line.longest
        )
        for panel in money.panels
    }
    currency = max(by_currency, key=lambda key: len(by_currency[key]), default="")
    funds = by_currency.get(currency)
    if not funds:
        return None
    end = end_of_scale([line.longest for line in funds])
    (panel,) = (panel for panel in money.panels if panel.currency == currency)
    unnamed = to_scale((line for line in panel.lines if not line.subject), end)
    return LargestFunds(
        currency,
        tuple(to_scale(funds, end)),
        tuple(bar for line in unnamed for bar in line.bars if bar.is_cut),
    )
