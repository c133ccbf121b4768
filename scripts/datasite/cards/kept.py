"""The drawn cards that the repository keeps in theme/cards, each under the hash of what it says.

A page is shared with its own card, else with that of its section; a picture whose hash does not
fit is never used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from datasite.cards.card import Card
from datasite.cards.contents import project_name, section_name
from datasite.pages.page import Page

FOLDER = Path("cards")  # in the theme, outside of theme/static, which Pelican copies


@dataclass(frozen=True)
class SharePicture:
    """The picture of a page: its path in the folder /theme/, and what it says."""

    path: str
    description: str


@dataclass(frozen=True)
class KeptCards:
    """The cards whose pictures fit, by name; `folder` holds the pictures."""

    folder: Path
    fitting: Mapping[str, Card]

    def picture_of(self, page: Page) -> SharePicture | None:
        """The picture of a page; None where only the general one is left."""
        names = [project_name(page.view.project)] if page.type == "project" else []
        for name in (*names, section_name(page.section)):
            if card := self.fitting.get(name):
                return SharePicture(f"{FOLDER.name}/{card.file}", card.description(page.lang))
        return None

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each picture as (path in the folder /theme/, content)."""
        for card in self.fitting.values():
            yield f"{FOLDER.name}/{card.file}", (self.folder / card.file).read_bytes()


def kept_cards(theme: Path, cards: Mapping[str, Card]) -> KeptCards:
    """The cards of which the folder of the theme holds a picture that fits."""
    folder = theme / FOLDER
    there = set(kept_files(folder))
    fitting = {name: card for name, card in cards.items() if card.file in there}
    return KeptCards(folder, fitting)


def kept_files(folder: Path) -> tuple[str, ...]:
    """The pictures in the folder of cards, such as "projects/linet.5d41402abc.png"."""
    return tuple(sorted(path.relative_to(folder).as_posix() for path in folder.glob("*/*.png")))


def superseded(files: Iterable[str], cards: Mapping[str, Card]) -> tuple[str, ...]:
    """The files that are the picture of no card."""
    used = {card.file for card in cards.values()}
    return tuple(file for file in files if file not in used)
