"""The drawn share cards: those that are kept, read without a library, and new ones, where the
libraries of `make cards` are installed.
"""

import struct
import zlib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
import site_plans
from paths import ROOT
from remembered import load_catalog

from datasite.cards.card import HEIGHT, WIDTH
from datasite.cards.contents import all_cards
from datasite.cards.kept import FOLDER, kept_cards, kept_files
from datasite.language.localization import load_languages
from datasite.model.builder import build_register

CARDS = ROOT / "theme" / FOLDER
PICTURES = (*(CARDS / name for name in kept_files(CARDS)), ROOT / "theme/static/img/share.png")
MOST_BYTES = 40_000
MOST_IN_ALL = 7_000_000
MARGIN = 60  # pixels; text begins and ends at 72


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, as (type, content)."""
    place = 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += length + 12


def rows(png: bytes) -> list[bytes]:
    """The rows of a picture of our size, two pixels a byte. It has a palette and no filters."""
    parts = dict(chunks(png))
    assert struct.unpack(">IIBB", parts[b"IHDR"][:10]) == (WIDTH, HEIGHT, 4, 3)
    packed = b"".join(content for kind, content in chunks(png) if kind == b"IDAT")
    pixels, length = zlib.decompress(packed), WIDTH // 2 + 1
    assert not any(pixels[::length])
    return [pixels[start + 1 : start + length] for start in range(0, len(pixels), length)]


def outside(png: bytes) -> set[int]:
    """The bytes of the margins of a picture: one, where nothing is written there."""
    drawn, side = rows(png), MARGIN // 2
    sides = (row[:side] + row[-side:] for row in drawn)
    return set().union(*sides, *drawn[: MARGIN // 2], *drawn[-MARGIN // 3 :])


def test_kept_pictures_have_the_size_are_light_and_keep_their_margins() -> None:
    assert len(PICTURES) > 1
    for file in PICTURES:
        png = file.read_bytes()
        assert len(png) < MOST_BYTES, file.name
        assert len(outside(png)) == 1, f"{file.name}: something is outside of the margins"
    assert sum(file.stat().st_size for file in PICTURES) < MOST_IN_ALL


def test_most_cards_of_the_real_data_are_drawn() -> None:
    """A correction need not draw its card, but `make cards` must not be forgotten for long."""
    cards = all_cards(site_plans.register(), site_plans.languages())
    assert len(kept_cards(ROOT / "theme", cards).fitting) >= 0.8 * len(cards)


@pytest.fixture(scope="module")
def command() -> ModuleType:
    """The command, where its libraries are installed."""
    for library in ("resvg_py", "fontTools", "brotli", "PIL", "zopfli"):
        pytest.importorskip(library, reason="make cards installs it")
    return import_module("cards")


def test_the_command_draws_what_is_missing_and_deletes_what_is_old(
    command: ModuleType, copy_of_mini: Path
) -> None:
    cards = all_cards(build_register(load_catalog(copy_of_mini)), load_languages(copy_of_mini))
    folder = copy_of_mini / "theme" / FOLDER
    drawn, *others = (card for card in cards.values() if card.name.startswith("projects/"))
    old = folder / f"{drawn.name}.0123456789.png"
    old.parent.mkdir(parents=True)
    for file in (old, *(folder / card.file for card in others)):
        file.write_bytes(b"picture")
    written, deleted = command.draw_cards(copy_of_mini)
    # With another version of a library, the general picture may have other bytes.
    assert written in (1, 2) and deleted == 1
    assert len(outside((folder / drawn.file).read_bytes())) == 1
    assert not old.exists()
    assert len(kept_cards(copy_of_mini / "theme", cards).fitting) == len(cards)
    assert command.draw_cards(copy_of_mini) == (0, 0)


def test_both_typefaces_together_have_every_letter(command: ModuleType, tmp_path: Path) -> None:
    """And the width of a text is the sum of its letters, of whichever face."""
    typefaces = import_module("datasite.cards.typefaces")
    faces = typefaces.make_typefaces(ROOT / command.FONTS, tmp_path)
    cards = all_cards(site_plans.register(), site_plans.languages())
    letters = {
        letter
        for card in cards.values()
        for words in card.words.values()
        for text in vars(words).values()
        for letter in text
    }
    assert faces.missing("".join(letters)) == set()
    assert [face for face, _ in faces.runs("Kto (z kim)", typefaces.SERIF)] == [
        *(typefaces.SERIF, typefaces.SANS, typefaces.SERIF, typefaces.SANS),
    ]
    assert faces.width("ab", typefaces.SANS, 20) == pytest.approx(
        faces.width("a", typefaces.SANS, 20) + faces.width("b", typefaces.SANS, 20)
    )
