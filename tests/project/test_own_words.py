"""Our prose is our own: it has no run of eight words of a source document.

Titles and names are quotations.
"""

import csv
import re

import pytest
from paths import ROOT

DOCUMENTS = ROOT.parent / "shared" / "facts" / "documents"
RUN = 8
QUOTED = ("title", "name", "as_printed")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str) -> set[tuple[str, ...]]:
    all_words = words(text)
    return {tuple(all_words[i : i + RUN]) for i in range(len(all_words) - RUN + 1)}


@pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="the source documents are not part of the project"
)
def test_no_run_of_eight_words_is_a_sources() -> None:
    tables = [
        list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in sorted((ROOT / "datasets").glob("*/*.csv"))
    ]
    quoted = {
        cell
        for rows in tables
        for row in rows
        for name, cell in row.items()
        if name.startswith(QUOTED)
    }
    own_words = [
        (f"{name}: {cell[:60]}", cell)
        for rows in tables
        for row in rows
        for name, cell in row.items()
        if not name.startswith(QUOTED) and " " in cell
    ]
    own_words += [
        (path.name, path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "content").rglob("*.md"))
    ]
    data_words = set().union(
        *(runs(path.read_text(encoding="utf-8")) for path in sorted(DOCUMENTS.glob("*.txt")))
    )
    allowed = set().union(*(runs(cell) for cell in quoted))
    copied = [where for where, text in own_words if runs(text) & data_words - allowed]
    assert copied == []
