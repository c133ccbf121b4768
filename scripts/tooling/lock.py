"""Choose the newest libraries that pyproject.toml allows and pin them with their hashes.

The locks are for the oldest Python that pyproject.toml allows and every newer one, so they are the
same whichever Python runs this.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = "pyproject.toml"
# Each lock and what it pins: the libraries of the site, alone or with a group; or a group alone.
LOCKS = {
    "requirements.lock": (SETTINGS,),
    "requirements-dev.lock": (SETTINGS, "--group", "dev"),
    "requirements-publish.lock": (SETTINGS, "--group", "publish"),
    "requirements-cards.lock": ("--group", f"{SETTINGS}:cards"),
    "requirements-uv.lock": ("--group", f"{SETTINGS}:uv"),
}


def oldest_python(settings: str) -> str:
    """The oldest Python that the text of a pyproject.toml allows, such as 3.11."""
    allowed = tomllib.loads(settings)["project"]["requires-python"]
    match = re.fullmatch(r">=(\d+\.\d+)", allowed)
    assert match, f"requires-python is {allowed}, not >=3.11"
    return match[1]


def compile_commands(python: str) -> Iterator[list[str]]:
    """The command that writes each lock, for this Python and newer ones."""
    for lock, pinned in LOCKS.items():
        yield [
            *(sys.executable, "-m", "uv", "pip", "compile", "--universal", "--generate-hashes"),
            *("--python-version", python, "--no-python-downloads"),
            *("--no-header", "--quiet", "--upgrade", *pinned, "--output-file", lock),
        ]


def main() -> int:
    python = oldest_python((ROOT / SETTINGS).read_text(encoding="utf-8"))
    for command in compile_commands(python):
        if code := subprocess.call(command, cwd=ROOT):
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
