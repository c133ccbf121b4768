"""Sums as a page shows them: each owes the reader what is outside it, and a page that does not say
it is refused.
"""

from typing import Protocol

from datasite.language.localization import Language
from datasite.model.sums import Outside
from datasite.model.totals import CurrencyTotal
from datasite.pages.amount_words import Summed, amount_text, map_text, sum_text
from datasite.pages.explorer.summary import OutsideWords, SumWords


class Accompanied(Protocol):
    """A sum, None where no amount is exact, and the largest approximate amount, which is outside
    it, None where there is none.
    """

    @property
    def total(self) -> CurrencyTotal | None:
        """The sum."""

    @property
    def outside(self) -> Outside | None:
        """What is outside it."""


class Companions:
    """What is outside the sums of one page: what the page owes, and what it has said so far."""

    def __init__(self) -> None:
        self._owed: list[tuple[Outside | OutsideWords, str]] = []
        self._said: list[Outside | OutsideWords] = []

    def sum_text(self, accompanied: Accompanied, language: Language) -> str:
        """A sum in millions. Raises TypeError for a figure that does not carry what is outside."""
        return self._owing(accompanied, sum_text(*_whole(accompanied), language))

    def part_text(
        self, accompanied: Accompanied, part: Summed, amounts: int, language: Language
    ) -> str:
        """A part of a sum, of so many amounts, e.g. that of one year or one stage."""
        return self._owing(accompanied, sum_text(part, amounts, language))

    def part_in_full(self, accompanied: Accompanied, part: Summed, language: Language) -> str:
        """A part of a sum to the last digit."""
        return self._owing(accompanied, language.money(part.amount, part.currency))

    def map_text(self, accompanied: Accompanied, language: Language) -> str:
        """A sum where its currency is named once for all."""
        total, _ = _whole(accompanied)
        return self._owing(accompanied, map_text(total, language))

    def words(self, sum_words: SumWords) -> str:
        """A sum above the rows of an explorer."""
        if sum_words.outside:
            self._owed.append((sum_words.outside, sum_words.amount))
        return sum_words.amount

    def outside_text(self, outside: Outside, language: Language) -> str:
        """The amount that is outside a sum."""
        self._said.append(outside)
        return amount_text(outside.amount, language)

    def outside_on_map(self, outside: Outside, language: Language) -> str:
        """The amount that is outside a sum, where its currency is named once for all."""
        self._said.append(outside)
        return map_text(outside.amount, language)

    def outside_words(self, outside: OutsideWords) -> str:
        """The amount that is outside a sum above the rows of an explorer."""
        self._said.append(outside)
        return outside.amount

    def check(self) -> None:
        """Raise ValueError for the first sum of which the page does not say what is outside it."""
        said = {id(outside) for outside in self._said}
        for outside, text in self._owed:
            if id(outside) not in said:
                raise ValueError(f"the sum {text} is shown without the amount that is outside it")

    def _owing(self, accompanied: Accompanied, text: str) -> str:
        _assert_accompanied(accompanied)
        if accompanied.outside:
            self._owed.append((accompanied.outside, text))
        return text


def _whole(accompanied: Accompanied) -> tuple[CurrencyTotal, int]:
    """The sum and of how many amounts it is."""
    _assert_accompanied(accompanied)
    total = accompanied.total
    if not total:
        raise ValueError("there is no exact amount, so there is no sum")
    return total, total.exact


def _assert_accompanied(accompanied: object) -> None:
    if not (hasattr(accompanied, "total") and hasattr(accompanied, "outside")):
        kind = type(accompanied).__name__
        raise TypeError(f"{kind} is a bare sum: give the sum with what is outside it (CurrencySum)")
