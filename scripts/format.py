"""Rewrite the CSV files in their canonical form, also those that a spreadsheet saved: rows sorted
by key, commas, quotes only where needed, line feeds, UTF-8, our forms of values.

Every repair is named. A file that can be read in two ways is left alone, with the reason. Where git
left a merge conflict in a table, --merge keeps the rows of both branches. While there is one, no
other table is written, since `git merge --abort` refuses to undo changes that git did not make.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.command_line import CallError, SurroundingsError
from datasite.language import languages
from datasite.language.localization import load_languages
from datasite.problems import N_, N_n, Problem, ProblemsError, in_time, lines
from datasite.review.revisions import run_git
from datasite.tables import dataset_yaml, input_files, safe_write
from datasite.tables.conflicts import row_merge, sides
from datasite.tables.descriptor import Dataset
from datasite.tables.repairs import canonical_form

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
ONLY_CONFLICTS = N_(
    "Until the conflicts are resolved, other tables stay as they are, so that git merge --abort can"
    " undo the merge."
)
AFTER_MERGE = N_("Look at the rows and run make check, then git add datasets and git commit.")
BEFORE_ABORT = N_(
    "A merge is not finished: to give it up, run git add datasets and then git merge --abort."
)


@dataclass(frozen=True)
class Outcome:
    """The new bytes of a table, what was done, as lines to print (none where nothing was), and a
    problem at each merge conflict, which --merge resolves.
    """

    content: bytes
    done: tuple[Problem, ...]
    conflicts: tuple[Problem, ...] = ()


Work = Callable[[Dataset, bytes], Outcome | list[Problem]]


def repair_table(dataset: Dataset, content: bytes) -> Outcome | list[Problem]:
    """The table in its canonical form, or its problems."""
    repaired = canonical_form.repair_table(dataset, dataset.path, content)
    if isinstance(repaired, list):
        return repaired
    done = tuple(repair.problem(dataset.path) for repair in repaired.repairs)
    return Outcome(repaired.content, done)


def merge_table(root: Path, dataset: Dataset, content: bytes) -> Outcome | list[Problem]:
    """The table with the rows of both branches, or why a person must choose."""
    before = git_output(root, "show", f":1:./{dataset.path}")
    merged = row_merge.merge_rows(dataset, dataset.path, content, before)
    if isinstance(merged, list):
        return merged
    return Outcome(merged.content, merged.done, merged.conflicts)


def git_output(root: Path, *arguments: str) -> bytes | None:
    """What git says; None where it does not know, or is not there."""
    try:
        return run_git(root, *arguments)
    except (CallError, SurroundingsError):
        return None


def rewrite(root: Path, folder: Path, work: Work) -> tuple[str, Outcome | list[Problem]]:
    """The path of the table in a dataset's folder, and what the work makes of it."""
    path = f"datasets/{folder.name}/{folder.name}.csv"
    results: list[Outcome | list[Problem]] = []

    def on_file() -> list[Problem]:
        dataset = dataset_yaml.read_dataset(folder)
        content = input_files.read_input(root, path, input_files.TABLE_BYTES)
        results.append(work(dataset, content))
        return []

    try:
        late = in_time(path, command_line.file_time_limit, on_file)
    except ProblemsError as error:
        return path, error.problems
    return path, late or results[0]


def has_conflict(root: Path, folder: Path) -> bool:
    """Whether the table in a dataset's folder can be read and has a merge conflict."""
    path = f"datasets/{folder.name}/{folder.name}.csv"
    try:
        return sides.has_conflict(input_files.read_input(root, path, input_files.TABLE_BYTES))
    except ProblemsError:
        return False


@app.command()
@command_line.reports_errors
def main(
    lang: Annotated[
        str, typer.Option(help=f"The language of the messages: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    root: Annotated[
        Path, typer.Option(help="The folder that holds datasets/.", show_default=False)
    ] = ROOT,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Write nothing; only say what would be repaired, and exit 1 if there is anything.",
        ),
    ] = False,
    merge: Annotated[
        bool,
        typer.Option("--merge", help="Keep the rows of both branches where a merge conflicts."),
    ] = False,
    debug: command_line.Debug = False,
) -> None:
    """Rewrite every dataset's CSV in its canonical form."""
    languages = load_languages(ROOT)
    command_line.require_choice("language", lang, languages)
    if not (root / "datasets").is_dir():
        raise command_line.CallError(f"there is no folder {root / 'datasets'}")
    translations = languages[lang].translations
    folders, problems = input_files.list_folders(root, "datasets")
    conflicted = [folder for folder in folders if has_conflict(root, folder)]
    work: Work = partial(merge_table, root) if conflicted else repair_table
    is_dry = check or bool(conflicted and not merge)
    count = 0
    for path, result in (rewrite(root, folder, work) for folder in conflicted or folders):
        if isinstance(result, list):
            problems += result
        elif result.done:
            if not is_dry:
                before = safe_write.files_state(root, [path])
                safe_write.write_files(root, {path: result.content}, before)
            problems += () if merge else result.conflicts
            count += 1
            for line in lines(result.done, translations):
                typer.echo(line)
    if count:
        one, many = (
            N_n("%(count)d file would be rewritten.", "%(count)d files would be rewritten.")
            if is_dry
            else N_n("%(count)d file was rewritten.", "%(count)d files were rewritten.")
        )
        typer.echo(translations.ngettext(one, many, count) % {"count": count})
    if conflicted:
        is_resolved = count == len(conflicted) and not is_dry
        typer.echo(translations.gettext(AFTER_MERGE if is_resolved else ONLY_CONFLICTS))
    elif count and not is_dry and git_output(root, "rev-parse", "--verify", "MERGE_HEAD"):
        typer.echo(translations.gettext(BEFORE_ABORT))
    command_line.print_problems(problems, languages[lang], err=True)
    if problems or (check and count):
        raise typer.Exit(command_line.exit_code(problems))


if __name__ == "__main__":
    app()
