"""Judge the data of a proposed change by the code, schemas and rules of the branch it targets.

Only data files of the proposal (datasets/NAME/*.csv, content/) are copied into a fresh tree of the
base. None of its code runs here; what is no plain file there is an error; its other files are
listed for the owners.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks import reports
from datasite.history import history_file
from datasite.language import languages
from datasite.language.languages import LANGUAGES
from datasite.language.localization import Language, load_languages
from datasite.problems import N_, escaped
from datasite.publication.release import RELEASE_FILE
from datasite.review import revisions, touched_files

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
CHANGES_LENGTH = "12000"  # characters of the text in each language, for which a comment has space
OWNERS = N_("This is not data: an owner must approve it. The rules of the base do not cover it.")


MADE = N_(
    "make history writes this file and only a release commits it: leave it out of the change, or an"
    " owner must approve it."
)


def target_of(checkout: Path, base: Path) -> str:
    """The commit of the base into which the change was merged; its code judges, so it must be in
    the history of the base.
    """
    target = revisions.first_parent(checkout)
    revisions.require_ancestor(base, target)
    return target


def list_other_files(paths: tuple[str, ...], form: str, language: Language) -> None:
    """Print the files that an owner must approve."""
    for path in paths:
        is_made = path.startswith(f"{history_file.FOLDER}/")
        words = language.translations.gettext(MADE if is_made else OWNERS)
        if form == "github":
            typer.echo(reports.github_notice(path, words), nl=False)
        else:
            typer.echo(f"{escaped(path)}  {words}")


def run_command(tree: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the base over the tree, against its last commit."""
    return subprocess.run(
        [sys.executable, str(tree / "scripts" / script), "--base", "HEAD", *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=tree,
        check=False,
    )


def write_report(tree: Path, report: Path, checkout: Path) -> None:
    """Write problems.json and changes.txt, from which comment.py makes the comment.

    The proposed version does not count for the check, since it could excuse losses; but it is told.
    """
    report.mkdir(parents=True, exist_ok=True)
    problems = run_command(tree, "check.py", "--format", "json").stdout
    (report / "problems.json").write_text(
        reports.shorten_report(problems), encoding="utf-8", newline="\n"
    )
    if (tree / "scripts" / "diff.py").is_file():
        revisions.lay_file(checkout, RELEASE_FILE, tree)
        changes = "\n".join(
            run_command(tree, "diff.py", "--lang", code, "--length", CHANGES_LENGTH).stdout
            for code in LANGUAGES
        )
        (report / "changes.txt").write_text(changes, encoding="utf-8", newline="\n")


@app.command()
@command_line.reports_errors
def main(
    proposed: Annotated[
        str,
        typer.Argument(
            help="A checkout of the proposed change, preferably as it would be merged.",
            show_default=False,
        ),
    ] = "",
    base: Annotated[
        Path,
        typer.Option(
            help="A checkout of the branch that the change targets; its code judges.",
            show_default=False,
        ),
    ] = ROOT,
    merged: Annotated[
        bool,
        typer.Option(
            "--merged",
            help="The checkout is at the merge that the host made of the change: the commit into"
            " which it was merged judges it.",
        ),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(
            help="A folder to write problems.json and changes.txt into, for make comment.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="The form of what is printed: text or github.")
    ] = "text",
    lang: Annotated[
        str, typer.Option(help=f"The language of the messages: {command_line.LANGUAGE_CODES}.")
    ] = languages.SOURCE_LANGUAGE,
    debug: command_line.Debug = False,
) -> None:
    """Judge the data of a change by the rules of the base."""
    known_languages = load_languages(ROOT)
    command_line.require_choice("language", lang, known_languages)
    command_line.require_choice("format", form, ("text", "github"))
    if not proposed:
        raise command_line.CallError(
            "Name the folder of the proposed change: make judge PROPOSED=folder"
        )
    checkout = Path(proposed)
    target = target_of(checkout, base) if merged else "HEAD"
    proposal = touched_files.sort_changes(
        revisions.list_revision(base, target), revisions.list_tracked(checkout)
    )
    list_other_files(proposal.others, form, known_languages[lang])
    with (
        tempfile.TemporaryDirectory() as folder,
        revisions.fresh_tree(base, target, Path(folder)) as tree,
    ):
        revisions.lay_data(proposal, checkout, tree)
        judged = run_command(tree, "check.py", "--format", form, "--lang", lang)
        typer.echo(judged.stdout, nl=False)
        typer.echo(judged.stderr, nl=False, err=True)
        if report:
            write_report(tree, report, checkout)
    if judged.returncode:
        raise typer.Exit(judged.returncode)


if __name__ == "__main__":
    app()
