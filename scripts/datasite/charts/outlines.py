"""The outlines of the maps, as scripts/geometry.py drew them: theme/geometry/*.json in, frozen
drawings out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path("theme/geometry")


@dataclass(frozen=True)
class Outline:
    """One place.

    `at` is the point farthest from its borders and `room` that distance; all in units of the
    drawing, right and down.
    """

    path: str  # SVG path data, filled by the even-odd rule
    at: tuple[int, int]
    room: int


@dataclass(frozen=True)
class Drawing:
    """Places by our codes, within a frame of `width` times `height` units;

    `land` is the land without borders, blank where it is the same.
    """

    width: int
    height: int
    land: str
    outlines: Mapping[str, Outline]


@dataclass(frozen=True)
class Atlas:
    poland: Drawing  # its voivodeships
    countries: Drawing


def load(root: Path) -> Atlas:
    """Both drawings. Raises OSError where a file is missing."""
    return Atlas(_drawing(root, "poland"), _drawing(root, "countries"))


def _drawing(root: Path, name: str) -> Drawing:
    it = json.loads((root / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    outlines = {
        code: Outline(shape["path"], (shape["at"][0], shape["at"][1]), shape["room"])
        for code, shape in it["shapes"].items()
    }
    return Drawing(it["width"], it["height"], it["land"], outlines)
