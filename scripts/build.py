"""Build the site: check, build beside output/ with Pelican, lint, and only then replace output/."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from datasite import command_line
from datasite.cards.contents import all_cards
from datasite.cards.kept import kept_cards
from datasite.checks.repair_hints import add_repair_hints
from datasite.delivery import lint, output, search_index, site_inputs
from datasite.delivery.build_profile import Profile, no_profile
from datasite.language.languages import SOURCE_LANGUAGE
from datasite.language.localization import load_languages
from datasite.memory import NO_MEMORY, Memory
from datasite.problems import ProblemsError, escaped
from datasite.publication.file_types import UnknownFileTypeError
from datasite.releases.kept import faulty
from datasite.site.build import PlanError
from datasite.site.environment import TemplateError
from datasite.site.plan import Plan, plan_site
from datasite.site.run import PelicanError, run_pelican
from datasite.site.settings import (
    RELEASES,
    SettingError,
    load_settings,
    repository_from,
    settings_from_environment,
)
from datasite.workers import ALONE, WorkerError, Workers

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


# The exit codes of a build by the error that stops it; ProblemsError has its own.
EXIT_CODES = {
    SettingError: command_line.Exit.SETTING,
    output.UnfitOutputError: command_line.Exit.SETTING,
    TemplateError: command_line.Exit.FAULT,
    PlanError: command_line.Exit.FAULT,
    UnknownFileTypeError: command_line.Exit.FAULT,
    PelicanError: command_line.Exit.FAULT,
    search_index.IndexingError: command_line.Exit.FAULT,
    output.OutputError: command_line.Exit.SURROUNDINGS,
    WorkerError: command_line.Exit.SURROUNDINGS,
    OSError: command_line.Exit.SURROUNDINGS,
}


def build_site(
    root: Path,
    target: Path,
    steps: "Steps",
    profile: Profile,
    workers: Workers = ALONE,
    memory: Memory = NO_MEMORY,
) -> Plan:
    """Build the site of `root` into `target`, whole or not at all, on all cores of `workers`. What
    `memory` knows is not made again.

    Raises ProblemsError where the data, the texts or the finished site have problems, and the
    errors of EXIT_CODES.
    """
    settings = load_settings(root)
    inputs = site_inputs.input_digest(root, settings_from_environment(settings))
    with (
        profile.step("Whole build"),
        output.build_aside(target, root, command_line.HOME, inputs) as folder,
    ):
        with steps.step("Checking data and texts"):
            plan = plan_site(
                root,
                settings["SITEURL"],
                command_line.file_time_limit,
                repository_from(settings),
                profile,
                memory,
                workers,
                Path(settings[RELEASES]),
            )
        with steps.step("Building pages and files"):
            documents = run_pelican(settings, folder, plan, profile, workers, memory)
        with steps.step("Making the search index"):
            search_index.build_search_index(
                documents, folder / search_index.FOLDER, folder / ".documents"
            )
        with steps.step("Checking the finished site"):
            pages = [page.file for page in plan.pages]
            email = plan.site.kept.email
            problems = lint.check_site(folder, pages, plan.site_url, email, workers)
        if problems:
            raise ProblemsError(problems)
        steps.show("Putting the site in place")  # by build_aside, when the block ends
    return plan


class Steps:
    """Shows and measures the steps of a build: a spinner on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console, profile: Profile) -> None:
        self._console = console
        self._profile = profile
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

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show the name of the step and measure the block."""
        self.show(name)
        with self._profile.step(name):
            yield

    def show(self, name: str) -> None:
        if self._progress and self._task is not None:
            self._progress.update(self._task, description=name)
        else:
            self._console.print(f"{name} …", highlight=False)


def _say_which_cards_are_old(root: Path, plan: Plan) -> None:
    """How many pages are shared with the picture of another page, because their own does not fit
    the data.
    """
    cards = all_cards(plan.site.register, plan.site.languages)
    if old := len(cards) - len(kept_cards(root / "theme", cards).fitting):
        typer.echo(f"Share cards that are missing or out of date: {old}. Draw them: make cards.")


def _say_which_releases_are_missing(plan: Plan) -> None:
    for line in faulty(plan.site.releases):
        typer.echo(f"Release {line}. Its page says so. Name the folder that has it: RELEASES=…")


def _system_error(error: BaseException | None) -> OSError | None:
    """The error of the system behind an error, such as a full disk, which Pelican reports in words
    of its own.

    It has a number. Jinja2's missing template is an OSError too, but has none.
    """
    while error is not None and not (isinstance(error, OSError) and error.errno):
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return error


def _message(error: OSError) -> str:
    message = str(error.strerror or error)
    return f"{message}: {error.filename}" if error.filename else message


@app.command()
@command_line.reports_errors
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
    profile: Annotated[
        bool,
        typer.Option("--profile", help="Print the seconds of each step and of each page type."),
    ] = False,
    memory_folder: command_line.MemoryFolder = None,
    debug: command_line.Debug = False,
) -> None:
    """Build the site into output/, or leave the previous one untouched."""
    folder = (target or root / "output").absolute()
    measured = Profile(time.perf_counter) if profile else no_profile()
    command_line.stop_in_order()
    try:
        with Steps(Console(stderr=True), measured) as steps:
            cores = Workers(command_line.core_count())
            memory = command_line.open_memory(ROOT, memory_folder)
            plan = build_site(root.absolute(), folder, steps, measured, cores, memory)
            memory.forget()
    except ProblemsError as error:
        problems = add_repair_hints(root, error.problems, command_line.file_time_limit)
        command_line.print_problems(problems, load_languages(ROOT)[SOURCE_LANGUAGE], err=True)
        typer.echo(f"{folder} is as it was.", err=True)
        raise typer.Exit(command_line.exit_code(error.problems)) from error
    except KeyboardInterrupt as stopped:
        typer.echo(f"Stopped; {folder} is whole, as it was or new.", err=True)
        raise typer.Exit(command_line.Exit.STOPPED) from stopped
    except tuple(EXIT_CODES) as error:
        if debug:
            raise
        cause = _system_error(error)
        message = escaped(_message(cause) if cause else str(error))
        typer.echo(f"{message}; {folder} is as it was.", err=True)
        raise typer.Exit(
            command_line.Exit.SURROUNDINGS
            if cause
            else next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))
        ) from error
    typer.echo(
        f"Built {folder}: {len(plan.pages)} pages, {len(plan.site.files)} files to download,"
        f" {len(plan.site.register.projects)} projects."
    )
    _say_which_cards_are_old(root.absolute(), plan)
    _say_which_releases_are_missing(plan)
    if profile:
        typer.echo("\n".join(("", *measured.lines())))


if __name__ == "__main__":
    app()
