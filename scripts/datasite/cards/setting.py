"""Sets text into a measured space: lines, sizes that shrink, and an ellipsis where nothing helps.

Sizes, widths and heights are in pixels of the card.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, float], float]  # the width of a text at a size
ELLIPSIS = "…"
_NARROWER = 0.97  # the steps in which lines are evened out
FOOT = 0.92  # from the top of a line to the foot of its letters, in ems
_LINE = 1.17  # from one line to the next, in ems


@dataclass(frozen=True)
class Block:
    """Lines of text of one size."""

    lines: tuple[str, ...]
    size: float

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.lines) * self.size * _LINE

    def baselines(self, top: float) -> Iterable[tuple[float, str]]:
        """Each line with the height of its foot, where the block begins at `top`."""
        for index, line in enumerate(self.lines):
            yield top + self.size * (index * _LINE + FOOT), line


def broken(text: str, size: float, width: float, measure: Measure) -> tuple[str, ...]:
    """The text in as few lines as fit the width, even in length. A hard space is no place to break
    at; a word that is wider than the width is cut.
    """
    lines = _greedy(text, size, width, measure)
    narrower = width
    while len(lines) > 1:
        narrower *= _NARROWER
        even = _greedy(text, size, narrower, measure)
        whole = all(not line.endswith(ELLIPSIS) or line in lines for line in even)
        if len(even) > len(lines) or not whole:
            break
        lines = even
    return lines


def _greedy(text: str, size: float, width: float, measure: Measure) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(cut(word, size, width, measure))
    return tuple(lines)


def cut(text: str, size: float, width: float, measure: Measure) -> str:
    """The text on one line, its end replaced by an ellipsis where it is wider than the width."""
    if measure(text, size) <= width:
        return text
    kept = text
    while kept and measure(kept + ELLIPSIS, size) > width:
        kept = kept[:-1]
    return kept.rstrip(" \u00a0,;:–-") + ELLIPSIS


def fitted(
    text: str, sizes: Sequence[float], most_lines: int, width: float, measure: Measure
) -> Block:
    """The text at the largest of the sizes at which it takes no more lines; at the smallest one it
    is cut. No text has no lines.
    """
    for size in sizes:
        lines = broken(text, size, width, measure) if text else ()
        if len(lines) <= most_lines:
            return Block(lines, size)
    return Block(_shortened(text, sizes[-1], most_lines, width, measure), sizes[-1])


def _shortened(
    text: str, size: float, most_lines: int, width: float, measure: Measure
) -> tuple[str, ...]:
    """So many full lines, the last one cut."""
    full = _greedy(text, size, width, measure)
    rest = " ".join(full[most_lines - 1 :])
    return (*full[: most_lines - 1], cut(rest, size, width, measure))
