"""Entries of a dataset.yaml read strictly: each of its kind, in every language, and a regular
expression that means the same everywhere; what is wrong knows the way to its entry.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

from datasite.language.languages import TEXT_LANGUAGES, Words, with_fallbacks
from datasite.problems import N_, Message, shown

T = TypeVar("T")

PATTERN_LENGTH = 100  # characters of a regular expression
# What can take a very long time, and what no pattern of ours needs.
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d*,?\d*\})|\(\?[^:]|\\[1-9]")
# What \d or \w stands for differs between programs that read the published schema.
_OTHER_MEANING = re.compile(r"\\[dDwWsSbB]")
Way = tuple[str | int, ...]  # to an entry of a file: ("fields", 3, "type")


class RefusedError(Exception):
    """The entries do not describe a dataset; `what` says why, and `way` leads to the entry."""

    def __init__(self, what: Message, way: Way = ()) -> None:
        super().__init__(what.template)
        self.what, self.way = what, way


def refuse(template: str, way: Way = (), **values: object) -> NoReturn:
    """Raise RefusedError with the sentence `template`, whose named places are `values`."""
    raise RefusedError(Message(template, values), way)


@contextmanager
def within(*way: str | int) -> Iterator[None]:
    """Add the way to the entries that are read in the block to what is wrong with them."""
    try:
        yield
    except RefusedError as error:
        raise RefusedError(error.what, (*way, *error.way)) from error
    except KeyError as error:
        what = Message(N_("The entry %(entry)s is missing."), {"entry": shown(str(error.args[0]))})
        raise RefusedError(what, way) from error
    except (TypeError, AttributeError, ValueError) as error:
        what = Message(
            N_("An entry has the wrong form: a text, a list or named entries are expected.")
        )
        raise RefusedError(what, way) from error


def nowhere(way: Way) -> tuple[int, int]:
    """The place of an entry of no file."""
    return 0, 0


def words_of_entry(value: Any, where: str) -> Words:
    """The words of an entry in each language; `where` is its name, e.g. "amount.title"."""
    if (
        not isinstance(value, dict)
        or sorted(value) != sorted(TEXT_LANGUAGES)
        or not all(isinstance(v, str) and v.strip() for v in value.values())
    ):
        refuse(
            N_("%(entry)s must be filled in each of the languages %(languages)s and in no other."),
            _last(where),
            entry=shown(where),
            languages=", ".join(TEXT_LANGUAGES),
        )
    return with_fallbacks({lang: value[lang].strip() for lang in TEXT_LANGUAGES})


def one_of(value: Any, allowed: tuple[str, ...], where: str) -> str:
    """The value, which is one of those that are allowed."""
    if value not in allowed:
        refuse(
            N_("%(entry)s is %(value)s; it must be one of %(allowed)s."),
            _last(where),
            entry=shown(where),
            value=shown(str(value)),
            allowed=", ".join(allowed),
        )
    return str(value)


def of_kind(value: Any, kind: type[T], where: str) -> T:
    """The value, which is of exactly this type."""
    if type(value) is not kind:  # True is an int, too
        refuse(
            N_("%(entry)s is %(value)s, which is of another kind."),
            _last(where),
            entry=shown(where),
            value=shown(str(value)),
        )
    return value


def pattern_of(value: Any, where: str) -> str:
    """A regular expression that takes no longer than the text is long: no group may be repeated,
    and none refers back.
    """
    pattern = of_kind(value, str, where)
    try:
        re.compile(pattern)
    except re.error as error:
        raise RefusedError(
            Message(
                N_("%(entry)s is not a regular expression: %(error)s."),
                {"entry": shown(where), "error": shown(str(error))},
            ),
            _last(where),
        ) from error
    if len(pattern) > PATTERN_LENGTH or _REPEATED_GROUP.search(
        re.sub(r"\\[^1-9]|\[[^\]]*\]", "x", pattern)
    ):
        refuse(
            N_(
                "%(entry)s is longer than %(limit)d characters, or repeats a group or refers back,"
                " which can take very long."
            ),
            _last(where),
            entry=shown(where),
            limit=PATTERN_LENGTH,
        )
    if other := _OTHER_MEANING.search(pattern.replace("\\\\", "")):
        refuse(
            N_(
                "%(entry)s has %(class)s, which is not the same in all programs; list the"
                " characters, such as [0-9] or [a-z]."
            ),
            _last(where),
            **{"entry": shown(where), "class": shown(other.group())},
        )
    return pattern


def _last(where: str) -> Way:
    return (where.rpartition(".")[2],)


def each_of(name: str, entries: Any, read: Callable[[Any], T]) -> tuple[T, ...]:
    """Each entry of the list `name` as `read` reads it."""
    done = []
    with within(name):
        for index, entry in enumerate(entries):
            with within(index):
                done.append(read(entry))
    return tuple(done)
