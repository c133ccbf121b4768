"""The organisations around one organisation, as a picture: a line to each, the thicker the more
projects they share.

The names are a list in HTML whose rows are of one height; the lines are one drawing beside it that
is stretched to the height of the list, so that each line ends in the middle of its row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.model.entities import Organisation
from datasite.model.working_together import WorksWith

ROW = 100  # the height of a row in units of the drawing
_THICKEST = Decimal(12)  # CSS pixels
_PER_PROJECT = Decimal(2)  # CSS pixels, where the thickest line allows it
_THINNEST = Decimal(1)  # CSS pixels
_LONGEST_LABEL = 6  # letters for which there is room beside the lines


@dataclass(frozen=True)
class Neighbour:
    """An organisation beside the one in the centre. Its line ends at `at`, in units of the drawing,
    and is `thickness` CSS pixels thick.
    """

    meets: WorksWith
    at: int
    thickness: Decimal


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

    @property
    def height(self) -> int:
        """The height of the drawing in its own units."""
        return ROW * len(self.rows)

    @property
    def middle(self) -> int:
        """Where the lines begin."""
        return self.height // 2


def build_neighbours(centre: Organisation, around: Iterable[WorksWith]) -> Neighbours:
    """The picture of those `around` an organisation; thickness is in proportion to the number of
    projects.
    """
    met = tuple(around)
    most = max((m.projects for m in met), default=1)
    each = min(_PER_PROJECT, _THICKEST / most)
    return Neighbours(
        centre,
        tuple(
            Neighbour(
                meets,
                n * ROW + ROW // 2,
                max(_THINNEST, meets.projects * each).quantize(Decimal("0.1")),
            )
            for n, meets in enumerate(met)
        ),
    )
