"""Several files are written together: all of them, or none if one of them fails."""

import contextlib
import os
import shutil
import signal
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

SCRATCH = ".writing"  # a folder for the new files, outside of datasets/ and content/
State = Mapping[str, bytes | None]  # what files hold, by path; None where there is no file


class ChangedError(Exception):
    """The file with this path is not what it was when the work began; nothing is written."""


def files_state(root: Path, paths: Iterable[str]) -> State:
    """The present bytes of files, by path; None for a file that does not exist."""
    return {path: (root / path).read_bytes() if (root / path).is_file() else None for path in paths}


def write_files(root: Path, files: Mapping[str, bytes], before: State) -> None:
    """Write the new bytes of `files`, by path, over those that they had `before`.

    Raises ChangedError or OSError, and has then put back what was there.
    """
    for path, content in files_state(root, files).items():
        if content != before[path]:
            raise ChangedError(path)
    parents = {folder for path in files for folder in (root / path).parents}
    new_folders = sorted(folder for folder in parents if not folder.exists())
    replaced: list[str] = []
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C waits for the few renames
    try:
        with _scratch_folder(root) as scratch:
            written = {path: scratch / str(number) for number, path in enumerate(files)}
            for path, file in written.items():
                target = root / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _write_through(file, files[path])
                file.chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o644)
            for path, file in written.items():
                file.replace(root / path)
                replaced.append(path)
    except OSError:
        for path in replaced:
            if (content := before[path]) is None:
                (root / path).unlink()
            else:
                (root / path).write_bytes(content)
        for folder in filter(Path.is_dir, reversed(new_folders)):
            folder.rmdir()
        raise
    finally:
        signal.signal(signal.SIGINT, handler)


@contextlib.contextmanager
def new_folder(folder: Path, files: Mapping[str, bytes]) -> Iterator[None]:
    """A new folder with these files, which nobody may change, within the block and after it; where
    the block fails, it is gone again.

    It comes under its name when it is whole. Raises FileExistsError where there is one.
    """
    if folder.exists():
        raise FileExistsError(f"{folder} is there already, and what is there never changes")
    new_parents = [parent for parent in folder.parents if not parent.exists()]
    folder.parent.mkdir(parents=True, exist_ok=True)
    writing, made = folder.with_name(f".{folder.name}{SCRATCH}"), False
    try:
        shutil.rmtree(writing, ignore_errors=True)
        writing.mkdir()
        for name, content in files.items():
            _write_through(writing / name, content)
            (writing / name).chmod(0o444)
        writing.rename(folder)
        made = True
        yield
    except BaseException:
        shutil.rmtree(folder if made else writing, ignore_errors=True)
        for parent in filter(Path.is_dir, new_parents):
            parent.rmdir()
        raise


@contextlib.contextmanager
def _scratch_folder(root: Path) -> Iterator[Path]:
    """An empty folder on the same disk; what a killed command left in it is deleted."""
    folder = root / SCRATCH
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write_through(file: Path, content: bytes) -> None:
    """Write to the disk itself, so that after a power cut a file holds its old or its new bytes."""
    with file.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
