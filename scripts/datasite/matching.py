"""Words in, what was probably meant out: the one place that guesses, without regard to capitals,
Polish letters and small slips.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rapidfuzz import fuzz, process

from datasite.values import fold

ALIKE = 60  # of 100: what may be meant by a word with slips in it
FOUND = 70  # what somebody may look for who remembers a part of it
SAME = 88  # two names that are probably one
MOST = 8  # answers that are read at a glance


def nearest(written: str, known: Iterable[str]) -> str:
    """The known word that is most like the written one; blank where none is."""
    found = process.extractOne(
        written, list(known), processor=fold, scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return found[0] if found else ""


def search(words: str, named: Mapping[str, Sequence[str]], most: int = MOST) -> list[str]:
    """The keys of `named`, each with its names, whose names are most like the words or hold them;
    the best first.
    """
    return [key for key, _ in _scored(words, named, fuzz.WRatio, FOUND)][:most]


def same(name: str, named: Mapping[str, Sequence[str]]) -> str:
    """The key that already has such a name, its words in any order; blank where none has."""
    found = _scored(name, named, fuzz.token_sort_ratio, SAME)
    return found[0][0] if found else ""


def _scored(
    words: str, named: Mapping[str, Sequence[str]], scorer: Any, least: int
) -> list[tuple[str, float]]:
    choices = [(key, fold(name)) for key, names in named.items() for name in names if name]
    found = process.extract(
        fold(words), [name for _, name in choices], scorer=scorer, score_cutoff=least, limit=None
    )
    best: dict[str, float] = {}
    for _, score, place in found:
        key = choices[place][0]
        best[key] = max(score, best.get(key, 0))
    return sorted(best.items(), key=lambda it: (-it[1], it[0]))
