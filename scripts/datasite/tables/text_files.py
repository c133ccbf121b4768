"""The bytes of a text file as text, for tables, settings and prose; or why they are no text.

Plain UTF-8 with line feeds, no byte order mark, no control characters, no merge conflict; nothing
is guessed.
"""

import itertools
import re
from collections.abc import Callable

from datasite.problems import N_, Message, N_n, Problem

MOST_ALIKE = 100  # problems of one kind that one file names; the rest are counted
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u2028\u2029\ufeff]")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_OPEN_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
# The first bytes of files that are not plain text, whichever names they have.
CONTENTS = (
    (re.compile(rb"PK\x03\x04"), N_("a workbook or a ZIP archive")),
    (re.compile(rb"\xd0\xcf\x11\xe0"), N_("an old workbook")),
    (re.compile(rb"%PDF-"), N_("a PDF document")),
    (re.compile(rb"\x1f\x8b"), N_("a compressed file")),
    (
        re.compile(rb"version https://git-lfs"),
        N_("a pointer to a file that Git LFS keeps elsewhere"),
    ),
    (re.compile(rb"\s*<(?:!doctype|html|\?xml|svg)", re.IGNORECASE), N_("a page in HTML or XML")),
)


def decode_text(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """The text of a plain UTF-8 file, and its problems; the text is blank where the bytes cannot be
    read as one.
    """
    if problem := _problem_of_bytes(path, content):
        return "", [problem]
    text = content.decode("utf-8")
    return text, _problems_of_matches(path, text, _CONTROL, _control)


def find_conflicts(path: str, text: str) -> list[Problem]:
    """A problem for each marker of a merge conflict in a table."""
    return _problems_of_matches(path, text, _CONFLICT, _conflict)


def conflicts_in_prose(path: str, text: str) -> list[Problem]:
    """A problem for each marker of a merge conflict but rows of =, which underline headings."""
    return _problems_of_matches(path, text, _OPEN_CONFLICT, _conflict)


def problem_of_kind(path: str, content: bytes) -> Problem | None:
    """The problem of a file that is not text in any encoding: empty, a workbook, a page …"""
    if not content.strip():
        what = Message(N_("The file is empty."))
        right = Message(N_("Restore what it held; a table has at least its header line."))
        return Problem.of_file(path, "empty-file", what, right)
    for pattern, kind in CONTENTS:
        if pattern.match(content):
            what = Message(N_("The file is in fact %(kind)s."), {"kind": Message(kind)})
            right = Message(N_("Save it as plain text in UTF-8."))
            return Problem(path, 1, 1, "file-content", what, right)
    return None


def _problem_of_bytes(path: str, content: bytes) -> Problem | None:
    return (
        problem_of_kind(path, content)
        or _problem_of_encoding(path, content)
        or _problem_of_line_ends(path, content)
    )


def _problem_of_encoding(path: str, content: bytes) -> Problem | None:
    right = Message(N_("Save the file as UTF-8."))
    if content.startswith(b"\xef\xbb\xbf"):
        what = Message(N_("The file begins with a byte order mark."))
        without = Message(N_("Save it as UTF-8 without one."))
        return Problem(path, 1, 1, "byte-order-mark", what, without)
    start = content[:100]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or start.count(0) > len(start) // 3:
        what = Message(N_("The file is in UTF-16."))
        return Problem(path, 1, 1, "not-utf-8", what, right)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        what = Message(N_("The byte 0x%(byte)02X is not UTF-8."), {"byte": content[error.start]})
        return Problem(path, line, column, "not-utf-8", what, right)
    return None


def _problem_of_line_ends(path: str, content: bytes) -> Problem | None:
    if b"\r" in content:
        line = content[: content.index(b"\r")].count(b"\n") + 1
        what = Message(N_("Lines end with a carriage return."))
        right = Message(N_("End each line with a line feed only."))
        return Problem(path, line, 1, "line-ends", what, right)
    if not content.endswith(b"\n"):
        line = content.count(b"\n") + 1
        what = Message(N_("The last line has no end."))
        right = Message(N_("End it with a line feed; if the file was cut off, restore the rest."))
        return Problem(path, line, 1, "cut-off", what, right)
    return None


class Positions:
    """Turns offsets into (line, column), each from 1, in one pass; the offsets must rise."""

    def __init__(self, text: str) -> None:
        self._text, self._line, self._line_start = text, 1, 0

    def __call__(self, offset: int) -> tuple[int, int]:
        while (end := self._text.find("\n", self._line_start, offset)) != -1:
            self._line, self._line_start = self._line + 1, end + 1
        return self._line, offset - self._line_start + 1


def _problems_of_matches(
    path: str,
    text: str,
    pattern: re.Pattern[str],
    describe: Callable[[str], tuple[str, Message, Message]],
) -> list[Problem]:
    """A problem for each of the first matches, and one that counts the rest; in one pass.

    `describe` turns a match into (rule, what, right).
    """
    position = Positions(text)
    matches = pattern.finditer(text)
    problems = []
    for match in itertools.islice(matches, MOST_ALIKE):
        line, column = position(match.start())
        problems.append(Problem(path, line, column, *describe(match.group())))
    if rest := sum(1 for _ in matches):
        one, many = N_n(
            "The same is in %(count)d more place.", "The same is in %(count)d more places."
        )
        first = problems[0]
        problems.append(
            Problem.of_file(path, first.rule, Message(one, {"count": rest}, many), first.right)
        )
    return problems


def _conflict(_: str) -> tuple[str, Message, Message]:
    what = Message(N_("This is a marker of a merge conflict."))
    right = N_(
        "Keep what both sides added, of two versions of the same thing one, and delete the markers."
    )
    return "merge-conflict", what, Message(right)


def _control(character: str) -> tuple[str, Message, Message]:
    code = f"U+{ord(character):04X}"
    what = Message(N_("This is the control character %(code)s."), {"code": code})
    return "control-character", what, Message(N_("Delete it."))
