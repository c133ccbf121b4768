"""Git reads a checkout that a stranger hands over with its settings: nothing of it runs, and what
is read is what git's hashes name.
"""

import hashlib
import stat
import subprocess
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from repositories import add_submodule, commit, commit_index, git, set_mode

from datasite.command_line import CallError
from datasite.review import revisions, touched_files
from datasite.review.touched_files import TrackedFile

PATH = "datasets/a/a.csv"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    (root / "datasets/a").mkdir(parents=True)
    (root / PATH).write_bytes(b"id\r\n1\n")
    (root / "content/news").mkdir(parents=True)
    (root / "content/news/2020-01-01-x.pl.md").write_bytes(b"Title: X\n")
    git(root, "init", "--quiet", "--initial-branch", "main")
    commit(root)
    return root


def program(root: Path) -> tuple[Path, Path]:
    """A program, and the file that shows that it ran."""
    file, ran = root.parent / "program", root.parent / "ran"
    file.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file, ran


def blob_of(root: Path, path: str) -> str:
    return git(root, "ls-files", "--stage", path).split()[1]


def lose_blob(root: Path, path: str) -> None:
    """Leave out an object, as a partial clone does."""
    blob = blob_of(root, path)
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    git(root, "config", "core.repositoryformatversion", "1")
    git(root, "config", "extensions.partialClone", "origin")
    git(root, "config", "remote.origin.promisor", "true")


def watcher(root: Path, program: Path) -> None:
    git(root, "config", "core.fsmonitor", str(program))


def remote_helper(root: Path, program: Path) -> None:
    lose_blob(root, PATH)
    git(root, "config", "remote.origin.url", f"ext::{program}")
    git(root, "config", "protocol.ext.allow", "always")


def program_of_the_other_side(root: Path, program: Path) -> None:
    lose_blob(root, PATH)
    git(root, "config", "remote.origin.url", str(root))
    git(root, "config", "remote.origin.uploadpack", str(program))
    git(root, "config", "protocol.file.allow", "always")


def shell_of_ssh(root: Path, program: Path) -> None:
    lose_blob(root, PATH)
    git(root, "config", "remote.origin.url", "ssh://127.0.0.1/x")
    git(root, "config", "core.sshCommand", str(program))
    git(root, "config", "protocol.ssh.allow", "always")


def filter_of_content(root: Path, program: Path) -> None:
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.csv filter=x diff=x\n", encoding="utf-8")
    git(root, "config", "filter.x.smudge", str(program))
    git(root, "config", "diff.x.textconv", str(program))


def hook(root: Path, program: Path) -> None:
    for name in ("post-checkout", "post-index-change"):
        (root / ".git/hooks").mkdir(exist_ok=True)
        (root / ".git/hooks" / name).symlink_to(program)


@pytest.mark.parametrize(
    "set_up",
    [
        watcher,
        remote_helper,
        program_of_the_other_side,
        shell_of_ssh,
        filter_of_content,
        hook,
    ],
)
def test_nothing_of_a_checkout_runs(
    set_up: Callable[[Path, Path], None], checkout: Path, tmp_path: Path
) -> None:
    file, ran = program(checkout)
    set_up(checkout, file)

    def by_plain_git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=checkout, check=False, capture_output=True)

    by_plain_git("ls-files", "--stage")
    by_plain_git("cat-file", "blob", blob_of(checkout, PATH))
    by_plain_git("worktree", "add", "--detach", str(tmp_path / "plain"), "HEAD")
    assert ran.exists()  # the danger is real
    ran.unlink()

    files = revisions.list_tracked(checkout)
    assert set(revisions.list_revision(checkout, "HEAD")) == set(files)
    try:
        revisions.read_blobs(checkout, [files[PATH].blob])
        revisions.extract_inputs(checkout, "HEAD", tmp_path / "extracted")
        if set_up is not filter_of_content:  # a work tree is made of one's own repository
            with revisions.fresh_tree(checkout, "HEAD", tmp_path / "fresh"):
                pass
    except CallError:
        assert set_up not in (watcher, filter_of_content, hook)  # an object is missing
    assert not ran.exists()


def test_a_file_is_read_as_its_hash_says(checkout: Path) -> None:
    """Neither a replacement nor a forged store hides what would be merged."""
    blob = blob_of(checkout, PATH)
    other = git(checkout, "hash-object", "-w", "--stdin", given=b"id\n2\n").strip()
    git(checkout, "replace", blob, other)
    assert git(checkout, "cat-file", "blob", blob) == "id\n2\n"
    assert revisions.read_blobs(checkout, [blob]) == {blob: b"id\r\n1\n"}

    forged = checkout / ".git/objects" / blob[:2] / blob[2:]
    forged.unlink()
    forged.write_bytes(zlib.compress(b"blob 5\0id\n2\n"))
    with pytest.raises(CallError, match=blob):
        revisions.read_blobs(checkout, [blob])


def test_several_files_are_read_at_once(checkout: Path) -> None:
    contents = {b"", b"a\n", b"\n\nb", bytes(range(256))}
    for number, content in enumerate(contents):
        (checkout / str(number)).write_bytes(content)
    commit(checkout)
    blobs = [file.blob for path, file in revisions.list_tracked(checkout).items() if path.isdigit()]
    assert set(revisions.read_blobs(checkout, [*blobs, *blobs]).values()) == contents
    with pytest.raises(CallError, match="0" * 40):
        revisions.read_blobs(checkout, [*blobs, "0" * 40])


