"""The report on a change as plain text and as Markdown.

The plain text is what the pull-request comment shows under “What changes” (diff.py prints it,
judge.py keeps it as changes.txt). The Markdown is for people who paste it into a pull request.
Values from the data stay values: quoted on one line in text, in a code span in Markdown, where
nothing is a link, a mention or HTML.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import Enum, auto
from itertools import accumulate
from typing import NamedTuple

from datasite.checks import reports
from datasite.language.localization import Language
from datasite.problems import N_, Message, N_n, clipped, shown
from datasite.review.report.parts import (
    ChangeReport,
    DataWords,
    DescriptionWords,
    ReportEntry,
    ReportSection,
    SignedNumber,
    WholeText,
)

MARKDOWN_LENGTH = 60_000  # characters; hosts take some five thousand more
ENTRY_LINES = 50  # lines of one entry
NOTHING = N_("Nothing changed.")
MEANING = N_("What the change means for the data")
# Characters for a heading, its note, and the sentence that counts what is left out.
_SECTION_FRAME = 260
_QUOTED = shown("").template
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
# Words in which Markdown sees no markup.
_PLAIN_WORDS = re.compile(r"[^\W_]+(?:[ ,()–-]+[^\W_]+)*\)?\Z")


class PartKind(Enum):
    """Where a part of a sentence comes from."""

    OURS = auto()  # a message of ours, or a number
    DESCRIPTION = auto()  # a description of a dataset, such as the title of a field
    DATA = auto()  # the data
    WHOLE = auto()  # a text of the data that is shown whole, escaped already


class SentencePart(NamedTuple):
    """A part of a sentence; `text` is not escaped for any form."""

    kind: PartKind
    text: str


SetPart = Callable[[SentencePart], str]


def sentence_parts(message: Message, language: Language) -> Iterator[SentencePart]:
    """The parts of a message in one language, also those of the messages among its values.

    `%(record)s is gone.` becomes DESCRIPTION Projects, OURS `: `, DATA null, OURS ` is gone.`
    """
    template = _template(message, language)
    if not message.values:
        yield SentencePart(PartKind.OURS, template)
        return
    for number, text in enumerate(_PLACEHOLDER.split(template)):
        if number % 2:  # the name of a value
            yield from _value(message.values[text], language)
        elif text:
            yield SentencePart(PartKind.OURS, text.replace("%%", "%"))


def _template(message: Message, language: Language) -> str:
    count = message.values.get("count")
    if message.many and isinstance(count, int):
        return language.translations.ngettext(message.template, message.many, count)
    return language.translations.gettext(message.template)


def _value(value: object, language: Language) -> Iterator[SentencePart]:
    if isinstance(value, Message):
        if value.template == _QUOTED:
            yield SentencePart(PartKind.DATA, str(value.values["value"]))
        else:
            yield from sentence_parts(value, language)
    elif isinstance(value, DescriptionWords):
        yield SentencePart(PartKind.DESCRIPTION, value.words[language.code])
    elif isinstance(value, DataWords):
        yield SentencePart(PartKind.DATA, value.words[language.code])
    elif isinstance(value, WholeText):
        yield SentencePart(PartKind.WHOLE, value.text)
    elif isinstance(value, SignedNumber):
        sign = "+" if value.number > 0 else "−" if value.number < 0 else ""
        yield SentencePart(PartKind.OURS, sign + language.number(abs(value.number)))
    elif isinstance(value, Decimal):
        yield SentencePart(PartKind.OURS, language.number(value))
    elif isinstance(value, str):
        yield SentencePart(PartKind.DATA, value)
    else:
        yield SentencePart(PartKind.OURS, str(value))


def summary_line(report: ChangeReport, language: Language) -> str:
    """The number of entries in each section on changes, on one line."""
    say = language.translations.gettext
    counts = (f"{say(s.title)}: {len(s.entries)}" for s in report.sections if not s.aside)
    return " · ".join(counts) or say(NOTHING)


def section_note(section: ReportSection, language: Language) -> str:
    """What is not among the entries of a section; blank where that is not said."""
    return language.translations.gettext(section.note) if section.note else ""


def _opening(section: ReportSection, language: Language, mark: str = "") -> str:
    """The lines before the entries of a section."""
    note = section_note(section, language)
    return "\n".join(
        ["", f"{mark}{section_heading(section, language)}", "", *([note, ""] if note else []), ""]
    )


def section_heading(section: ReportSection, language: Language) -> str:
    """The title of a section and the number of its entries."""
    return f"{language.translations.gettext(section.title)} ({len(section.entries)})"


def write_text(report: ChangeReport, language: Language, length: int | None = None) -> str:
    """The report for a terminal and for the pull-request comment: the whole, or as many entries of
    each section as fit into about `length` characters.
    """

    def set_part(part: SentencePart) -> str:
        if part.kind is PartKind.DATA:
            return shown(part.text).text(language.translations)
        if part.kind is PartKind.WHOLE:
            return language.translations.gettext(_QUOTED) % {"value": part.text}
        return clipped(part.text) if part.kind is PartKind.DESCRIPTION else part.text

    if not report.sections:
        return language.translations.gettext(NOTHING) + "\n"
    head = f"{summary_line(report, language)}\n"
    sections = [
        [
            "".join(f"{line}\n" for line in _entry_lines(entry, language, set_part))
            for entry in s.entries
        ]
        for s in report.sections
    ]
    return head + "".join(
        _opening(section, language) + entries
        for section, entries in zip(
            report.sections, _fit(sections, length and length - len(head), language), strict=True
        )
    )


def write_markdown(report: ChangeReport, language: Language) -> str:
    """The report for a pull request, of at most 60,000 characters.

    Each section counts the entries for which there was no space.
    """
    say = language.translations.gettext
    head = f"### {say(MEANING)}\n\n"
    if not report.sections:
        return f"{head}{say(NOTHING)}\n"
    head += f"**{summary_line(report, language)}**\n"
    sections = [
        [_markdown_entry(entry, language) for entry in section.entries]
        for section in report.sections
    ]
    return head + "".join(
        _opening(section, language, "#### ") + entries
        for section, entries in zip(
            report.sections, _fit(sections, MARKDOWN_LENGTH - len(head), language), strict=True
        )
    )


def _fit(sections: Sequence[Sequence[str]], space: int | None, language: Language) -> Iterator[str]:
    """The entries of each section that fit into its share of the space; all without a limit."""
    wanted = [sum(map(len, entries)) for entries in sections]
    spaces = wanted
    if space is not None:
        spaces = share_space(max(0, space - _SECTION_FRAME * len(sections)), wanted)
    for entries, share in zip(sections, spaces, strict=True):
        yield _cut_entries(entries, share, language)


def share_space(whole: int, wanted: Sequence[int]) -> list[int]:
    """Space for each section, so that a long one leaves the others what they need.

    Nobody gets less than another that wanted more: share_space(100, [10, 80, 90]) is [10, 45, 45].
    """
    spaces = [0] * len(wanted)
    for left, number in zip(
        range(len(wanted), 0, -1), sorted(range(len(wanted)), key=wanted.__getitem__), strict=True
    ):
        spaces[number] = min(wanted[number], max(0, whole // left))
        whole -= spaces[number]
    return spaces


def _cut_entries(entries: Sequence[str], space: int, language: Language) -> str:
    """As many entries as the space holds, of a first one that is too long the beginning, and the
    number of the others.
    """
    written, count = "", 0
    for entry in entries:
        if len(written) + len(entry) > space:
            break
        written += entry
        count += 1
    if entries and not count:
        lines = entries[0].splitlines(keepends=True)
        lengths = accumulate(map(len, lines))
        written = "".join(
            line for line, length in zip(lines, lengths, strict=True) if length <= space
        )
    if left := len(entries) - count:
        forms = N_n(
            "%(count)d more entry did not fit here; `make diff` shows it.",
            "%(count)d more entries did not fit here; `make diff` shows them.",
        )
        written += f"\n{language.translations.ngettext(*forms, left) % {'count': left}}\n"
    return written


def _markdown_entry(entry: ReportEntry, language: Language) -> str:
    lines = _entry_lines(entry, language, _markdown_part, bullet="- ")
    return "".join(f"{line}\n" for line in lines)


def _markdown_part(part: SentencePart) -> str:
    if part.kind is PartKind.OURS:
        return part.text
    safe = reports.code_text(part.text if part.kind is PartKind.WHOLE else clipped(part.text))
    if part.kind is PartKind.DESCRIPTION and _PLAIN_WORDS.match(part.text):
        return safe
    fence = reports.code_fence([safe])
    pad = " " if safe[:1] in ("`", " ") or safe[-1:] in ("`", " ") else ""
    return f"{fence}{pad}{safe}{pad}{fence}" if safe else "–"


def _entry_lines(
    entry: ReportEntry, language: Language, set_part: SetPart, *, bullet: str = ""
) -> Iterator[str]:
    """An entry and the first fifty of the lines that belong to it."""
    yield bullet + "".join(map(set_part, sentence_parts(entry.what, language)))
    for message in entry.more[:ENTRY_LINES]:
        yield f"  {bullet}" + "".join(map(set_part, sentence_parts(message, language)))
    if (left := len(entry.more) - ENTRY_LINES) > 0:
        forms = N_n("and %(count)d more line", "and %(count)d more lines")
        yield f"  {bullet}{language.translations.ngettext(*forms, left) % {'count': left}}"
