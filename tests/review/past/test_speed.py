"""How long a history of 2,000 commits over 500 records takes; run by `make bench`."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from past_repositories import Files, described, import_commits, table

from datasite.history.changes import NO_HISTORY
from datasite.history.history_file import read_history, write_history
from datasite.review.past.making import make_history

COMMITS, RECORDS, COLUMNS = 2_000, 500, 20
FIRST, NEXT = 20.0, 1.0  # seconds


def commits() -> Iterator[Files]:
    """Each edits a record of the one large table; every fiftieth renames one, every hundredth adds
    a column or drops it.
    """
    header = ["id", *(f"column_{number}" for number in range(COLUMNS))]
    rows = [[f"record-{at}", *(f"text {at} {n}" for n in range(COLUMNS))] for at in range(RECORDS)]
    for number in range(COMMITS):
        row = rows[number * 7 % RECORDS]
        row[1 + number % COLUMNS] = f"edited in {number}"
        if number % 50 == 49:
            row[0] = f"record-{number}-renamed"
        wide = number // 100 % 2
        lines = [",".join(cells[: len(cells) - wide]) for cells in (header, *rows)]
        yield {**table("records", *lines), **(described("records", "id") if not number else {})}


@pytest.mark.bench
def test_a_long_history_takes_seconds_and_what_is_new_takes_none(tmp_path: Path) -> None:
    root = tmp_path / "root"
    import_commits(root, commits())
    begin = time.perf_counter()
    history = make_history(root, NO_HISTORY)
    first = time.perf_counter() - begin
    for path, content in write_history(history).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(content)
    begin = time.perf_counter()
    again = make_history(root, read_history(root))
    second = time.perf_counter() - begin
    print(f"{COMMITS} commits, {RECORDS} records: {first:.1f} s, again {second:.2f} s")
    assert again == history
    assert len(history.changes) > COMMITS
    assert first < FIRST
    assert second < NEXT
