"""A report of differences in, the same out as plain text, as Markdown for a pull request, or as the
body of a page.

Every value from the data is set so that it stays a value: escaped on one line in text, in a code
span in Markdown, where nothing is a link, a mention or HTML, and escaped in code elements in HTML.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from datasite.language.localization import Language
from datasite.problems import N_, Message, N_n, clipped, shown
from datasite.review.change_report import Entry, Name, Report, Section, Signed, Title

MOST = 60_000  # characters of a comment; hosts take some five thousand more
MOST_LINES = 50  # of one entry
_ROOM = 200  # for the heading of a section and the sentence that counts what is left out of it
_QUOTED = shown("").template
_HARMLESS = re.compile(
    r"[^\W_]+(?:[ ,()–-]+[^\W_]+)*\)?\Z"
)  # words that Markdown takes for nothing else
NOTHING = N_("Nothing changed.")
MEANING = N_("What the change means for the data")


@dataclass(frozen=True)
class Style:
    """How sentences are set in plain text."""

    language: Language

    def own(self, text: str) -> str:
        """Our own words."""
        return text

    def value(self, text: str) -> str:
        """A value from the data."""
        return shown(text).text(self.language.translations)

    def title(self, text: str) -> str:
        """Words of a description."""
        return clipped(text)

    def say(self, message: Message) -> str:
        say = self.language.translations
        count = message.values.get("count")
        template = (
            say.ngettext(message.template, message.many, count)
            if message.many and isinstance(count, int)
            else say.gettext(message.template)
        )
        return (
            self.own(template) % {name: self._said(value) for name, value in message.values.items()}
            if message.values
            else self.own(template)
        )

    def _said(self, it: object) -> object:
        if isinstance(it, Message):
            return self.value(str(it.values["value"])) if it.template == _QUOTED else self.say(it)
        if isinstance(it, Title | Name):
            return (self.title if isinstance(it, Title) else self.value)(
                it.words[self.language.code]
            )
        if isinstance(it, Decimal):
            return self.own(self.language.number(it))
        if isinstance(it, Signed):
            return self.own(
                ("+" if it.number > 0 else "−" if it.number < 0 else "")
                + self.language.number(abs(it.number))
            )
        return self.value(it) if isinstance(it, str) else it


class MarkdownStyle(Style):
    """The same in Markdown."""

    def value(self, text: str) -> str:
        safe = clipped(text)
        fence = "`" * (max(map(len, re.findall("`+", safe)), default=0) + 1)
        pad = " " if safe[:1] in ("`", " ") or safe[-1:] in ("`", " ") else ""
        return f"{fence}{pad}{safe}{pad}{fence}" if safe else "–"

    def title(self, text: str) -> str:
        return clipped(text) if _HARMLESS.match(text) else self.value(text)


class HtmlStyle(Style):
    """The same in HTML."""

    def own(self, text: str) -> str:
        return escape(text)

    def value(self, text: str) -> str:
        return f"<code>{escape(clipped(text))}</code>"

    def title(self, text: str) -> str:
        return escape(clipped(text))


def text(report: Report, language: Language) -> str:
    """For a terminal."""
    style = Style(language)
    if not report.sections:
        return style.say(Message(NOTHING)) + "\n"
    lines = [f"{_summary(report, style)}\n"]
    for section in report.sections:
        lines.append(f"{_heading(section, style)}\n")
        for entry in section.entries:
            lines += _lines(entry, style)
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def markdown(report: Report, language: Language) -> str:
    """For a comment of a pull request: at most 60,000 characters, with the number of entries of
    each section that found no room.
    """
    style = MarkdownStyle(language)
    head = f"### {style.say(Message(MEANING))}\n\n"
    if not report.sections:
        return f"{head}{style.say(Message(NOTHING))}\n"
    head += f"**{_summary(report, style)}**\n"
    blocks = [
        ["".join(f"{line}\n" for line in _lines(entry, style, "- ")) for entry in section.entries]
        for section in report.sections
    ]
    rooms = shared_out(
        MOST - len(head) - _ROOM * len(blocks), [sum(map(len, block)) for block in blocks]
    )
    return head + "".join(
        _within(section, block, room, style)
        for section, block, room in zip(report.sections, blocks, rooms, strict=True)
    )


def shared_out(whole: int, wanted: list[int]) -> list[int]:
    """Room for each, so that none has less than another that wanted more: a long section does not
    push out the totals.
    """
    rooms = [0] * len(wanted)
    for left, at in zip(
        range(len(wanted), 0, -1),
        sorted(range(len(wanted)), key=lambda at: wanted[at]),
        strict=True,
    ):
        rooms[at] = min(wanted[at], max(0, whole // left))
        whole -= rooms[at]
    return rooms


def _within(section: Section, blocks: list[str], room: int, style: Style) -> str:
    written, count = "", 0
    for block in blocks:
        if len(written) + len(block) > room:
            break
        written += block
        count += 1
    if left := len(blocks) - count:
        one, many = N_n(
            "%(count)d more entry found no room here; `make diff` shows it.",
            "%(count)d more entries found no room here; `make diff` shows them.",
        )
        written += f"\n{style.say(Message(one, {'count': left}, many))}\n"
    return f"\n#### {_heading(section, style)}\n\n{written}"


def html(report: Report, language: Language) -> str:
    """The body of a page, from its heading on."""
    style = HtmlStyle(language)
    head = f"<h1>{style.say(Message(MEANING))}</h1>\n"
    if not report.sections:
        return f"{head}<p>{style.say(Message(NOTHING))}</p>\n"
    written = [head, f"<p>{_summary(report, style)}</p>\n"]
    for section in report.sections:
        written.append(f"<h2>{_heading(section, style)}</h2>\n<ul>\n")
        for entry in section.entries:
            more = "".join(f"<li>{style.say(it)}</li>" for it in entry.more)
            written.append(
                f"<li>{style.say(entry.what)}{f'<ul>{more}</ul>' if more else ''}</li>\n"
            )
        written.append("</ul>\n")
    return "".join(written)


def _heading(section: Section, style: Style) -> str:
    return f"{style.say(Message(section.title))} ({len(section.entries)})"


def _summary(report: Report, style: Style) -> str:
    """How many things of each kind, but for what follows from them."""
    return " · ".join(
        f"{style.say(Message(section.title))}: {len(section.entries)}"
        for section in report.sections
        if not section.aside
    ) or style.say(Message(NOTHING))


def _lines(entry: Entry, style: Style, bullet: str = "") -> Iterator[str]:
    yield f"{bullet}{style.say(entry.what)}"
    for it in entry.more[:MOST_LINES]:
        yield f"  {bullet}{style.say(it)}"
    if len(entry.more) > MOST_LINES:
        one, many = N_n("and %(count)d more line", "and %(count)d more lines")
        yield f"  {bullet}{style.say(Message(one, {'count': len(entry.more) - MOST_LINES}, many))}"
