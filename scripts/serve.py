"""Show the site on this machine, rebuild it after every change and refresh the open pages.

A build is a process of its own beside the server, so that pages are served meanwhile and changed
code is run. If a build fails, it prints its problems and the last good site stays.
"""

import errno
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
import watchfiles

from datasite import command_line
from datasite.delivery.output import is_up_to_date
from datasite.delivery.site_inputs import INPUT_FOLDERS, input_digest
from datasite.site.preview_server import HOST, PreviewServer
from datasite.site.settings import SettingError, load_settings, settings_from_environment

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "output"
STOPPING = (signal.SIGINT, signal.SIGTERM)
INTERVAL = 2_000  # milliseconds after which the inputs are compared though no change was reported


def read_inputs(settings: list[str]) -> str:
    """The digest of what the site is built from; where it cannot be read, why."""
    try:
        return input_digest(ROOT, settings)
    except OSError as error:
        return str(error)


def keep_built(
    built: str, inputs: Callable[[], str], build: Callable[[], object], hints: Iterable[object]
) -> None:
    """Build at each hint if the inputs differ from those of the last build, good or bad.

    `built` are the inputs of the site that there is. What changes during a build is built after it,
    in one build.
    """
    for _ in hints:
        while (present := inputs()) != built:
            built = present
            build()


def hints_of_changes(stop: threading.Event) -> Iterator[None]:
    """A hint at once, after each change in a folder of the inputs, and at intervals, until `stop`.

    The intervals find what no watch reports: a folder that is new, and files beside the folders,
    whose watch ends as soon as an editor replaces them.
    """
    yield
    folders = [folder for name in INPUT_FOLDERS if (folder := ROOT / name).is_dir()]
    for _ in watchfiles.watch(
        *folders,
        watch_filter=None,
        stop_event=stop,
        rust_timeout=INTERVAL,
        yield_on_timeout=True,
    ):
        yield


def build_site(stop: threading.Event) -> None:
    """Run scripts/build.py to its end, or until `stop`; it then removes what is half built.

    It gets no Ctrl-C from the terminal, which would reach it a second time while it cleans up.
    """
    if stop.is_set():
        return
    command = [sys.executable, str(ROOT / "scripts" / "build.py")]
    with subprocess.Popen(command, start_new_session=True) as build:
        while build.poll() is None:
            if stop.wait(0.1):
                build.terminate()
                build.wait()


def open_server(port: int) -> PreviewServer:
    """The server of output/. Ends the command where the port is in use."""
    try:
        return PreviewServer(OUTPUT, port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        typer.echo(
            f"Port {port} jest zajęty. Wybierz inny: make serve PORT={port + 1}\n"
            f"Port {port} is in use. Choose another one: make serve PORT={port + 1}",
            err=True,
        )
        raise typer.Exit(command_line.Exit.SURROUNDINGS) from error


@app.command()
@command_line.reports_errors
def main(
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="The port on this machine; 0 takes a free one.")
    ] = 8000,
    debug: command_line.Debug = False,
) -> None:
    """Serve output/ and rebuild it after every change, until Ctrl-C."""
    stop = threading.Event()
    with open_server(port) as server:
        try:
            settings = settings_from_environment(load_settings(ROOT))
        except SettingError:
            settings = []  # the build says what is wrong
        inputs = partial(read_inputs, settings)
        present = inputs()
        built = present if is_up_to_date(OUTPUT, present) else ""
        builder = threading.Thread(
            target=keep_built,
            args=(built, inputs, partial(build_site, stop), hints_of_changes(stop)),
        )
        for name in STOPPING:
            signal.signal(name, signal.default_int_handler)
        try:
            builder.start()
            typer.echo(f"http://{HOST}:{server.server_port}/")
            server.serve_forever()
        except KeyboardInterrupt:
            for name in STOPPING:  # once is enough: a build that is stopped cleans up
                signal.signal(name, signal.SIG_IGN)
        finally:
            stop.set()
            if builder.is_alive():
                builder.join()


if __name__ == "__main__":
    app()
