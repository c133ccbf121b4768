"""Choose the newest libraries that pyproject.toml allows and pin them with their hashes."""

import subprocess
import sys


def main() -> int:
    tool = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"]
    common = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--no-header",
        "--quiet",
        "--upgrade",
        "pyproject.toml",
    ]
    return (
        subprocess.call(tool)
        or subprocess.call([*common, "-o", "requirements.lock"])
        or subprocess.call([*common, "--group", "dev", "-o", "requirements-dev.lock"])
        or subprocess.call([*common, "--group", "publish", "-o", "requirements-publish.lock"])
    )


if __name__ == "__main__":
    sys.exit(main())
