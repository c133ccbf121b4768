"""Edits of a copy of the miniature site that take published records away or rename them, and the
problem that each loss is.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from edits import change, rows_of, write_rows, write_table

Edit = Callable[[Path], object]


def without(root: Path, dataset: str, keep: Callable[[dict[str, str]], bool]) -> None:
    """Remove the rows for which `keep` does not hold."""
    write_rows(root, dataset, [row for row in rows_of(root, dataset) if keep(row)])


def rename(root: Path, dataset: str, column: str, old: str, new: str) -> None:
    """Replace an identifier in every row that has it in the column."""
    rows = rows_of(root, dataset)
    write_rows(root, dataset, [row | {column: new} if row[column] == old else row for row in rows])


def rename_a_column(root: Path) -> None:
    """Give the column relation of places another name, in the table and in its description."""
    description = root / "datasets/places/dataset.yaml"
    text = description.read_text(encoding="utf-8")
    for old in ("name: relation\n", "place, relation]", "field: relation,"):
        assert old in text
        text = text.replace(old, old.replace("relation", "relation_kind"))
    description.write_text(text, encoding="utf-8")
    rows = [
        {("relation_kind" if name == "relation" else name): value for name, value in row.items()}
        for row in rows_of(root, "places")
    ]
    write_table(root, "places", ["project_id", "place", "relation_kind", "source_id"], rows)


LOST: dict[str, tuple[Edit, tuple[str, str]]] = {
    "identifier_gone": (
        lambda root: without(root, "budgets", lambda row: row["budget_id"] != "null-total"),
        ("budgets", "id-lost"),
    ),
    "identifier_renamed": (
        lambda root: change(root, "budgets", "null-total", budget_id="null-razem"),
        ("budgets", "id-lost"),
    ),
    "most_rows_gone": (
        lambda root: without(root, "places", lambda row: row["place"] != "PL-14"),
        ("places", "rows-lost"),
    ),
    "most_money_gone": (
        lambda root: change(
            root, "budgets", lambda row: row["amount"] == "13250000", amount="1325000"
        ),
        ("budgets", "sums-moved"),
    ),
    "too_much_money": (
        lambda root: change(root, "budgets", "null-total", amount="132500000"),
        ("budgets", "sums-moved"),
    ),
    "dataset_gone": (
        lambda root: shutil.rmtree(root / "datasets/withdrawn"),
        ("withdrawn", "dataset-lost"),
    ),
    "withdrawal_gone": (lambda root: write_rows(root, "withdrawn", []), ("withdrawn", "id-lost")),
}
