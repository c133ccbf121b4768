"""The checks of the lines of one text: their length, links, pictures, nesting, personal data and
the records to which it refers.
"""

import re
from collections.abc import Iterator, Mapping

from datasite import matching
from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
from datasite.content.front_matter import entry_line
from datasite.model.register import Register
from datasite.problems import N_, Message, N_n, Problem, shown
from datasite.tables import text_faults
from datasite.values import is_address

# [text](address) in a line, and [name]: address on a line of its own.
_LINK = re.compile(r"\]\(\s*([^)\s]*)|^\s{0,3}\[[^\]]*\]:\s*(\S+)")
_MARK = re.compile(r"\{#[a-z][a-z0-9-]*\}")  # an id of a heading; see markdown_html
_PICTURE = re.compile(r"!\[")
_RELATIVE = re.compile(r"(?:#[a-z0-9_-]+|(?:\.\./){1,6}(?:[a-z0-9_-]+/)*(?:#[a-z0-9_-]+)?)\Z")
LINE_LENGTH = 5_000  # characters of one line, which is a paragraph
BRACKETS = 1_000  # [ of one text: Markdown tries each of them with each
LEVELS = 10  # lists and quotations in one another
HEADINGS = 200  # of one text: the id of each is compared with those of the others
BLOCK_LINES = 300  # without a blank line between them: Markdown reads the rest again at each
_MARKS = re.compile(r"(?:\s|>|[-*+](?=\s|\Z)|[0-9]+\.(?=\s|\Z))*")  # before the words of a line
_LEVEL = re.compile(r">|[-*+](?=\s|\Z)|[0-9]+\.|    ")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1)*\s*\Z")  # a line between two parts, such as * * *
_HEADING = re.compile(r"\s{0,3}(?:#|(?:=+|-+)\s*\Z)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")  # what Markdown shows without the backslash


def is_link(target: str) -> bool:
    """Whether a text may link to it: a whole web address, or a path within the site."""
    return is_address(target) or bool(_RELATIVE.match(target))


def line_problems(
    path: str, lines: list[str], excused: Exceptions, example: str
) -> Iterator[Problem]:
    """The problems of single lines, and of what is too deep or too long; `example` is a path within
    the site.
    """
    for number, line in enumerate(lines, 1):
        for offset, rule, what, right in _line_faults(path, line, excused, example):
            yield Problem(path, number, offset + 1, rule, what, right)
    yield from _nesting_problems(path, lines)


def _line_faults(
    path: str, line: str, excused: Exceptions, example: str
) -> Iterator[text_faults.TextFault]:
    """The faults of one line of a text, as (offset, rule, what, right)."""
    if len(line) > LINE_LENGTH:
        what = Message(N_("The line has %(count)d characters."), {"count": len(line)})
        yield text_faults.TextFault(
            0,
            "line-length",
            what,
            Message(N_("A line may have at most %(limit)d."), {"limit": LINE_LENGTH}),
        )
        return
    plain = _MARK.sub(lambda mark: "x" * len(mark[0]), line)
    yield from text_faults.find_faults(_ESCAPED.sub(r"\1", plain) if "\\" in plain else plain)
    yield from personal_data.find_personal_data(path, line, excused)
    for match in _PICTURE.finditer(line):
        yield text_faults.TextFault(
            match.start(),
            "picture",
            Message(N_("This is a picture.")),
            Message(N_("Describe it in words, or link to the picture.")),
        )
    for match in _LINK.finditer(line):
        target = match[1] if match[1] is not None else match[2]
        if not is_link(target):
            right = Message(
                N_("Write a full address, or a path within the site such as %(example)s."),
                {"example": example},
            )
            yield text_faults.TextFault(
                match.start(),
                "link",
                Message(N_("The link leads to %(target)s."), {"target": shown(target)}),
                right,
            )


def _nesting_problems(path: str, lines: list[str]) -> Iterator[Problem]:
    """Nesting so deep that the Markdown parser would take minutes, or could not go on."""
    if (count := sum(line.count("[") for line in lines)) > BRACKETS:
        one, many = N_n(
            "The text opens %(count)d square bracket.", "The text opens %(count)d square brackets."
        )
        yield Problem.of_file(
            path,
            "nesting",
            Message(one, {"count": count}, many),
            Message(N_("One text may have at most %(limit)d."), {"limit": BRACKETS}),
        )
    for number, line in enumerate(lines, 1):
        # Lines so long are refused by themselves.
        if len(line) <= LINE_LENGTH and _levels(line) > LEVELS:
            what = Message(N_("The line has too many lists or quotations in one another."))
            right = Message(
                N_("Use at most %(limit)d levels, four spaces each."), {"limit": LEVELS}
            )
            yield Problem(path, number, 1, "nesting", what, right)
    yield from _length_problems(path, lines)


def _levels(line: str) -> int:
    """How deep the words of a line are: its marks of lists and quotations, and its indent."""
    start = _MARKS.match(line.expandtabs(4))
    assert start  # also of nothing
    return 0 if _RULE.match(line) else len(_LEVEL.findall(start.group()))


def _length_problems(path: str, lines: list[str]) -> Iterator[Problem]:
    """More headings or lines of one block than the Markdown parser reads in little time."""
    headings = [number for number, line in enumerate(lines, 1) if _HEADING.match(line)]
    if len(headings) > HEADINGS:
        one, many = N_n("The text has %(count)d heading.", "The text has %(count)d headings.")
        what = Message(one, {"count": len(headings)}, many)
        right = Message(N_("One text may have at most %(limit)d."), {"limit": HEADINGS})
        yield Problem(path, headings[HEADINGS], 1, "nesting", what, right)
    length = 0
    for number, line in enumerate(lines, 1):
        length = length + 1 if line.strip() else 0
        if length == BLOCK_LINES + 1:
            what = Message(N_("There is no blank line in %(limit)d lines."), {"limit": BLOCK_LINES})
            right = Message(N_("Put a blank line between paragraphs and parts of a list."))
            yield Problem(path, number, 1, "nesting", what, right)


def reference_problems(
    path: str, references: Mapping[str, tuple[str, ...]], register: Register, lines: list[str]
) -> Iterator[Problem]:
    """References of the front matter to records that do not exist."""
    for kind, identifiers in references.items():
        known = getattr(register, kind)
        line = entry_line(kind, lines)
        for identifier in identifiers:
            if identifier not in known:
                what = Message(
                    N_("There is no record %(record)s in %(dataset)s."),
                    {"record": shown(identifier), "dataset": kind},
                )
                near = matching.nearest(identifier, known)
                right = (
                    Message(N_("Did you mean %(near)s?"), {"near": near})
                    if near
                    else Message(N_("Name records by their identifiers, with commas between."))
                )
                yield Problem(path, line, 1, "prose-reference", what, right)
