"""The two typefaces of the site as plain font files, and the widths of their letters.

The renderer reads no compressed and no variable fonts: both are made from theme/static/fonts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SERIF, SANS = "Brygada 1918", "Public Sans"
# The file and the weight of each typeface.
_SOURCES = {SERIF: ("brygada-1918", 600), SANS: ("public-sans", 500)}
# Names of a font that would hide its family: those of typographic families and of variations.
_OTHER_NAMES = (16, 17, 21, 22, 25)


@dataclass(frozen=True)
class Typefaces:
    """The widths of letters by typeface, in ems, and the files of the typefaces."""

    widths: Mapping[str, Mapping[str, float]]
    files: tuple[Path, ...]

    def runs(self, text: str, family: str) -> Iterator[tuple[str, str]]:
        """The parts of a text as (typeface, part): the sans lends the letters that the serif does
        not have.
        """
        part, current = "", family
        for letter in text:
            has = letter in self.widths[family] or letter not in self.widths[SANS]
            wanted = family if has else SANS
            if wanted != current and part:
                yield current, part
                part = ""
            part, current = part + letter, wanted
        if part:
            yield current, part

    def width(self, text: str, family: str, size: float) -> float:
        """The width of a text of a size, in the unit of the size, without kerning, which makes
        pairs of letters narrower. A letter that no typeface has is as wide as high.
        """
        return size * sum(
            self.widths[face].get(letter, 1.0)
            for face, part in self.runs(text, family)
            for letter in part
        )

    def missing(self, text: str) -> set[str]:
        """The letters of a text that neither typeface has."""
        return {letter for letter in text if not any(letter in w for w in self.widths.values())}


def make_typefaces(fonts: Path, folder: Path) -> Typefaces:
    """Write each typeface of the folder `fonts` as a TTF file into `folder`.

    Raises OSError where one is missing.
    """
    widths, files = {}, []
    for family, (stem, weight) in _SOURCES.items():
        source = next(iter(sorted(fonts.glob(f"{stem}.*.woff2"))), fonts / f"{stem}.woff2")
        font = instantiateVariableFont(TTFont(source), {"wght": weight})
        font.flavor = None
        _rename(font, family)
        file = folder / f"{stem}.ttf"
        font.save(file)
        widths[family] = _widths(font)
        files.append(file)
    return Typefaces(widths, tuple(files))


def _rename(font: TTFont, family: str) -> None:
    """Name the font the regular one of its family: the renderer looks for the family alone."""
    names = font["name"]
    for number in _OTHER_NAMES:
        names.removeNames(nameID=number)
    for number, text in {1: family, 2: "Regular", 4: family}.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400


def _widths(font: TTFont) -> Mapping[str, float]:
    em, metrics = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): metrics[name][0] / em for code, name in font.getBestCmap().items()}
