"""Sets HTML text by the typographic rules of its language: hard spaces and dashes."""

import re

from datasite.language.languages import NBSP

_TAG = re.compile(
    r"(<(?:script|style|pre|code|textarea|title)\b.*?</(?:script|style|pre|code|textarea|title)>|<[^>]*>)",
    re.S,
)


_ORPHAN = re.compile(r"(?<![\w\u00a0])([wziouaWZIOUA]) (?=\S|\Z)")


_DASH = re.compile(r" ([–—])(?= )")


def typeset(html: str, lang: str) -> str:
    """No one-letter word at the end of a Polish line; a dash never begins a line.

    Only text is touched, never tags or code.
    """
    parts = _TAG.split(html)
    for i in range(0, len(parts), 2):
        text = _DASH.sub(f"{NBSP}\\1", parts[i])
        parts[i] = _ORPHAN.sub(f"\\1{NBSP}", text) if lang == "pl" else text
    return "".join(parts)
