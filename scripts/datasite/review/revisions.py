"""Another revision of the repository, for the commands that compare with one."""

import io
import subprocess
import tarfile
from pathlib import Path

from datasite import command_line


def extract(root: Path, revision: str, folder: Path) -> Path:
    """The datasets of a revision of the repository `root`, written into `folder`.

    Raises CallError where there is no such revision.
    """
    try:
        done = subprocess.run(
            [
                "git",
                "-C",
                str(root),
                "archive",
                "--format=tar",
                "--end-of-options",
                revision,
                "datasets",
            ],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise command_line.SurroundingsError(
            "git is not installed; it is needed to read another revision"
        ) from error
    if done.returncode:
        raise command_line.CallError(
            f"The revision {revision} cannot be read:"
            f" {done.stderr.decode(errors='replace').strip()}"
        )
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder
