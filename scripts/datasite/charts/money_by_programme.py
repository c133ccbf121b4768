"""The chart of money by fund, in each currency apart."""

from collections.abc import Iterable
from decimal import Decimal

from datasite.charts.chart import Chart, ChartRow, name_cells, name_columns
from datasite.charts.money_bars import BAR_COLUMNS, Line, MoneyBars, bars_by, money_rows
from datasite.charts.thumbnail import Thumbnail, bars_thumbnail
from datasite.language.localization import Language
from datasite.model.entities import Programme
from datasite.model.families import fund_id
from datasite.model.register import Register
from datasite.problems import N_


def money_by_programme(register: Register) -> MoneyBars:
    """The bars of each fund of one period, the largest exact sum first; those of projects without a
    fund are the last line.
    """
    return bars_by(register, fund_id, register.programmes.get, _largest_first)


def _largest_first(lines: Iterable[Line]) -> list[Line]:
    """By exact sum, then by the largest approximate amount; the line without a fund last."""
    return sorted(
        lines,
        key=lambda line: (
            line.subject is None,
            -(line.exact.amount if line.exact else 0),
            -line.bars[0].amount,
            line.bars[0].projects[0].id,
        ),
    )


def _claim(figure: MoneyBars, language: Language) -> str:
    """That one fund has more than half of the exact sum of a currency, which has several funds."""
    for panel in figure.panels:
        sums = [(line.exact.amount, line.subject) for line in panel.lines if line.exact]
        whole = sum((amount for amount, _ in sums), Decimal(0))
        for amount, fund in sums:
            if len(sums) > 1 and isinstance(fund, Programme) and amount * 2 > whole:
                return language.translations.gettext(
                    N_(
                        "%(fund)s accounts for %(share)s of the sum of exact amounts in"
                        " %(currency)s"
                    )
                ) % {
                    "fund": fund.short_name[language.code],
                    "share": language.percent((amount / whole * 100).quantize(Decimal(1))),
                    "currency": panel.currency,
                }
    return ""


def _thumbnail(figure: MoneyBars) -> Thumbnail:
    """The longest bars of the currency with the most funds."""
    panel = max(figure.panels, key=lambda panel: len(panel.lines), default=None)
    bars = [bar for line in panel.lines for bar in line.bars] if panel else []
    longest = sorted(bars, key=lambda bar: (-bar.amount, bar.projects[0].id))
    return bars_thumbnail((bar.width, bar.look) for bar in longest)


def _rows(figure: MoneyBars) -> Iterable[ChartRow]:
    return money_rows(
        figure,
        lambda line: name_cells(
            "programme", line.subject if isinstance(line.subject, Programme) else None
        ),
    )


CHART = Chart(
    id="money-by-programme",
    title=N_("Value of projects, by fund"),
    description=N_(
        "Total values of whole projects by the fund that pays for them, its parts included,"
        " separately for each currency. They are not the fund's own money: the share of the state"
        " and of partners is in them."
    ),
    reading=N_(
        "The longer the bar, the more money; after it are the sum of exact amounts and the"
        " number of projects in it. Each currency has its own scale; nothing is converted."
    ),
    figure=money_by_programme,
    claim=_claim,
    thumbnail=_thumbnail,
    columns=("currency", *name_columns("programme"), *BAR_COLUMNS),
    rows=_rows,
)
