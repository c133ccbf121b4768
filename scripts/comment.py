"""Keep one comment on a pull request up to date with what its check found.

Run by GitHub's workflow after the check, with the code of the main branch.

The report comes from a run in which the change's own workflow may have had its say: it is data to
be read strictly and escaped, never code. Which pull request it belongs to and what it touches is
asked of GitHub itself.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import requests
import typer

from datasite import command_line
from datasite.checks import reports
from datasite.checks.reports import ReportError, TranslatedProblem
from datasite.language.localization import load_languages
from datasite.review import pull_request_comment, touched_files

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
AUTHOR = "github-actions[bot]"
REPORT_BYTES = 5_000_000
A_PAGE, MOST_PAGES = 100, 30
SECONDS = 30.0


class Host:
    """GitHub's interface for one repository.

    Raises SurroundingsError where it does not answer as it should.
    """

    def __init__(self, api: str, repository: str, token: str) -> None:
        self._at = f"{api.rstrip('/')}/repos/{repository}"
        self._session = requests.Session()
        self._session.trust_env = False  # no other credentials than the token
        self._session.headers.update(
            {
                "Authorization": f"Bearer {token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
            }
        )

    def ask(
        self, method: str, path: str, *, sent: dict[str, str] | None = None, **named: str | int
    ) -> Any:
        try:
            answer = self._session.request(
                method,
                f"{self._at}/{path}",
                params=named,
                json=sent,
                timeout=SECONDS,
                allow_redirects=False,
            )
            if answer.status_code not in (200, 201):
                raise command_line.SurroundingsError(
                    f"GitHub answers {method} {path} with {answer.status_code}"
                )
            return answer.json()
        except requests.RequestException as error:
            raise command_line.SurroundingsError(
                f"GitHub does not answer {method} {path}: {type(error).__name__}"
            ) from error

    def all(self, path: str) -> Iterator[Any]:
        """Every entry of a list that comes in pages."""
        for page in range(1, MOST_PAGES + 1):
            entries = self.ask("GET", path, per_page=A_PAGE, page=page)
            yield from entries
            if len(entries) < A_PAGE:
                return


def pull_requests(host: Host, branch: str, commit: str) -> list[int]:
    """The open ones whose newest state is this commit; `branch` is OWNER:BRANCH."""
    found = host.ask("GET", "pulls", state="open", head=branch, per_page=A_PAGE)
    return [int(one["number"]) for one in found if one["head"]["sha"] == commit]


def others(host: Host, number: int) -> list[str]:
    """What a pull request touches that is no data; both names of what it moves."""
    names = {
        name
        for one in host.all(f"pulls/{number}/files")
        for name in (one["filename"], one.get("previous_filename"))
        if name
    }
    return sorted(name for name in names if not touched_files.is_data(name))


def put(host: Host, number: int, body: str) -> None:
    """Write the comment, or write it anew."""
    ours = next(
        (
            c["id"]
            for c in host.all(f"issues/{number}/comments")
            if c["user"]["login"] == AUTHOR and c["body"].startswith(pull_request_comment.MARK)
        ),
        None,
    )
    if ours is None:
        host.ask("POST", f"issues/{number}/comments", sent={"body": body})
    else:
        host.ask("PATCH", f"issues/comments/{int(ours)}", sent={"body": body})


def problems(report: Path) -> list[TranslatedProblem] | None:
    """What the report says; None where there is none to be read."""
    try:
        return reports.read(_text(report / "problems.json"))
    except ReportError:
        return None


def _text(file: Path) -> str:
    """The text of a plain file of a fair size, else nothing."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > REPORT_BYTES:
        return ""
    return file.read_text(encoding="utf-8", errors="replace")


@app.command()
@command_line.answers
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
    """Write what the check of a change found under its pull request."""
    host = Host(api, repository, token)
    found, changes = problems(report), _text(report / "changes.txt")
    numbers = pull_requests(host, branch, commit)
    for number in numbers:
        body = pull_request_comment.comment(
            found,
            others(host, number),
            changes,
            f"{server}/{repository}/actions/runs/{run}",
            load_languages(ROOT),
        )
        put(host, number, body)
        typer.echo(f"The comment on pull request {number} is up to date.")
    if not numbers:
        typer.echo("No open pull request stands at this commit.")


if __name__ == "__main__":
    app()
