"""Faults of one line of text, in a cell or in prose: markup, invisible characters, letters of two
scripts in one word, letters read in a wrong encoding.

Every search is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from datasite.problems import N_, Message, shown

_MARKUP = re.compile(
    r"<[a-zA-Z!/?]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
    r"|\{[\{%#]|[{|](?:attach|static|filename|author|category|tag|index)[}|]"
)
_WORD = re.compile(r"[^\W\d_]+")
_UNUSUAL = re.compile(r"[^\x00-\x7fĄąĆćĘęŁłŃńÓóŚśŹźŻż„”“–—’…«»€]")  # worth a second look
_OTHER_SCRIPT = re.compile(r"[\u0370-\u058f\uff21-\uff5a]")  # Greek, Cyrillic, Armenian, wide Latin
_LOST_LETTER = re.compile("\ufffd")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH")


class TextFault(NamedTuple):
    """A fault at an offset of a text: the rule, what is wrong and what would be right."""

    offset: int
    rule: str
    what: Message
    right: Message


def _misreadings() -> re.Pattern[str]:
    """Two bytes of a letter of ours, or the first two of a quotation mark or dash, as other
    encodings show them: Ä… for ą, â€ for „.
    """
    pairs = set()
    for encoding in ("cp1250", "cp1252", "iso8859-2"):
        shown_as = [bytes([byte]).decode(encoding, "ignore") for byte in range(256)]
        pairs |= {
            shown_as[lead] + shown_as[byte]
            for lead in range(0xC2, 0xC6)
            for byte in range(0x80, 0xC0)
            if shown_as[lead] and shown_as[byte]
        }
        pairs.add(shown_as[0xE2] + shown_as[0x80])
    return re.compile("|".join(re.escape(pair) for pair in sorted(pairs) if len(pair) == 2))


_MISREAD = _misreadings()


def find_faults(text: str) -> Iterator[TextFault]:
    """Every fault of one line of text, in the order of the rules."""
    if match := _MARKUP.search(text):
        yield TextFault(
            match.start(),
            "markup",
            Message(
                N_("The text holds markup: %(value)s."),
                {"value": shown(excerpt(text, match.start()))},
            ),
            Message(N_("Write plain text.")),
        )
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text) or any(
        _is_unclear(match.group()) for match in _UNUSUAL.finditer(text)
    ):
        offset = _first_unclear(text)
        yield TextFault(
            offset,
            "clean-text",
            Message(
                N_("The text holds invisible or decomposed characters: %(value)s."),
                {"value": shown(excerpt(text, offset))},
            ),
            Message(N_("Type the text again, each letter as one character.")),
        )
    for match in _WORD.finditer(text) if _OTHER_SCRIPT.search(text) else ():
        if (
            not match.group().isascii()
            and len({_script(letter) for letter in match.group()} - {""}) > 1
        ):
            what = Message(
                N_("A word has letters of two scripts: %(value)s."),
                {"value": shown(match.group())},
            )
            yield TextFault(
                match.start(),
                "mixed-scripts",
                what,
                Message(N_("Type the word again in one script.")),
            )
            break
    if (misread := misread_at(text)) is not None:
        what = Message(
            N_("Letters were read in a wrong encoding: %(value)s."),
            {"value": shown(excerpt(text, misread))},
        )
        yield TextFault(
            misread, "mojibake", what, Message(N_("Copy the text again from its source."))
        )


def excerpt(text: str, offset: int) -> str:
    """The text near an offset, as a message shows it."""
    return text[max(0, offset - 20) : offset + 40]


def _is_unclear(character: str) -> bool:
    """Whether a reader misses the character or takes it for another: combining marks, control and
    format characters, blanks other than a space.
    """
    category = unicodedata.category(character)
    return category[0] in "MC" or (category[0] == "Z" and character != " ")


def _first_unclear(text: str) -> int:
    return next(
        (i for i, c in enumerate(text) if _is_unclear(c) or unicodedata.normalize("NFC", c) != c), 0
    )


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")


def misread_at(text: str) -> int | None:
    """The offset of letters that are UTF-8 read in another encoding, or of the sign for a lost
    letter; None where there are none.
    """
    return next(
        (match.start() for pattern in (_LOST_LETTER, _MISREAD) if (match := pattern.search(text))),
        None,
    )
