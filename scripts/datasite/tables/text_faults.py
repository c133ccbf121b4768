"""What any text may hold, in a cell or in prose: letters that an eye can tell apart, and nothing
that a machine obeys.

Text in; (offset, rule, what is wrong) out. Every search is linear in the length of the text.
"""

import re
import unicodedata
from collections.abc import Iterator

from datasite.problems import N_, Message, shown

Found = tuple[
    int, str, Message, Message
]  # offset in the text, rule, what is wrong, what would be right
_MARKUP = re.compile(
    r"<[a-zA-Z!/?]|&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|\{[\{%#]|[{|](?:attach|static|filename|author|category|tag|index)[}|]"
)
_WORD = re.compile(r"[^\W\d_]+")
_UNUSUAL = re.compile(
    r"[^\x00-\x7fĄąĆćĘęŁłŃńÓóŚśŹźŻż„”“–—’…«»€]"
)  # what is left are the characters worth a second look
_OTHER_SCRIPT = re.compile(r"[\u0370-\u058f\uff21-\uff5a]")  # Greek, Cyrillic, Armenian, wide Latin
_LOST_LETTER = re.compile("\ufffd")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "FULLWIDTH")


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


def found(text: str) -> Iterator[Found]:
    """Every fault of one line of text, in the order of the rules."""
    if match := _MARKUP.search(text):
        yield (
            match.start(),
            "markup",
            Message(
                N_("The text holds markup: %(value)s."),
                {"value": shown(around(text, match.start()))},
            ),
            Message(N_("Write plain text.")),
        )
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text) or any(
        _is_unclear(match.group()) for match in _UNUSUAL.finditer(text)
    ):
        offset = _first_unclear(text)
        yield (
            offset,
            "clean-text",
            Message(
                N_("Invisible or decomposed characters stand here: %(value)s."),
                {"value": shown(around(text, offset))},
            ),
            Message(N_("Type the text anew, letters as single characters.")),
        )
    for match in _WORD.finditer(text) if _OTHER_SCRIPT.search(text) else ():
        if (
            not match.group().isascii()
            and len({_script(letter) for letter in match.group()} - {""}) > 1
        ):
            what = Message(
                N_("Letters of two scripts stand in one word: %(value)s."),
                {"value": shown(match.group())},
            )
            yield (
                match.start(),
                "mixed-scripts",
                what,
                Message(N_("Type the word anew in one script.")),
            )
            break
    if (misread := misread_at(text)) is not None:
        what = Message(
            N_("Letters were read in a wrong encoding: %(value)s."),
            {"value": shown(around(text, misread))},
        )
        yield misread, "mojibake", what, Message(N_("Copy the text anew from its source."))


def around(text: str, offset: int) -> str:
    """The part of the text that a person looks for."""
    return text[max(0, offset - 20) : offset + 40]


def _is_unclear(character: str) -> bool:
    """Whether an eye misses the character or takes it for another: marks that join, formats, blanks
    that are no space.
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
    """Where letters stand that are UTF-8 read as something else, or the sign of a letter that is
    lost.
    """
    return next(
        (match.start() for pattern in (_LOST_LETTER, _MISREAD) if (match := pattern.search(text))),
        None,
    )
