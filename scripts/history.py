"""Make the history of the data from git: history/changes.csv and history/made.yaml, which a build
reads.

Only a release commits them (make release): between releases each build makes its own.
"""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.history.changes import NO_HISTORY, History
from datasite.history.history_file import CHANGES, read_history, write_history
from datasite.problems import ProblemsError
from datasite.review.past.commits import NoHistoryError, uncommitted
from datasite.review.past.making import make_history
from datasite.tables.safe_write import files_state, write_files

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


def known_history(root: Path) -> History:
    """The history that is there; none where its files are damaged, since they are made anew."""
    try:
        return read_history(root)
    except ProblemsError:
        return NO_HISTORY


def describe(history: History) -> str:
    """How many changes there are, of which kinds, and what is missing."""
    kinds = Counter(change.kind for change in history.changes)
    listed = "".join(f", {kinds[kind]} {kind}" for kind in kinds)
    lines = [f"{CHANGES}: {len(history.changes)} changes{listed}."]
    if not history.complete:
        lines.append(
            "The history is not complete: this clone is shallow. Fetch the rest:"
            " git fetch --unshallow, and run make history again."
        )
    return "\n".join(lines)


@app.command()
@command_line.reports_errors
def main(
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    debug: command_line.Debug = False,
) -> None:
    """Make the history of the data from git."""
    command_line.stop_in_order()
    root = root.absolute()
    try:
        history = make_history(root, known_history(root))
    except NoHistoryError as error:
        raise command_line.CallError(str(error)) from error
    files = write_history(history)
    before = files_state(root, files)
    if before != files:
        write_files(root, files, before)
    typer.echo(describe(history))
    if uncommitted(root):
        typer.echo("What is not committed in datasets/ is not in it.")


if __name__ == "__main__":
    app()
