"""The front matter of a text: entries of an allow-list, one a line, up to the first blank line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from datasite.content.plugin_metadata import SETTING
from datasite.problems import N_, Message, Problem, shown

REFERENCES = ("projects", "organisations", "cooperation", "sources")  # lists of identifiers
_ENTRY = re.compile(r"([A-Za-z_]+):[ ]*(.*)\Z")


class Allowed(NamedTuple):
    """The entries of a kind of text."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()


ALLOWED: Mapping[str, Allowed] = {
    "news": Allowed(frozenset({"title", "summary"}), frozenset(REFERENCES)),
    "pages": Allowed(frozenset({"title", "slug", "summary"})),
}


@dataclass(frozen=True)
class FrontMatter:
    """The entries of a text by name, in small letters, and the lines of the text after them."""

    entries: Mapping[str, str]
    body: tuple[str, ...]
    problems: tuple[Problem, ...]

    def references(self) -> dict[str, tuple[str, ...]]:
        """Identifiers by kind of record, e.g. {"projects": ("some-project",)}."""
        return {
            kind: tuple(i.strip() for i in self.entries.get(kind, "").split(",") if i.strip())
            for kind in REFERENCES
        }


def read_front_matter(
    path: str, kind: str, lines: list[str], of_plugins: frozenset[str] = frozenset()
) -> FrontMatter:
    """The front matter of the text in `lines`; `of_plugins` are entries that may be there too."""
    required, optional = ALLOWED[kind]
    allowed = required | optional | of_plugins
    entries: dict[str, str] = {}
    problems = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            break
        match = _ENTRY.match(line)
        name = match[1].lower() if match else ""
        if not match or name not in allowed or name in entries:
            problems.append(_unknown(path, number, line, allowed))
        else:
            entries[name] = match[2].strip()
    for name in sorted(n for n in required if not entries.get(n)):
        what = Message(N_("The entry %(entry)s is missing."), {"entry": name.capitalize()})
        problems.append(
            Problem(path, 1, 1, "front-matter", what, Message(N_("It must be filled.")))
        )
    return FrontMatter(entries, tuple(lines[number:]), tuple(problems))


def entry_line(name: str, lines: list[str]) -> int:
    """The number of the line that has the entry `name`; 1 where there is none."""
    return next((n for n, line in enumerate(lines, 1) if line.lower().startswith(f"{name}:")), 1)


def _unknown(path: str, number: int, line: str, allowed: frozenset[str]) -> Problem:
    what = Message(
        N_("%(line)s is not a front-matter entry, or is repeated."), {"line": shown(line)}
    )
    right = Message(
        N_(
            "The entries are %(entries)s, then a blank line; those of plugins are listed in"
            " %(setting)s in pelicanconf.py."
        ),
        {"entries": ", ".join(sorted(n.capitalize() for n in allowed)), "setting": SETTING},
    )
    return Problem(path, number, 1, "front-matter", what, right)
