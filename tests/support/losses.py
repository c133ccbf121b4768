"""Changes that lose published records: what is done to a copy of the miniature site, and the
problem.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from edits import change, rows_of, write_rows

Edit = Callable[[Path], object]


def without(root: Path, dataset: str, keep: Callable[[dict[str, str]], bool]) -> None:
    write_rows(root, dataset, [row for row in rows_of(root, dataset) if keep(row)])


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
