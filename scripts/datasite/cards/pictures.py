"""A drawn card as a small PNG: an SVG rendered with our typefaces alone, in few colours."""

import io
from collections.abc import Iterator

import resvg_py
import zopfli.png
from PIL import Image

from datasite.cards.card import Card
from datasite.cards.drawing import COVER, INK, MARK, QUIET, draw_card
from datasite.cards.typefaces import Typefaces

# The shades from the ground to each colour. The edges of all letters have those of the ink: with
# shades of each colour, pictures are a third larger, and nobody sees it.
_SHADES = {INK: 4, QUIET: 1, MARK: 1}


def card_picture(card: Card, faces: Typefaces) -> bytes:
    """The card as a PNG."""
    rendered = resvg_py.svg_to_bytes(
        svg_string=draw_card(card, faces),
        skip_system_fonts=True,
        font_files=[str(file) for file in faces.files],
    )
    picture = Image.open(io.BytesIO(rendered)).convert("RGB")
    few = picture.quantize(palette=_palette(), dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, format="PNG", bits=4)
    smaller: bytes = zopfli.png.optimize(written.getvalue(), filter_strategies="0")  # by a tenth
    return smaller


def _palette() -> Image.Image:
    """A picture with the palette of the cards."""
    colours = [
        _rgb(COVER),
        *(shade for top, steps in _SHADES.items() for shade in _ramp(top, steps)),
    ]
    picture = Image.new("P", (1, 1))
    picture.putpalette([channel for colour in colours for channel in colour])
    return picture


def _ramp(colour: str, steps: int) -> Iterator[tuple[int, ...]]:
    """The shades from the ground to a colour, which is the last of them."""
    ground, top = _rgb(COVER), _rgb(colour)
    for step in range(1, steps + 1):
        yield tuple(round(g + (t - g) * step / steps) for g, t in zip(ground, top, strict=True))


def _rgb(colour: str) -> tuple[int, ...]:
    """#0b3f37 as its three channels."""
    return tuple(bytes.fromhex(colour[1:]))
