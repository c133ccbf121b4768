"""Sets HTML text by the typographic rules of its language: hard spaces and dashes."""

import re
from functools import lru_cache

from datasite.language.languages import NBSP, RULES

_TAG = re.compile(
    r"(<(?:script|style|pre|code|textarea|title)\b.*?"
    r"</(?:script|style|pre|code|textarea|title)>|<[^>]*>)",
    re.S,
)
_DASH = re.compile(r" ([–—·])(?= )")
_NUMBER = re.compile(r"(?<![\w.,:/-])(?<!\d\u00a0)(\d{1,3}|%\(num\)d) (?=[^\W\d_])")  # and its noun
_PERIOD = re.compile(r"(?<![\w/.–-])(?:1[89]|20)\d\d–\d{2,4}(?![\w/–-])")
_NO_ELEMENT_INSIDE = re.compile(r"<(/?)(?:svg|option)\b")  # no span may be in them
_SHORT = 200  # characters
_YEAR = re.compile(r"(?<=\d) (?=(?:r|w)\.)")  # 2022 r., XX w.


def typeset(html: str, lang: str) -> str:
    """HTML in which no line begins with a dash or a middle dot, ends with a one-letter word that
    the language `lang` keeps with the next one, or parts a number from what it counts.

    Only text is changed, never tags or code.
    """
    parts = _TAG.split(html)
    for i in range(0, len(parts), 2):
        if " " in parts[i]:
            typeset_text = _typeset_text if len(parts[i]) > _SHORT else _typeset_short_text
            parts[i] = typeset_text(parts[i], lang)
    return "".join(parts)


def whole_periods(html: str) -> str:
    """HTML in which no line ends within a period of years, e.g. in the name of a fund: 2014–2020.

    A line may end after a dash, so the period is in an element that the sheet keeps on one line. A
    text that is nothing but a period is left to the style of its own element.
    """
    parts = _TAG.split(html)
    inside = 0  # of how many elements that hold no other
    for i, part in enumerate(parts):
        if i % 2:
            if match := _NO_ELEMENT_INSIDE.match(part):
                inside += -1 if match[1] else 1
        elif "–" in part and not inside and not _PERIOD.fullmatch(part):
            parts[i] = _PERIOD.sub(r'<span class="nw">\g<0></span>', part)
    return "".join(parts)


def _typeset_text(text: str, lang: str) -> str:
    short_words = RULES[lang].short_words
    text = _DASH.sub(f"{NBSP}\\1", text)
    text = _bound(text, short_words) if short_words else text
    return _YEAR.sub(NBSP, _NUMBER.sub(f"\\1{NBSP}", text))


# Navigation, labels and names are on many pages; longer texts would take much memory.
_typeset_short_text = lru_cache(maxsize=20_000)(_typeset_text)


def _bound(text: str, short_words: str) -> str:
    """The text with a hard space after each of the short words."""
    letters = short_words + short_words.upper()
    return re.sub(rf"(?<![\w\u00a0])([{letters}]) (?=\S|\Z)", f"\\1{NBSP}", text)
