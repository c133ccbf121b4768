"""Bars of the money of projects, by fund or by year, in each currency apart.

A solid bar is a sum of exact totals. An approximate total is a bar of its own, hatched, and in no
sum. Everything is keyed by identifier.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from datasite.charts.chart import ChartRow
from datasite.model import totals
from datasite.model.amounts import Fate
from datasite.model.entities import Amount, Programme, Project
from datasite.model.families import counts_periods_apart
from datasite.model.register import Register
from datasite.model.sums import Sums, sums_of

BAR_COLUMNS = ("statement", "amount", "projects", "project_id")
SUM = "sum"  # the `statement` of a solid bar; that of a hatched one is its qualifier
_NARROWEST = Decimal("0.3")  # per cent: however small an amount is, its bar must be seen


@dataclass(frozen=True)
class Bar:
    """`amount` in units of `currency`: the sum of the exact totals of `projects`, or the one
    `approximate` total. `width` in per cent of the longest of its currency; `is_cut` where the bar
    would be longer than its scale.
    """

    currency: str
    amount: Decimal
    projects: tuple[Project, ...]
    approximate: Amount | None
    width: Decimal = Decimal(0)
    is_cut: bool = False


@dataclass(frozen=True)
class Line:
    """The bars of one fund or one year; `subject` is None for what has no fund or no known year.

    `periods_apart` says that the periods of the fund have lines of their own.
    """

    subject: Programme | int | None
    exact: Bar | None
    approximate: tuple[Bar, ...]
    periods_apart: bool = False

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Every bar of the line: the exact sum, if there is one, then the approximate amounts."""
        return (*((self.exact,) if self.exact else ()), *self.approximate)

    @property
    def longest(self) -> Decimal:
        """The amount of its longest bar."""
        return max(bar.amount for bar in self.bars)


@dataclass(frozen=True)
class Panel:
    """The lines of one currency, on one scale."""

    currency: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class MoneyBars:
    """One panel for each currency, and the sums of all projects, with what is left out."""

    panels: tuple[Panel, ...]
    sums: Sums


def bars_by(
    register: Register,
    key: Callable[[Project], str],
    subject: Callable[[str], Programme | int | None],
    arrange: Callable[[Iterable[Line]], list[Line]],
) -> MoneyBars:
    """The bars of all projects, in lines by `key`.

    `subject` is what a key names; `arrange` gives the lines of a panel their order.
    """
    # A joint sum is counted with the first of its projects that begins, hence the order.
    ordered = sorted(
        register.projects.values(),
        key=lambda p: (p.start is None, p.start.first_day if p.start else (), p.id),
    )
    judged = totals.amount_fates(project.total for project in ordered)
    drawn = pd.DataFrame(
        [
            {"currency": amount.currency, "key": key(project), "fate": fate, "bar": _bar(project)}
            for project, (amount, fate) in zip(ordered, judged, strict=True)
            if amount and fate in (Fate.EXACT, Fate.APPROXIMATE)
        ],
        columns=["currency", "key", "fate", "bar"],
    )
    sums = sums_of(ordered)
    panels = []
    for currency in (of_one.currency for of_one in sums.currencies):
        lines = [
            _line(register, subject(str(name)), group)
            for name, group in drawn[drawn.currency == currency].groupby("key")
        ]
        longest = max((line.longest for line in lines), default=Decimal(0))
        panels.append(Panel(currency, tuple(arrange(to_scale(lines, longest)))))
    return MoneyBars(tuple(panels), sums)


def _bar(project: Project) -> Bar:
    """The bar of one project alone."""
    total = project.total
    assert total and total.amount is not None  # judged to be exact or approximate
    return Bar(total.currency, total.amount, (project,), None if total.exact else total)


def _line(register: Register, subject: Programme | int | None, drawn: pd.DataFrame) -> Line:
    """The line of the projects of one key: the exact ones as one bar."""
    exact: list[Bar] = drawn.bar[drawn.fate == Fate.EXACT].tolist()
    approximate: list[Bar] = drawn.bar[drawn.fate == Fate.APPROXIMATE].tolist()
    return Line(
        subject,
        Bar(
            exact[0].currency,
            sum((bar.amount for bar in exact), Decimal(0)),
            tuple(project for bar in exact for project in bar.projects),
            None,
        )
        if exact
        else None,
        tuple(sorted(approximate, key=lambda bar: (-bar.amount, bar.projects[0].id))),
        periods_apart=isinstance(subject, Programme) and counts_periods_apart(register, subject),
    )


def to_scale(lines: Iterable[Line], end: Decimal) -> list[Line]:
    """The lines with the widths of their bars on a scale that ends at the amount `end`; a bar that
    would be longer is cut.
    """

    def scaled(bar: Bar) -> Bar:
        return replace(bar, width=width_on_scale(bar.amount, end), is_cut=bar.amount > end)

    return [
        replace(
            line,
            exact=scaled(line.exact) if line.exact else None,
            approximate=tuple(scaled(bar) for bar in line.approximate),
        )
        for line in lines
    ]


def width_on_scale(amount: Decimal, end: Decimal) -> Decimal:
    """The width in per cent of the bar of an amount: 0 where it is 0, at most 100."""
    if not amount:
        return Decimal(0)
    return max(min(amount / end * 100, Decimal(100)).quantize(Decimal("0.1")), _NARROWEST)


def money_rows(figure: MoneyBars, subject_cells: Callable[[Line], ChartRow]) -> Iterable[ChartRow]:
    """One row for each bar, in the columns of its subject and BAR_COLUMNS."""
    for panel in figure.panels:
        for line in panel.lines:
            for bar in line.bars:
                yield {"currency": panel.currency, **subject_cells(line), **_bar_cells(bar)}


def _bar_cells(bar: Bar) -> ChartRow:
    about = bar.approximate
    return {
        "statement": about.qualifier.code if about else SUM,
        "amount": bar.amount,
        "projects": len(bar.projects),
        "project_id": bar.projects[0].id if about else "",
    }
