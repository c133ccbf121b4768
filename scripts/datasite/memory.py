"""Results that are kept on disk from one command to the next, by the content of what they were made
from.

A result is used again only where its name, its inputs and the program are the same, byte by byte;
times count for nothing. So a command that remembers gives what one that does not would give, and
the folder can be deleted at any moment.
"""

import contextlib
import hashlib
import os
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

ResultT = TypeVar("ResultT")
MOST_FILES = 20_000  # kept in a folder; beyond them the oldest half is deleted


@dataclass(frozen=True)
class Memory:
    """Results in `folder`; None keeps nothing. `program` is a digest of the code that makes them.

    The folder is as trusted as the program: what is read from it may be any object of ours.
    """

    folder: Path | None = None
    program: str = ""

    def recall(
        self, name: str, inputs: Iterable[bytes | str], make: Callable[[], ResultT]
    ) -> ResultT:
        """The result of `make`, which depends on the inputs alone; `name` says what it makes.

        Two sorts of results need two names. What cannot be read or written is made anew.
        """
        if self.folder is None:
            return make()
        file = self.folder / f"{name}-{_digest((self.program, name, *inputs))}"
        with contextlib.suppress(OSError, pickle.UnpicklingError, EOFError):
            kept: ResultT = pickle.loads(file.read_bytes())
            return kept
        result = make()
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            new = file.with_name(f"{file.name}.{os.getpid()}")
            new.write_bytes(pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL))
            new.replace(file)  # whole or not at all, also where two commands run at once
        return result

    def forget(self) -> None:
        """Delete the oldest half of the results where there are too many."""
        if self.folder is None or not self.folder.is_dir():
            return
        files = list(self.folder.iterdir())
        if len(files) > MOST_FILES:
            files.sort(key=lambda file: file.stat().st_mtime)
            for file in files[: len(files) // 2]:
                file.unlink(missing_ok=True)


NO_MEMORY = Memory()


def _digest(parts: Iterable[bytes | str]) -> str:
    """SHA-256 of parts, each with its length: ("ab", "c") is not ("a", "bc")."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()
