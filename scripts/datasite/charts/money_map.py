"""The map of money: on each voivodeship a bubble whose area is the sum of its exact amounts in one
currency, and a hatched one for the largest approximate amount, which no sum takes.

A project of several places is in each of them with its whole amount, since no source splits it;
the bubbles can be compared, not added.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from datasite.charts.maps import Drawing, Outline
from datasite.model.entities import Amount, Place
from datasite.model.sums import CurrencySum, Outside
from datasite.model.totals import CurrencyTotal

LARGEST = 105  # units: the radius of the largest bubble
SMALLEST = 4  # units: however small an amount is, its bubble must be seen
TYPE = 40  # units: the height of the words
_NAMED = 12  # units: the radius from which a bubble is named
_LETTER = 0.52  # the width of a letter, in heights of the type
_GAP = 3  # units between a bubble and its words


@dataclass(frozen=True, kw_only=True)
class Bubbles:
    """The bubbles of one place: `total` is the sum of its exact amounts with the radius `exact`,
    `outside` has the largest approximate amount, with the radius `approximate`; None and 0 where
    there is none. Radii are units of the drawing.
    """

    place: Place
    outline: Outline
    total: CurrencyTotal | None
    outside: Outside | None
    exact: Decimal
    approximate: Decimal

    @property
    def radius(self) -> int:
        """That of the larger one, in whole units."""
        return int(max(self.exact, self.approximate))


class Words(NamedTuple):
    """The larger amount of a place as words, and their middle in units of the drawing."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, kw_only=True)
class MoneyMap:
    """The bubbles of all places that have an amount, the largest first, and the words for which
    there is room; `outlines` are the codes of all outlines of the drawing.
    """

    width: int
    height: int
    outlines: tuple[str, ...]
    bubbles: tuple[Bubbles, ...]
    words: tuple[Words, ...]


def money_map(
    drawing: Drawing,
    sums: Iterable[tuple[Place, CurrencySum | None]],
    say: Callable[[Amount | CurrencyTotal], str],
) -> MoneyMap:
    """The map of the sums of places, all in one currency; None where a place has no amount. `say`
    writes an amount without its currency.
    """
    known = [(place, found) for place, found in sums if found and place.code in drawing.outlines]
    largest = max((amount for _, found in known for amount in _amounts(found)), default=Decimal(1))
    bubbles = sorted(
        (_bubbles(place, drawing.outlines[place.code], found, largest) for place, found in known),
        key=lambda bubble: (-max(bubble.exact, bubble.approximate), bubble.place.code),
    )
    return MoneyMap(
        width=drawing.width,
        height=drawing.height,
        outlines=tuple(sorted(drawing.outlines)),
        bubbles=tuple(bubbles),
        words=tuple(_words(drawing, bubbles, say)),
    )


def _amounts(found: CurrencySum) -> tuple[Decimal, Decimal]:
    """The sum of exact amounts and the largest approximate one, 0 where there is none."""
    return (
        found.total.amount if found.total else Decimal(0),
        (found.outside.amount.amount if found.outside else None) or Decimal(0),
    )


def _bubbles(place: Place, outline: Outline, found: CurrencySum, largest: Decimal) -> Bubbles:
    exact, approximate = (_radius(amount, largest) for amount in _amounts(found))
    return Bubbles(
        place=place,
        outline=outline,
        total=found.total,
        outside=found.outside,
        exact=exact,
        approximate=approximate,
    )


def _radius(amount: Decimal, largest: Decimal) -> Decimal:
    """The radius of a circle whose area is in proportion to an amount; 0 for none."""
    if not amount:
        return Decimal(0)
    return max(LARGEST * (amount / largest).sqrt(), Decimal(SMALLEST)).quantize(Decimal("0.1"))


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _box(x: float, y: float, width: float, height: float) -> _Box:
    """The box of a width and a height around a point."""
    return _Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _words(
    drawing: Drawing, bubbles: Sequence[Bubbles], say: Callable[[Amount | CurrencyTotal], str]
) -> Iterable[Words]:
    """The words of the larger bubbles, each below, above or beside its bubble, where it meets
    neither another bubble nor words; what finds no room is in the table beside the map.
    """
    frame = _Box(0, 0, drawing.width, drawing.height)
    taken = [_box(*b.outline.at, 2 * b.radius, 2 * b.radius) for b in bubbles]
    for bubble in bubbles:
        if bubble.radius < _NAMED:
            continue
        (x, y), reach = bubble.outline.at, bubble.radius + _GAP
        text = _larger(bubble, say)
        width = len(text) * TYPE * _LETTER
        for right, down in (
            (0.0, reach + TYPE / 2),
            (0.0, -reach - TYPE / 2),
            (reach + width / 2, 0.0),
            (-reach - width / 2, 0.0),
        ):
            box = _box(x + right, y + down, width, TYPE)
            inside = (
                frame.left <= box.left
                and box.right <= frame.right
                and frame.top <= box.top
                and box.bottom <= frame.bottom
            )
            if inside and not any(box.meets(other) for other in taken):
                taken.append(box)
                yield Words(text, round(x + right), round(y + down))
                break


def _larger(bubble: Bubbles, say: Callable[[Amount | CurrencyTotal], str]) -> str:
    """The larger amount of a place as words."""
    if bubble.outside and bubble.approximate > bubble.exact:
        return say(bubble.outside.amount)
    return say(bubble.total) if bubble.total else ""
