"""Thumbnails: small pictures of charts, made of the same figures, without words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WIDTH, HEIGHT = 320, 170  # units of every thumbnail
_MARGIN = 10
_ROW, _THICK = 26, 16  # of horizontal bars
MOST_ROWS = (HEIGHT - _MARGIN) // _ROW


class Look(StrEnum):
    """What a block of a picture is; the classes of theme/styles/charts.css."""

    TRACK = "track"
    EXACT = "bar"
    APPROXIMATE = "about"


@dataclass(frozen=True)
class Block:
    """A rectangle, in units of the thumbnail, right and down."""

    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal
    look: Look


@dataclass(frozen=True)
class Curve:
    """A line, as SVG path data and its width in units of the thumbnail."""

    path: str
    width: Decimal


@dataclass(frozen=True)
class Thumbnail:
    """Blocks and curves in a frame of WIDTH times HEIGHT units."""

    blocks: tuple[Block, ...] = ()
    curves: tuple[Curve, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


def no_thumbnail(figure: object) -> Thumbnail:
    """Of a chart that has none: nothing."""
    return Thumbnail()


def bars_thumbnail(bars: Iterable[tuple[Decimal, Look]]) -> Thumbnail:
    """The first bars of a chart below each other, each as wide as so many per cent."""
    whole = Decimal(WIDTH - 2 * _MARGIN)
    blocks = []
    for row, (width, look) in zip(range(MOST_ROWS), bars, strict=False):
        x, y, thick = Decimal(_MARGIN), Decimal(_MARGIN + row * _ROW), Decimal(_THICK)
        blocks.append(Block(x, y, whole, thick, Look.TRACK))
        blocks.append(Block(x, y, rounded(whole * width / 100), thick, look))
    return Thumbnail(tuple(blocks))


def blocks_thumbnail(
    parts: Iterable[tuple[Decimal, Decimal, Decimal, Decimal, Look]],
) -> Thumbnail:
    """Blocks that are given by x, y, width and height in per cent of the room."""
    wide, high = Decimal(WIDTH - 2 * _MARGIN) / 100, Decimal(HEIGHT - 2 * _MARGIN) / 100
    return Thumbnail(
        tuple(
            Block(
                rounded(_MARGIN + x * wide),
                rounded(_MARGIN + y * high),
                rounded(width * wide),
                rounded(height * high),
                look,
            )
            for x, y, width, height, look in parts
        )
    )


def rounded(value: Decimal) -> Decimal:
    """To a tenth of a unit."""
    return value.quantize(Decimal("0.1"))
