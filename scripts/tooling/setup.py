#!/usr/bin/env python3
"""Make .venv and install one lock file into it, every download checked against its hash.

Runs on a bare Python 3.11+.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path


def main(lock: str) -> int:
    if sys.version_info < (3, 11):
        print(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Name another: make"
            " PYTHON=python3.12 site",
            file=sys.stderr,
        )
        return 4
    folder = Path(__file__).resolve().parents[2] / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not python.exists():
            print("Making .venv …", flush=True)
            venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(
            f"The virtual environment cannot be made: {error}. On Debian and Ubuntu: apt-get"
            " install python3-venv",
            file=sys.stderr,
        )
        return 4
    print(f"Installing the libraries of {lock} (about a minute the first time) …", flush=True)
    command = [
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
        "-r",
        lock,
    ]
    return 4 if subprocess.call(command) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
