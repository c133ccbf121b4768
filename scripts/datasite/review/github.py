"""GitHub's interface for one repository: the pull requests of a commit, what they touch, and the
one comment under each.
"""

from collections.abc import Iterator
from typing import Any

import requests

from datasite.review import touched_files

_AUTHOR = "github-actions[bot]"
_PAGE_LENGTH, _MOST_PAGES = 100, 30
_SECONDS = 30.0
_CREATED, _OK = 201, 200


class GitHubError(Exception):
    """GitHub does not answer as it should; the message never holds the token."""


class GitHubRepository:
    """One repository, reached with a token. Every method raises GitHubError."""

    def __init__(self, api: str, name: str, token: str) -> None:
        """`api` is the address of the interface, `name` is OWNER/NAME."""
        self._address = f"{api.rstrip('/')}/repos/{name}"
        self._session = requests.Session()
        self._session.trust_env = False  # no other credentials than the token
        self._session.headers.update(
            {
                "Authorization": f"Bearer {token}",
                "Accept": "application/vnd.github+json",
                "X-GitHub-Api-Version": "2022-11-28",
            }
        )

    def open_pull_requests(self, branch: str, commit: str) -> list[int]:
        """The numbers of those whose newest commit is `commit`; `branch` is OWNER:BRANCH."""
        pulls = self._ask("GET", "pulls", state="open", head=branch, per_page=_PAGE_LENGTH)
        return [int(pull["number"]) for pull in pulls if pull["head"]["sha"] == commit]

    def files_other_than_data(self, number: int) -> list[str]:
        """The paths that a pull request touches and that are no data; of a moved file both. “…” is
        for what GitHub does not list: it ends after 3,000 files.
        """
        files = list(self._list(f"pulls/{number}/files"))
        names = {
            name
            for file in files
            for name in (file["filename"], file.get("previous_filename"))
            if name
        }
        unlisted = ["…"] if len(files) >= _PAGE_LENGTH * _MOST_PAGES else []
        return sorted(name for name in names if not touched_files.is_data(name)) + unlisted

    def write_comment(self, number: int, body: str, mark: str) -> None:
        """Write our comment under a pull request, or replace the one that begins with `mark`."""
        comment_id = next(
            (
                comment["id"]
                for comment in self._list(f"issues/{number}/comments")
                if comment["user"]["login"] == _AUTHOR and comment["body"].startswith(mark)
            ),
            None,
        )
        if comment_id is None:
            self._ask("POST", f"issues/{number}/comments", body={"body": body})
        else:
            self._ask("PATCH", f"issues/comments/{int(comment_id)}", body={"body": body})

    def _ask(
        self, method: str, path: str, *, body: dict[str, str] | None = None, **query: str | int
    ) -> Any:
        try:
            answer = self._session.request(
                method,
                f"{self._address}/{path}",
                params=query,
                json=body,
                timeout=_SECONDS,
                allow_redirects=False,
            )
            if answer.status_code not in (_OK, _CREATED):
                raise GitHubError(f"GitHub answers {method} {path} with {answer.status_code}")
            return answer.json()
        except requests.RequestException as error:
            raise GitHubError(
                f"GitHub does not answer {method} {path}: {type(error).__name__}"
            ) from error

    def _list(self, path: str) -> Iterator[Any]:
        """Every entry of a list that comes in pages."""
        for page in range(1, _MOST_PAGES + 1):
            entries = self._ask("GET", path, per_page=_PAGE_LENGTH, page=page)
            yield from entries
            if len(entries) < _PAGE_LENGTH:
                return
