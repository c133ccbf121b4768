"""The maps: outlines in their places, counts equal to the tables', a scale that holds every count,
and a list that says what the map says.
"""

import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import built_sites
import pytest
import site_plans
from hypothesis import given
from hypothesis import strategies as st

from datasite.charts import maps, money_map
from datasite.charts.maps import Drawing, Outline, Step
from datasite.model.entities import Place
from datasite.pages.types.places import PlacesView

DRAWINGS = ("poland", "countries", "europe")
LARGEST_FILE = 60_000  # bytes
RING = re.compile(r"M(-?\d+) (-?\d+)l((?:[ -]?\d+)+)z")
Point = tuple[float, float]
# Degrees east and north.
SEATS = {
    "PL-02": (17.03, 51.11), "PL-04": (18.01, 53.12), "PL-06": (22.57, 51.25),
    "PL-08": (15.51, 51.94), "PL-10": (19.46, 51.77), "PL-12": (19.94, 50.06),
    "PL-14": (21.01, 52.23), "PL-16": (17.93, 50.67), "PL-18": (22.00, 50.04),
    "PL-20": (23.16, 53.13), "PL-22": (18.65, 54.35), "PL-24": (19.02, 50.26),
    "PL-26": (20.63, 50.87), "PL-28": (20.48, 53.78), "PL-30": (16.93, 52.41),
    "PL-32": (14.55, 53.43),
}  # fmt: skip
CAPITALS = {
    "PL": (21.01, 52.23), "LT": (25.28, 54.69), "CZ": (14.42, 50.09), "DE": (13.40, 52.52),
    "UA": (30.52, 50.45), "BY": (27.57, 53.90), "RU": (37.62, 55.75), "RO": (26.10, 44.43),
    "ES": (-3.70, 40.42), "GE": (44.79, 41.72), "IR": (51.39, 35.69), "KZ": (71.43, 51.13),
    "VN": (105.85, 21.03),
}  # fmt: skip
EUROPE = {
    "PL": (21.01, 52.23), "LT": (25.28, 54.69), "IS": (-21.90, 64.14), "PT": (-8.40, 40.20),
    "GR": (23.73, 38.00), "GE": (44.79, 41.72), "UA": (30.52, 50.45), "CY": (33.38, 35.17),
}  # fmt: skip
CRIMEA = {
    "Simferopol": (34.10, 44.95),
    "Yevpatoria": (33.45, 45.20),
    "Dzhankoi": (34.39, 45.71),
    "Bilohirsk": (34.60, 45.06),
}


def drawn(name: str) -> dict[str, Any]:
    return dict(
        json.loads(
            (built_sites.ROOT / "theme" / "geometry" / f"{name}.json").read_text(encoding="utf-8")
        )
    )


def rings(path: str) -> list[list[Point]]:
    """The closed lines of path data; the data are nothing else."""
    assert RING.sub("", path) == ""
    closed_lines = []
    for x, y, steps in RING.findall(path):
        line = [(float(x), float(y))]
        figures = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(figures[::2], figures[1::2], strict=True):
            line.append((line[-1][0] + dx, line[-1][1] + dy))
        closed_lines.append(line)
    return closed_lines


def holds(path: str, point: Point) -> bool:
    """Whether a point is in the area that the even-odd rule fills."""
    x, y = point
    edges = [(a, b) for ring in rings(path) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    return (
        sum(
            (a[1] > y) != (b[1] > y) and x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]
            for a, b in edges
        )
        % 2
        == 1
    )


def located(name: str, degrees: Point) -> Point:
    """Where a point of the earth is drawn, by what the file says of its projection: bearing and
    distance from the centre, worked out in space.
    """
    projection = drawn(name)["projection"]

    def in_space(lon: float, lat: float) -> tuple[float, float, float]:
        return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)

    lon, lat = (math.radians(v) for v in projection["centre"])
    here = in_space(math.radians(degrees[0]), math.radians(degrees[1]))
    centre, east, north = (
        in_space(lon, lat),
        (-math.sin(lon), math.cos(lon), 0.0),
        in_space(lon, lat + math.pi / 2),
    )
    right, up = (sum(a * b for a, b in zip(here, axis, strict=True)) for axis in (east, north))
    chord = math.dist(here, centre)  # equal-area: the distance on the map is the chord
    reach = math.hypot(right, up) or 1
    x, y = right / reach * chord, up / reach * chord
    return (x - projection["west"] / 1000) * projection["scale"], (
        projection["north"] / 1000 - y
    ) * projection["scale"]


