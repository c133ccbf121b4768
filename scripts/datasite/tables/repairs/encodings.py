"""The text of bytes that a spreadsheet wrote in one of the known encodings; or why it cannot be
read for sure.

An encoding is recognised by the characters that its text would hold: letters of Polish and of
Western Europe, and typographic signs. Where two encodings give two plausible texts, neither is
chosen.
"""

import re
from dataclasses import dataclass

from datasite.problems import N_, Message, Problem, shown
from datasite.tables import text_faults, text_files

_MARK = "\ufeff"
_POLISH = "ĄąĆćĘęŁłŃńÓóŚśŹźŻż"
_WESTERN = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿŒœ"
_SIGNS = "„”“’‘‚…–—«»€§°©®™•·‰×÷\u00a0"
_KNOWN = frozenset(_POLISH + _WESTERN + _SIGNS)
_POLISH_LETTER = re.compile(f"[{_POLISH}]")
_WORD_BEFORE, _WORD_AFTER = re.compile(r"\w*\Z"), re.compile(r"\w*")
_NO_WORD = re.compile(
    r"[a-zß-öø-ÿąćęłńśźż][ĄĆĘŁŃÓŚŹŻÀ-ÖØ-Þ]|[^\W\d_][«»€§°©®™•·‰×÷][^\W\d_]"
)  # sĄ, wi«cej: another encoding read as this one
# Encodings of Polish Windows and Linux, each with letters that it has where the other has none.
RECOGNISED = {"cp1250": ("Windows-1250", "ŠšŽž"), "iso8859_2": ("ISO 8859-2", "")}
# Encodings of other systems, which lose Polish letters or are rare: only to know that a file may be
# in one of them.
_OTHERS = {"cp1252": ("Windows-1252", ""), "cp852": ("CP 852", ""), "mac_latin2": ("Mac OS CE", "")}


@dataclass(frozen=True)
class Reading:
    """The text of a file, the name of its encoding where that is not UTF-8, and whether it began
    with a byte order mark.
    """

    text: str
    encoding: str = ""
    marked: bool = False

    @property
    def is_narrow(self) -> bool:
        """Whether the encoding has some two hundred characters only: the others were lost when the
        file was saved.
        """
        return self.encoding in {name for name, _ in RECOGNISED.values()}


def read_text(path: str, content: bytes) -> Reading | Problem:
    """The text of the file, or why it cannot be read for sure."""
    if problem := text_files.problem_of_kind(path, content):
        return problem
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _of_two_bytes(path, content)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _of_one_byte(path, content)
    return Reading(text.lstrip(_MARK), marked=text.startswith(_MARK))


def _of_two_bytes(path: str, content: bytes) -> Reading | Problem:
    try:
        return Reading(content.decode("utf-16").lstrip(_MARK), "UTF-16")
    except UnicodeDecodeError:
        what = Message(N_("The file begins as UTF-16 does, but it is not in UTF-16 to its end."))
        return Problem(path, 1, 1, "not-utf-8", what, Message(N_("Save the file as UTF-8.")))


def _of_one_byte(path: str, content: bytes) -> Reading | Problem:
    _, (usual,) = text_files.decode_text(path, content)  # the problem of a file not in UTF-8
    if b"\x00" in content or content.startswith(_MARK.encode()):
        return usual
    read_as = {
        name: text
        for codec, (name, more) in {**RECOGNISED, **_OTHERS}.items()
        if (text := _text(content, codec, more))
    }
    encoding = next(
        (name for name, _ in RECOGNISED.values() if _POLISH_LETTER.search(read_as.get(name, ""))),
        "",
    )
    if not encoding:
        what = Message(
            N_(
                "The file is neither in UTF-8 nor in Windows-1250 or ISO 8859-2: it would hold no"
                " Polish letters, or signs that no Polish text has."
            )
        )
        return Problem(path, usual.line, usual.column, "not-utf-8", what, usual.right)
    rival = next((name for name, text in read_as.items() if text != read_as[encoding]), "")
    if not rival:
        return Reading(read_as[encoding], encoding)
    words = _difference(read_as[encoding], read_as[rival])
    what = Message(
        N_(
            "The file may be in %(one)s, and then it says %(first)s, or in %(other)s, and then it"
            " says %(second)s."
        ),
        {"one": encoding, "other": rival, **words},
    )
    return Problem(path, usual.line, usual.column, "not-utf-8", what, usual.right)


def _text(content: bytes, codec: str, more: str) -> str:
    """The text of the bytes in an encoding; blank where it is not plausible."""
    try:
        text = content.decode(codec)
    except UnicodeDecodeError:
        return ""
    unknown = {character for character in set(text) if not character.isascii()} - _KNOWN - set(more)
    return (
        "" if unknown or _NO_WORD.search(text) or text_faults.misread_at(text) is not None else text
    )


def _difference(left: str, right: str) -> dict[str, Message]:
    """The first word in which two readings of the same bytes differ, in each of them."""
    at = next(i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)
    before, after = (
        _WORD_BEFORE.search(left[max(0, at - 20) : at]),
        _WORD_AFTER.match(left[at + 1 : at + 20]),
    )
    assert before and after  # both patterns match the empty string
    start, end = at - len(before.group()), at + 1 + len(after.group())
    return {"first": shown(left[start:end]), "second": shown(right[start:end])}
