"""The charts of the site: their list, and the page and files of each.

A chart is a module of this folder that declares it, an entry in CHARTS and a template in
theme/templates/charts/.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datasite.charts import (
    money_by_programme,
    money_by_stage,
    money_by_year,
    timelines,
    who_with_whom,
)
from datasite.charts.chart import Chart
from datasite.charts.thumbnail import Thumbnail
from datasite.downloads.formats import Download
from datasite.downloads.writers.text import csv_of_rows, json_list
from datasite.language.localization import Language, words_of
from datasite.model.register import Register
from datasite.problems import N_

CHARTS: tuple[Chart[Any], ...] = (
    money_by_programme.CHART,
    money_by_year.CHART,
    money_by_stage.CHART,
    who_with_whom.CHART,
    timelines.CHART,
)


@dataclass(frozen=True)
class ChartView:
    """Data for the page of a chart. `rows` is the number of rows in its table; `source` says in a
    sentence what the figures are from.
    """

    chart: Chart[Any]
    figure: Any
    rows: int
    thumbnail: Thumbnail
    source: str = ""

    def heading(self, language: Language) -> str:
        """What the chart shows, in a sentence where the figure bears one out."""
        return self.chart.heading(self.figure, language)


def chart_view(register: Register, chart: Chart[Any]) -> ChartView:
    """Calculate the figure of a chart and count its rows, for the page of the chart."""
    figure = chart.figure(register)
    return ChartView(chart, figure, len(list(chart.rows(figure))), chart.thumbnail(figure))


def chart_views(register: Register) -> tuple[ChartView, ...]:
    """The views of all charts, in their order."""
    return tuple(chart_view(register, chart) for chart in CHARTS)


def chart_files(register: Register, languages: Mapping[str, Language]) -> tuple[Download, ...]:
    """The rows of each chart as CSV and JSON: charts/ID.csv, charts/ID.json."""
    return tuple(
        file for chart in CHARTS for file in _files_of(chart, chart.figure(register), languages)
    )


def _files_of(
    chart: Chart[Any], figure: object, languages: Mapping[str, Language]
) -> tuple[Download, ...]:
    rows = list(chart.rows(figure))
    return (
        Download(
            f"charts/{chart.id}.csv",
            csv_of_rows(chart.columns, rows),
            words_of(N_("The rows of this chart."), languages),
            len(rows),
        ),
        Download(
            f"charts/{chart.id}.json",
            (json_list(rows) + "\n").encode(),
            words_of(N_("The rows of this chart, for programs."), languages),
            len(rows),
        ),
    )
