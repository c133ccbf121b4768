"""The script that draws the outlines. Its libraries are not in the lock, so these tests run only
where they are installed: see theme/geometry/draw.py.
"""

import re
from typing import Any

import pytest

pytest.importorskip("shapely")
pytest.importorskip("pyproj")

import draw

# Two squares with one arc between them, from south to north, with two bends.
BORDER = [[50, 0], [3, 30], [-6, 20], [3, 50]]
CODES = {"W": "XW", "E": "XE"}


def _points(path: str) -> set[tuple[int, int]]:
    """The corners of a path of one ring."""
    x, y, *steps = (int(n) for n in re.findall(r"-?\d+", path))
    points = [(x, y)]
    for dx, dy in zip(steps[::2], steps[1::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return set(points)


def _topology(border: list[list[int]]) -> dict[str, Any]:
    return {
        "transform": {"scale": [0.05, 0.02], "translate": [16.5, 51]},
        "arcs": [
            border,
            [[50, 100], [-50, 0], [0, -100], [50, 0]],
            [[50, 100], [50, 0], [0, -100], [-50, 0]],
        ],
        "objects": {
            "all": {
                "geometries": [
                    {"type": "Polygon", "id": "W", "arcs": [[0, 1]]},
                    {"type": "Polygon", "id": "E", "arcs": [[0, 2]]},
                ]
            }
        },
    }


def _drawn(border: list[list[int]]) -> dict[str, Any]:
    return draw.drawing(_topology(border), CODES, draw.POLAND, tolerance=6, smallest=4)


def test_neighbours_keep_one_border() -> None:
    """Both draw the same part of the border."""
    drawn = _drawn(BORDER)
    assert drawn == _drawn(BORDER)
    west, east = (_points(drawn["shapes"][code]["path"]) for code in ("XW", "XE"))
    assert len(west & east) == len(BORDER)
    assert max(x for x, _ in west) < max(x for x, _ in east)


def test_simplifying_keeps_the_ends_and_what_matters() -> None:
    """A point that hardly bends the border is left out; its ends and its bends stay."""
    with_idle_point = [[50, 0], [3, 30], [-3, 10], [-3, 10], [3, 50]]
    assert _drawn(with_idle_point)["shapes"] == _drawn(BORDER)["shapes"]


def test_a_label_is_far_from_every_border() -> None:
    west = _drawn(BORDER)["shapes"]["XW"]
    left, right = (f(x for x, _ in _points(west["path"])) for f in (min, max))
    assert left + west["room"] - 1 <= west["at"][0] <= right - west["room"] + 1
    assert west["room"] > 100
