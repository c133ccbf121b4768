"""Reads git: another revision's inputs, the files of a checkout, a fresh work tree.

The one place of the package that runs git. A repository may be handed over by a stranger together
with its settings, so git is told to start no other program and to believe no replaced content.
"""

import hashlib
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from datasite.command_line import CallError, SurroundingsError
from datasite.review import touched_files
from datasite.review.touched_files import INPUT_FOLDERS, FileMode, Proposal, TrackedFile

_SHA1_LENGTH = 40  # of a hash in hexadecimal digits; git may also use SHA-256
# Settings by which a repository could name a program that the commands used here would start: on a
# list of files, on a new work tree, or to fetch an object that is left out of a partial clone.
_HARMLESS_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": "/dev/null",
    "core.attributesFile": "/dev/null",
    "core.sshCommand": "false",
    "core.gitProxy": "",
    "credential.helper": "",
    "protocol.allow": "never",
    **{
        f"protocol.{name}.allow": "never"
        for name in ("ext", "file", "ftp", "ftps", "git", "http", "https", "ssh")
    },
}
_GIT = (
    "git",
    "--no-pager",
    "--no-replace-objects",
    *(word for name, value in _HARMLESS_SETTINGS.items() for word in ("-c", f"{name}={value}")),
)


def run_git(repository: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run a git command, which reads `given`, and return its output.

    Raises CallError where it fails, SurroundingsError where git is not installed.
    """
    try:
        done = subprocess.run(
            [*_GIT, "-C", str(repository), *arguments],
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise SurroundingsError(
            "git is not installed; it is needed to read past revisions"
        ) from error
    if done.returncode:
        raise CallError(
            f"git {arguments[0]} in {repository} failed:"
            f" {done.stderr.decode(errors='replace').strip()}"
        )
    return done.stdout


def list_tracked(checkout: Path) -> dict[str, TrackedFile]:
    """Every file of the index of a checkout, by path from that folder. Raises CallError."""
    return _parse(checkout, run_git(checkout, "ls-files", "--stage", "-z"))


def list_revision(repository: Path, revision: str, *paths: str) -> dict[str, TrackedFile]:
    """The files of a revision, all or those below `paths`, by path from the folder `repository`.

    Raises CallError where there is no such revision.
    """
    try:
        listing = run_git(repository, "ls-tree", "-r", "-z", "--end-of-options", revision, *paths)
    except CallError as error:
        raise CallError(f"The revision {revision} cannot be read: {error}") from error
    return _parse(repository, listing)


def _parse(repository: Path, listing: bytes) -> dict[str, TrackedFile]:
    try:
        return touched_files.parse_listing(listing)
    except ValueError as error:
        raise CallError(f"The files of {repository} cannot be listed: {error}") from error


def read_blobs(repository: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The content of files by its hash. Raises CallError where one is missing or another content
    is kept under its hash.
    """
    wanted = sorted(set(blobs))
    answer = run_git(
        repository, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode()
    )
    contents, at = {}, 0
    for blob in wanted:
        line_end = answer.index(b"\n", at)
        head = answer[at:line_end].decode("ascii", "replace").split(" ")
        if len(head) != 3 or head[1] != "blob":
            raise CallError(f"git has no file {blob} in {repository}")
        at = line_end + 1 + int(head[2])
        contents[blob] = answer[line_end + 1 : at]
        at += 1  # the line feed after each
        if _hash(contents[blob], len(blob)) != blob:
            raise CallError(f"the content of {blob} in {repository} does not fit its name")
    return contents


def _hash(content: bytes, length: int) -> str:
    """The hash by which git names the content of a file."""
    algorithm = "sha1" if length == _SHA1_LENGTH else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(content) + content).hexdigest()


def extract_inputs(root: Path, revision: str, folder: Path) -> Path:
    """Write the datasets and the texts of a revision of the repository `root` into `folder`.

    Raises CallError where there is no such revision, or no datasets in it.
    """
    listed = list_revision(root, revision, *INPUT_FOLDERS)
    if not any(path.startswith("datasets/") for path in listed):
        raise CallError(f"The revision {revision} has no folder datasets")
    _write_files(root, listed, folder)
    return folder


