"""A table with merge conflicts as one table with the rows of both branches; or why it cannot be
one: a row has two versions, or a side does not consist of whole rows.
"""

from dataclasses import dataclass, replace

from datasite.problems import Problem
from datasite.tables import scan, text_files
from datasite.tables.conflicts import messages
from datasite.tables.conflicts.branches import Branches, Keyed, decide, key_rows
from datasite.tables.conflicts.sides import Side, Sides, split_sides
from datasite.tables.descriptor import Dataset
from datasite.tables.repairs.canonical_form import canonical_bytes
from datasite.tables.scan import Table


@dataclass(frozen=True)
class MergedTable:
    """A table with the rows of both branches in its canonical form, what was done, as lines to
    print, and a problem at each conflict of the file before.
    """

    content: bytes
    done: tuple[Problem, ...]
    conflicts: tuple[Problem, ...]


def merge_rows(
    dataset: Dataset, path: str, content: bytes, before: bytes | None = None
) -> MergedTable | list[Problem]:
    """The table that a file with conflicts makes, or every reason why a person must choose.

    `before` is the file before both branches, where that is known. Without it, and without a part
    of it between the markers, a row that one branch deleted looks like one that the other added.
    """
    text, problems = text_files.decode_text(path, content.replace(b"\r\n", b"\n"))
    if problems:
        return problems
    sides = split_sides(text)
    if sides is None:
        return text_files.find_conflicts(path, text)
    ours, problems = _read_side(dataset, path, sides.ours)
    theirs, more_problems = _read_side(dataset, path, sides.theirs)
    problems += more_problems
    if problems:
        return [*messages.by_hand(path, sides.starts), *problems]
    branches = Branches(ours, theirs, _rows_before(dataset, sides, before))
    decision, names = decide(branches), messages.branch_names(sides.names)
    if decision.open:
        return [
            *messages.by_hand(path, sides.starts),
            *(messages.two_versions(dataset, path, key, branches, names) for key in decision.open),
        ]
    return MergedTable(
        canonical_bytes(dataset, (cells for rows in decision.kept.values() for cells in rows)),
        tuple(messages.what_was_done(path, branches, decision, len(sides.starts), names)),
        tuple(messages.without_a_choice(path, sides.starts)),
    )


def conflict_problems(dataset: Dataset, path: str, content: bytes) -> list[Problem]:
    """The problems of a table with conflicts; each names the way out."""
    merged = merge_rows(dataset, path, content)
    return merged if isinstance(merged, list) else list(merged.conflicts)


def _read_side(dataset: Dataset, path: str, side: Side) -> tuple[Keyed, list[Problem]]:
    """The rows of a branch, at their places in the file with the markers."""
    table, problems = scan.scan_table(path, side.text.encode(), dataset.header)
    placed = [
        replace(problem, line=side.lines[problem.line - 1]) if problem.line else problem
        for problem in problems
    ]
    return key_rows(dataset, _placed(table, side)) if table else {}, placed


def _placed(table: Table, side: Side) -> Table:
    rows = (
        replace(
            row,
            places={name: (side.lines[line - 1], at) for name, (line, at) in row.places.items()},
        )
        for row in table.rows
    )
    return replace(table, rows=tuple(rows))


def _rows_before(dataset: Dataset, sides: Sides, file_before: bytes | None) -> Keyed:
    """The rows before both branches: those between the markers, else those of the file; none where
    neither is known.
    """
    between = sides.base.text.encode() if sides.base else None
    for content in (between, file_before):
        table, problems = scan.scan_table(
            "", (content or b"").replace(b"\r\n", b"\n"), dataset.header
        )
        if table and not problems:
            return key_rows(dataset, table)
    return {}
