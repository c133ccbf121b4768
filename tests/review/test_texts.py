"""The texts of two states: what is lost, changed and new, by address."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import golden_messages
import pytest
from edits import replace

from datasite.language.localization import Language
from datasite.review.texts import TextChanges, compare_texts, lost_text_problems

NEWS = "content/news/2020-02-28-nowy-etap.pl.md"


@pytest.fixture
def changed(mini: Path, copy_of_mini: Path) -> Path:
    """A copy of the miniature's texts, to be edited."""
    assert (mini / NEWS).is_file()
    return copy_of_mini


def addresses(changes: TextChanges) -> dict[str, list[str]]:
    return {
        kind: [text.address for text in getattr(changes, kind)]
        for kind in ("lost", "changed", "added")
    }


def test_a_text_is_the_same_while_its_address_is(mini: Path, changed: Path) -> None:
    (changed / NEWS).rename(changed / "content/news/2021-01-01-nowy-etap.pl.md")
    assert compare_texts(mini, changed) == TextChanges()
    replace(changed, "content/pages/about.pl.md", "Slug: o-serwisie", "Slug: inny")
    replace(changed, "content/pages/about.en.md", "Title: ", "Title: More ")
    assert addresses(compare_texts(mini, changed)) == {
        "lost": ["/pl/o-serwisie/"],
        "changed": ["/en/about/"],
        "added": ["/pl/inny/"],
    }


def test_an_address_is_that_of_the_front_matter_alone(mini: Path, changed: Path) -> None:
    """A line of the text that looks like an entry is none."""
    replace(changed, "content/pages/about.pl.md", "Slug: o-serwisie", "Slug: inny")
    replace(
        changed, "content/pages/about.pl.md", "\n\n## Czym jest\n", "\n \nSlug: o-serwisie\n\nX\n"
    )
    assert addresses(compare_texts(mini, changed)) == {
        "lost": ["/pl/o-serwisie/"],
        "changed": [],
        "added": ["/pl/inny/"],
    }


def test_all_texts_that_went_are_named(
    mini: Path, changed: Path, languages: Mapping[str, Language], accept: bool
) -> None:
    shutil.rmtree(changed / "content")
    problems = lost_text_problems(compare_texts(mini, changed))
    assert len(problems) == len(list(mini.glob("content/*/*.md")))
    golden_messages.check("losses", "texts_gone", problems, languages, accept)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"Slug: x", b"x" * 300_000])
def test_a_text_that_the_check_refuses_can_still_be_compared(
    content: bytes, mini: Path, changed: Path
) -> None:
    (changed / NEWS).write_bytes(content)
    changes = compare_texts(mini, changed)
    is_read = len(content) < 200_000
    assert [text.path for text in (changes.changed if is_read else changes.lost)] == [NEWS]
