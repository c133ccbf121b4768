"""Edits of the miniature root, for tests that break it.

Each names a dataset and a row, so that no test needs a line number.
"""

import csv
import io
from collections.abc import Callable
from pathlib import Path

Rows = list[dict[str, str]]


def table(root: Path, dataset: str) -> Path:
    return root / "datasets" / dataset / f"{dataset}.csv"


def rows_of(root: Path, dataset: str) -> Rows:
    with table(root, dataset).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(root: Path, dataset: str, rows: Rows) -> None:
    write_table(
        root,
        dataset,
        table(root, dataset).read_text(encoding="utf-8").splitlines()[0].split(","),
        rows,
    )


def write_table(root: Path, dataset: str, header: list[str], rows: Rows) -> None:
    """Write the rows under this header, which may be a new one."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    table(root, dataset).write_bytes(text.getvalue().encode())


def add(root: Path, dataset: str, /, **cells: str) -> None:
    """Add a row; cells that are not given are blank."""
    write_rows(root, dataset, [*rows_of(root, dataset), cells])


def change(
    root: Path, dataset: str, which: Callable[[dict[str, str]], bool] | str, /, **cells: str
) -> None:
    """Change cells of the rows for which `which` holds, or of the row that has it as first cell."""
    rows = rows_of(root, dataset)
    first = next(iter(rows[0]))
    chosen = [
        row for row in rows if (row[first] == which if isinstance(which, str) else which(row))
    ]
    assert chosen, f"no such row in {dataset}"
    for row in chosen:
        row.update(cells)
    write_rows(root, dataset, rows)


def replace(root: Path, path: str, old: str, new: str) -> None:
    """Replace the only occurrence of `old` in a file."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
    file.write_bytes(text.replace(old, new).encode())
