"""The organisations around one organisation, as a picture: a curve to each, the thicker the more
projects they share.

The names are a list in HTML whose rows are of one height; the curves are one drawing beside it that
is stretched to the height of the list, so that each curve ends in the middle of its row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.thumbnail import Curve
from datasite.model.entities import Organisation
from datasite.model.working_together import WorksWith

WIDE, HIGH = 100, 1000  # units of the drawing
# CSS pixels; the thinnest can still be seen.
_THINNEST, _PER_PROJECT, _THICKEST = Decimal(1), Decimal(2), Decimal(12)
_LONGEST_LABEL = 6  # letters for which there is room beside the curves


@dataclass(frozen=True)
class Neighbour:
    """An organisation beside the one in the centre, and the curve to its row."""

    meets: WorksWith
    curve: Curve


@dataclass(frozen=True)
class Neighbours:
    """The organisation in the `centre` and its neighbours, in the order in which they are given."""

    centre: Organisation
    rows: tuple[Neighbour, ...]

    @property
    def label(self) -> str:
        """The short name of the centre; blank where there is none or no room for it."""
        short = self.centre.short_name
        return short if len(short) <= _LONGEST_LABEL else ""


def curves(numbers: Sequence[int], most: int) -> tuple[Curve, ...]:
    """The curves to rows with so many projects each, in the drawing of WIDE times HIGH units.

    Their widths are CSS pixels in proportion to the numbers, on a scale that has room for `most`.
    """
    each = min(_PER_PROJECT, _THICKEST / most)
    return tuple(
        Curve(_path(row, len(numbers)), max(_THINNEST, number * each).quantize(Decimal("0.1")))
        for row, number in enumerate(numbers)
    )


def _path(row: int, rows: int) -> str:
    """The path from the middle of the left side to the middle of a row on the right."""
    begin, end = HIGH // 2, (2 * row + 1) * HIGH // (2 * rows)
    return f"M0 {begin}C55 {begin} 45 {end} {WIDE} {end}"


def build_neighbours(centre: Organisation, around: Iterable[WorksWith]) -> Neighbours:
    """The picture of those `around` an organisation."""
    met = tuple(around)
    numbers = [meets.projects for meets in met]
    drawn = curves(numbers, max(numbers, default=1))
    return Neighbours(centre, tuple(map(Neighbour, met, drawn)))
