#!/usr/bin/env python3
"""Create .venv and install the libraries of one lock file, each checked against its hash.

It runs on a bare Python 3.11 or newer, before any library is there; so its messages, in Polish and
English, are written here.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path


def main(lock: str) -> int:
    if sys.version_info < (3, 11):
        this = sys.version.split()[0]
        print(
            f"Potrzebny jest Python 3.11 lub nowszy, a to jest {this}. Wskaż inny:"
            f" make PYTHON=python3.12 site\nPython 3.11 or newer is needed, and this is {this}."
            " Name another one: make PYTHON=python3.12 site",
            file=sys.stderr,
        )
        return 4
    folder = Path(__file__).resolve().parents[2] / ".venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    try:
        if not python.exists():
            print("Tworzę .venv … · Creating .venv …", flush=True)
            venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        print(
            f"Nie da się utworzyć środowiska Pythona · The virtual environment cannot be created:"
            f" {error}. Debian, Ubuntu: apt-get install python3-venv",
            file=sys.stderr,
        )
        return 4
    print(
        f"Instaluję biblioteki z {lock}; za pierwszym razem trwa to około minuty …\n"
        f"Installing the libraries of {lock}; the first time this takes about a minute …",
        flush=True,
    )
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
