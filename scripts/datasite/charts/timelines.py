"""Timelines of projects: lanes on one axis of years, and the chart of all projects.

Nothing is drawn more precisely than a source says it.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.chart import Chart, ChartRow, name_cells, name_columns
from datasite.charts.thumbnail import Look, Thumbnail, blocks_thumbnail
from datasite.language.languages import TEXT_LANGUAGES
from datasite.language.localization import Language
from datasite.model.entities import Project
from datasite.problems import N_
from datasite.values import Date

MOST_TICKS = 6  # as many years as can be read side by side on a telephone
_ROOM_UNTIL = Decimal(93)  # per cent; later on a telephone has no room for a year
_STEPS = (1, 2, 5, 10, 20, 50)
_NARROWEST = Decimal("0.5")  # per cent: what is known to the day must still be seen


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One project. `left` and `width` in per cent of the axis."""

    project: Project
    left: Decimal
    width: Decimal
    by_year: bool  # an end is known by its year only, and the lane covers all of that year
    half: bool  # only the beginning or only the end is known, and only that is drawn

    @property
    def dot(self) -> Decimal:
        """Where the dot of the one end that is known is drawn: in its middle."""
        return (self.left + self.width / 2).quantize(Decimal("0.01"))


@dataclass(frozen=True)
class Tick:
    """The beginning of a year on the axis, in per cent."""

    year: int
    at: Decimal


@dataclass(frozen=True)
class Timeline:
    """Lanes in the order in which they begin; `undated` is the number of projects without one."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: int

    @property
    def by_year(self) -> bool:
        """Whether the dates of a lane are known only by year; the key explains it."""
        return any(lane.by_year for lane in self.lanes)

    @property
    def half(self) -> bool:
        """Whether only one end of a lane is known; the key explains it."""
        return any(lane.half for lane in self.lanes)


def build_timeline(projects: Iterable[Project]) -> Timeline:
    """The lanes of `projects`."""
    everything = tuple(projects)
    dated = sorted((p for p in everything if p.start or p.end), key=lambda p: (*_days(p), p.id))
    if not dated:
        return Timeline((), (), len(everything))
    years = [date.year for project in dated for date in _known_dates(project)]
    first, past = min(years), max(years) + 1
    return Timeline(
        tuple(_lane(p, first, past) for p in dated),
        year_ticks(first, past),
        len(everything) - len(dated),
    )


def year_ticks(first: int, past: int) -> tuple[Tick, ...]:
    """The years from `first` until before `past` that have room on the axis."""
    step = next((s for s in _STEPS if -(-(past - first) // s) <= MOST_TICKS), _STEPS[-1])
    years = [year for year in range(first, past) if year % step == 0] or [first]
    ticks = [Tick(year, _at(datetime.date(year, 1, 1).toordinal(), first, past)) for year in years]
    return tuple(tick for tick in ticks if tick.at <= _ROOM_UNTIL)


def _lane(project: Project, first: int, past: int) -> Lane:
    start, end = _days(project)
    left, right = _at(start, first, past), _at(end, first, past)
    width = max(right - left, _NARROWEST)
    known = _known_dates(project)
    return Lane(
        project=project,
        left=min(left, 100 - width),
        width=width,
        by_year=any(date.month is None for date in known),
        half=len(known) == 1,
    )


def _known_dates(project: Project) -> tuple[Date, ...]:
    return tuple(date for date in (project.start, project.end) if date)


def _days(project: Project) -> tuple[int, int]:
    """The first day of what is known, and the day after its last, as ordinals."""
    known = _known_dates(project)
    return (
        datetime.date(*known[0].first_day).toordinal(),
        datetime.date(*known[-1].last_day).toordinal() + 1,
    )


def _at(day: int, first: int, past: int) -> Decimal:
    """A day's place in per cent of the years from `first` until before `past`."""
    begins, ends = datetime.date(first, 1, 1).toordinal(), datetime.date(past, 1, 1).toordinal()
    return (Decimal(day - begins) / (ends - begins) * 100).quantize(Decimal("0.01"))


def _claim(figure: Timeline, language: Language) -> str:
    """That in one year more projects ran than in any other."""
    spans = [
        (lane.project.start.year, lane.project.end.year)
        for lane in figure.lanes
        if lane.project.start and lane.project.end
    ]
    running = Counter(year for first, last in spans for year in range(first, last + 1))
    (year, most), (_, second), *_ = (*running.most_common(2), (0, 0), (0, 0))
    if most == second:
        return ""
    return language.translations.gettext(
        N_(
            "More projects were under way in %(year)s than in any other year: %(most)s of the"
            " %(dated)s with a known start and end"
        )
    ) % {
        "year": year,
        "most": language.number(most),
        "dated": language.number(len(spans)),
    }


def _thumbnail(figure: Timeline) -> Thumbnail:
    """Every lane, as thin as there are many."""
    if not figure.lanes:
        return Thumbnail()
    high = Decimal(100) / len(figure.lanes)
    return blocks_thumbnail(
        (lane.left, number * high, lane.width, max(high * 2 / 3, Decimal(1)), Look.EXACT)
        for number, lane in enumerate(figure.lanes)
    )


def _rows(figure: Timeline) -> Iterable[ChartRow]:
    for project in (lane.project for lane in figure.lanes):
        yield {
            "project_id": project.id,
            **{f"title_{lang}": project.title[lang] for lang in TEXT_LANGUAGES},
            "start_date": str(project.start or ""),
            "end_date": str(project.end or ""),
            **name_cells("lead", project.lead.organisation if project.lead else None),
        }


CHART = Chart(
    id="timeline",
    title=N_("Timeline of projects"),
    description=N_("From when until when the projects run, in the order in which they begin."),
    reading=N_(
        "Each bar is one project, from its beginning to its end; no date is drawn more"
        " precisely than the source gives it."
    ),
    figure=lambda register: build_timeline(register.projects.values()),
    claim=_claim,
    thumbnail=_thumbnail,
    columns=(
        "project_id",
        *(f"title_{lang}" for lang in TEXT_LANGUAGES),
        "start_date",
        "end_date",
        *name_columns("lead"),
    ),
    rows=_rows,
)
