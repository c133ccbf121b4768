"""Guesses what was meant by a word or a name; capitals, Polish letters and slips do not matter."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from datasite.values import fold

ALIKE = 60  # of 100: what may be meant by a word with slips in it
FOUND = 70  # a name of which somebody remembers only a part
SAME = 88  # two names that are probably one
MOST = 8  # answers that a reader takes in at once


def nearest(written: str, known: Iterable[str]) -> str:
    """The known word that is most like the written one, e.g. "PL-14" for "pl14"; blank where none
    is like it.
    """
    match = process.extractOne(
        written, list(known), processor=fold, scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return match[0] if match else ""


def search(words: str, named: Mapping[str, Sequence[str]], most: int = MOST) -> list[str]:
    """The keys whose names are like the words or hold them, the best first; `named` gives the names
    of each key.
    """
    return [key for key, _ in _scored(words, named, fuzz.WRatio, FOUND)][:most]


def same(name: str, named: Mapping[str, Sequence[str]]) -> str:
    """The key that already has such a name, its words in any order; blank where none has."""
    scores = _scored(name, named, fuzz.token_sort_ratio, SAME)
    return scores[0][0] if scores else ""


def likeness(left: str, right: str) -> float:
    """How alike two names are, of 100; the order of their words does not matter."""
    return fuzz.token_sort_ratio(fold(left), fold(right))


def _scored(
    words: str, named: Mapping[str, Sequence[str]], scorer: Any, least: int
) -> list[tuple[str, float]]:
    """Each key with the best score of its names, where that is at least `least`."""
    choices = [(key, fold(name)) for key, names in named.items() for name in names if name]
    matches = process.extract(
        fold(words), [name for _, name in choices], scorer=scorer, score_cutoff=least, limit=None
    )
    best: dict[str, float] = {}
    for _, score, index in matches:
        key = choices[index][0]
        best[key] = max(score, best.get(key, 0))
    return sorted(best.items(), key=lambda scored: (-scored[1], scored[0]))
