"""The footnotes of one page: numbered sources, and the marks that point to them."""

from collections import Counter

from datasite.model.entities import Source
from datasite.pages.page import Page


class Footnotes:
    """The sources of one page by number, and every mark that was set so far, so that the list at
    its foot can link back to each.
    """

    def __init__(self, page: Page) -> None:
        self._numbers = {source.id: n for n, source in enumerate(page.content.sources, 1)}
        self._marks = Counter[int]()

    def number(self, source: Source) -> int:
        """The number of a source on the page, from 1."""
        return self._numbers[source.id]

    def mark(self, source: Source) -> str:
        """The id of the mark that is being set, e.g. m2-1 for the first of source 2."""
        number = self.number(source)
        self._marks[number] += 1
        return f"m{number}-{self._marks[number]}"

    def marks(self, source: Source) -> list[str]:
        """The ids of the marks of a source, in the order of reading."""
        number = self.number(source)
        return [f"m{number}-{n + 1}" for n in range(self._marks[number])]
