"""The server of `make serve`: shows a built site on this machine as a host would, and adds a script
to its pages by which they notice a new site.
"""

import sys
import time
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any

from pelican.server import ComplexHTTPRequestHandler, RootedHTTPServer

from datasite.delivery.host_headers import DATA_HEADERS, HEADERS
from datasite.publication.file_types import file_type, is_known

HOST = "127.0.0.1"  # nobody else's machine can ask
MISSING_PAGE = "404.html"
# No site has files of these names: its only hidden file is .htaccess.
SCRIPT, STATE = "/.refresh.js", "/.site"
_SCRIPT_TEXT = Path(__file__).with_name("refresh.js").read_bytes()
_NO_SITE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>…</title></head>
<body><p lang="pl">Nie ma jeszcze serwisu. Jeśli się nie pojawi, terminal mówi dlaczego.</p>
<p>There is no site yet. If none appears, the terminal says why.</p></body></html>""".encode()
# The longest that a request waits for a folder that is just being replaced by two renames.
_LONGEST_SWAP = 1.0  # seconds


def site_state(folder: Path) -> str:
    """A text that is another one for each new site in the folder; blank where there is none."""
    try:
        state = folder.stat()
    except FileNotFoundError:
        return ""
    return f"{state.st_ino:x}-{state.st_mtime_ns:x}"


def with_script(page: bytes, state: str) -> bytes:
    """The page with the script that reloads it once the site's state is no longer `state`.

    The script has an address, since the site's content policy forbids scripts in the page.
    """
    element = f'<script src="{SCRIPT}?site={state}" defer></script></head>'
    return page.replace(b"</head>", element.encode(), 1)


class PreviewHandler(ComplexHTTPRequestHandler):  # type: ignore[misc]  # Pelican has no types
    """Answers with the files of the site. Pelican's handler finds them; it answers nothing at all
    for a missing address, and lists folders that have no page.
    """

    def do_GET(self) -> None:
        address = self.path.partition("?")[0].partition("#")[0]
        state = site_state(Path(self.base_path))
        if address == SCRIPT:
            self._send(_SCRIPT_TEXT, SCRIPT)
        elif address == STATE:
            self._send(state.encode(), "state.txt")
        else:
            self._send_file(address, state)

    def do_HEAD(self) -> None:
        self.do_GET()  # _send leaves the content out

    def _send_file(self, address: str, state: str) -> None:
        file = Path(self.translate_path(address))
        if address.endswith("/"):
            file /= "index.html"
        if (content := self._read(file)) is not None:
            self._send(content, file.name, state=state)
        elif file.is_dir():
            self._send(b"", MISSING_PAGE, HTTPStatus.MOVED_PERMANENTLY, f"/{address.strip('/')}/")
        else:
            missing = Path(self.base_path, MISSING_PAGE)
            if site_state(missing.parent) and (page := self._read(missing)) is not None:
                self._send(page, MISSING_PAGE, HTTPStatus.NOT_FOUND, state=state)
            else:
                self._send(_NO_SITE, MISSING_PAGE, HTTPStatus.SERVICE_UNAVAILABLE, state=state)

    def _read(self, file: Path) -> bytes | None:
        """The content of a file; None where the site has no such file.

        That it is missing counts only if the same site was in place all the time: where the system
        cannot exchange two folders in one call, there is a moment without a site.
        """
        site, until = Path(self.base_path), time.monotonic() + _LONGEST_SWAP
        while True:
            before = site_state(site)
            try:
                return file.read_bytes()
            except (OSError, ValueError):  # missing, a folder, or no name of a file
                if (before and before == site_state(site)) or time.monotonic() > until:
                    return None
                time.sleep(0.02)

    def _send(
        self,
        content: bytes,
        name: str,
        status: HTTPStatus = HTTPStatus.OK,
        location: str = "",
        state: str = "",
    ) -> None:
        kind = file_type(name).content_type if is_known(name) else self.guess_type(name)
        if name.endswith(".html"):
            content = with_script(content, state)
        self.send_response(status)
        data = DATA_HEADERS if self.path.startswith("/data/") else {}
        for header, value in {
            **HEADERS,
            **data,
            "Content-Type": kind,
            "Content-Length": str(len(content)),
            "Cache-Control": "no-store",  # else a page would be new and its styles old
            **({"Location": location} if location else {}),
        }.items():
            self.send_header(header, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class PreviewServer(ThreadingMixIn, RootedHTTPServer):  # type: ignore[misc]  # Pelican has no types
    """Serves a folder at a port of this machine, each request in a thread of its own.

    Raises OSError where the port is in use.
    """

    daemon_threads = True
    allow_reuse_address = sys.platform != "win32"  # there two servers could share a port

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(str(folder), (HOST, port), PreviewHandler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a browser no longer waits for an answer."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
