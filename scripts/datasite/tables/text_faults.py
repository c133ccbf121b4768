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
    r"|\{[\{%#]|%\(\w+\)[a-z]|[{|](?:attach|static|filename|author|category|tag|index)[}|]"
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


# Letters of other scripts that nobody can tell from Latin ones.
_LOOK_ALIKE = re.compile(r"[АВЕЅІЈКМНОРСТХУаеѕіјорсухԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο]{2,}")
_NOT_LATIN = re.compile(r"[\u0370-\u058f]")
# How Unicode marks a letter that is another one, or several, in a special form: ﬁ, Ⅳ, Ａ.
_SPECIAL_FORMS = ("<compat>", "<wide>", "<narrow>", "<font>", "<initial>", "<medial>", "<final>")


def _misreadings() -> re.Pattern[str]:
    """Two bytes of a letter of ours, or the first two of a quotation mark or dash, as other
    encodings show them: Ä… for ą, â€ for „.
    """
    pairs: set[str] = set()
    for encoding in ("cp1250", "cp1252", "iso8859-2"):
        shown_as = [bytes([byte]).decode(encoding, "ignore") for byte in range(256)]
        pairs |= {
            shown_as[lead] + shown_as[byte]
            for lead in range(0xC2, 0xC6)
            for byte in range(0x80, 0xC0)
            if shown_as[lead] and shown_as[byte]
        }
        pairs.add(shown_as[0xE2] + shown_as[0x80])
    seconds: dict[str, str] = {}
    for pair in sorted(pair for pair in pairs if len(pair) == 2):
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    return re.compile(
        "|".join(f"{re.escape(lead)}[{re.escape(second)}]" for lead, second in seconds.items())
    )


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
    special = next((m for m in _UNUSUAL.finditer(text) if _is_special_form(m.group())), None)
    mixed = [*_mixed_scripts(text)]
    if special and not mixed:
        yield TextFault(
            special.start(),
            "clean-text",
            Message(
                N_("A letter has a special form: %(value)s."),
                {"value": shown(excerpt(text, special.start()))},
            ),
            Message(N_("Write plain letters, such as f and i for ﬁ.")),
        )
    yield from mixed
    if (misread := misread_at(text)) is not None:
        what = Message(
            N_("Letters were read in a wrong encoding: %(value)s."),
            {"value": shown(excerpt(text, misread))},
        )
        yield TextFault(
            misread, "mojibake", what, Message(N_("Copy the text again from its source."))
        )


def _mixed_scripts(text: str) -> Iterator[TextFault]:
    """The first word of letters of two scripts, or of letters that look like Latin ones in a text
    with no other word of their script.
    """
    if not _OTHER_SCRIPT.search(text):
        return
    right = Message(N_("Type the word again in one script."))
    disguised, is_in_script = None, False
    for match in _WORD.finditer(text):
        if (
            not match.group().isascii()
            and len({_script(letter) for letter in match.group()} - {""}) > 1
        ):
            what = Message(
                N_("A word has letters of two scripts: %(value)s."),
                {"value": shown(match.group())},
            )
            yield TextFault(match.start(), "mixed-scripts", what, right)
            return
        if _LOOK_ALIKE.fullmatch(match.group()):
            disguised = disguised or match
        elif len(match.group()) > 1 and _NOT_LATIN.search(match.group()):
            is_in_script = True
    if disguised and not is_in_script:
        what = Message(
            N_("A word is not in Latin letters, though it looks so: %(value)s."),
            {"value": shown(disguised.group())},
        )
        yield TextFault(disguised.start(), "mixed-scripts", what, right)


def excerpt(text: str, offset: int) -> str:
    """The text near an offset, as a message shows it."""
    return text[max(0, offset - 20) : offset + 40]


def _is_unclear(character: str) -> bool:
    """Whether a reader misses the character or takes it for another: combining marks, control and
    format characters, blanks other than a space.
    """
    category = unicodedata.category(character)
    return category[0] in "MC" or (category[0] == "Z" and character != " ")


def _is_special_form(character: str) -> bool:
    """Whether the character is a letter, or a numeral of letters, in a special form."""
    return (
        unicodedata.category(character)[0] in "LN"
        and not character.isdecimal()
        and unicodedata.decomposition(character).startswith(_SPECIAL_FORMS)
    )


def plain_text(text: str) -> str:
    """The text with each letter as one plain character: composed, and without ligatures."""
    if text.isascii():
        return text
    parted = "".join(unicodedata.normalize("NFKC", c) if _is_special_form(c) else c for c in text)
    return unicodedata.normalize("NFC", parted)


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
