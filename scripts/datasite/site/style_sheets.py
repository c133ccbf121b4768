"""The style sheets of the site: the small files of theme/styles, joined into one file for the pages
and one for the frames of other sites.

The name of a joined file has a hash of its content, so that a browser may keep it for good. The
parts lie outside theme/static, which Pelican copies.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PARTS = Path("styles")  # in the theme
# What each sheet is joined from, in this order; the layers that "tokens" names decide before it.
SHEETS: Mapping[str, tuple[str, ...]] = {
    "site": (
        *("tokens", "fonts", "base", "layout", "components", "money", "strip", "records", "home"),
        *("tables", "search", "explorer", "charts", "neighbours", "maps", "print"),
    ),
    "embed": ("tokens", "fonts", "base", "money", "charts", "neighbours", "embed"),
    "components": ("swatches",),
}
HASH_LENGTH = 10


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
    content = b"\n".join((folder / f"{part}.css").read_bytes() for part in SHEETS[name])
    digest = hashlib.sha256(content).hexdigest()[:HASH_LENGTH]
    return StyleSheet(f"css/{name}.{digest}.css", content)
