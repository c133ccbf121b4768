"""The texts of content/ in two states: which are gone, changed or new, by their addresses.

Only the title and the address of a text are read here; the check reads the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from datasite.content.front_matter import read_front_matter
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, Message, Problem, ProblemsError, shown
from datasite.publication import addresses
from datasite.review.losses import NEW_EDITION
from datasite.tables import input_files

_PATH = re.compile(r"content/(?P<kind>news|pages)/(?P<name>[^/]+)\.(?P<lang>[^./]+)\.md\Z")
_DAY_LENGTH = len("2026-11-22-")  # at the beginning of the name of a news item


@dataclass(frozen=True)
class PublishedText:
    """One text in one language: where it is kept, and the address of its page."""

    path: str
    address: str
    title: str
    content: bytes


@dataclass(frozen=True)
class TextChanges:
    """The texts that differ between two states, in the order of their paths; `changed` are as they
    are in the state after.
    """

    lost: tuple[PublishedText, ...] = ()
    changed: tuple[PublishedText, ...] = ()
    added: tuple[PublishedText, ...] = ()


def compare_texts(before: Path, after: Path) -> TextChanges:
    """Compare the texts of two roots. A text whose file is renamed is the same while its address
    is.
    """
    old, new = ({text.address: text for text in _published_texts(root)} for root in (before, after))
    return TextChanges(
        lost=tuple(text for address, text in old.items() if address not in new),
        changed=tuple(
            text
            for address, text in new.items()
            if address in old and text.content != old[address].content
        ),
        added=tuple(text for address, text in new.items() if address not in old),
    )


def lost_text_problems(changes: TextChanges) -> list[Problem]:
    """A problem for each lost text: its address was published, and links lead there."""
    return [
        Problem.of_file(
            text.path,
            "text-lost",
            Message(
                N_("The text %(title)s is gone, and its page %(address)s with it."),
                {"title": shown(text.title), "address": text.address},
            ),
            Message(NEW_EDITION),
        )
        for text in changes.lost
    ]


def _published_texts(root: Path) -> Iterator[PublishedText]:
    """The texts that can be read, sorted by path."""
    for file in sorted(root.glob("content/*/*.md")):
        path = file.relative_to(root).as_posix()
        match = _PATH.match(path)
        if not match or match["lang"] not in TEXT_LANGUAGES:
            continue
        try:
            content = input_files.read_input(root, path, input_files.TEXT_BYTES)
        except ProblemsError:
            continue
        lines = content.decode(errors="replace").split("\n")
        entries = read_front_matter(path, match["kind"], lines).entries
        is_news = match["kind"] == "news"
        slug = match["name"][_DAY_LENGTH:] if is_news else entries.get("slug", "")
        address = addresses.page("news" if is_news else "", slug, match["lang"])
        yield PublishedText(path, address, entries.get("title", ""), content)