def test_a_path_that_leads_elsewhere_is_refused(checkout: Path) -> None:
    """Git writes no such index; the one that is handed over may be written by hand."""
    index = checkout / ".git/index"
    content = index.read_bytes()[:-20].replace(b"content/news/2020", b"content/../../020")
    index.write_bytes(content + hashlib.sha1(content).digest())
    with pytest.raises(CallError, match=r"\.\./\.\./020"):
        revisions.list_tracked(checkout)


def test_a_merge_that_is_not_finished_is_refused(checkout: Path) -> None:
    entries = "".join(f"100644 {blob_of(checkout, PATH)} {stage}\tcontent/x\n" for stage in (1, 2))
    git(checkout, "update-index", "--index-info", given=entries.encode())
    with pytest.raises(CallError, match="content/x is not finished"):
        revisions.list_tracked(checkout)


@pytest.mark.parametrize("kind", ["file", "executable", "link", "submodule", "nothing"])
@pytest.mark.parametrize(
    "path", ["content", "content/news", "content/news/x", "datasets", "datasets/a", PATH]
)
def test_a_proposal_is_laid_as_git_keeps_it(
    path: str, kind: str, checkout: Path, tmp_path: Path
) -> None:
    """In the work tree, as far as files of the base leave room, and always in its index."""
    (checkout / "datasets/a/dataset.yaml").write_bytes(b"the base's\n")
    commit(checkout)
    git(tmp_path, "clone", "--quiet", str(checkout), "proposed")
    proposed = tmp_path / "proposed"
    git(proposed, "rm", "--quiet", "-r", "--ignore-unmatch", path)
    (proposed / path).parent.mkdir(parents=True, exist_ok=True)
    if kind in ("file", "executable"):
        (proposed / path).write_bytes(b"new\n")
    elif kind == "link":
        (proposed / path).symlink_to("/etc")
    if kind == "submodule":
        add_submodule(proposed, path)
    else:
        git(proposed, "add", "--all")
    if kind == "executable":
        set_mode(proposed, path, "100755")
    theirs = revisions.list_tracked(proposed)
    proposal = touched_files.sort_changes(revisions.list_tracked(checkout), theirs)
    with revisions.fresh_tree(checkout, "HEAD", tmp_path) as tree:
        revisions.lay_data(proposal, proposed, tree)
        laid = revisions.list_tracked(tree)
        assert data_of(laid) == data_of(theirs)
        assert proposal.irregular.items() <= laid.items()
        if kind in ("file", "executable") and touched_files.is_data(path):
            assert (tree / path).read_bytes() == b"new\n"


def data_of(files: Mapping[str, TrackedFile]) -> dict[str, TrackedFile]:
    return {path: file for path, file in files.items() if touched_files.is_data(path)}


def test_a_revision_is_listed_with_its_modes(checkout: Path) -> None:
    set_mode(checkout, PATH, "100755")
    add_submodule(checkout, "content/ą\n")
    commit_index(checkout)
    listed = revisions.list_revision(checkout, "HEAD", *touched_files.INPUT_FOLDERS)
    assert listed == revisions.list_tracked(checkout)
    assert listed["content/ą\n"] == TrackedFile("160000", "a" * 40)
    assert listed[PATH] == TrackedFile("100755", blob_of(checkout, PATH))


def test_a_revision_is_written_as_git_keeps_it(checkout: Path, tmp_path: Path) -> None:
    """Attributes by which an archive would leave out or change files do not count."""
    (checkout / ".gitattributes").write_text(
        "datasets/** export-ignore\n*.md text eol=crlf export-subst\n", encoding="utf-8"
    )
    (checkout / "content/pages").mkdir()
    (checkout / "content/pages/x.pl.md").write_bytes(b"$Format:%H$\n")
    commit(checkout)
    revisions.extract_inputs(checkout, "HEAD", tmp_path / "before")
    assert (tmp_path / "before" / PATH).read_bytes() == b"id\r\n1\n"
    assert (tmp_path / "before/content/pages/x.pl.md").read_bytes() == b"$Format:%H$\n"
    assert not (tmp_path / "before/.gitattributes").exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_a_revision_that_is_none_is_named(revision: str, checkout: Path, tmp_path: Path) -> None:
    with pytest.raises(CallError, match="cannot be read"):
        revisions.extract_inputs(checkout, revision, tmp_path / "before")


def test_the_commit_into_which_a_host_merged_is_the_first_parent(
    checkout: Path, tmp_path: Path
) -> None:
    git(checkout, "switch", "--quiet", "--create", "change")
    (checkout / PATH).write_bytes(b"id\n3\n")
    commit(checkout)
    git(checkout, "switch", "--quiet", "main")
    target = commit_index(checkout)
    git(checkout, "merge", "--quiet", "--no-ff", "--message", "parent x", "change")
    git(tmp_path, "clone", "--quiet", "--depth", "1", checkout.as_uri(), "shallow")
    assert revisions.first_parent(tmp_path / "shallow") == target
    revisions.require_ancestor(checkout, target)
    git(checkout, "reset", "--quiet", "--hard", target)
    with pytest.raises(CallError, match="no merge"):
        revisions.first_parent(checkout)
    git(checkout, "switch", "--quiet", "change")
    with pytest.raises(CallError, match="not in the history"):
        revisions.require_ancestor(checkout, target)
