"""Figures in texts: {{ MEASURE }} is filled from the register, and {{ WORDS ? CONDITION }} prints
the words as long as the condition holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from datasite.content.measures import Quantity, UnreadableError, leaders, measure
from datasite.language.localization import Language, without_messages
from datasite.model.register import Register
from datasite.problems import N_, Message, Problem, shown

_REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
_CONDITION = re.compile(r"(.+?) (at least|at most|more than|less than|between|is) (.+)\Z")
_SENTENCE = re.compile(r"(?<=[.!?]) ")
_COMPARISONS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "at least": Decimal.__ge__,
    "at most": Decimal.__le__,
    "more than": Decimal.__gt__,
    "less than": Decimal.__lt__,
    "is": Decimal.__eq__,
}


@dataclass(frozen=True)
class Filled:
    """The lines of a text with their figures, the same lines in the words of their author alone,
    and the problems of the references in them.
    """

    lines: tuple[str, ...]
    words: tuple[str, ...]
    problems: tuple[Problem, ...]


def fill(path: str, lines: Sequence[str], register: Register, lang: str) -> Filled:
    """The lines of the text `path`, with what its references say in the language `lang`."""
    language = without_messages(lang)
    filled, problems = [], []
    for number, line in enumerate(lines, 1):
        line_problems = list(_problems(path, number, line, register, language))
        problems += line_problems
        filled.append(_plain(line) if line_problems else _filled(line, register, language))
    return Filled(tuple(filled), tuple(map(_plain, lines)), tuple(problems))


def _filled(line: str, register: Register, language: Language) -> str:
    return _REFERENCE.sub(lambda match: _said(match[1], register, language), line)


def _said(reference: str, register: Register, language: Language) -> str:
    """What a reference prints: the words of a claim, or the figure."""
    words, claim, _ = reference.partition(" ? ")
    return words.strip() if claim else _figure(measure(words.strip(), register), language)


def _figure(quantity: Quantity, language: Language) -> str:
    if quantity.unit == "%":
        return language.percent(quantity.value.quantize(Decimal(1)))
    return language.money(quantity.value, quantity.unit)


def _problems(
    path: str, number: int, line: str, register: Register, language: Language
) -> Iterator[Problem]:
    """The references of a line that cannot be read, and the claims that do not hold."""
    for match in _REFERENCE.finditer(line):
        words, claim, condition = match[1].partition(" ? ")
        try:
            present = _refuted(condition.strip(), register) if claim else ""
            if not claim:
                measure(words.strip(), register)
        except UnreadableError as error:
            yield Problem(path, number, match.start() + 1, "figure", error.what, error.right)
            continue
        if present:
            what = Message(
                N_(
                    "%(sentence)s no longer holds: its condition is %(condition)s, and now it"
                    " is %(now)s."
                ),
                {
                    "sentence": shown(_sentence(line, match)),
                    "condition": shown(condition.strip()),
                    "now": shown(present),
                },
            )
            right = Message(N_("Change the sentence and its condition in every language."))
            yield Problem(path, number, match.start() + 1, "claim", what, right)


def _sentence(line: str, match: re.Match[str]) -> str:
    """The sentence of a claim, with the words of its claims and without their conditions."""
    before = _SENTENCE.split(_plain(line[: match.start()]))[-1]
    after = _SENTENCE.split(_plain(line[match.end() :]))[0]
    return before + _plain(match[0]) + after


def _plain(text: str) -> str:
    return _REFERENCE.sub(lambda match: match[1].partition(" ? ")[0].strip(), text)


def _refuted(condition: str, register: Register) -> str:
    """The present value where a condition does not hold; blank where it does."""
    match = _CONDITION.match(condition)
    if not match:
        raise _no_condition(condition)
    subject, comparison, bound = match[1], match[2], match[3]
    if subject.startswith(("first ", "largest ")):
        if comparison != "is":
            raise _no_condition(condition)
        first = leaders(subject, register)
        return "" if first == (bound,) else ", ".join(first) or "–"
    present = measure(subject, register)
    if comparison == "between":
        low, _, high = bound.partition(" and ")
        holds = _bound(low, present, register) <= present.value <= _bound(high, present, register)
    else:
        holds = _COMPARISONS[comparison](present.value, _bound(bound, present, register))
    return "" if holds else _plain_figure(present)


def _plain_figure(quantity: Quantity) -> str:
    """The quantity for a message, the same in every language."""
    if quantity.unit == "%":
        return f"{quantity.value.quantize(Decimal('0.1'))}%"
    return f"{quantity.value} {quantity.unit}".strip()


def _bound(text: str, present: Quantity, register: Register) -> Decimal:
    """A bound: a number, a share such as 75%, or another measure of the same unit."""
    is_share = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").replace("_", "x"))
    except InvalidOperation:
        other = measure(text, register)
        if other.unit != present.unit:
            raise _no_condition(text) from None
        return other.value
    if not number.is_finite() or is_share != (present.unit == "%"):
        raise _no_condition(text)
    return number


def _no_condition(text: str) -> UnreadableError:
    return UnreadableError(
        Message(N_("%(condition)s is no condition."), {"condition": shown(text)}),
        Message(
            N_(
                "Write a measure, then at least, at most, more than, less than, is or between … and"
                " …, and a number, for shares with %; or “first lead is …”, “largest PLN is …”."
            )
        ),
    )
