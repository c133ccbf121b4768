"""How text is set into a space, measured by letters of one width."""

import pytest

from datasite.cards.setting import ELLIPSIS, broken, cut, fitted

LONG = "Usprawnienie postępowań w sprawach wjazdu, pobytu i wyjazdu cudzoziemców"


def by_letters(text: str, size: float) -> float:
    return len(text) * size


@pytest.mark.parametrize("width", [14, 20, 30, 71, 72, 200])
def test_no_line_is_wider_than_the_space_and_no_word_is_lost(width: int) -> None:
    lines = broken(LONG, 1, width, by_letters)
    assert max(map(len, lines)) <= width
    assert " ".join(lines) == LONG


def test_lines_are_even() -> None:
    assert broken("aaaa bbbb cccc dd", 1, 14, by_letters) == ("aaaa bbbb", "cccc dd")


def test_no_line_breaks_at_a_hard_space() -> None:
    assert broken("praca z\u00a0nimi", 1, 8, by_letters) == ("praca", "z\u00a0nimi")


def test_a_text_takes_the_largest_size_that_fits() -> None:
    block = fitted(LONG, (4, 3, 2), 2, 115, by_letters)
    assert (block.size, len(block.lines)) == (3, 2)
    assert fitted("", (4, 3), 1, 10, by_letters).lines == ()


def test_at_the_smallest_size_it_is_cut() -> None:
    block = fitted(LONG, (2, 1), 2, 30, by_letters)
    assert block.size == 1 and len(block.lines) == 2
    assert block.lines[-1].endswith(ELLIPSIS)
    assert max(map(len, block.lines)) <= 30


def test_a_cut_line_ends_with_a_letter_and_an_ellipsis() -> None:
    assert cut("ab, cd", 1, 5, by_letters) == f"ab{ELLIPSIS}"
    assert cut("ab", 1, 2, by_letters) == "ab"
    assert broken("abcdef gh", 1, 4, by_letters) == (f"abc{ELLIPSIS}", "gh")
