"""Judge the data of a proposed change by the code, the schemas and the rules of the branch into
which it is to go, not by its own.

Of the proposal only data files (datasets/NAME/*.csv, content/) are laid over a fresh tree of the
base; no link and no program of it is, and none of its code runs here. What else it touches is
named: the owners must look at it.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks import reports
from datasite.language import languages
from datasite.language.languages import LANGUAGES
from datasite.language.localization import load_languages
from datasite.problems import N_, escaped
from datasite.review import touched_files
from datasite.review.touched_files import Proposal, Tracked

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
OWNERS = N_(
    "This is no data, so an owner must approve it; the rules of the base have not judged it."
)


def git(repository: Path, *arguments: str) -> bytes:
    """What git says.

    Raises CallError where it refuses, SurroundingsError where it is not installed.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(repository), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise command_line.SurroundingsError(
            "git is not installed; it is needed to compare two checkouts"
        ) from error
    if done.returncode:
        raise command_line.CallError(
            f"git {arguments[0]} in {repository}: {done.stderr.decode(errors='replace').strip()}"
        )
    return done.stdout


def tracked(checkout: Path) -> dict[str, Tracked]:
    """Every file that a checkout keeps."""
    return touched_files.tracked(git(checkout, "ls-files", "--stage", "-z"))


@contextmanager
def fresh(base: Path) -> Iterator[Path]:
    """A work tree of what `base` has committed, for as long as the block lasts."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        git(base, "worktree", "add", "--detach", "--quiet", str(tree), "HEAD")
        try:
            yield tree
        finally:
            git(base, "worktree", "remove", "--force", str(tree))


def lay(proposal: Proposal, proposed: Path, tree: Path) -> None:
    """Bring the proposed data into the tree, from git's own store and not through the checkout, in
    which a link could lead elsewhere.

    Where a link stands in the place of data, one of ours that leads nowhere does, for the check to
    name.
    """
    for path in (*proposal.data, *proposal.links):
        (tree / path).unlink(missing_ok=True)
    for path, now in proposal.data.items():
        if now:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_bytes(git(proposed, "cat-file", "blob", now.blob))
    for path in proposal.links:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).symlink_to("nowhere")


def run(tree: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the base over the tree."""
    return subprocess.run(
        [sys.executable, str(tree / "scripts" / script), *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=tree,
        check=False,
    )


@app.command()
@command_line.reports_errors
def main(
    proposed: Annotated[
        Path,
        typer.Argument(
            help="A checkout of the proposed change, at best as it would be merged.",
            show_default=False,
        ),
    ],
    base: Annotated[
        Path,
        typer.Option(
            help="A checkout of the branch into which it is to go; its code judges.",
            show_default=False,
        ),
    ] = ROOT,
    report: Annotated[
        Path | None,
        typer.Option(
            help="A folder for problems.json and changes.txt, to be told elsewhere.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="How to say it here: text or github.")
    ] = "text",
    lang: Annotated[
        str, typer.Option(help="The language of the messages: en or pl.")
    ] = languages.SOURCE_LANGUAGE,
    debug: command_line.Debug = False,
) -> None:
    """Judge the data of a change by the rules of the base."""
    proposal = touched_files.compare(tracked(base), tracked(proposed))
    language = load_languages(ROOT)[lang]
    for path in proposal.others:
        words = language.translations.gettext(OWNERS)
        typer.echo(
            reports.notice(path, words) if form == "github" else f"{escaped(path)}  {words}",
            nl=form != "github",
        )
    with fresh(base) as tree:
        lay(proposal, proposed, tree)
        judged = run(tree, "check.py", "--base", "HEAD", "--format", form, "--lang", lang)
        typer.echo(judged.stdout, nl=False)
        typer.echo(judged.stderr, nl=False, err=True)
        if report:
            report.mkdir(parents=True, exist_ok=True)
            (report / "problems.json").write_text(
                run(tree, "check.py", "--base", "HEAD", "--format", "json").stdout,
                encoding="utf-8",
                newline="\n",
            )
            if (tree / "scripts" / "diff.py").is_file():
                changes = (
                    run(tree, "diff.py", "--base", "HEAD", "--lang", code).stdout
                    for code in LANGUAGES
                )
                (report / "changes.txt").write_text(
                    "\n".join(changes), encoding="utf-8", newline="\n"
                )
    if judged.returncode:
        raise typer.Exit(judged.returncode)


if __name__ == "__main__":
    app()
