"""Build the site: check, build aside with Pelican, lint, and only then put it in the place of
output/.
"""

import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from datasite import command_line, problems, site
from datasite.checks.repair_hints import add_repair_hints
from datasite.delivery import lint, output, search_index
from datasite.language.localization import load_languages
from datasite.pages import search_documents
from datasite.pages.render import TemplateError
from datasite.problems import Problem, ProblemsError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


ENDS = {  # other ends of a build, by what stops it
    site.SettingError: command_line.Exit.SETTING,
    output.UnfitOutputError: command_line.Exit.SETTING,
    TemplateError: command_line.Exit.FAULT,
    site.HostError: command_line.Exit.FAULT,
    search_index.IndexingError: command_line.Exit.FAULT,
    output.OutputError: command_line.Exit.SURROUNDINGS,
    OSError: command_line.Exit.SURROUNDINGS,
}


class LintError(Exception):
    """The built site has problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the built site")
        self.problems = problems


def build(root: Path, target: Path, say: "Steps") -> site.Plan:
    """Build the site of `root` into `target`, whole or not at all."""
    settings = site.settings_of(root)
    with output.aside(target, root, command_line.HOME) as folder:
        say("Checking data and prose")
        plan = site.plan(
            root, settings["SITEURL"], command_line.seconds_a_file, site.repository_of(settings)
        )
        say("Building pages and files")
        site.build(settings, folder, plan)
        say("Making the search index")
        search_index.build(
            search_documents.documents(plan.pages, plan.site.languages),
            folder / search_index.FOLDER,
            folder / ".documents",
        )
        say("Reading the finished site")
        found = lint.check(
            folder, [page.file for page in plan.pages], plan.site_url, plan.site.kept.email
        )
        if found:
            raise LintError(found)
    return plan


class Steps:
    """Says what goes on: a spinner on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = (
            Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                TimeElapsedColumn(),
                console=console,
                transient=True,
            )
            if console.is_terminal
            else None
        )
        self._task = self._progress.add_task("") if self._progress else None

    def __enter__(self) -> "Steps":
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def __call__(self, step: str) -> None:
        if self._progress and self._task is not None:
            self._progress.update(self._task, description=step)
        else:
            self._console.print(f"{step} …", highlight=False)


def _of_the_system(error: BaseException | None) -> OSError | None:
    """The full disk or the forbidden folder behind an error, which Pelican reports in words of its
    own.

    It has a number: Jinja2's missing template is an OSError too, but has none.
    """
    while error is not None and not (isinstance(error, OSError) and error.errno):
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return error


def _said(error: OSError) -> str:
    return (
        f"{error.strerror or error}: {error.filename}"
        if error.filename
        else str(error.strerror or error)
    )


@app.command()
@command_line.answers
def main(
    root: Annotated[
        Path,
        typer.Option(
            help="The folder that holds datasets/, content/ and theme/.", show_default=False
        ),
    ] = ROOT,
    target: Annotated[
        Path | None,
        typer.Option("--output", help="The folder to build; output/ of the root if not named."),
    ] = None,
    debug: command_line.Debug = False,
) -> None:
    """Build the site into output/, or leave the previous one untouched."""
    folder = (target or root / "output").absolute()
    signal.signal(
        signal.SIGTERM, signal.default_int_handler
    )  # as Ctrl-C: what is half-made is removed
    try:
        with Steps(Console(stderr=True)) as say:
            plan = build(root.absolute(), folder, say)
    except (ProblemsError, LintError) as error:
        found = add_repair_hints(root, error.problems, command_line.seconds_a_file)
        command_line.report(found, load_languages(ROOT)["en"], err=True)
        typer.echo(f"{folder} is as it was.", err=True)
        raise typer.Exit(command_line.code_of(error.problems)) from error
    except KeyboardInterrupt as stopped:
        typer.echo(f"Stopped; {folder} is whole, as it was or new.", err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from stopped
    except tuple(ENDS) as error:
        if debug:
            raise
        cause = _of_the_system(error)
        typer.echo(
            f"{problems.escaped(_said(cause) if cause else str(error))}; {folder} is as it was.",
            err=True,
        )
        raise typer.Exit(
            command_line.Exit.SURROUNDINGS
            if cause
            else next(code for kind, code in ENDS.items() if isinstance(error, kind))
        ) from error
    typer.echo(
        f"Built {folder}: {len(plan.pages)} pages, {len(plan.site.files)} files to download,"
        f" {len(plan.site.register.projects)} projects."
    )


if __name__ == "__main__":
    app()
