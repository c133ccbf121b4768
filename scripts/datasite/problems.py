"""What is wrong, where, and what would be right: the one form in which every check speaks.

Comes in: positions and message templates from the checks. Goes out: lines for people, in any language.
"""

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SHOWN = 80  # characters of a value that a message repeats


def N_(message: str) -> str:
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


@dataclass(frozen=True)
class Message:
    """A sentence with named places, kept untranslated until somebody reads it; a value may be a message itself."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, translations: gettext.NullTranslations) -> str:
        template = translations.gettext(self.template) if self.template else ""
        return template % {name: value.text(translations) if isinstance(value, Message) else value for name, value in self.values.items()} if self.values else template


def shown(value: str) -> Message:
    """The value as one safe line: escaped, at most 80 characters, in the quotation marks of the reader's language.

    A cell must not speak to a terminal or a CI runner.
    """
    safe = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value)
    return Message(N_("“%(value)s”"), {"value": safe if len(safe) <= SHOWN else safe[: SHOWN - 1] + "…"})


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `path` is relative to the root; `line` and `column` count from 1, 0 means the whole file."""

    path: str
    line: int
    column: int
    rule: str
    what: Message
    right: Message

    def text(self, translations: gettext.NullTranslations) -> str:
        where = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{where}  [{self.rule}]  {self.what.text(translations)}  {self.right.text(translations)}".rstrip()


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line, column and rule."""
    unique = {problem.text(gettext.NullTranslations()): problem for problem in problems}
    return sorted(unique.values(), key=lambda p: (p.path, p.line, p.column, p.rule, p.what.template))


class DataError(Exception):
    """The data or the prose cannot be built from; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the data")
        self.problems = problems
