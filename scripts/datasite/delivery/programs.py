"""A command in, what it said out: the one place that runs another program.

The program dies with us where the system can see to it (Linux): once a build has been killed nobody
writes into its folder any more, and the next one clears it.
"""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from datasite.delivery import os_calls


def run(
    command: Sequence[str],
    said: str = "",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run to the end, whatever its exit code.

    `said` is what it reads, `environment` all that it knows of ours if given. Raises OSError where
    it cannot be run.
    """
    return subprocess.run(
        command,
        input=said,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        preexec_fn=os_calls.AT_BIRTH,
    )
