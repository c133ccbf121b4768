"""Git repositories of a test's own: commands with an author and without the settings of the
machine.
"""

import os
import subprocess
from pathlib import Path

AUTHOR = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": "x@example"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=os.environ | AUTHOR,
        input=given,
        capture_output=True,
        check=True,
        timeout=600,
    )
    return done.stdout.decode()


def commit(root: Path) -> str:
    """Commit everything and return the hash."""
    git(root, "add", "--all")
    return commit_index(root)


def commit_index(root: Path) -> str:
    """Commit what is in the index and return the hash."""
    git(root, "commit", "--quiet", "--allow-empty", "--message", "x")
    return git(root, "rev-parse", "HEAD").strip()


def set_mode(root: Path, path: str, mode: str) -> None:
    """Make git keep a tracked path with another mode, which the disk need not know."""
    blob = git(root, "ls-files", "--stage", path).split()[1]
    git(root, "update-index", "--add", "--cacheinfo", f"{mode},{blob},{path}")


def add_submodule(root: Path, path: str) -> None:
    """Make git keep a path as a submodule instead of what is there."""
    hash_of_a_commit = "a" * 40
    git(root, "rm", "--quiet", "-r", "--cached", "--ignore-unmatch", path)
    git(root, "update-index", "--add", "--cacheinfo", f"160000,{hash_of_a_commit},{path}")
