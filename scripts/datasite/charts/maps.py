"""Maps: the outlines of places from theme/geometry/, coloured by the number of projects. Money is
drawn on the same outlines by `money_map`.
"""

import json
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasite.model.entities import Place

GEOMETRY_FOLDER = Path("theme/geometry")
STEPS = 5
HOME_COUNTRY = (
    "PL"  # on the map of countries it has no count of its own: the map of voivodeships does
)
SMALL = 5  # units of room below which a place gets a dot as well
LOST = 12  # units of room below which a locator draws a ring around it
DIGIT = 0.4  # the room that the figure needs, in heights of its type


@dataclass(frozen=True)
class Outline:
    """One place.

    `at` is the point farthest from its borders and `room` the distance to them; all in units of
    the drawing, right and down. Of a country that `is_corner` the frame holds so little that a
    number there would be taken for that of a neighbour.
    """

    path: str  # SVG path data, filled by the even-odd rule
    at: tuple[int, int]
    room: int
    is_corner: bool = False


@dataclass(frozen=True)
class Drawing:
    """Places by our codes, within a frame of `width` times `height` units.

    `land` is the path of the land without borders, blank where it is that of the places.
    """

    width: int
    height: int
    land: str
    outlines: Mapping[str, Outline]


@dataclass(frozen=True)
class Atlas:
    """The drawings of the site's maps."""

    poland: Drawing  # its voivodeships
    countries: Drawing  # from Portugal to Vietnam, to show where one of them lies
    europe: Drawing


def load_atlas(root: Path) -> Atlas:
    """The drawings in `root`/theme/geometry. Raises OSError where a file is missing."""
    return Atlas(*(_load_drawing(root, name) for name in ("poland", "countries", "europe")))


def _load_drawing(root: Path, name: str) -> Drawing:
    content = json.loads((root / GEOMETRY_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    outlines = {
        code: Outline(
            shape["path"], (shape["at"][0], shape["at"][1]), shape["room"], "corner" in shape
        )
        for code, shape in content["shapes"].items()
    }
    return Drawing(content["width"], content["height"], content["land"], outlines)


@dataclass(frozen=True)
class Step:
    """One step of the scale: from `least` projects to `most`; the last has no end."""

    level: int
    least: int
    most: int | None


@dataclass(frozen=True, kw_only=True)
class Region:
    """A place with a page. `level` is that of its step, 0 where there is no project."""

    place: Place
    outline: Outline
    count: int
    level: int
    numbered: bool  # the number fits
    roomy: bool  # so does one of twice the size, for a map that is drawn half as wide
    dotted: bool  # too small to be seen without a dot


@dataclass(frozen=True, kw_only=True)
class Map:
    """A map of counts.

    `outlines` are those of the drawing. `bare` are the codes of the places without a count, `home`
    is the outline of Poland where it is one of them. `elsewhere` are places with a count that are
    not drawn, each with it.
    """

    width: int
    height: int
    type_size: int
    outlines: Mapping[str, Outline]
    bare: tuple[str, ...]
    home: Outline | None
    regions: tuple[Region, ...]
    steps: tuple[Step, ...]
    elsewhere: tuple[tuple[Place, int], ...]


@dataclass(frozen=True, kw_only=True)
class Locator:
    """A small map that shows one place. `ground` is the path of everything around it."""

    width: int
    height: int
    ground: str
    outline: Outline
    ringed: bool


def scale_steps(largest: int) -> tuple[Step, ...]:
    """At most STEPS steps for counts from 1 to `largest`, with round bounds (1, 2, 5, 10, 20,
    50 …); the last step is not empty.
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


def count_map(drawing: Drawing, counts: Iterable[tuple[Place, int]], type_size: int) -> Map:
    """The map of the number of projects of each place; the number is printed in type of
    `type_size` units where there is room for it.
    """
    known = [(place, n) for place, n in counts if place.code != HOME_COUNTRY]
    seen = {code for code, outline in drawing.outlines.items() if not outline.is_corner}
    drawn = sorted(((p, n) for p, n in known if p.code in seen), key=lambda pair: pair[0].code)
    steps = scale_steps(max((n for _, n in drawn), default=0))
    bounds = [s.least for s in steps]
    bare = drawing.outlines.keys() - {p.code for p, _ in drawn} - {HOME_COUNTRY}
    return Map(
        width=drawing.width,
        height=drawing.height,
        type_size=type_size,
        outlines=drawing.outlines,
        bare=tuple(sorted(bare)),
        home=drawing.outlines.get(HOME_COUNTRY),
        regions=tuple(
            _region(place, n, bisect_right(bounds, n), drawing.outlines[place.code], type_size)
            for place, n in drawn
        ),
        steps=steps,
        elsewhere=tuple((p, n) for p, n in known if p.code not in seen),
    )


def _region(place: Place, count: int, level: int, outline: Outline, type_size: int) -> Region:
    needed = type_size * DIGIT * max(1, 0.75 * len(str(count)))
    return Region(
        place=place,
        outline=outline,
        count=count,
        level=level,
        numbered=count > 0 and outline.room >= needed,
        roomy=count > 0 and outline.room >= 2 * needed,
        dotted=outline.room < SMALL,
    )


def build_locator(drawing: Drawing, code: str) -> Locator | None:
    """The small map of the place with this code; None if `drawing` does not have it."""
    if code not in drawing.outlines:
        return None
    outline = drawing.outlines[code]
    around = drawing.land or "".join(
        shape.path for key, shape in sorted(drawing.outlines.items()) if key != code
    )
    return Locator(
        width=drawing.width,
        height=drawing.height,
        ground=around,
        outline=outline,
        ringed=outline.room < LOST,
    )
