"""Writes several files together: all of them, or none as far as the system allows."""

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

BESIDE = ".writing"  # a folder of what is being written, outside of datasets/ and content/
Files = Mapping[str, bytes]
State = Mapping[str, bytes | None]  # what a file holds, None where there is none


class ChangedError(Exception):
    """A file is not what it was when the work began; nothing is written."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


def state(root: Path, paths: list[str]) -> State:
    """What the files hold now."""
    return {path: (root / path).read_bytes() if (root / path).is_file() else None for path in paths}


def write(root: Path, files: Files, before: State) -> None:
    """Replace files, which must still be as they were `before`.

    Raises ChangedError and OSError, and has then put back what was there.
    """
    for path, held in state(root, list(files)).items():
        if held != before[path]:
            raise ChangedError(path)
    folders = sorted(
        {folder for path in files for folder in (root / path).parents if not folder.exists()}
    )
    done: list[str] = []
    stopping = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C waits for the few renames
    try:
        with _beside(root) as folder:
            new = {path: folder / str(number) for number, path in enumerate(files)}
            for path, content in files.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                _settled(new[path], content)
                new[path].chmod(
                    (root / path).stat().st_mode & 0o7777 if before[path] is not None else 0o644
                )
            for path in files:
                new[path].replace(root / path)
                done.append(path)
    except OSError:
        for path in done:
            _put_back(root / path, before[path])
        for folder in reversed(folders):
            if folder.is_dir():
                folder.rmdir()
        raise
    finally:
        signal.signal(signal.SIGINT, stopping)


@contextlib.contextmanager
def _beside(root: Path) -> Iterator[Path]:
    """An empty folder on the same disk, for as long as it is needed.

    What a killed command left in it goes.
    """
    folder = root / BESIDE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _settled(file: Path, content: bytes) -> None:
    """After a power cut a name leads to whole bytes, the old or the new."""
    with file.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _put_back(file: Path, held: bytes | None) -> None:
    if held is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(held)
