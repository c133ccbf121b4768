"""A site on this machine, for tests of visits: it answers by path and keeps what it was asked."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOST = "127.0.0.1"
NAME = (  # an address as sources have it, which the test sends to this machine
    "strona.przyklad.example"
)
PAGE = b"<!doctype html><title>x</title><main><p>Projekt trwa.</p></main>"
OTHER = b"<!doctype html><title>x</title><main><p>Projekt sko\xc5\x84czono.</p></main>"

Answer = Callable[[BaseHTTPRequestHandler], None]


def answer(status: int, body: bytes = b"", **headers: str) -> Answer:
    def send(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {
            "content_type": "text/html; charset=utf-8",
            "content_length": str(len(body)),
            "connection": "close",
            **headers,
        }.items():
            to.send_header(name.replace("_", "-"), value)
        to.end_headers()
        to.wfile.write(body)

    return send


def redirect(address: str, status: int = 302) -> Answer:
    return answer(status, location=address)


class Server:
    """A site on this machine: `answers` by path, and the paths and headers it was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.over = threading.Event()
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.asked.append(self.path)
                owner.headers.append({name.lower(): value for name, value in self.headers.items()})
                self.close_connection = True
                owner.answers.get(self.path, answer(404))(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer((HOST, 0), Handler)
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a client that hangs up is meant
        self.place = f"{HOST}:{self._server.server_port}"
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://{self.place}{path}"

    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.over.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def stall(self, _: BaseHTTPRequestHandler) -> None:
        self.over.wait()

    def drip(self, to: BaseHTTPRequestHandler) -> None:
        """Bytes without end, each soon enough."""
        to.send_response(200)
        to.end_headers()
        while not self.over.wait(0.02):
            to.wfile.write(b"x")

    def flood(self, to: BaseHTTPRequestHandler) -> None:
        """Bytes without end, as fast as they are taken, and no length in the headers."""
        to.send_response(200)
        to.end_headers()
        while not self.over.is_set():
            to.wfile.write(b"x" * 65536)


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A server that lasts as long as the block."""
    server = Server()
    try:
        yield server
    finally:
        server.close()
