"""Reads git: another revision's datasets, the files of a checkout, a fresh work tree.

The one place of the package that runs git.
"""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from datasite.command_line import CallError, SurroundingsError
from datasite.review import touched_files
from datasite.review.touched_files import Proposal, TrackedFile


def run_git(repository: Path, *arguments: str) -> bytes:
    """Run a git command and return its output.

    Raises CallError where it fails, SurroundingsError where git is not installed.
    """
    try:
        done = subprocess.run(
            ["git", "-C", str(repository), *arguments], capture_output=True, check=False
        )
    except FileNotFoundError as error:
        raise SurroundingsError(
            "git is not installed; it is needed to compare two revisions"
        ) from error
    if done.returncode:
        raise CallError(
            f"git {arguments[0]} in {repository} failed:"
            f" {done.stderr.decode(errors='replace').strip()}"
        )
    return done.stdout


def extract_datasets(root: Path, revision: str, folder: Path) -> Path:
    """Write the datasets of a revision of the repository `root` into `folder`.

    Raises CallError where there is no such revision.
    """
    try:
        archive = run_git(root, "archive", "--format=tar", "--end-of-options", revision, "datasets")
    except CallError as error:
        raise CallError(f"The revision {revision} cannot be read: {error}") from error
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
    return folder


def list_tracked(checkout: Path) -> dict[str, TrackedFile]:
    """Every file that git tracks in a checkout, by path."""
    return touched_files.parse_listing(run_git(checkout, "ls-files", "--stage", "-z"))


@contextmanager
def fresh_tree(repository: Path, folder: Path) -> Iterator[Path]:
    """A work tree of the last commit, below `folder`, for the duration of the block."""
    tree = folder / "tree"
    run_git(repository, "worktree", "add", "--detach", "--quiet", str(tree), "HEAD")
    try:
        yield tree
    finally:
        run_git(repository, "worktree", "remove", "--force", str(tree))


def lay_data(proposal: Proposal, proposed: Path, tree: Path) -> None:
    """Write the proposed data into the tree.

    The bytes come from git's store, since a link in the checkout could lead elsewhere. For a link
    at the path of data, the tree gets a link to nowhere, which the check then names.
    """
    for path in (*proposal.data, *proposal.links):
        (tree / path).unlink(missing_ok=True)
    for path, file in proposal.data.items():
        if file:
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_bytes(run_git(proposed, "cat-file", "blob", file.blob))
    for path in proposal.links:
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).symlink_to("nowhere")
