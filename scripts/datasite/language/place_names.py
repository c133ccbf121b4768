"""Places in texts and in what readers ask for, by any form of their names.

The forms are a closed list, theme/locale/LANGUAGE/place_names.txt. A document of the search holds
the marks of its places, and the script of the search asks for those marks, so that every case of a
name finds the same.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from datasite.values import fold

_WORD = re.compile(r"[^\W_]+")
_LINE = re.compile(r"(?P<key>[^:(#]+?)(?: \((?P<within>[A-Z0-9-]+)\))?: (?P<forms>.+)\Z")
_LETTERS_OF_DIGITS = str.maketrans("0123456789", "abcdefghij")


def place_mark(key: str) -> str:
    """The word that stands for a place in the index: qqplacqq for PL-02. No text has it, none
    begins another, and Pagefind takes no ending off it.
    """
    return f"qq{''.join(_WORD.findall(fold(key))).translate(_LETTERS_OF_DIGITS)}qq"


@dataclass(frozen=True)
class PlaceNames:
    """The forms of the names of each place by its key, and the voivodeships of cities.

    A key is the code of a territory, such as PL-02, or the name of a city, such as wrocław.
    """

    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _keys(self) -> Mapping[tuple[str, ...], tuple[str, ...]]:
        """The keys of the places by the folded words of their forms."""
        keys: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for key, forms in self.forms.items():
            for form in forms:
                keys[tuple(_WORD.findall(fold(form)))][key] = None
        return {words: tuple(of_words) for words, of_words in keys.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._keys), default=0)

    def found_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The keys of the places that texts name, each once: ("biała-podlaska",) for ["w Białej
        Podlaskiej"]. Of names within each other the longest counts.
        """
        return tuple(dict.fromkeys(key for text in texts for key in self._in_text(text)))

    def _in_text(self, text: str) -> Iterator[str]:
        words = _WORD.findall(fold(text))
        at = 0
        while at < len(words):
            for length in range(self._longest, 0, -1):
                keys = self._keys.get(tuple(words[at : at + length]), ())
                if keys:
                    yield from keys
                    at += length
                    break
            else:
                at += 1

    def entries(self, keys: Collection[str]) -> list[tuple[str, str, tuple[str, ...]]]:
        """What the scripts of the search and of the lists need of the places with these keys: the
        mark, that of the voivodeship or "", and the forms.
        """
        return [
            (place_mark(key), place_mark(self.within[key]) if key in self.within else "", forms)
            for key, forms in self.forms.items()
            if key in keys
        ]

    def cities_of(self, voivodeship: str) -> tuple[str, ...]:
        """The keys of the cities of a voivodeship."""
        return tuple(city for city, within in self.within.items() if within == voivodeship)


NO_PLACE_NAMES = PlaceNames()


def place_names(texts: Iterable[str]) -> PlaceNames:
    """The place names of several files. A line is `KEY: form, form` or, for a city of a
    voivodeship, `KEY (CODE): form, form`; one that begins with # is a comment.
    """
    forms: dict[str, dict[str, None]] = defaultdict(dict)
    within = {}
    for line in (line for text in texts for line in text.splitlines()):
        if match := _LINE.match(line):
            forms[match["key"]] |= dict.fromkeys(match["forms"].split(", "))
            if match["within"]:
                within[match["key"]] = match["within"]
    return PlaceNames({key: tuple(of_key) for key, of_key in forms.items()}, within)
