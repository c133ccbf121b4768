"""Keep one comment on a pull request up to date with the report of its check.

GitHub's workflow runs this after the check, with the code of the main branch. A change can alter
the run that leaves the report, so the report is data: it is read strictly and escaped, never run.
GitHub says which pull request the report belongs to and which files it touches.
"""

from pathlib import Path
from typing import Annotated

import typer

from datasite import command_line
from datasite.checks import reports
from datasite.language.localization import load_languages
from datasite.review.github import GitHubError, GitHubRepository
from datasite.review.pull_request_comment import MARK, write_comment

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
REPORT_BYTES = 5_000_000


def read_problems(report: Path) -> reports.ProblemReport | None:
    """The report on problems; None where it cannot be read."""
    try:
        return reports.read_report(read_text(report / "problems.json"))
    except reports.ReportError:
        return None


def read_text(file: Path) -> str:
    """The text of a plain file, no more than its first five million bytes; blank for anything
    else.
    """
    if file.is_symlink() or not file.is_file():
        return ""
    with file.open("rb") as opened:
        return opened.read(REPORT_BYTES).decode("utf-8", errors="replace")


@app.command()
@command_line.reports_errors
def main(
    report: Annotated[
        Path,
        typer.Argument(help="The folder with problems.json and changes.txt.", show_default=False),
    ],
    api: Annotated[str, typer.Option(envvar="GITHUB_API_URL", show_default=False)],
    server: Annotated[str, typer.Option(envvar="GITHUB_SERVER_URL", show_default=False)],
    repository: Annotated[
        str, typer.Option(envvar="GITHUB_REPOSITORY", help="OWNER/NAME.", show_default=False)
    ],
    branch: Annotated[
        str,
        typer.Option(envvar="HEAD_BRANCH", help="OWNER:BRANCH of the change.", show_default=False),
    ],
    commit: Annotated[
        str,
        typer.Option(envvar="HEAD_SHA", help="The commit that was checked.", show_default=False),
    ],
    run: Annotated[
        int,
        typer.Option(
            envvar="CHECK_RUN", help="The number of the run that checked it.", show_default=False
        ),
    ],
    token: Annotated[
        str, typer.Option(envvar="GITHUB_TOKEN", show_default=False, show_envvar=False)
    ],
    debug: command_line.Debug = False,
) -> None:
    """Write the report on a change under its pull request."""
    if report == Path():  # where the variable REPORT is blank
        raise command_line.CallError("Name the folder of the report: make comment REPORT=folder")
    host = GitHubRepository(api, repository, token)
    try:
        numbers = host.open_pull_requests(branch, commit)
        for number in numbers:
            body = write_comment(
                read_problems(report),
                host.files_other_than_data(number),
                read_text(report / "changes.txt"),
                f"{server}/{repository}/actions/runs/{run}",
                load_languages(ROOT),
            )
            host.write_comment(number, body, MARK)
            typer.echo(f"The comment on pull request {number} is up to date.")
    except GitHubError as error:
        raise command_line.SurroundingsError(str(error)) from error
    if not numbers:
        typer.echo("No open pull request has this commit as its newest.")


if __name__ == "__main__":
    app()
