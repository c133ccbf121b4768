"""The chart of money by the year in which projects start, in each currency apart."""

from collections.abc import Iterable

from datasite.charts.chart import Chart, ChartRow
from datasite.charts.money_bars import BAR_COLUMNS, Line, MoneyBars, bars_by, money_rows
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.problems import N_


def money_by_year(register: Register) -> MoneyBars:
    """The bars of each year of start, in order of time; a project is in it with its whole value,
    one whose start is not known in the last line.
    """
    return bars_by(register, _year, lambda year: int(year) if year else None, _every_year)


def _year(project: Project) -> str:
    return str(project.start.year) if project.start else ""


def _every_year(lines: Iterable[Line]) -> list[Line]:
    """A line for each year from the first to the last, so that the axis has no gap, then the line
    without a year.
    """
    by_year = {line.subject: line for line in lines}
    known = [year for year in by_year if isinstance(year, int)]
    years = range(min(known), max(known) + 1) if known else ()
    return [
        *(by_year.get(year) or Line(year, None, ()) for year in years),
        *(line for year, line in by_year.items() if year is None),
    ]


def _rows(figure: MoneyBars) -> Iterable[ChartRow]:
    return money_rows(figure, lambda line: {"year": line.subject})


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
    figure=money_by_year,
    columns=("currency", "year", *BAR_COLUMNS),
    rows=_rows,
)
