"""Bars of the money of projects, by fund or by year, in each currency apart.

A solid bar is a sum of exact totals. An approximate total is a bar of its own, hatched, and in no
sum. Everything is keyed by identifier.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pandas as pd

from datasite.charts.chart import ChartRow
from datasite.charts.thumbnail import Look
from datasite.model import totals
from datasite.model.amounts import BestKnownForm, Fate, best_known_amount
from datasite.model.entities import Amount, Programme, Project
from datasite.model.families import counts_periods_apart
from datasite.model.register import Register
from datasite.model.sums import CurrencySum, Sums, sums_of

BAR_COLUMNS = ("statement", "amount", "projects", "project_id")
SUM = "sum"  # the `statement` of a solid bar; that of a hatched one is its qualifier
_OFF_THE_SCALE = 2  # so many times as large as the second: the bar is cut
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

    @property
    def look(self) -> Look:
        """How it is drawn."""
        return Look.APPROXIMATE if self.approximate else Look.EXACT


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
class LeftOut:
    """The projects of one currency that a chart of totals leaves out, since only another amount of
    the whole is stated: their number, and the one with the largest such amount.
    """

    number: int
    project: Project
    amount: Amount


@dataclass(frozen=True)
class MoneyBars:
    """One panel for each currency, and the sums of all projects, with what is left out."""

    panels: tuple[Panel, ...]
    sums: Sums
    left_out: tuple[LeftOut, ...]


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
    for currency in (of_one.currency for of_one in by_projects(sums)):
        lines = [
            _line(register, subject(str(name)), group)
            for name, group in drawn[drawn.currency == currency].groupby("key")
        ]
        end = end_of_scale([bar.amount for line in lines for bar in line.bars])
        panels.append(Panel(currency, tuple(arrange(to_scale(lines, end)))))
    return MoneyBars(tuple(panels), sums, left_out(ordered))


def by_projects(sums: Sums) -> tuple[CurrencySum, ...]:
    """The sums with what is outside them, the currency with the most projects first; of those with
    as many that with the most exact amounts.
    """

    def outside(of_one: CurrencySum) -> int:
        return of_one.outside.number if of_one.outside else 0

    return tuple(
        sorted(
            sums.currencies,
            key=lambda of_one: -(of_one.total.exact if of_one.total else 0) - outside(of_one),
        )
    )


def left_out(projects: Iterable[Project]) -> tuple[LeftOut, ...]:
    """What is left out in each currency, the currency with the most projects first."""
    by_currency: dict[str, list[tuple[Project, Amount]]] = {}
    for project in projects:
        best = None if project.total else best_known_amount(project.amounts)
        if best and best.form is BestKnownForm.WHOLE and best.amount.amount:
            by_currency.setdefault(best.amount.currency, []).append((project, best.amount))
    ordered = sorted(by_currency.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        LeftOut(len(known), *min(known, key=lambda row: (-(row[1].amount or 0), row[0].id)))
        for _, known in ordered
    )


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


def end_of_scale(amounts: Iterable[Decimal]) -> Decimal:
    """The amount at which the scale of these ends; 0 without any.

    One can be many times as large as all others. Then its bar would leave the others too short to
    be compared, so the scale ends at the second one, and the first bar is cut.
    """
    first, second, *_ = (*sorted(amounts, reverse=True), Decimal(0), Decimal(0))
    return second if second and first > _OFF_THE_SCALE * second else first


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