def territories(kind: str) -> set[str]:
    with (built_sites.ROOT / "datasets" / "territories" / "territories.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return {row["code"] for row in csv.DictReader(file) if row["kind"] == kind}


def test_every_voivodeship_is_drawn() -> None:
    assert set(drawn("poland")["shapes"]) == territories("voivodeship")
    assert len(drawn("poland")["shapes"]) == 16


def test_countries_have_codes_of_ours() -> None:
    for name in ("countries", "europe"):
        assert set(drawn(name)["shapes"]) <= territories("country")


@pytest.mark.parametrize(
    ("name", "points"),
    [("poland", SEATS), ("countries", CAPITALS), ("europe", EUROPE)],
    ids=DRAWINGS,
)
def test_a_capital_is_in_its_outline_and_in_no_other(name: str, points: dict[str, Point]) -> None:
    shapes = drawn(name)["shapes"]
    codes_by_capital = {
        code: [
            outline
            for outline, shape in shapes.items()
            if holds(shape["path"], located(name, point))
        ]
        for code, point in points.items()
    }
    assert codes_by_capital == {code: [code] for code in points}


@pytest.mark.parametrize("name", ["countries", "europe"])
@pytest.mark.parametrize("town", CRIMEA)
def test_crimea_is_ukraine(town: str, name: str) -> None:
    shapes, point = drawn(name)["shapes"], located(name, CRIMEA[town])
    assert [code for code, shape in shapes.items() if holds(shape["path"], point)] == ["UA"]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_small_and_says_where_it_is_from(name: str) -> None:
    assert (built_sites.ROOT / "theme" / "geometry" / f"{name}.json").stat().st_size < LARGEST_FILE
    assert re.search(r"\d+\.\d+\.\d+, \S+\.json, sha256 [0-9a-f]{64}\Z", drawn(name)["source"])
    assert "public domain" in drawn(name)["licence"]


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_label_lies_in_its_outline(name: str) -> None:
    for code, shape in drawn(name)["shapes"].items():
        assert rings(shape["path"]) or shape["room"] == 0, code
        assert shape["room"] < 2 or holds(shape["path"], tuple(shape["at"])), code


@pytest.fixture(scope="session")
def view() -> PlacesView:
    """The index of places of the real site in Polish."""
    return next(p.view for p in site_plans.real().pages if p.type == "places" and p.lang == "pl")


def test_counts_are_those_of_the_table(view: PlacesView) -> None:
    projects: dict[str, set[str]] = defaultdict(set)
    by_relation: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (built_sites.ROOT / "datasets" / "places" / "places.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            projects[row["place"]].add(row["project_id"])
            by_relation[row["place"], row["relation"]].add(row["project_id"])
    for row in (*(v.tied for v in view.voivodeships), *view.countries):
        code = row.place.code
        assert (row.projects, row.carried_out, row.aimed, row.coordinated) == (
            len(projects[code]),
            *(
                len(by_relation[code, relation])
                for relation in ("implemented_in", "target", "coordinated_with")
            ),
        )
    assert {r.place.code: r.count for r in view.voivodeship_map.regions} == {
        r.tied.place.code: r.tied.carried_out for r in view.voivodeships
    }
    assert {r.place.code: r.count for r in view.country_map.regions} == {
        r.place.code: r.projects
        for r in view.countries
        if (r.place, r.projects) not in view.country_map.elsewhere
    }
    assert view.whole
    assert view.whole.carried_out == len(by_relation["PL", "implemented_in"])


def test_every_place_of_the_table_is_on_the_page(view: PlacesView) -> None:
    with (built_sites.ROOT / "datasets" / "places" / "places.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        used = {row["place"] for row in csv.DictReader(file)}
    voivodeships = {row.tied.place.code for row in view.voivodeships}
    assert used <= voivodeships | {row.place.code for row in view.countries} | {"PL"}


@given(st.lists(st.integers(0, 100_000), min_size=1))
def test_the_scale_holds_every_count_on_one_step(counts: list[int]) -> None:
    steps = maps.scale_steps(max(counts))
    assert len(steps) <= maps.STEPS

    def on(step: Step, n: int) -> bool:
        return step.least <= n and (step.most is None or n <= step.most)

    for n in filter(None, counts):
        assert sum(on(step, n) for step in steps) == 1
    if steps:
        assert on(steps[-1], max(counts)), "the last step is not empty"


def test_a_map_colours_by_the_step_and_names_what_it_does_not_draw() -> None:
    square = Outline("M0 0l10 0 0 10-10 0z", (5, 5), 5)
    corner = replace(square, is_corner=True)
    drawing = Drawing(
        100, 50, "", {"XA": square, "XB": square, "XC": square, "XD": corner, "PL": square}
    )
    places = {
        code: Place(code, {"pl": code, "en": code}, "country", "")
        for code in ("XA", "XB", "XD", "XZ", "PL")
    }
    counted = maps.count_map(
        drawing,
        [(places[code], n) for code, n in (("XA", 1), ("XB", 7), ("XD", 2), ("XZ", 3), ("PL", 90))],
        type_size=10,
    )
    assert [(r.place.code, r.level, r.numbered) for r in counted.regions] == [
        ("XA", 1, True),
        ("XB", 3, True),
    ]
    assert [s.least for s in counted.steps] == [1, 2, 5]
    assert counted.elsewhere == ((places["XD"], 2), (places["XZ"], 3))
    assert counted.bare == ("XC", "XD"), "no project, or too little in the frame, and not Poland"
    assert counted.home == square


def _edges(path: str) -> set[frozenset[Point]]:
    return {
        frozenset((a, b))
        for ring in rings(path)
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True)
    }


def test_neighbours_keep_one_border() -> None:
    """Every edge of a voivodeship is also that of one neighbour, or of the border of Poland."""
    edges = [edge for shape in drawn("poland")["shapes"].values() for edge in _edges(shape["path"])]
    times = Counter(edges)
    assert set(times.values()) == {1, 2}
    # The edges that are not shared are closed lines: two of them meet in each of their ends.
    ends = Counter(end for edge, n in times.items() if n == 1 for end in edge)
    assert {n % 2 for n in ends.values()} == {0}
    assert sum(n == 2 for n in times.values()) > sum(n == 1 for n in times.values())


def test_the_list_links_what_the_drawing_links(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = built_sites.pages(built_sites.mini(mini, tmp_path_factory.getbasetemp()))
    for name in ("pl/miejsca/index.html", "en/places/index.html", "pl/index.html", "en/index.html"):
        drawings = pages[name].xpath("//figure//svg[@aria-hidden='true']")
        links = [a for drawing in drawings for a in drawing.iter("a")]
        assert links
        assert {a.get("tabindex") for a in links} == {"-1"}
        listed = pages[name].xpath("//main//ul/li/a/@href | //main//th[@scope='row']/a/@href")
        assert {a.get("href") for a in links} <= set(listed)
        shapes = pages[name].xpath("//defs/path/@id")
        assert len(shapes) == len(set(shapes)), "each outline once on a page"
        used = set(pages[name].xpath("//figure//use/@href"))
        assert used == {f"#{shape}" for shape in shapes}


def test_a_place_that_is_not_drawn_is_named_under_the_map(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pages = built_sites.pages(built_sites.mini(mini, tmp_path_factory.getbasetemp()))
    (words,) = pages["en/places/index.html"].xpath("//div[@class='wide']/following-sibling::p[1]")
    assert "Not on the map: Namibia (1)." in built_sites.plain(words.text_content())
    assert not pages["en/places/na/index.html"].xpath("//svg[@class='locator']")
    assert pages["en/places/no/index.html"].xpath("//svg[@class='locator']")


def test_bubbles_are_the_sums_of_the_tables(view: PlacesView) -> None:
    """Read from the files: the exact totals in PLN of the projects carried out in a voivodeship, a
    joint one once, and the largest approximate one; areas are in proportion to them.
    """

    def rows(name: str) -> list[dict[str, str]]:
        path = built_sites.ROOT / "datasets" / name / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    there = defaultdict(set)
    for row in rows("places"):
        if row["relation"] == "implemented_in":
            there[row["place"]].add(row["project_id"])
    shown = {}
    for bubble in view.money_map.bubbles:
        total, outside = bubble.total, bubble.outside
        shown[bubble.place.code] = (
            total.amount if total else 0,
            outside.amount.amount if outside else 0,
        )
    assert shown == {code: money for code, money in _in_pln(rows("budgets"), there) if any(money)}
    largest = max(amount for money in shown.values() for amount in money)
    for bubble in view.money_map.bubbles:
        for amount, radius in zip(
            shown[bubble.place.code], (bubble.exact, bubble.approximate), strict=True
        ):
            area = float(radius / money_map.LARGEST) ** 2
            assert math.isclose(area, float(Decimal(amount) / largest), abs_tol=2e-3)


def _in_pln(
    budgets: list[dict[str, str]], there: Mapping[str, set[str]]
) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    """The exact sum and the largest approximate total of each voivodeship."""
    totals = [
        row
        for row in budgets
        if (row["kind"], row["preferred"], row["currency"]) == ("total", "true", "PLN")
        and row["amount"]
        and not row["organisation_id"]
        and row["qualifier"] != "unclear"
    ]
    for code in territories("voivodeship"):
        mine = [row for row in totals if row["project_id"] in there[code]]
        exact = {
            row["joint_id"] or row["budget_id"]: Decimal(row["amount"])
            for row in mine
            if row["qualifier"] == "exact"
        }
        about = [Decimal(row["amount"]) for row in mine if row["qualifier"] != "exact"]
        yield code, (sum(exact.values(), Decimal(0)), max(about, default=Decimal(0)))


def test_words_on_the_map_of_money_meet_no_bubble_and_no_words(view: PlacesView) -> None:
    drawn_map, height = view.money_map, money_map.TYPE
    assert len(drawn_map.words) > 5
    for words in drawn_map.words:
        half = len(words.text) * height / 4
        assert half <= words.x <= drawn_map.width - half
        assert height / 2 <= words.y <= drawn_map.height - height / 2
        for bubble in drawn_map.bubbles:
            x, y = bubble.outline.at
            near = abs(x - words.x) < half + bubble.radius
            assert not near or abs(y - words.y) >= height / 2 + bubble.radius
        for other in drawn_map.words:
            apart = (len(words.text) + len(other.text)) * height / 4
            assert other is words or (
                abs(other.x - words.x) >= apart or abs(other.y - words.y) >= height
            )
