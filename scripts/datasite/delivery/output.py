"""Replace output/ by a finished folder as a whole, or leave it as it was, whenever the build is
stopped.

Beside output/ lie `.output-building` (what is being built), `.output-leaving` (the old site between
two steps of the swap), `.output-previous` (the whole site before this one, kept),
`.output-verified` (checksums of what output/ holds), `.output-inputs` (the digest of what it was
built from) and `.output-lock`.
"""

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from datasite.delivery import os_calls
from datasite.delivery.site_digests import SITE_MARKER, read_digests
from datasite.publication.checksums import sha256sum_lines

# Modes that no umask changes: a web server under another name reads the files.
_FILE_MODE, _FOLDER_MODE = 0o644, 0o755
SOURCES = ("datasets", "content", "theme", "scripts", "tests", "docs", ".git", ".github", ".venv")


class OutputError(Exception):
    """The output folder cannot be used now; the message says why."""


class UnfitOutputError(OutputError):
    """The folder may never be an output; the message says why."""


@contextlib.contextmanager
def build_aside(output: Path, root: Path, home: Path, inputs: str = "") -> Iterator[Path]:
    """Give an empty folder beside `output` to build in. It replaces `output` when the block ends
    well and is removed when the block fails.

    `root` holds the sources and `home` is the user's folder: neither may be lost. `inputs` is the
    digest of what is built from, which is_up_to_date compares later. What a killed build left is
    cleaned up first. Two builds cannot run at once. Raises OutputError, and OSError where the disk
    is full or may not be written.
    """
    output = require_fit_output(output, root, home)
    building = sibling(output, "building")
    with os_calls.usual_modes(), locked(output):
        _clean_up(output)
        building.mkdir()
        try:
            yield building
            _set_modes_and_flush(building)
            _write_verified(output, sha256sum_lines(read_digests(building)))
            # A build that is killed between the two leaves no digest, and so nothing up to date.
            sibling(output, "inputs").unlink(missing_ok=True)
            _replace(output, building)
            with contextlib.suppress(OSError):
                sibling(output, "inputs").write_text(inputs, encoding="utf-8")
        finally:
            # The site is whole either way; the next build removes what is left over.
            with contextlib.suppress(OSError, OutputError):
                _clean_up(output)


def require_fit_output(output: Path, root: Path, home: Path) -> Path:
    """The path of `output` without symbolic links in its parents.

    Raises UnfitOutputError where a swap would take away something that is not a site, and
    OutputError where the path leads nowhere.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise UnfitOutputError(f"{output} is not a folder of its own")
    try:
        whole = output.resolve()
    except (RuntimeError, OSError) as error:  # Python 3.13 raises the second
        raise OutputError(f"{output} leads nowhere: links go round in a circle") from error
    for kept, name in ((root, "the folder of the sources"), (home, "the home folder")):
        if kept.resolve().is_relative_to(whole):
            raise UnfitOutputError(
                f"{output} holds {name}, {kept}; name a folder for the site alone"
            )
    for source in SOURCES:
        if whole.is_relative_to((root / source).resolve()):
            raise UnfitOutputError(
                f"{output} is inside {source}/, which is a source of the site; name a folder"
                " outside it"
            )
    if whole.is_dir() and any(whole.iterdir()) and not (whole / SITE_MARKER).is_file():
        raise UnfitOutputError(
            f"{output} holds files and is not a site of ours (it has no {SITE_MARKER}); empty it or"
            " name another folder"
        )
    return whole


@contextlib.contextmanager
def locked(output: Path) -> Iterator[None]:
    """Let nobody else build or publish `output` within the block. The lock ends with the process,
    however that ends.

    Raises OutputError where somebody else holds the lock.
    """
    path = sibling(output, "lock")
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0, mode=_FILE_MODE)
    with contextlib.suppress(OSError):
        path.chmod(_FILE_MODE)  # an older version may have left it closed
    try:
        with os_calls.usual_modes():
            lock.acquire()
    except Timeout as error:
        raise OutputError("another build is running, or the site is being published") from error
    try:
        yield
    finally:
        lock.release()


def sibling(output: Path, name: str) -> Path:
    """The path of a helper of `output` beside it: output/ and "lock" give .output-lock."""
    return output.with_name(f".{output.name}-{name}")


def is_verified(output: Path, digests: Mapping[str, str]) -> bool:
    """Whether the last build verified exactly these files. `digests` holds SHA-256 by path."""
    verified = sibling(output, "verified")
    return verified.is_file() and verified.read_bytes() == sha256sum_lines(digests)


def is_up_to_date(output: Path, inputs: str) -> bool:
    """Whether there is a site that was built from exactly this, by the digest of its inputs."""
    digest = sibling(output, "inputs")
    return output.is_dir() and digest.is_file() and digest.read_text(encoding="utf-8") == inputs


def _clean_up(output: Path) -> None:
    """Put an old site back that no new one has replaced, keep one that was replaced, and remove
    what is half built.
    """
    building, leaving, previous = (
        sibling(output, name) for name in ("building", "leaving", "previous")
    )
    _remove(building)
    sibling(output, "verified-new").unlink(missing_ok=True)
    if leaving.exists() and not output.exists():
        leaving.rename(output)
    elif leaving.exists():
        if previous.exists():
            previous.rename(building)  # never half-removed under its own name
        leaving.rename(previous)
        _remove(building)


def _remove(leftover: Path) -> None:
    shutil.rmtree(leftover, ignore_errors=True)
    if leftover.exists():  # somebody may have made its folders read-only
        _open_folders(leftover)
        shutil.rmtree(leftover, ignore_errors=True)
    if leftover.exists():
        raise OutputError(f"{leftover} is left over and cannot be removed; remove it by hand")


def _open_folders(folder: Path) -> None:
    with contextlib.suppress(OSError):
        folder.chmod(_FOLDER_MODE)
        for entry in folder.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                _open_folders(entry)


def _set_modes_and_flush(building: Path) -> None:
    """Set the modes of all files and write them to the disk, so that after a power cut the new
    site is complete.
    """
    building.chmod(_FOLDER_MODE)
    for path in building.rglob("*"):
        path.chmod(_FOLDER_MODE if path.is_dir() else _FILE_MODE)
    os_calls.flush_to_disk(building)


def _write_verified(output: Path, content: bytes) -> None:
    """Write the list of checksums before the swap, so that nothing can fail after it.

    A build that is killed between the two leaves a list that fits no site, so nothing is published.
    """
    fresh = sibling(output, "verified-new")
    fresh.write_bytes(content)
    fresh.chmod(_FILE_MODE)
    fresh.replace(sibling(output, "verified"))


def _replace(output: Path, building: Path) -> None:
    """Put `building` in the place of `output`: in one step where the system can, otherwise by two
    renames that are undone if they are stopped.

    Once the new site is in its place nothing is an error any more: the next build does what is left
    to do.
    """
    leaving = sibling(output, "leaving")
    if not output.exists():
        building.rename(output)
    elif os_calls.exchange_folders(building, output):
        with contextlib.suppress(OSError):
            building.rename(leaving)
    else:
        try:
            output.rename(leaving)
            building.rename(output)
        except BaseException:
            if not output.exists():
                leaving.rename(output)
            raise
    with contextlib.suppress(OSError):
        os_calls.flush_to_disk(output.parent)
