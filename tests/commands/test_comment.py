"""scripts/comment.py against a server on this machine that answers as GitHub does."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import built_sites
import commands
import pytest

from datasite.checks import reports
from datasite.language.localization import load_languages
from datasite.problems import Message, Problem, shown
from datasite.review import pull_request_comment

COMMIT = "a" * 40
SCRIPT = built_sites.ROOT / "scripts" / "comment.py"
BOT = {"login": "github-actions[bot]"}


class GitHub(ThreadingHTTPServer):
    """A server that keeps pull requests and comments, and the requests that it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pulls: list[dict[str, Any]] = [
            {"number": 8, "head": {"sha": "b" * 40}},
            {"number": 7, "head": {"sha": COMMIT}},
        ]
        self.files = [{"filename": "datasets/places/places.csv"}]
        self.comments: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.fails = False


class Answer(BaseHTTPRequestHandler):
    server: GitHub

    def do_GET(self) -> None:
        at = urlsplit(self.path)
        page = int(parse_qs(at.query).get("page", ["1"])[0])
        kept = {
            "pulls": self.server.pulls,
            "pulls/7/files": self.server.files,
            "issues/7/comments": self.server.comments,
        }[at.path.removeprefix("/repos/o/r/")]
        self.send_json(kept[(page - 1) * 100 : page * 100])

    def do_POST(self) -> None:
        assert self.path == "/repos/o/r/issues/7/comments"
        self.server.comments.append(
            {"id": 1000 + len(self.server.comments), "user": BOT, "body": self.read_body()["body"]}
        )
        self.send_json({}, 201)

    def do_PATCH(self) -> None:
        (comment,) = (
            c for c in self.server.comments if self.path == f"/repos/o/r/issues/comments/{c['id']}"
        )
        comment["body"] = self.read_body()["body"]
        self.send_json({})

    def read_body(self) -> Any:
        return json.loads(self.rfile.read(int(self.headers["Content-Length"])))

    def send_json(self, value: object, code: int = 200) -> None:
        self.server.asked.append((self.command, self.path))
        assert self.headers["Authorization"] == "Bearer secret-of-the-tests"
        content = json.dumps(value).encode()
        self.send_response(500 if self.server.fails else code)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at what was asked."""


@pytest.fixture
def github() -> Iterator[GitHub]:
    with GitHub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def report(folder: Path, value: str = "<b>") -> Path:
    folder.mkdir(exist_ok=True)
    problems = [
        Problem(
            "datasets/places/places.csv",
            2,
            3,
            "markup",
            Message("The text holds markup: %(value)s.", {"value": shown(value)}),
            Message("Write plain text."),
        )
    ]
    (folder / "problems.json").write_text(
        reports.as_json(problems, load_languages(built_sites.ROOT)), encoding="utf-8"
    )
    (folder / "changes.txt").write_text("- @owner ``` changed <img>\n", encoding="utf-8")
    return folder


def run(github: GitHub, folder: Path) -> subprocess.CompletedProcess[str]:
    variables = {
        "GITHUB_API_URL": f"http://127.0.0.1:{github.server_port}",
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_REPOSITORY": "o/r",
        "GITHUB_TOKEN": "secret-of-the-tests",
        "HEAD_BRANCH": "stranger:a&b=c#d",
        "HEAD_SHA": COMMIT,
        "CHECK_RUN": "12",
    }
    return commands.run(
        [sys.executable, str(SCRIPT), str(folder) if folder != Path() else ""],
        env=built_sites.environment(**variables),
    )


def test_one_comment_is_written_and_kept_up_to_date(github: GitHub, tmp_path: Path) -> None:
    github.comments = [
        {"id": n, "user": {"login": "stranger"}, "body": f"{pull_request_comment.MARK}\nforged"}
        for n in range(150)
    ]
    github.files += [
        {"filename": "scripts/check.py"},
        {"filename": "content/news/x.pl.md", "previous_filename": "docs/[x](y).md"},
    ]
    for value in ("<b>", "<i>"):
        done = run(github, report(tmp_path / "report", value))
        assert (done.returncode, done.stderr) == (0, "")
    (comment,) = [c["body"] for c in github.comments if c["user"] == BOT]
    assert comment.startswith(pull_request_comment.MARK)
    assert "„<i>”" in comment and "“<i>”" in comment and "<b>" not in comment
    assert (
        "- ` scripts/check.py `\n" in comment
        and "- ` docs/[x](y).md `\n" in comment
        and "x.pl.md" not in comment
    )
    assert "````text\n- @owner ``` changed <img>\n````" in comment
    assert "(https://github.example/o/r/actions/runs/12)" in comment
    assert next(path for method, path in github.asked if method == "GET").endswith(
        "head=stranger%3Aa%26b%3Dc%23d&per_page=100"
    )
    assert sum(method == "PATCH" for method, _ in github.asked) == 1
    assert all(c["body"].endswith("forged") for c in github.comments if c["user"] != BOT)


def test_a_change_of_data_alone_names_no_owner(github: GitHub, tmp_path: Path) -> None:
    assert run(github, report(tmp_path / "report")).returncode == 0
    (comment,) = github.comments
    assert "owner must approve" not in comment["body"]


def test_a_broken_report_is_named_and_not_shown(github: GitHub, tmp_path: Path) -> None:
    folder = report(tmp_path / "report")
    (folder / "problems.json").write_text(
        '{"version": 1, "problems": [{"path": "![x](y)"}]}', encoding="utf-8"
    )
    (folder / "changes.txt").unlink()
    (folder / "changes.txt").symlink_to("/etc/hostname")
    assert run(github, folder).returncode == 0
    (comment,) = github.comments
    assert "left no report" in comment["body"]
    assert "![x]" not in comment["body"] and "```" not in comment["body"]


def test_a_long_report_is_shown_from_its_beginning(github: GitHub, tmp_path: Path) -> None:
    """And the comment is replaced, not left as it was before."""
    folder = report(tmp_path / "report")
    (folder / "changes.txt").write_text("first\n" + "x" * 6_000_000, encoding="utf-8")
    github.comments = [{"id": 1, "user": BOT, "body": f"{pull_request_comment.MARK}\nold"}]
    zero_width = "\u200b" * 200
    github.files = [{"filename": f"x/{zero_width}{n}"} for n in range(40)]
    assert run(github, folder).returncode == 0
    (comment,) = github.comments
    assert "```text\nfirst\nxxx" in comment["body"]
    assert "The rest did not fit here" in comment["body"]
    assert "And 10 more files." in comment["body"]
    assert len(comment["body"]) < 65_536


def test_files_that_github_does_not_list_may_be_other_than_data(
    github: GitHub, tmp_path: Path
) -> None:
    github.files = [{"filename": f"content/news/{n}.pl.md"} for n in range(3_001)]
    assert run(github, report(tmp_path / "report")).returncode == 0
    (comment,) = github.comments
    assert "owner must approve" in comment["body"]


def test_a_report_that_is_not_named_is_an_error(github: GitHub) -> None:
    done = run(github, Path())
    assert (done.returncode, github.asked) == (2, [])
    assert "make comment REPORT=" in done.stderr


def test_no_pull_request_gets_no_comment(github: GitHub, tmp_path: Path) -> None:
    github.pulls[1]["head"]["sha"] = "c" * 40
    done = run(github, report(tmp_path / "report"))
    assert (done.returncode, done.stdout) == (
        0,
        "No open pull request has this commit as its newest.\n",
    )
    assert [method for method, _ in github.asked] == ["GET"]


def test_a_host_that_fails_is_named_without_the_token(github: GitHub, tmp_path: Path) -> None:
    github.fails = True
    done = run(github, report(tmp_path / "report"))
    assert done.returncode == 4
    assert "500" in done.stderr
    assert "secret" not in done.stdout + done.stderr
