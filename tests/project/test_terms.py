"""One term for one idea: words that the pages gave up do not come back.

Titles, names and quotations of sources keep their own words.
"""

import csv
import io
import re
from functools import cache

import pytest
from babel.messages.pofile import read_po
from paths import ROOT

QUOTED = ("title", "name_as", "as_printed", "value", "identifier", "url")
GIVEN_UP = {
    "printing of a web page": r"\b([Dd]rukuje|[Ww]ydrukowan\w*|[Ii]t prints)\b",
    "deduction": r"\b([Ww]ydedukowan\w*|[Dd]educed)\b",
    "preference": r"\b[Pp]referowan\w*\b",
    "voivodes": r"\b(Voivodship|\w+skie? Voivode)\b",
    "police headquarters": r"\b(Regional Police Headquarters in (Łódź|Lublin))\b"
    r"|\bvoivodeship police headquarters in\b",
    "a space before per cent": r"[0-9][ \u00a0]%",
    "taking": r"^(Take it|Take the data|Weź to|Weź dane)$",
    "lists of codes": r"^(Codelists|Słowniki)$",
}


@cache
def own_words() -> list[tuple[str, str]]:
    """Every cell, message and text in our own words, with its place."""
    cells = [
        (f"{path.parent.name}.{column}", cell)
        for path in sorted((ROOT / "datasets").glob("*/*.csv"))
        if path.parent.name != "organisation_names"
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        for column, cell in row.items()
        if " " in cell and not column.startswith(QUOTED)
    ]
    po = read_po(io.BytesIO((ROOT / "theme/locale/pl/LC_MESSAGES/messages.po").read_bytes()))
    messages = [
        ("messages.po", text)
        for message in po
        for side in (message.id, message.string)
        for text in ((side,) if isinstance(side, str) else side)
    ]
    texts = [
        (path.name, path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "content").rglob("*.md"))
    ]
    return [*cells, *messages, *texts]


@pytest.mark.parametrize("idea", GIVEN_UP)
def test_words_that_were_given_up_do_not_come_back(idea: str) -> None:
    word = re.compile(GIVEN_UP[idea])
    assert [(where, text[:80]) for where, text in own_words() if word.search(text)] == []
