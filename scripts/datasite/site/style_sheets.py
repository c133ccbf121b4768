"""The style sheets of the site: the small files of theme/styles, joined into one file for every
page, one for each kind of page that needs more, and one for the frames of other sites.

Comments and blanks are left out: a page waits for its sheets. The name of a joined file has a hash
of its content, so that a browser may keep it for good. The parts lie outside theme/static, which
Pelican copies.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PARTS = Path("styles")  # in the theme
# What each sheet is joined from, in this order; the layers that "tokens" names decide before it.
# Every page has "site"; templates add the others in their block `extras`.
SHEETS: Mapping[str, tuple[str, ...]] = {
    "site": (
        *("tokens", "fonts", "base", "layout", "components", "money", "strip", "records"),
        *("tables", "charts", "print"),
    ),
    "home": ("home", "search", "maps"),
    "explorer": ("explorer",),
    "search": ("search",),
    "maps": ("maps",),
    "neighbours": ("neighbours",),
    "charts": ("chart_pages",),
    "embed": ("tokens", "fonts", "base", "money", "charts", "chart_pages", "neighbours", "embed"),
    "components": ("swatches",),
}
HASH_LENGTH = 10
STRING = r'"(?:[^"\\]|\\.)*"'
STRING_OR_COMMENT = re.compile(rf"({STRING})|/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class StyleSheet:
    """A joined sheet: its path in the folder /theme/, e.g. "css/site.5d41402abc.css"."""

    path: str
    content: bytes


def join_style_sheets(theme: Path) -> Mapping[str, StyleSheet]:
    """The sheets of SHEETS by name, from the folder of the theme. Raises OSError where a part is
    missing.
    """
    return {name: _join(name, theme / PARTS) for name in SHEETS}


def _join(name: str, folder: Path) -> StyleSheet:
    parts = ((folder / f"{part}.css").read_text(encoding="utf-8") for part in SHEETS[name])
    content = "".join(map(shorten, parts)).encode()
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    return StyleSheet(f"css/{name}.{digest}.css", content)


def shorten(css: str) -> str:
    """The same rules without comments and without the blanks that mean nothing; strings stay."""
    rules = STRING_OR_COMMENT.sub(lambda found: found[1] or "", css)
    pieces = re.split(f"({STRING})", rules)  # what is at odd places is a string
    return "".join(
        piece if place % 2 else _shorten_rules(piece) for place, piece in enumerate(pieces)
    ).strip()


def _shorten_rules(css: str) -> str:
    one_blank = re.sub(r"\s+", " ", css)
    close = re.sub(r" ?([{};,]) ?", r"\1", one_blank)
    # A blank after the colon of a declaration; one before a pseudo-class means a descendant.
    return re.sub(r"(?<=[\w)-]): ", ":", close).replace(";}", "}")
