"""Repositories whose commits a test lists: for each commit the files that it changes."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from repositories import git

Files = Mapping[str, str | None]  # the new text by path, None where the file goes
DAY = 86_400
FIRST_DAY = 1_577_836_800  # 2020-01-01 in UTC


def import_commits(root: Path, commits: Iterable[Files]) -> list[str]:
    """Make a repository with these commits, one a day from 2020-01-01 on; their hashes."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "fast-import", "--quiet", given=b"".join(_commits(commits)))
    git(root, "checkout", "--quiet", "main")
    return git(root, "rev-list", "--reverse", "HEAD").split()


def _commits(commits: Iterable[Files]) -> Iterable[bytes]:
    for day, files in enumerate(commits):
        who = f"A Person <person@test.example> {FIRST_DAY + day * DAY} +0000"
        yield f"commit refs/heads/main\ncommitter {who}\ndata 6\nsecret\n".encode()
        for path, text in files.items():
            if text is None:
                yield f"D {path}\n".encode()
            else:
                content = text.encode()
                yield f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"
        yield b"\n"


def table(name: str, *lines: str) -> Files:
    """The file of a table, from its lines."""
    return {f"datasets/{name}/{name}.csv": "\n".join((*lines, ""))}


def described(name: str, key: str, **links: str) -> Files:
    """The description of a table, as far as the history reads it: its key, and the dataset to which
    each field points.
    """
    to = [f"{{field: {field}, to: {target}.id}}" for field, target in links.items()]
    text = f"name: {name}\nprimary_key: [{key}]\nforeign_keys: [{', '.join(to)}]\n"
    return {f"datasets/{name}/dataset.yaml": text}
