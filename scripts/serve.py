"""Show the site on this machine, rebuild it after every change and refresh the open pages.

A build runs beside the server, so that pages are served meanwhile. If a build fails, it prints its
problems and the last good site stays.
"""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import livereload.server
import typer
from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop

from datasite.command_line import Exit

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "output"
HOST = "127.0.0.1"
WATCHED = ("datasets", "content", "theme", "scripts/datasite", "pelicanconf.py")
LiveScriptInjector: Any = livereload.server.LiveScriptInjector


class ScriptByAddress(LiveScriptInjector):  # type: ignore[misc]  # livereload has no types
    """Adds the script that refreshes a page by its address.

    livereload writes an inline script, which the site's content security policy forbids.
    """

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self.request = request

    def transform_first_chunk(
        self, status_code: int, headers: Any, chunk: bytes, finishing: bool
    ) -> Any:
        port = self.request.host.rpartition(":")[2]
        self.script = f'<script src="/livereload.js?port={port}" defer></script>'.encode()
        return super().transform_first_chunk(status_code, headers, chunk, finishing)


class Rebuilder:
    """Builds in a thread, one build at a time.

    `build` returns whether it made a new site; `after_build` then runs. Any number of requests
    during a build lead to one more build.
    """

    def __init__(self, build: Callable[[], bool], after_build: Callable[[], object]) -> None:
        self._build = build
        self._after_build = after_build
        self._requested = threading.Event()

    def request(self) -> None:
        self._requested.set()

    def start(self) -> None:
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            self._requested.wait()
            self._requested.clear()
            if self._build():
                self._after_build()


def build_site() -> bool:
    """Run scripts/build.py; whether the site is new."""
    return subprocess.call([sys.executable, str(ROOT / "scripts" / "build.py")]) == 0


def is_free(port: int) -> bool:
    """Whether nothing else uses the port of this machine."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True


@app.command()
def main(port: Annotated[int, typer.Option(help="The port on this machine.")] = 8000) -> None:
    """Serve output/ and rebuild it after every change."""
    if not is_free(port):
        typer.echo(
            f"Port {port} jest zajęty. Wybierz inny: make serve PORT={port + 1}\n"
            f"Port {port} is in use. Choose another one: make serve PORT={port + 1}",
            err=True,
        )
        raise typer.Exit(Exit.SURROUNDINGS)
    loop = IOLoop.current()
    rebuilder = Rebuilder(
        build_site, lambda: loop.add_callback(LiveReloadHandler.reload_waiters, "*")
    )
    if OUTPUT.is_dir():
        rebuilder.request()
    else:
        build_site()
    rebuilder.start()
    livereload.server.LiveScriptInjector = ScriptByAddress
    server = livereload.server.Server()

    def rebuild() -> None:
        rebuilder.request()
        server.watcher.filepath = None  # else the pages are refreshed before the build

    for name in WATCHED:
        server.watch(str(ROOT / name), rebuild)
    server.serve(root=str(OUTPUT), host=HOST, port=port)


if __name__ == "__main__":
    app()
