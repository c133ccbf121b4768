"""Projects in, their lanes on one axis of years out.

Nothing is drawn more precisely than a source says it.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.model.entities import Project
from datasite.values import Date

MOST_TICKS = 6  # as many years as can be read side by side on a telephone
_ROOM_UNTIL = Decimal(93)  # per cent; later on a telephone has no room for a year
_STEPS = (1, 2, 5, 10, 20, 50)
_HAIR = Decimal("0.5")  # per cent: what is known to the day must still be seen


@dataclass(frozen=True)
class Lane:
    """One project. `left` and `width` in per cent of the axis."""

    project: Project
    left: Decimal
    width: Decimal
    by_year: bool  # an end is known by its year only, and the lane covers all of that year
    half: bool  # only the beginning or only the end is known, and only that is drawn
    part: bool  # the organisation that is asked about does not lead it


@dataclass(frozen=True)
class Tick:
    """The beginning of a year on the axis, in per cent."""

    year: int
    at: Decimal


@dataclass(frozen=True)
class Timeline:
    """Lanes in the order in which they begin; `undated` projects have none."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    undated: int

    @property
    def by_year(self) -> bool:
        return any(lane.by_year for lane in self.lanes)

    @property
    def half(self) -> bool:
        return any(lane.half for lane in self.lanes)

    @property
    def parts(self) -> bool:
        return any(lane.part for lane in self.lanes)


def timeline(projects: Iterable[Project], led: Collection[str] | None = None) -> Timeline:
    """The lanes of `projects`; all that are not among those `led`, if that is given, are parts."""
    everything = tuple(projects)
    dated = sorted((p for p in everything if p.start or p.end), key=lambda p: (*_days(p), p.id))
    if not dated:
        return Timeline((), (), len(everything))
    first = min(d.year for p in dated for d in _known(p))
    past = max(d.year for p in dated for d in _known(p)) + 1
    lanes = tuple(_lane(p, first, past, led is not None and p.id not in led) for p in dated)
    step = next((s for s in _STEPS if -(-(past - first) // s) <= MOST_TICKS), _STEPS[-1])
    years = [year for year in range(first, past) if year % step == 0] or [first]
    ticks = tuple(
        Tick(year, _at(datetime.date(year, 1, 1).toordinal(), first, past)) for year in years
    )
    return Timeline(
        lanes, tuple(tick for tick in ticks if tick.at <= _ROOM_UNTIL), len(everything) - len(dated)
    )


def _lane(it: Project, first: int, past: int, part: bool) -> Lane:
    start, end = _days(it)
    left, right = _at(start, first, past), _at(end, first, past)
    width = max(right - left, _HAIR)
    known = _known(it)
    return Lane(
        it,
        min(left, 100 - width),
        width,
        any(d.month is None for d in known),
        len(known) == 1,
        part,
    )


def _known(it: Project) -> tuple[Date, ...]:
    return tuple(d for d in (it.start, it.end) if d)


def _days(it: Project) -> tuple[int, int]:
    """The first day of what is known, and the day after its last, as ordinals."""
    known = _known(it)
    return (
        datetime.date(*known[0].first_day).toordinal(),
        datetime.date(*known[-1].last_day).toordinal() + 1,
    )


def _at(day: int, first: int, past: int) -> Decimal:
    """A day's place in per cent of the years from `first` until before `past`."""
    begins, ends = datetime.date(first, 1, 1).toordinal(), datetime.date(past, 1, 1).toordinal()
    return (Decimal(day - begins) / (ends - begins) * 100).quantize(Decimal("0.01"))
