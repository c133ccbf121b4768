"""Drawings and counts in, maps out: each place with its step of the scale, what is drawn without a
count, and what is not drawn.

A map shows numbers of projects and never money, since a project's money is not split over its
places.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from datasite.charts.outlines import Drawing, Outline
from datasite.model.entities import Place

STEPS = 5
HOME = "PL"  # on the map of countries it has no count of its own: the map of voivodeships does
SMALL = 5  # units of room below which a place gets a dot as well
LOST = 12  # … below which a locator draws a ring around it
DIGIT = 0.4  # the room that the figure needs, in heights of its type


@dataclass(frozen=True)
class Step:
    """One step of the scale: from `least` projects to `most`, without an end on the last."""

    level: int
    least: int
    most: int | None


@dataclass(frozen=True)
class Region:
    """A place with a page. `level` is that of its step, 0 where there is no project."""

    place: Place
    outline: Outline
    count: int
    level: int
    numbered: bool  # the number fits
    dotted: bool  # too small to be seen without a dot


@dataclass(frozen=True)
class Map:
    """A map of counts.

    `ground` is the path of everything drawn without a count, `home` that of Poland where it is
    among it.
    """

    width: int
    height: int
    type_size: int
    ground: str
    home: str
    regions: tuple[Region, ...]
    steps: tuple[Step, ...]
    elsewhere: tuple[Place, ...]


@dataclass(frozen=True)
class Locator:
    """Where one place lies. `ground` is the path of everything around it."""

    width: int
    height: int
    ground: str
    outline: Outline
    ringed: bool


def scale(largest: int) -> tuple[Step, ...]:
    """At most STEPS steps that together hold 1 to `largest` and more, on bounds that people count
    by (1, 2, 5, 10, 20, 50 …); the last is not empty.
    """
    bounds = [1]
    while bounds[-1] <= largest:
        tens = 10 ** (len(bounds) // 3)
        bounds.append((1, 2, 5)[len(bounds) % 3] * tens)
    used = [1, *bounds[1:-1][-(STEPS - 1) :]] if largest else []
    return tuple(
        Step(level, least, used[level] - 1 if level < len(used) else None)
        for level, least in enumerate(used, 1)
    )


def counted(drawing: Drawing, counts: Iterable[tuple[Place, int]], type_size: int) -> Map:
    """The map of a number of projects for each place; a number is set in type of `type_size` units
    where there is room.
    """
    known = [(place, n) for place, n in counts if place.code != HOME]
    drawn = sorted(
        ((p, n) for p, n in known if p.code in drawing.outlines), key=lambda it: it[0].code
    )
    steps = scale(max((n for _, n in drawn), default=0))
    bounds = [s.least for s in steps]
    bare = drawing.outlines.keys() - {p.code for p, _ in drawn} - {HOME}
    return Map(
        width=drawing.width,
        height=drawing.height,
        type_size=type_size,
        ground="".join(drawing.outlines[code].path for code in sorted(bare)),
        home=drawing.outlines[HOME].path if HOME in drawing.outlines else "",
        regions=tuple(
            _region(place, n, bisect_right(bounds, n), drawing.outlines[place.code], type_size)
            for place, n in drawn
        ),
        steps=steps,
        elsewhere=tuple(p for p, _ in known if p.code not in drawing.outlines),
    )


def _region(place: Place, count: int, level: int, outline: Outline, type_size: int) -> Region:
    needed = type_size * DIGIT * max(1, 0.75 * len(str(count)))
    return Region(
        place,
        outline,
        count,
        level,
        numbered=count > 0 and outline.room >= needed,
        dotted=outline.room < SMALL,
    )


def locator(drawing: Drawing, code: str) -> Locator | None:
    """Where a place lies, if it is drawn."""
    if code not in drawing.outlines:
        return None
    it = drawing.outlines[code]
    around = drawing.land or "".join(
        other.path for key, other in sorted(drawing.outlines.items()) if key != code
    )
    return Locator(drawing.width, drawing.height, around, it, ringed=it.room < LOST)
