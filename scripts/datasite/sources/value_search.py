"""Whether the text of a source holds the words that were copied from it: the rows of
source_value_checks that say so.

Capitals and the kind of blanks do not matter, as they do not where a browser opens a page at such
words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from datasite.sources.source_checks import Visit
from datasite.sources.web_page import normalise
from datasite.tables.codes import ValueStatus
from datasite.tables.printed_values import PRINTED
from datasite.values import quotations

_BREAK = "\n"  # between paragraphs
_POINTS = ".,'\u2019"  # what may be between the digits of one number, beside a blank


def check_values(
    source: str,
    printed: Sequence[str],
    before: Mapping[str, Mapping[str, str]],
    visit: Visit,
    today: str,
) -> tuple[dict[str, str], ...]:
    """The new rows of one source, whose words in the data are `printed`; `before` are its last rows
    by their words. A visit that was served no page leaves the rows as they are.
    """
    return tuple(
        row
        for words in printed
        if (row := _check(source, words, before.get(words.casefold()), visit, today))
    )


def _check(
    source: str, words: str, before: Mapping[str, str] | None, visit: Visit, today: str
) -> dict[str, str] | None:
    if not visit.served or visit.same:
        known = {**before, PRINTED: words} if before else None
        return {**known, "checked": today} if known and visit.served else known
    status, paragraph = find_words(visit.paragraphs, words)
    return {
        "source_id": source,
        PRINTED: words,
        "checked": today,
        "status": status,
        "locator": str(paragraph or ""),
    }


def find_words(paragraphs: Sequence[str], printed: str) -> tuple[ValueStatus, int | None]:
    """Whether a text holds every quotation of a printed form, and the number of the paragraph in
    which the longest begins; `paragraphs` are those of web_page.paragraphs.
    """
    if not paragraphs:
        return ValueStatus.UNREADABLE, None
    text = _BREAK.join(paragraphs).casefold()
    parts = sorted(quotations(printed), key=len, reverse=True)
    places = [match.start() for part in parts if (match := _pattern(part).search(text))]
    if not parts or len(places) < len(parts):
        return ValueStatus.NOT_FOUND, None
    return ValueStatus.FOUND, text.count(_BREAK, 0, places[0]) + 1


def _pattern(words: str) -> re.Pattern[str]:
    """Finds the words whole: 90 000 is neither in 790 000 nor in 90 000,50, and 290 000 is not in
    1 290 000. Between two words a paragraph may end, as between the cells of a table.
    """
    folded = normalise(words).casefold()
    between = "".join(_between(folded))
    return re.compile(f"{_start(folded)}{between}{_end(folded)}")


def _between(folded: str) -> Iterator[str]:
    for number, word in enumerate(folded.split(" ")):
        yield f"[ {_BREAK}]" if number else ""
        yield re.escape(word)


def _start(folded: str) -> str:
    """What may not be before the words, as a regular expression."""
    if not re.match(r"\w", folded):
        return ""
    in_a_number = rf"(?<!\d[{_POINTS}])" if folded[0].isdigit() else ""
    group = r"(?<!\d )" if re.match(r"\d{3}(?!\d)", folded) else ""
    return rf"(?<!\w){in_a_number}{group}"


def _end(folded: str) -> str:
    """What may not follow the words, as a regular expression."""
    if not re.search(r"\w\Z", folded):
        return ""
    in_a_number = rf"(?![{_POINTS}]\d)(?! \d{{3}}(?!\d))" if folded[-1].isdigit() else ""
    return rf"(?!\w){in_a_number}"
