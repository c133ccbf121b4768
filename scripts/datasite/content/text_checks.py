"""The checks of the lines of one text: its length, links, pictures, nesting, personal data and the
records to which it refers.
"""

import re
from collections.abc import Iterator, Mapping

from datasite import matching
from datasite.checks import personal_data
from datasite.checks.personal_data import Exceptions
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
QUOTED = 10  # > of one line: each is a level


def line_problems(path: str, lines: list[str], excused: Exceptions) -> Iterator[Problem]:
    """The problems of single lines, and of nested brackets and quotations."""
    for number, line in enumerate(lines, 1):
        for offset, rule, what, right in _line_faults(path, line, excused):
            yield Problem(path, number, offset + 1, rule, what, right)
    yield from _nesting_problems(path, lines)


def _line_faults(path: str, line: str, excused: Exceptions) -> Iterator[text_faults.TextFault]:
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
    yield from text_faults.find_faults(_MARK.sub(lambda mark: "x" * len(mark[0]), line))
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
        if not is_address(target) and not _RELATIVE.match(target):
            right = Message(
                N_("Write a full address, or a path within the site such as ../projekty/.")
            )
            yield text_faults.TextFault(
                match.start(),
                "link",
                Message(N_("The link leads to %(target)s."), {"target": shown(target)}),
                right,
            )


def _nesting_problems(path: str, lines: list[str]) -> Iterator[Problem]:
    """Nesting so deep that the Markdown parser would take minutes."""
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
        if line.count(">") > QUOTED and not line.replace(">", "").strip():
            yield Problem(
                path,
                number,
                1,
                "nesting",
                Message(N_("This line has a quotation in a quotation.")),
                Message(N_("Use one level of quotation marks.")),
            )


def reference_problems(
    path: str, references: Mapping[str, tuple[str, ...]], register: Register, lines: list[str]
) -> Iterator[Problem]:
    """References of the front matter to records that do not exist."""
    for kind, identifiers in references.items():
        known = getattr(register, kind)
        line = next(
            (n for n, text in enumerate(lines, 1) if text.lower().startswith(f"{kind}:")), 1
        )
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
