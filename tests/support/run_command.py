"""Commands of scripts/ in processes of their own."""

import subprocess
import sys
from pathlib import Path

from paths import SCRIPTS


def run_check(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / "check.py"), "--root", str(root), *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=False)
