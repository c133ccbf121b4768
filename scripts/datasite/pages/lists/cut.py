"""Lists of which a page shows the first items at once; it always says how many more there are and
leads to them.

The macro `cut_list` of theme/templates/macros/parts.html draws them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


@dataclass(frozen=True)
class Cut(Generic[ItemT]):
    """A list in two parts: `first` is shown at once, `rest` is counted and can be reached."""

    first: tuple[ItemT, ...]
    rest: tuple[ItemT, ...]

    @property
    def whole(self) -> tuple[ItemT, ...]:
        """Every item of the list."""
        return (*self.first, *self.rest)


def cut(items: Iterable[ItemT], most: int) -> Cut[ItemT]:
    """The list with at most so many items shown at once."""
    everything = tuple(items)
    return Cut(everything[:most], everything[most:])
