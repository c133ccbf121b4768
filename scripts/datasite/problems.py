"""Problems and messages: what is wrong, where, and what would be right, in any language.

Every check returns problems; nothing in a problem can give a command to a terminal or a CI runner.
"""

import gettext
import traceback
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field

SHOWN = 80  # characters of a value that a message repeats
MOST_SHOWN = 100  # problems of one file that are printed; the rest are counted
# Rules over settings, not over data.
CONFIGURATION = frozenset({"descriptor", "settings", "privacy-exception"})
FAULT = "fault"  # the rule of a problem that is the program's
# How a line gives a command to a CI runner: ::error::, ##[error], ##vso[…]
_COMMANDS = {"::": ":\\u003a", "##": "#\\u0023"}


def N_(message: str) -> str:
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


def N_n(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts, in singular and plural, as `N_` does."""
    return one, many


@dataclass(frozen=True)
class Message:
    """A sentence with named places, translated only when somebody reads it; a value may be a
    message too.

    `many` is the English plural where the sentence counts; the value `count` chooses the form.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    many: str = ""

    def text(self, translations: gettext.NullTranslations) -> str:
        """The sentence in the language of the translations."""
        if self.many:
            count = self.values["count"]
            assert isinstance(count, int)
            template = translations.ngettext(self.template, self.many, count)
        else:
            template = translations.gettext(self.template) if self.template else ""
        return (
            template % {name: _harmless(value, translations) for name, value in self.values.items()}
            if self.values
            else template
        )


def _harmless(value: object, translations: gettext.NullTranslations) -> object:
    """Any value of a message as harmless words for one line."""
    return (
        value.text(translations)
        if isinstance(value, Message)
        else clipped(value)
        if isinstance(value, str)
        else value
    )


def escaped(text: str) -> str:
    """The text on one line, with nothing that a terminal or a CI runner obeys or a reader misses.

    Escaping an escaped text does not change it.
    """
    if text.isascii() and text.isprintable() and not any(command in text for command in _COMMANDS):
        return text
    safe = "".join(
        c if _is_plain(c) else f"\\u{ord(c):04x}" if ord(c) <= 0xFFFF else f"\\U{ord(c):08x}"
        for c in text
    )
    for command, harmless in _COMMANDS.items():
        safe = safe.replace(command, harmless)
    return safe


def _is_plain(character: str) -> bool:
    return (character.isascii() and character.isprintable()) or (
        character.isprintable() and not unicodedata.category(character).startswith("M")
    )


def clipped(text: str) -> str:
    """Escaped, and at most 80 characters of it."""
    safe = escaped(text[: SHOWN + 1])
    return safe if len(safe) <= SHOWN else safe[: SHOWN - 1] + "…"


def shown(value: str) -> Message:
    """The value as one safe line: escaped, at most 80 characters, in the quotation marks of the
    reader's language.
    """
    return Message(N_("“%(value)s”"), {"value": clipped(value)})


class Verbatim(Message):
    """Words that are shown as they are in every language, made harmless but never cut."""

    def text(self, translations: gettext.NullTranslations) -> str:  # noqa: ARG002  # as Message
        return escaped(self.template)


def listed(words: Iterable[str]) -> Message:
    """All of the words, with commas between them."""
    return Verbatim(", ".join(words))


@dataclass(frozen=True)
class Label(Message):
    """The name of a code in each language, e.g. {"en": "grant", "pl": "dofinansowanie"}."""

    words: Mapping[str, str] = field(default_factory=dict)

    def text(self, translations: gettext.NullTranslations) -> str:
        lang = str(translations.info().get("language", "en"))
        return clipped(self.words.get(lang) or self.template)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    `path` is relative to the root; `line` and `column` count from 1; 0 means the whole file. `what`
    says what is wrong, `right` what would be right. `command` repairs it, and `right` names it too;
    blank where no command does.
    """

    path: str
    line: int
    column: int
    rule: str
    what: Message
    right: Message
    command: str = ""

    @classmethod
    def of_file(cls, path: str, rule: str, what: Message, right: Message) -> "Problem":
        """A problem of a whole file or folder, at no line of it."""
        return cls(path, 0, 0, rule, what, right)

    @property
    def english(self) -> str:
        """The line in English."""
        return self.text(gettext.NullTranslations())

    def text(self, translations: gettext.NullTranslations) -> str:
        """The problem on one line: path:line:column  [rule]  what  right."""
        path = escaped(self.path)
        where = f"{path}:{self.line}:{self.column}" if self.line else path
        return (
            f"{where}  [{self.rule}]  {self.what.text(translations)} "
            f" {self.right.text(translations)}".rstrip()
        )


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, sorted by file, line, column and rule."""
    unique = {problem.english: problem for problem in problems}
    return sorted(
        unique.values(), key=lambda p: (p.path, p.line, p.column, p.rule, p.what.template)
    )


def limited(problems: Iterable[Problem]) -> Iterator[Problem]:
    """As many as a person reads: of each file the first hundred, then how many more there are."""
    printed: Counter[str] = Counter()
    problems = list(problems)
    total = Counter(problem.path for problem in problems)
    for problem in problems:
        printed[problem.path] += 1
        if printed[problem.path] <= MOST_SHOWN:
            yield problem
        elif printed[problem.path] == total[problem.path]:
            yield _uncounted(problem.path, total[problem.path] - MOST_SHOWN)


def lines(problems: Iterable[Problem], translations: gettext.NullTranslations) -> Iterator[str]:
    """The problems as lines to print."""
    return (problem.text(translations) for problem in limited(problems))


def _uncounted(path: str, count: int) -> Problem:
    one, many = N_n(
        "This file has %(count)d more problem.", "This file has %(count)d more problems."
    )
    what = Message(one, {"count": count}, many)
    return Problem.of_file(path, "more", what, Message(N_("Fix those above and check again.")))


class ProblemsError(Exception):
    """A file, the data, the texts or the built site cannot be used; carries every problem.

    Raised where the caller cannot go on; a check that can go on returns the problems instead.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.english for problem in problems))
        self.problems = problems


class TimeLimitError(Exception):
    """The work on one file took longer than it may."""


# A context for the work on one file; command_line.file_time_limit raises TimeLimitError in it.
Guard = Callable[[], AbstractContextManager[object]]


def in_time(path: str, guard: Guard, work: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """The problems that `work` returns for a file; one problem where its time runs out, or where
    the program fails at it, so that those of other files are still named.
    """
    try:
        with guard():
            return list(work())
    except TimeLimitError:
        what = Message(N_("Checking this file takes too long."))
        right = Message(N_("Make it smaller, or a pattern in its dataset.yaml simpler."))
        return [Problem.of_file(path, "time-limit", what, right)]
    except (ProblemsError, OSError, MemoryError):
        raise
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__}: {error} ({at.name}, {at.lineno})"
        what = Message(N_("The program failed at this file: %(error)s."), {"error": where})
        right = Message(N_("Please report it; the fault is not yours."))
        return [Problem.of_file(path, FAULT, what, right)]


def unlimited() -> AbstractContextManager[object]:
    """The guard without a limit of time."""
    return nullcontext()
