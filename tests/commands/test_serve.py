"""`make serve`: when it builds, what it says of a port in use, and how it ends."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import built_sites
import pytest
from mini_site import compose_with_code
from typer.testing import CliRunner

import serve

PATIENCE = 60  # seconds


class Inputs:
    """The inputs of a site, which a test changes, and the builds that they lead to."""

    def __init__(self, present: str) -> None:
        self.present = present
        self.builds: list[str] = []
        self.during_build: Callable[[], None] = lambda: None

    def build(self) -> bool:
        """A build that fails where it is asked for "bad" inputs."""
        self.builds.append(self.present)
        self.during_build()
        return self.present != "bad"

    def become(self, *values: str) -> Iterator[str]:
        """A hint after each change."""
        for self.present in values:
            yield self.present

    def keep_built(self, built: str, hints: Iterator[object] | list[object]) -> list[str]:
        serve.keep_built(built, lambda: self.present, self.build, hints)
        return self.builds


def test_what_is_up_to_date_at_the_start_is_not_built() -> None:
    assert Inputs("one").keep_built("one", ["start"]) == []
    assert Inputs("two").keep_built("one", ["start"]) == ["two"]


def test_changes_during_a_build_lead_to_one_more_build() -> None:
    inputs = Inputs("one")
    saved = iter(["two", "three"])

    def edit() -> None:
        if len(inputs.builds) == 1:
            inputs.present = next(saved)
            inputs.present = next(saved)

    inputs.during_build = edit
    assert inputs.keep_built("", ["start", "change", "change"]) == ["one", "three"]


def test_a_failed_build_is_not_tried_again_before_something_changes() -> None:
    inputs = Inputs("good")
    hints = inputs.become("bad", "bad", "bad", "good", "good")
    assert inputs.keep_built("good", hints) == ["bad", "good"]


def test_a_port_in_use_is_said_with_the_way_to_choose_another() -> None:
    with socket.create_server((serve.HOST, 0)) as busy:
        port = busy.getsockname()[1]
        done = CliRunner().invoke(serve.app, ["--port", str(port)])
    assert done.exit_code == 4
    assert f"make serve PORT={port + 1}" in done.output


@pytest.mark.parametrize(
    ("kind", "built"),
    [(signal.SIGINT, ".output-building/pl"), (signal.SIGTERM, ".output-building")],
)
def test_stopped_in_a_build_it_ends_well_and_leaves_nothing(
    tmp_path: Path, kind: signal.Signals, built: str
) -> None:
    root = compose_with_code(tmp_path / "mini")
    output = root / "output"
    serving = subprocess.Popen(
        [sys.executable, str(root / "scripts" / "serve.py"), "--port", "0"],
        env=built_sites.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        until = time.monotonic() + PATIENCE
        while not (root / built).exists():
            assert serving.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)
        builds = _children(serving.pid)
        serving.send_signal(kind)
        printed, _ = serving.communicate(timeout=PATIENCE)
    finally:
        serving.kill()
    assert serving.returncode == 0, printed
    assert "Traceback" not in printed
    assert not output.exists()
    assert built_sites.leftovers(output) == []
    assert len(builds) == 1
    assert not any(map(_is_running, builds))


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for path in listed for child in path.read_text().split()]


def _is_running(process: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, 0)
        return True
    return False
