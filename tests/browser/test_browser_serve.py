"""`make serve` in a browser: an open page shows each change by itself, and the old one when a build
fails.
"""

import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import built_sites
import edits
from browser_pages import PATIENCE, Visit
from mini_site import compose_with_code
from playwright.sync_api import Browser, Page, expect

from serve import INTERVAL

PROJECT, ADDRESS = "przykladowy-projekt", "/en/projects/przykladowy-projekt/"
SECONDS = PATIENCE / 1000
BUILD = "Checking data and texts …"  # the first line of each


class Serving:
    """scripts/serve.py of a root at a free port, and what it has printed after its address."""

    def __init__(self, root: Path) -> None:
        self.printed: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, str(root / "scripts" / "serve.py"), "--port", "0"],
            env=built_sites.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        assert self.process.stdout
        self._output = self.process.stdout
        self.host = self._output.readline().rstrip().rstrip("/")
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        for line in self._output:
            self.printed.append(line.rstrip())

    def wait_for(self, part: str) -> None:
        """Wait until it has printed a line with this part."""
        until = time.monotonic() + SECONDS
        while not any(part in line for line in self.printed):
            assert time.monotonic() < until, self.printed
            time.sleep(0.05)

    def end(self) -> int:
        """The exit code after Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(SECONDS)
        finally:
            self.process.kill()
            self._reader.join()
            self._output.close()


@contextmanager
def visits(address: str) -> Iterator[list[int]]:
    """The statuses of requests that are sent, one after another, until the block ends."""
    statuses: list[int] = []
    over = threading.Event()

    def visit() -> None:
        while not over.wait(0.02):
            with urllib.request.urlopen(address, timeout=SECONDS) as answer:
                statuses.append(answer.status)

    visitor = threading.Thread(target=visit)
    visitor.start()
    try:
        yield statuses
    finally:
        over.set()
        visitor.join()


def test_an_open_page_shows_each_change_and_stays_when_a_build_fails(
    chromium: Browser, watch: Callable[[Page], Visit], tmp_path: Path
) -> None:
    root = compose_with_code(tmp_path / "mini")
    serving = Serving(root)
    try:
        page = watch(chromium.new_page()).page
        page.goto(serving.host)
        expect(page.locator("body")).to_contain_text("There is no site yet.")
        expect(page.locator("h1")).to_be_visible()  # by itself, after the first build

        page.goto(serving.host + ADDRESS)
        title = page.locator("h1")
        expect(title).to_have_text("Sample project")
        with visits(serving.host + ADDRESS) as statuses:
            edits.change(root, "projects", PROJECT, title_en="Another title")
            expect(title).to_have_text("Another title")
        assert len(statuses) > 10
        assert set(statuses) == {200}

        edits.change(root, "projects", PROJECT, start_date="2021-13-24")
        serving.wait_for("is as it was")
        builds = serving.printed.count(BUILD)
        page.wait_for_timeout(1.5 * INTERVAL)
        assert serving.printed.count(BUILD) == builds
        problems = [line for line in serving.printed if "2021-13-24" in line]
        assert len(problems) == len(set(problems)) > 0
        expect(title).to_have_text("Another title")

        edits.change(root, "projects", PROJECT, start_date="2021-09-24", title_en="Third title")
        expect(title).to_have_text("Third title")
        page.close()
    finally:
        code = serving.end()
    assert code == 0, serving.printed
    assert not any("Traceback" in line for line in serving.printed)

    again = Serving(root)
    try:
        with urllib.request.urlopen(again.host + ADDRESS, timeout=SECONDS) as answer:
            assert b"Third title" in answer.read()
        time.sleep(1.5 * INTERVAL / 1000)
    finally:
        again.end()
    assert again.printed == []  # what is up to date is not built
