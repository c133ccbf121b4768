"""A picture with words, as a file that needs no page around it: SVG with fonts that every system
has, in light colours.
"""

import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

WIDTH, MARGIN = 960, 24  # CSS pixels; every picture is as wide
_TITLE_LETTERS, UNIT_LETTERS = 48, 104  # in a line
_PAPER, _INK, _QUIET, _LINE, _TRACK, _ACCENT = (
    *("#faf9f4", "#16201d", "#545c58", "#dad8cc", "#e2eee9", "#0b5a4f"),
)
_FILLS = {"track": _TRACK, "bar": _ACCENT, "about": "url(#hatch)", "gap": _PAPER}
_SERIF = "'Brygada 1918', Georgia, serif"
_STYLES: Mapping[str, Mapping[str, str]] = {
    "title": {"font-family": _SERIF, "font-size": "30", "font-weight": "600"},
    "head": {"font-family": _SERIF, "font-size": "19", "font-weight": "600"},
    "text": {},
    "quiet": {"fill": _QUIET},
    "value": {"text-anchor": "end"},
    "year": {"text-anchor": "start", "fill": _QUIET, "font-size": "13"},
}


@dataclass(frozen=True)
class Rectangle:
    """`look` is a key of _FILLS; all in CSS pixels from the top left."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    look: str


@dataclass(frozen=True)
class Line:
    """From one point to another, straight or as a curve that leaves and arrives level."""

    x: Decimal
    y: Decimal
    to_x: Decimal
    to_y: Decimal
    width: Decimal = Decimal(1)
    is_curve: bool = False


@dataclass(frozen=True)
class Label:
    """One line of words on the base line `y`; `style` is a key of _STYLES."""

    x: Decimal
    y: Decimal
    text: str
    style: str = "text"


Mark = Rectangle | Line | Label


@dataclass(frozen=True)
class Picture:
    """Marks, in the order in which they are drawn, and the room that they need."""

    marks: tuple[Mark, ...]
    height: Decimal


def moved(mark: Mark, right: Decimal, down: Decimal) -> Mark:
    """The mark at another place."""
    if isinstance(mark, Line):
        mark = replace(mark, to_x=mark.to_x + right, to_y=mark.to_y + down)
    return replace(mark, x=mark.x + right, y=mark.y + down)


def stack(pictures: Iterable[Picture]) -> Picture:
    """The pictures below each other."""
    marks: list[Mark] = []
    height = Decimal(0)
    for picture in pictures:
        marks.extend(moved(mark, Decimal(0), height) for mark in picture.marks)
        height += picture.height
    return Picture(tuple(marks), height)


def beside(left: Picture, right: Picture) -> Picture:
    """Two pictures in two columns."""
    column = Decimal(WIDTH) / 2
    marks = tuple(moved(mark, column, Decimal(0)) for mark in right.marks)
    return Picture((*left.marks, *marks), max(left.height, right.height))


def words(text: str, letters: int, style: str, *, x: int = MARGIN, leading: int = 20) -> Picture:
    """Words in lines of at most so many letters."""
    lines = textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)
    return Picture(
        tuple(
            Label(Decimal(x), Decimal((number + 1) * leading - 5), line, style)
            for number, line in enumerate(lines)
        ),
        Decimal(len(lines) * leading),
    )


def gap(height: int) -> Picture:
    """Nothing."""
    return Picture((), Decimal(height))


def write_svg(picture: Picture, title: str, unit: str, source: str) -> bytes:
    """The picture below its title and its unit and above its source."""
    whole = stack(
        (
            *(gap(MARGIN), words(title, _TITLE_LETTERS, "title", leading=36)),
            *(gap(6), words(unit, UNIT_LETTERS, "quiet"), gap(16), picture, gap(16)),
            *(words(source, UNIT_LETTERS, "quiet"), gap(MARGIN)),
        )
    )
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {_number(whole.height)}",
            "width": str(WIDTH),
            "height": _number(whole.height),
            "font-family": "'Public Sans', Arial, sans-serif",
            "font-size": "14",
            "fill": _INK,
        },
    )
    ET.SubElement(root, "title").text = title
    pattern = ET.SubElement(
        ET.SubElement(root, "defs"),
        "pattern",
        {
            "id": "hatch",
            "width": "7",
            "height": "7",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(25)",
        },
    )
    ET.SubElement(pattern, "path", {"d": "M0 0h7v7H0z", "fill": _TRACK})
    ET.SubElement(pattern, "path", {"d": "M0 0h4v7H0z", "fill": _ACCENT})
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": _PAPER})
    for mark in whole.marks:
        _add(root, mark)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8")
    return written + b"\n"


def _add(root: ET.Element, mark: Mark) -> None:
    x, y = _number(mark.x), _number(mark.y)
    if isinstance(mark, Label):
        ET.SubElement(root, "text", {"x": x, "y": y, **_STYLES[mark.style]}).text = mark.text
    elif isinstance(mark, Rectangle):
        size = {"width": _number(mark.width), "height": _number(mark.height)}
        ET.SubElement(root, "rect", {"x": x, "y": y, **size, "fill": _FILLS[mark.look]})
    else:
        to_x, to_y = _number(mark.to_x), _number(mark.to_y)
        middle = _number((mark.x + mark.to_x) / 2)
        path = (
            f"C{middle} {y} {middle} {to_y} {to_x} {to_y}" if mark.is_curve else f"L{to_x} {to_y}"
        )
        ET.SubElement(
            root,
            "path",
            {
                "d": f"M{x} {y}{path}",
                "fill": "none",
                "stroke": _ACCENT if mark.is_curve else _LINE,
                "stroke-width": _number(mark.width),
            },
        )


def _number(value: Decimal) -> str:
    """In tenths of a pixel, without noughts at the end."""
    return f"{value.quantize(Decimal('0.1')).normalize():f}"