def first_parent(checkout: Path) -> str:
    """The hash of the first parent of the merge commit at which a checkout is: what a host merged
    a change into. Raises CallError where it is at no merge commit.
    """
    # Read as it is written, since a shallow clone hides the parents.
    commit = run_git(checkout, "cat-file", "commit", "HEAD").decode(errors="replace")
    head = commit.partition("\n\n")[0].split("\n")
    parents = [line.removeprefix("parent ") for line in head if line.startswith("parent ")]
    if len(parents) < 2:
        raise CallError(f"The last commit of {checkout} is no merge: leave out MERGED")
    return parents[0]


def first_commit(repository: Path) -> tuple[str, bool]:
    """The first commit of the main line that a clone has: its hash, and whether it is the first of
    all, which it is not in a shallow clone. Raises CallError where there is no commit.
    """
    try:
        line = run_git(repository, "rev-list", "--max-parents=0", "--first-parent", "HEAD")
    except CallError as error:
        raise CallError(
            f"{repository} is no git repository with a commit, from which the history is made:"
            " clone the repository. A site is built without it too, with the history that the"
            f" folder history/ holds, if any. ({error})"
        ) from error
    commit = line.decode("ascii").strip()
    # Read as it is written, since a shallow clone hides the parents.
    written = run_git(repository, "cat-file", "commit", commit).partition(b"\n\n")[0]
    return commit, b"\nparent " not in written


def require_ancestor(repository: Path, commit: str) -> None:
    """Raise CallError where a commit is not in the history of the last commit of a repository."""
    try:
        run_git(repository, "merge-base", "--is-ancestor", "--end-of-options", commit, "HEAD")
    except CallError as error:
        raise CallError(
            f"The change was merged into {commit}, which is not in the history of {repository}:"
            " push to the pull request again, so that it is merged anew"
        ) from error


@contextmanager
def fresh_tree(repository: Path, revision: str, folder: Path) -> Iterator[Path]:
    """A work tree of a revision, below `folder`, for the duration of the block."""
    tree = folder / "tree"
    run_git(repository, "worktree", "add", "--detach", "--quiet", str(tree), revision)
    try:
        yield tree
    finally:
        run_git(repository, "worktree", "remove", "--force", str(tree))


def lay_data(proposal: Proposal, proposed: Path, tree: Path) -> None:
    """Write the proposed data into a work tree and its index.

    The bytes and modes come from git's store, since a link in the checkout could lead elsewhere.
    What is no plain file is laid too, so that the check of the tree names it: at least in the
    index, since a folder may hold files of the base.
    """
    touched: dict[str, TrackedFile | None] = {**proposal.data, **proposal.irregular}
    laid = {path: file for path, file in touched.items() if touched_files.is_input(path)}
    for path in laid:
        _clear(tree, path)
    _write_files(proposed, {path: file for path, file in laid.items() if file}, tree)
    removed = TrackedFile("0", "0" * _SHA1_LENGTH)
    entries = ((path, file or removed) for path, file in touched.items())
    run_git(
        tree,
        "update-index",
        "-z",
        "--index-info",
        given=b"".join(
            f"{file.mode} {file.blob}\t{path}\0".encode(errors="surrogateescape")
            for path, file in entries
        ),
    )


def lay_file(checkout: Path, path: str, tree: Path) -> None:
    """Write one file of a checkout into a work tree, if it is a plain one."""
    file = list_tracked(checkout).get(path)
    if file and file.mode == FileMode.PLAIN:
        _write_files(checkout, {path: file}, tree)


def _write_files(repository: Path, files: Mapping[str, TrackedFile], folder: Path) -> None:
    """Write files from git's store below `folder`: an executable file without its mark, a link as
    one to nowhere, nothing for a submodule or where there is a folder.
    """
    free = {path: file for path, file in files.items() if not (folder / path).is_dir()}
    readable = {
        path: file.blob
        for path, file in free.items()
        if file.mode not in (FileMode.LINK, FileMode.SUBMODULE)
    }
    contents = read_blobs(repository, readable.values())
    for path, file in free.items():
        target = folder / path
        if file.mode != FileMode.SUBMODULE:
            target.parent.mkdir(parents=True, exist_ok=True)
        if file.mode == FileMode.LINK:
            target.symlink_to("nowhere")
        elif path in readable:
            target.write_bytes(contents[file.blob])


def _clear(tree: Path, path: str) -> None:
    """Remove the file at a path, a file where one of its folders is to be, and folders that become
    empty, of which git keeps none.
    """
    folders = [tree / parent for parent in Path(path).parents if parent.name]
    for place in (*folders, tree / path):
        if place.is_symlink() or place.is_file():
            place.unlink()
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
