"""The charts that have a page of their own: what each is called, how it is read, what it draws and
the rows behind it.

A chart is one declaration in CHARTS. Its page, its table and its files hold the same rows in the
same order.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datasite.charts import money_bars, partner_pairs, timelines
from datasite.charts.money_bars import Bar, Line, Money
from datasite.charts.partner_pairs import Together
from datasite.charts.timelines import Timeline
from datasite.downloads.formats import Download
from datasite.downloads.text_writers import csv_of_rows, json_list
from datasite.language.languages import LANGUAGES, Words
from datasite.model.register import Organisation, Programme, Register
from datasite.problems import N_

Row = Mapping[str, object]
SUM = "sum"  # stands where an approximate amount has its qualifier


@dataclass(frozen=True)
class Chart:
    """`title`, `description` and `reading` are messages;

    `figure` is drawn by the macro `drawing` and has the rows `rows` in columns `header`.
    """

    id: str
    slug: Words
    title: str
    description: str
    reading: str
    drawing: str
    figure: Callable[[Register], Any]
    header: tuple[str, ...]
    rows: Callable[[Any], Iterable[Row]]


@dataclass(frozen=True)
class ChartView:
    chart: Chart
    figure: Any
    rows: int


def view(register: Register, it: Chart) -> ChartView:
    figure = it.figure(register)
    return ChartView(it, figure, len(list(it.rows(figure))))


def files(register: Register) -> tuple[Download, ...]:
    """The rows of each chart as CSV and JSON: charts/<id>.csv, charts/<id>.json."""
    made = []
    for it in CHARTS:
        rows = list(it.rows(it.figure(register)))
        made.append(
            Download(
                f"charts/{it.id}.csv",
                csv_of_rows(it.header, rows),
                _USES["csv"],
                len(rows),
            )
        )
        made.append(
            Download(
                f"charts/{it.id}.json",
                (json_list(rows) + "\n").encode(),
                _USES["json"],
                len(rows),
            )
        )
    return tuple(made)


_USES: Mapping[str, Words] = {
    "csv": {"pl": "Wiersze tego wykresu.", "en": "The rows of this chart."},
    "json": {
        "pl": "Wiersze tego wykresu, dla programów.",
        "en": "The rows of this chart, for programs.",
    },
}


def _named(stem: str, it: Programme | Organisation | None) -> Row:
    return {
        f"{stem}_id": it.id if it else "",
        **{f"{stem}_{lang}": it.name[lang] if it else "" for lang in LANGUAGES},
    }


def _money_rows(figure: Money, subject: Callable[[Line], Row]) -> Iterable[Row]:
    return (
        {"currency": panel.currency, **subject(line), **_bar(bar)}
        for panel in figure.panels
        for line in panel.lines
        for bar in line.bars
    )


def _bar(it: Bar) -> Row:
    if it.approximate:
        return {
            "statement": it.approximate.qualifier.code,
            "amount": it.amount,
            "projects": 1,
            "project_id": it.projects[0].id,
        }
    return {"statement": SUM, "amount": it.amount, "projects": len(it.projects), "project_id": ""}


def _by_programme(figure: Money) -> Iterable[Row]:
    return _money_rows(
        figure,
        lambda line: _named(
            "programme", line.subject if isinstance(line.subject, Programme) else None
        ),
    )


def _by_year(figure: Money) -> Iterable[Row]:
    return _money_rows(figure, lambda line: {"year": line.subject})


def _lanes(figure: Timeline) -> Iterable[Row]:
    for it in (lane.project for lane in figure.lanes):
        dates = {"start_date": str(it.start or ""), "end_date": str(it.end or "")}
        yield {
            "project_id": it.id,
            **{f"title_{lang}": it.title[lang] for lang in LANGUAGES},
            **dates,
            **_named("lead", it.lead.organisation if it.lead else None),
        }


def _pairs(figure: Together) -> Iterable[Row]:
    for it in figure.pairs:
        shared = {"projects": len(it.projects), "project_ids": " ".join(p.id for p in it.projects)}
        yield {**_named("organisation", it.one), **_named("other", it.other), **shared}


_AMOUNT = ("statement", "amount", "projects", "project_id")
CHARTS: tuple[Chart, ...] = (
    Chart(
        "money-by-programme",
        {"pl": "pieniadze-z-funduszy", "en": "money-by-programme"},
        N_("Money by programme"),
        N_(
            "What whole projects are worth, added up by the fund or programme that pays for them,"
            " in each currency apart."
        ),
        N_(
            "The longer the bar, the more money; behind it stand the sum of exact amounts and the"
            " number of projects in it. Each currency has its own scale; nothing is converted."
        ),
        "by_programme",
        money_bars.money_by_programme,
        ("currency", "programme_id", "programme_pl", "programme_en", *_AMOUNT),
        _by_programme,
    ),
    Chart(
        "money-by-year",
        {"pl": "pieniadze-w-latach", "en": "money-by-year"},
        N_("Money by year"),
        N_(
            "What whole projects are worth, added up by the year in which they start, in each"
            " currency apart."
        ),
        N_(
            "A project stands with its whole value in the year of its start. This is not what was"
            " spent in that year: sources do not say so, and nothing is spread over years."
        ),
        "by_year",
        money_bars.money_by_year,
        ("currency", "year", *_AMOUNT),
        _by_year,
    ),
    Chart(
        "timeline",
        {"pl": "os-czasu", "en": "timeline"},
        N_("Timeline of projects"),
        N_("From when until when the projects run, in the order in which they begin."),
        N_(
            "Each bar is one project, from its beginning to its end; nothing is drawn more"
            " precisely than a source says it."
        ),
        "timeline",
        lambda register: timelines.timeline(register.projects.values()),
        (
            "project_id",
            "title_pl",
            "title_en",
            "start_date",
            "end_date",
            "lead_id",
            "lead_pl",
            "lead_en",
        ),
        _lanes,
    ),
    Chart(
        "who-with-whom",
        {"pl": "kto-z-kim", "en": "who-with-whom"},
        N_("Who works with whom"),
        N_("The organisations that meet in the most projects, pair by pair."),
        N_(
            "A pair is two organisations that take part in the same project, in whatever role. An"
            " organisation and its units are counted apart."
        ),
        "together",
        lambda register: partner_pairs.together(register.projects.values()),
        (
            "organisation_id",
            "organisation_pl",
            "organisation_en",
            "other_id",
            "other_pl",
            "other_en",
            "projects",
            "project_ids",
        ),
        _pairs,
    ),
)
