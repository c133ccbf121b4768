"""Other ways of writing a text, by which readers may look for it: without Polish letters, numbers
without gaps, synonyms.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from datasite.values import fold

_WORD = re.compile(r"\w+")
_GROUPED = re.compile(r"\b\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+\b")


def folded_words(texts: Iterable[str]) -> tuple[str, ...]:
    """The words that folding changes, folded, each once, in their order: ("straz", "lodzi") for
    ["Straż w Łodzi"].
    """
    words = dict.fromkeys(
        word for text in texts for word in _WORD.findall(unicodedata.normalize("NFC", text).lower())
    )
    return tuple(dict.fromkeys(folded for word in words if (folded := fold(word)) != word))


def ungrouped_numbers(texts: Iterable[str]) -> tuple[str, ...]:
    """The numbers that are written in groups of three digits, without the gaps, each once: 791000
    for both 791 000 and 791,000.
    """
    return tuple(
        dict.fromkeys(
            re.sub(r"\D", "", number) for text in texts for number in _GROUPED.findall(text)
        )
    )


@dataclass(frozen=True)
class Synonyms:
    """Groups of folded words with one meaning: a reader who looks for one looks for all."""

    groups: tuple[tuple[str, ...], ...] = ()

    def related(self, texts: Iterable[str]) -> tuple[str, ...]:
        """All words of each group of which at least one occurs in the texts as a whole word."""
        spaced = " ".join(" ".join(("", *_WORD.findall(fold(text)), "")) for text in texts)
        return tuple(
            dict.fromkeys(
                word
                for group in self.groups
                if any(f" {word} " in spaced for word in group)
                for word in group
            )
        )


NO_SYNONYMS = Synonyms()


def synonyms(text: str) -> Synonyms:
    """The synonyms of a file: one group on a line, words or phrases separated by commas; a line
    that begins with # is a comment.
    """
    return Synonyms(tuple(_groups(text)))


def _groups(text: str) -> Iterator[tuple[str, ...]]:
    for line in text.splitlines():
        words = (
            tuple(" ".join(_WORD.findall(fold(word))) for word in line.split(","))
            if not line.startswith("#")
            else ()
        )
        if any(words):
            yield tuple(dict.fromkeys(word for word in words if word))


def word_list(texts: Iterable[str]) -> tuple[str, ...]:
    """The folded words of files, each once; words are separated by commas, a line that begins with
    # is a comment.
    """
    lines = (line for text in texts for line in text.splitlines() if not line.startswith("#"))
    return tuple(dict.fromkeys(word for line in lines for word in _WORD.findall(fold(line))))
