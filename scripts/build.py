"""Build the site: check, build aside with Pelican, lint, and only then put it in the place of output/."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

import command
from datasite import i18n, lint, output, problems, site
from datasite.problems import DataError, Problem
from datasite.render import TemplateError

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent


ENDS = {  # other ends of a build, by what stops it
    site.SettingError: command.Exit.SETTING,
    TemplateError: command.Exit.FAULT,
    site.HostError: command.Exit.FAULT,
    output.OutputError: command.Exit.SURROUNDINGS,
    OSError: command.Exit.SURROUNDINGS,
}


class LintError(Exception):
    """The built site has problems."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems in the built site")
        self.problems = problems


def build(root: Path, target: Path, say: "Steps") -> site.Plan:
    """Build the site of `root` into `target`, whole or not at all."""
    settings = site.settings_of(root)
    with output.aside(target) as folder:
        say("Checking data and prose")
        plan = site.plan(root, settings["SITEURL"], command.seconds_a_file)
        say("Building pages and files")
        site.build(settings, folder, plan)
        say("Reading the finished site")
        found = lint.check(folder, [page.file for page in plan.pages], plan.site_url)
        if found:
            raise LintError(found)
    return plan


class Steps:
    """Says what goes on: a spinner on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._progress = Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=console, transient=True) if console.is_terminal else None
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


@app.command()
@command.answers
def main(
    root: Annotated[Path, typer.Option(help="The folder that holds datasets/, content/ and theme/.", show_default=False)] = ROOT,
    target: Annotated[Path | None, typer.Option("--output", help="The folder to build; output/ of the root if not named.")] = None,
    debug: command.Debug = False,
) -> None:
    """Build the site into output/, or leave the previous one untouched."""
    folder = (target or root / "output").absolute()
    try:
        with Steps(Console(stderr=True)) as say:
            plan = build(root.absolute(), folder, say)
    except (DataError, LintError) as error:
        command.report(error.problems, i18n.load(ROOT)["en"], err=True)
        typer.echo(f"{folder} is as it was.", err=True)
        raise typer.Exit(command.code_of(error.problems)) from error
    except tuple(ENDS) as error:
        if debug:
            raise
        typer.echo(f"{problems.escaped(str(error))}; {folder} is as it was.", err=True)
        raise typer.Exit(next(code for kind, code in ENDS.items() if isinstance(error, kind))) from error
    typer.echo(f"Built {folder}: {len(plan.pages)} pages, {len(plan.site.files)} files to download, {len(plan.site.register.projects)} projects.")


if __name__ == "__main__":
    app()
