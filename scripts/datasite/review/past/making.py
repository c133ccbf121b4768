"""The history of a repository, made from its commits and from what was kept of the last run."""

from pathlib import Path

from datasite.history.changes import History
from datasite.history.history_file import FOLDER
from datasite.review.past.commits import NoHistoryError, read_line
from datasite.review.past.kept import read_kept, write_kept
from datasite.review.past.logs import explain
from datasite.review.past.walk import walk


def make_history(root: Path, known: History) -> History:
    """The history up to the last commit that touches datasets/. Keeps the state for the next run.

    Raises CallError where there is no repository, and NoHistoryError where it has no data, or where
    `known`, the history that is there, is complete and a shallow clone could only make a shorter
    one.
    """
    line = read_line(root)
    if known.complete and not line.whole:
        raise NoHistoryError(
            f"The folder {FOLDER}/ holds the whole history, up to {known.until[:12]}, and this"
            " clone is shallow, so it could only make a shorter one; nothing is written. Fetch the"
            f" rest: git fetch --unshallow. To make the shorter one, delete {FOLDER}/ first."
        )
    before = read_kept(root, line)
    past = walk(root, line, before)
    if past.until != before.until:
        write_kept(root, line, past)
    return History(
        changes=explain(past.changes, past.tables), until=past.until, complete=line.whole
    )
