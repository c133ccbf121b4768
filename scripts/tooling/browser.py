"""Install a browser for the tests: the system's Chromium, its package, or Playwright's own."""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

# The first has no window and opens pages in half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PACKAGES = NAMES[:2]  # of Debian; other systems have the second alone


def system_browser() -> str | None:
    """The path of a Chromium on this machine: $CHROMIUM, or one of the usual names."""
    return os.environ.get("CHROMIUM") or next(
        (path for name in NAMES if (path := shutil.which(name))), None
    )


def playwright_has_one() -> bool:
    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)  # noqa: PTH110  # text, not a Path


def _install(package: str) -> bool:
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    return subprocess.call([*install, package]) == 0


def main() -> int:
    if system_browser() or playwright_has_one():
        return 0
    print("Installing a browser for the tests …", flush=True)
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.call(["apt-get", "update", "-qq"])
        any(_install(package) for package in PACKAGES)
    if (
        system_browser()
        or subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]) == 0
    ):
        return 0
    print(
        "No browser could be installed. Install Chromium, or name it:"
        " CHROMIUM=/path/to/chromium make test",
        file=sys.stderr,
    )
    return 4


if __name__ == "__main__":
    sys.exit(main())
