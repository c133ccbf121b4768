"""The files of the history: history/changes.csv with one change in a row, and history/made.yaml,
which says up to which commit it reaches and whether it begins with the register.
"""

import csv
import io
from dataclasses import fields
from pathlib import Path
from typing import Any

from datasite.history.changes import NO_HISTORY, Change, ChangeKind, History
from datasite.problems import N_, Message, Problem, ProblemsError
from datasite.tables import input_files, text_files, yaml_files

FOLDER = "history"
CHANGES = f"{FOLDER}/changes.csv"
MADE = f"{FOLDER}/made.yaml"
COLUMNS = tuple(column.name for column in fields(Change))
FILE_BYTES = 200_000_000  # of changes.csv, which grows with every change


def read_history(root: Path) -> History:
    """The history in `root`/history; NO_HISTORY where there is none. Raises ProblemsError."""
    if not (root / CHANGES).exists():
        return NO_HISTORY
    made = yaml_files.read_yaml(root, MADE)
    if not isinstance(made.get("until"), str) or not isinstance(made.get("complete"), bool):
        raise _unreadable(MADE)
    text, problems = text_files.decode_text(
        CHANGES, input_files.read_input(root, CHANGES, FILE_BYTES)
    )
    if problems:
        raise ProblemsError(problems)
    try:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        if tuple(header) != COLUMNS:
            raise _unreadable(CHANGES)
        changes = tuple(_change(dict(zip(COLUMNS, row, strict=True))) for row in rows)
    except (ValueError, csv.Error) as error:  # no header, an unknown kind, too few cells
        raise _unreadable(CHANGES) from error
    return History(changes=changes, until=made["until"], complete=made["complete"])


def write_history(history: History) -> dict[str, bytes]:
    """The files of a history, by path from the root."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(change, column) for column in COLUMNS] for change in history.changes)
    made = yaml_files.dump_yaml({"until": history.until, "complete": history.complete})
    return {CHANGES: table.getvalue().encode(), MADE: made.encode()}


def _change(cells: dict[str, Any]) -> Change:
    return Change(**{**cells, "kind": ChangeKind(cells["kind"])})


def _unreadable(path: str) -> ProblemsError:
    return ProblemsError(
        [
            Problem.of_file(
                path,
                "history",
                Message(N_("This is not a history as make history writes it.")),
                Message(N_("Make it again: make history.")),
            )
        ]
    )
