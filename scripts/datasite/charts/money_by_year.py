"""The chart of money by the year in which projects start: columns on an axis of years, in each
currency apart.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.chart import Chart, ChartRow
from datasite.charts.money_bars import (
    BAR_COLUMNS,
    Bar,
    Line,
    MoneyBars,
    Panel,
    bars_by,
    end_of_scale,
    money_rows,
    to_scale,
)
from datasite.charts.thumbnail import Thumbnail, bars_thumbnail, blocks_thumbnail
from datasite.charts.timelines import Tick, year_ticks
from datasite.language.localization import Language
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.problems import N_

_MOST_LEVELS = 4
_ROOM = Decimal("0.8")  # of a year, for its columns
_NARROW = 2  # columns at least share the room of a year, so that one alone is not too wide


@dataclass(frozen=True)
class Column:
    """The column of a bar, upright: `left` and `width` in per cent of the axis, its height the
    width of the bar.
    """

    year: int
    bar: Bar
    left: Decimal
    width: Decimal


@dataclass(frozen=True)
class Level:
    """A line across the columns at an amount of `currency`; `at` in per cent from the top."""

    amount: Decimal
    currency: str
    at: Decimal


@dataclass(frozen=True)
class YearAxis:
    """The columns of one currency, and beside them the line without a year, on the same scale.

    Where only one year or none is known there are no columns, and `beside` has every line.
    """

    currency: str
    columns: tuple[Column, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Level, ...]
    beside: tuple[Line, ...]

    @property
    def cut(self) -> tuple[Column, ...]:
        """The columns that are cut, which the words below name."""
        return tuple(column for column in self.columns if column.bar.is_cut)


@dataclass(frozen=True)
class MoneyByYear:
    """The bars with the sums, and the same bars as columns."""

    money: MoneyBars
    axes: tuple[YearAxis, ...]


def money_by_year(register: Register) -> MoneyBars:
    """The bars of each year of start, in order of time; a project is in it with its whole value,
    one whose start is not known in the last line.
    """
    return bars_by(register, _year, lambda year: int(year) if year else None, _in_order)


def _year(project: Project) -> str:
    return str(project.start.year) if project.start else ""


def _in_order(lines: Iterable[Line]) -> list[Line]:
    """The line without a year is the last."""
    by_year = {line.subject: line for line in lines}
    known = sorted(year for year in by_year if isinstance(year, int))
    return [*(by_year[year] for year in known), *(by_year[y] for y in by_year if y is None)]


def year_axis(panel: Panel) -> YearAxis:
    """The columns of the lines of one currency."""
    known = [line for line in panel.lines if isinstance(line.subject, int)]
    years = [line.subject for line in known if isinstance(line.subject, int)]
    if len(years) < _NARROW:
        return YearAxis(panel.currency, (), (), (), panel.lines)
    end = end_of_scale(bar.amount for line in known for bar in line.bars)
    first, past = min(years), max(years) + 1
    columns = tuple(
        column
        for year, line in zip(years, to_scale(known, end), strict=True)
        for column in _columns(year, line.bars, first, past)
    )
    unknown = [line for line in panel.lines if line.subject is None]
    return YearAxis(
        panel.currency,
        columns,
        year_ticks(first, past),
        tuple(_levels(end, panel.currency)),
        tuple(to_scale(unknown, end)),
    )


def _columns(year: int, bars: Sequence[Bar], first: int, past: int) -> Iterator[Column]:
    """The columns of one year, side by side from its beginning."""
    of_year = Decimal(100) / (past - first)
    width = of_year * _ROOM / max(len(bars), _NARROW)
    for number, bar in enumerate(bars):
        left = (year - first) * of_year + number * width
        yield Column(year, bar, _hundredths(left), _hundredths(width * Decimal("0.9")))


def _levels(end: Decimal, currency: str) -> Iterator[Level]:
    """At most _MOST_LEVELS levels at round amounts up to `end`."""
    if not end:
        return
    power = Decimal(10) ** (end.adjusted() - 1)
    step = next(
        s * power for s in (1, 2, 5, 10, 20, 50, 100) if end < s * power * (_MOST_LEVELS + 1)
    )
    for number in range(1, int(end / step) + 1):
        amount = number * step
        yield Level(amount, currency, _hundredths(100 - amount / end * 100))


def _hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))


def _figure(register: Register) -> MoneyByYear:
    money = money_by_year(register)
    return MoneyByYear(money, tuple(year_axis(panel) for panel in money.panels))


def _claim(figure: MoneyByYear, language: Language) -> str:
    """When the two projects with the largest values in a currency started; that of the first
    currency in which both years are known and a third value is smaller.
    """
    one_year = N_("The two projects with the largest values in %(currency)s started in %(first)s")
    two_years = N_(
        "The two projects with the largest values in %(currency)s started in %(first)s and %(last)s"
    )
    for panel in figure.money.panels:
        projects = [p for line in panel.lines for bar in line.bars for p in bar.projects]
        largest = sorted(projects, key=_total, reverse=True)
        one, two, third, *_ = (*largest, None, None, None)
        if one and two and third and one.start and two.start and _total(two) > _total(third):
            years = sorted((one.start.year, two.start.year))
            return language.translations.gettext(one_year if len({*years}) == 1 else two_years) % {
                "currency": panel.currency,
                "first": years[0],
                "last": years[-1],
            }
    return ""


def _total(project: Project) -> Decimal:
    return (project.total.amount if project.total else None) or Decimal(0)


def _thumbnail(figure: MoneyByYear) -> Thumbnail:
    """The columns of the currency with the most of them; without any, the bars."""
    axis = max(figure.axes, key=lambda axis: len(axis.columns), default=None)
    if axis and not axis.columns:
        return bars_thumbnail((bar.width, bar.look) for line in axis.beside for bar in line.bars)
    return blocks_thumbnail(
        (column.left, 100 - column.bar.width, column.width, column.bar.width, column.bar.look)
        for column in (axis.columns if axis else ())
    )


def _rows(figure: MoneyByYear) -> Iterable[ChartRow]:
    return money_rows(figure.money, lambda line: {"year": line.subject})


CHART = Chart(
    id="money-by-year",
    title=N_("Value of projects, by year"),
    description=N_(
        "Total values of whole projects by the year in which they start, separately for each"
        " currency."
    ),
    reading=N_(
        "The whole value of a project is counted in the year of its start. This is not what was"
        " spent in that year: sources do not say so, and nothing is spread over years."
    ),
    figure=_figure,
    claim=_claim,
    thumbnail=_thumbnail,
    columns=("currency", "year", *BAR_COLUMNS),
    rows=_rows,
)
