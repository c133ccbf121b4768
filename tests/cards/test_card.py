"""What share cards say, and when their pictures are out of date."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import site_plans

from datasite.cards import card as card_module
from datasite.cards.card import Card, CardWords
from datasite.cards.contents import SECTIONS, all_cards
from datasite.cards.kept import kept_cards, kept_files, superseded
from datasite.model.register import Register
from datasite.pages.page import Page, PageContent

WORDS = CardWords(
    title="Zapora", amount="około 1,6 mld PLN", who="Straż Graniczna", years="od 2022"
)
CARD = Card(name="projects/x", words={"pl": WORDS, "en": WORDS}, exact=False)


@pytest.fixture(scope="module")
def mini_cards(mini_register: Register) -> Mapping[str, Card]:
    return all_cards(mini_register, site_plans.languages())


def test_the_hash_is_the_same_for_the_same_words() -> None:
    again = Card(name="projects/x", words={"en": replace(WORDS), "pl": replace(WORDS)}, exact=False)
    assert again.file == CARD.file == f"projects/x.{CARD.digest}.png"


@pytest.mark.parametrize("name", ["title", "about", "amount", "amount_is", "who", "years"])
@pytest.mark.parametrize("lang", ["pl", "en"])
def test_the_hash_changes_with_each_word_of_each_language(name: str, lang: str) -> None:
    changed = replace(CARD, words={**CARD.words, lang: replace(WORDS, **{name: "inne"})})
    assert changed.digest != CARD.digest


def test_the_hash_changes_with_the_sign_and_with_the_drawing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = CARD.digest
    assert replace(CARD, exact=True).digest != before
    monkeypatch.setattr(card_module, "DESIGN", card_module.DESIGN + 1)
    assert CARD.digest != before


def test_each_project_and_each_section_has_a_card() -> None:
    register = site_plans.register()
    cards = all_cards(register, site_plans.languages())
    assert cards.keys() == {
        *(f"projects/{project}" for project in register.projects),
        *(f"sections/{section}" for section in SECTIONS),
    }
    for card in cards.values():
        is_project = card.name.startswith("projects/")
        for words in card.words.values():
            assert (
                words.title and bool(words.amount) == is_project and bool(words.about) != is_project
            )


def test_a_card_says_whether_its_amount_is_exact(mini_cards: Mapping[str, Card]) -> None:
    """And in words that none is stated."""
    signs = {card.exact for card in mini_cards.values() if card.name.startswith("projects/")}
    assert signs >= {True, None}
    barrier = all_cards(site_plans.register(), site_plans.languages())[
        "projects/zapora-na-granicy-z-bialorusia"
    ]
    assert barrier.exact is False
    assert barrier.words["pl"].amount.startswith("około 1,6")
    silent = next(c for c in mini_cards.values() if c.exact is None and c.words["en"].amount)
    assert silent.words["en"].amount == "No source that we read states any amount."


def test_the_description_says_what_is_drawn() -> None:
    assert CARD.description("pl") == (
        "Kto z kim za ile: Zapora. Około 1,6 mld PLN. Straż Graniczna. Od 2022."
    )


def _page(section: str, **more: object) -> Page:
    urls = {"pl": "/pl/x/", "en": "/en/x/"}
    fields = {
        **{"type": section, "template": "x.html", "title": "x", "description": "x"},
        "make_content": lambda: PageContent(view=None),
    }
    return Page(**{"lang": "pl", "urls": urls, "section": section, **fields, **more})  # type: ignore[arg-type]


class _View:
    """What the page of a project shows."""

    def __init__(self, project: object) -> None:
        self.project = project


def test_a_page_has_its_own_card_else_that_of_its_section_else_none(
    mini_register: Register, mini_cards: Mapping[str, Card], tmp_path: Path
) -> None:
    project = next(iter(mini_register.projects.values()))
    page = _page("projects", type="project", make_content=lambda: PageContent(view=_View(project)))
    own = mini_cards[f"projects/{project.id}"]
    of_section = mini_cards["sections/projects"]
    # With the old hash the picture of the project says something else.
    for file in (f"projects/{project.id}.0123456789.png", of_section.file):
        path = tmp_path / "cards" / file
        path.parent.mkdir(parents=True)
        path.write_bytes(b"picture")
    kept = kept_cards(tmp_path, mini_cards)
    picture = kept.picture_of(page)
    assert picture and picture.path == f"cards/{of_section.file}"
    assert [path for path, _ in kept.files()] == [f"cards/{of_section.file}"]
    (tmp_path / "cards" / own.file).write_bytes(b"picture")
    picture = kept_cards(tmp_path, mini_cards).picture_of(page)
    assert picture and picture.path == f"cards/{own.file}"
    assert picture.description == own.description("pl")
    assert kept.picture_of(_page("glossary")) is None
    assert superseded(kept_files(tmp_path / "cards"), mini_cards) == (
        f"projects/{project.id}.0123456789.png",
    )
