"""Guesses what was meant by a word or a name; capitals, Polish letters and slips do not matter."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from datasite.values import fold, page_of

ALIKE = 60  # of 100: what may be meant by a word with slips in it
FOUND = 70  # a name of which somebody remembers only a part
SAME = 88  # two names that are probably one
MOST = 8  # answers that a reader takes in at once
CODE = 3  # letters of a name that is only looked for as a whole word
_WORD = re.compile(r"\w+")


def nearest(written: str, known: Iterable[str]) -> str:
    """The known word that is most like the written one, e.g. "PL-14" for "pl14"; blank where none
    is like it.
    """
    match = process.extractOne(
        written, list(known), processor=fold, scorer=fuzz.ratio, score_cutoff=ALIKE
    )
    return match[0] if match else ""


def named_so(words: str, named: Mapping[str, Sequence[str]]) -> list[str]:
    """The keys of which the words are a whole name, capitals and marks aside, or an address."""
    whole = _comparable(words)
    return [key for key, names in named.items() if whole in map(_comparable, names)]


def _comparable(name: str) -> str:
    return fold(page_of(name) if "://" in name else name)


def search(words: str, named: Mapping[str, Sequence[str]], most: int = MOST) -> list[str]:
    """The keys whose names hold the words or are like them, the best first: those that hold most of
    the words, then those most like them; `named` gives the names of each key. None for an address:
    those of one site are all alike.
    """
    best: dict[str, tuple[float, float, float]] = {}
    for key, names in named.items() if "://" not in words else ():
        for name in map(fold, names):
            held, score = _held(fold(words), name), fuzz.WRatio(fold(words), name)
            if held or (score >= FOUND and len(name) > CODE):
                rank = (held, score, fuzz.ratio(fold(words), name))
                best[key] = max(rank, best.get(key, rank))
    return sorted(sorted(best), key=best.__getitem__, reverse=True)[:most]


def _held(words: str, name: str) -> float:
    """The share of the words that the name holds, or begins a word with, slips in them aside."""
    its, wanted = _WORD.findall(name), _WORD.findall(words)
    found = (
        any(other.startswith(word) or fuzz.ratio(word, other) >= SAME for other in its)
        for word in wanted
    )
    return sum(found) / max(len(wanted), 1)


def same(name: str, named: Mapping[str, Sequence[str]]) -> str:
    """The key that already has such a name, its words in any order; blank where none has."""
    scores = {
        key: max((likeness(name, other) for other in names if other), default=0)
        for key, names in named.items()
    }
    best = min(scores, key=lambda key: (-scores[key], key), default="")
    return best if scores.get(best, 0) >= SAME else ""


def likeness(left: str, right: str) -> float:
    """How alike two names are, of 100; the order of their words does not matter."""
    return fuzz.token_sort_ratio(fold(left), fold(right))
