"""What a share card says, and the hash by which a drawn picture is known to say it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from datasite.language.languages import TEXT_LANGUAGES
from datasite.publication.identity import SITE_NAME

DESIGN = 1  # raised with every change of the drawing: all pictures are then out of date
HASH_LENGTH = 10
WIDTH, HEIGHT = 1200, 630  # pixels of the picture


@dataclass(frozen=True, kw_only=True)
class CardWords:
    """The words of a card in one language; blank where there are none.

    Of a project: its title, its amount, what that amount is, who leads it, and its years. Of a
    section: its title, and in `about` what is in it.
    """

    title: str
    about: str = ""
    amount: str = ""
    amount_is: str = ""
    who: str = ""
    years: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card. `name` is its path without the hash and the ending, e.g. "projects/linet"; `words`
    are in every language of the site, of which a card shows those with texts of their own.

    `exact` says whether its amount is exact; None where it has no amount.
    """

    name: str
    words: Mapping[str, CardWords]
    exact: bool | None = None

    @property
    def digest(self) -> str:
        """A hash of what is drawn, in hexadecimal digits."""
        drawn = {
            "design": DESIGN,
            "exact": self.exact,
            "words": {
                code: {"site": SITE_NAME[code], **asdict(self.words[code])}
                for code in TEXT_LANGUAGES
            },
        }
        text = json.dumps(drawn, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_LENGTH]

    @property
    def file(self) -> str:
        """The picture in the folder of cards, e.g. "projects/linet.5d41402abc.png"."""
        return f"{self.name}.{self.digest}.png"

    def description(self, lang: str) -> str:
        """What the picture says, for those who do not see it."""
        words = self.words[lang]
        amount = ", ".join(filter(None, (words.amount, words.amount_is)))
        parts = (words.title, words.about, amount, words.who, words.years)
        sentences = (f"{part[0].upper()}{part[1:].removesuffix('.')}." for part in parts if part)
        return f"{SITE_NAME[lang]}: {' '.join(sentences)}"
