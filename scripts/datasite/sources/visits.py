"""Polite visits to pages of others: one request at a time, a pause at each host, robots.txt obeyed,
limits on time, size and redirects, no private address.
"""

import contextlib
import ipaddress
import json
import signal
import socket
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock
from email.utils import format_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from datasite.sources import web_page
from datasite.sources.source_checks import Visit

PORTS = {"http": 80, "https": 443}
REDIRECTS = frozenset({301, 302, 303, 307, 308})
FOR_GOOD = frozenset({301, 308})
LONGEST_PAUSE = (
    60.0  # seconds that a robots.txt may ask for; longer ones would keep everything waiting
)
ROBOTS_BYTES = 500_000
TRIES = 2


@dataclass(frozen=True)
class Manners:
    """How visits are paid.

    `agent` names us and our address; `private` lists the HOST:PORT of private networks that may be
    visited all the same.
    """

    agent: str
    pause: float = 5.0  # seconds between two requests to one host
    timeout: float = 20.0  # seconds without a byte
    longest: float = 60.0  # seconds for one response
    most_bytes: int = 20_000_000
    most_redirects: int = 5
    private: Collection[str] = ()


class RefusedError(Exception):
    """What we do not fetch: another scheme, a private address, too much of anything."""


class _OverdueError(Exception):
    """A response took too long in all.

    Not an OSError, which the libraries would take for their own.
    """


FAILURES = (
    OSError,
    HTTPError,
    ValueError,
    _OverdueError,
)  # requests' own errors are OSErrors; ValueError: a redirect may hold anything


@dataclass(frozen=True)
class Response:
    """The end of a chain of redirects. `body` is None where it was too large."""

    status: int
    url: str
    moved_to: str
    content_type: str
    body: bytes | None


@dataclass
class Visitor:
    """Pays visits, one after another; remembers when each host was asked last and what its
    robots.txt says.
    """

    manners: Manners
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser | Visit] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        # no proxy, no password from the surroundings: what is checked here is what is reached
        self._session.trust_env = False
        self._session.headers.update(
            {
                "User-Agent": self.manners.agent,
                "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5",
            }
        )
        for scheme in PORTS:
            self._session.mount(f"{scheme}://", _Adapter(self.manners.private))

    def visit(self, url: str, known: str = "") -> Visit | None:
        """What is found at `url`.

        None where its robots.txt could not be had though the host responds: nothing is known then,
        and nobody may ask.

        `known` is the day, as 2026-11-22, of an earlier visit whose text is known: the page is
        asked for only if it has changed since that day began.
        """
        found: Visit | None = None
        for _ in range(TRIES):
            found = self._once(url, known)
            if found is None or found.disallowed or (found.http_status or 500) < 500:
                return found
        return found

    def json(self, url: str) -> Any:
        """The JSON at an address that is no page of a source. Raises OSError or ValueError."""
        response = self._fetch(url, self.manners.most_bytes, {}, robots=False)
        if response.status != 200 or response.body is None:
            raise OSError(f"{url} responded with {response.status}")
        return json.loads(response.body)

    def _once(self, url: str, known: str) -> Visit | None:
        headers = {"If-Modified-Since": _http_date(known)} if known else {}
        try:
            response = self._fetch(url, self.manners.most_bytes, headers, robots=True)
        except _ClosedError as closed:
            return closed.found
        except RefusedError as error:
            return Visit(why=str(error))
        except FAILURES as error:
            return Visit(silent=True, why=_said(error))
        if response.status == 304 and known:
            return Visit(304, same=True, moved_to=response.moved_to)
        if not 200 <= response.status < 300:
            return Visit(response.status, why=f"HTTP {response.status}")
        if response.body is None:
            return Visit(
                response.status,
                moved_to=response.moved_to,
                why=f"more than {self.manners.most_bytes} bytes; its text was not compared",
            )
        return Visit(
            response.status,
            web_page.digest(response.body, response.content_type),
            response.moved_to,
        )

    def _fetch(self, url: str, most: int, headers: Mapping[str, str], *, robots: bool) -> Response:
        """The response at the end of the redirects.

        Raises OSError, ValueError, RefusedError, _OverdueError or _ClosedError.
        """
        at, moved_to, for_good = url, "", True
        for _ in range(self.manners.most_redirects + 1):
            _refuse_other_schemes(at)
            _refuse_private(*_place(at), self.manners.private)
            if robots and (closed := self._closed(at)):
                raise _ClosedError(closed.found)
            status, answered, body = self._ask(at, most, headers)
            if status not in REDIRECTS or "location" not in answered:
                return Response(status, at, moved_to, answered.get("content-type", ""), body)
            at = urljoin(at, answered["location"])
            for_good = for_good and status in FOR_GOOD
            moved_to = urlunsplit(urlsplit(at)._replace(fragment="")) if for_good else moved_to
        raise RefusedError(f"more than {self.manners.most_redirects} redirects")

    def _ask(
        self, url: str, most: int, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes | None]:
        """One request, when its host's pause is over: the status, the headers, and the body, None
        where it is larger than `most` bytes.
        """
        origin = _origin(url)
        rules = self._robots.get(origin)
        delay = (
            rules.crawl_delay(self.manners.agent) if isinstance(rules, RobotFileParser) else None
        )
        pause = max(self.manners.pause, min(float(delay or 0), LONGEST_PAUSE))
        time.sleep(max(0.0, self._asked.get(origin, -pause) + pause - time.monotonic()))
        try:
            with (
                _deadline(self.manners.longest),
                self._session.get(
                    url,
                    headers=dict(headers),
                    stream=True,
                    allow_redirects=False,
                    timeout=self.manners.timeout,
                ) as response,
            ):
                return response.status_code, response.headers, _body(response, most)
        finally:
            self._asked[origin] = time.monotonic()

    def _closed(self, url: str) -> "_ClosedError | None":
        """Why the page may not be asked for, if so."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._rules(origin)
        rules = self._robots[origin]
        if isinstance(rules, RobotFileParser):
            return (
                None
                if rules.can_fetch(self.manners.agent, url)
                else _ClosedError(
                    Visit(disallowed=True, why="robots.txt asks programs not to visit it")
                )
            )
        return _ClosedError(rules if rules.http_status is None else None)

    def _rules(self, origin: str) -> RobotFileParser | Visit:
        """What robots.txt says (RFC 9309): one that is not there allows all; one that fails allows
        nothing.
        """
        rules = RobotFileParser()
        try:
            response = self._fetch(f"{origin}/robots.txt", ROBOTS_BYTES, {}, robots=False)
        except RefusedError:  # it leads nowhere, and so is not there
            response = Response(404, origin, "", "", None)
        except FAILURES as error:
            return Visit(silent=True, why=_said(error))
        if response.status >= 500:
            return Visit(response.status, why=f"robots.txt: HTTP {response.status}")
        text = (response.body or b"").decode("utf-8", "replace") if response.status < 300 else ""
        rules.parse(text.splitlines())
        return rules


class _ClosedError(Exception):
    """The page was not asked for; `found` is what is known of it all the same."""

    def __init__(self, found: Visit | None) -> None:
        super().__init__("not asked for")
        self.found = found


def _said(error: Exception) -> str:
    """What went wrong, without the names of objects that the libraries put into it."""
    kinds = {
        requests.exceptions.Timeout: "it took too long",
        _OverdueError: "it took too long",
        requests.exceptions.SSLError: "its certificate does not hold",
    }
    return next(
        (words for kind, words in kinds.items() if isinstance(error, kind)), "it does not respond"
    )


def _http_date(day: str) -> str:
    return format_datetime(
        datetime.combine(datetime.fromisoformat(day).date(), clock(), UTC), usegmt=True
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return str(parts.hostname), parts.port or PORTS[parts.scheme]


def _refuse_other_schemes(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise RefusedError("it leads to an address that is not of the web")


def _body(response: requests.Response, most: int) -> bytes | None:
    """The body, read in small pieces, so that neither a lie about its length nor a compressed flood
    fills the memory.
    """
    if int(response.headers.get("content-length", "0") or "0") > most:
        return None
    found = bytearray()
    for piece in response.iter_content(1 << 14):
        found += piece
        if len(found) > most:
            return None
    return bytes(found)


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """A stretch of work that may take so long in all, however slowly bytes drip in.

    Where the system has no such alarm, each wait alone is limited.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> None:
        raise _OverdueError

    before = signal.signal(signal.SIGALRM, over)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _refuse_private(host: str, port: int, private: Collection[str]) -> None:
    """A server of others must not lead us into our own network. Raises RefusedError."""
    if f"{host}:{port}" in private:
        return
    try:
        found = [ipaddress.ip_address(host.strip("[]"))]
    except ValueError:
        found = [
            ipaddress.ip_address(str(info[4][0]).partition("%")[0])
            for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        ]
    if not all(address.is_global and not address.is_multicast for address in found):
        raise RefusedError("it leads to a private address")


class _Adapter(HTTPAdapter):
    """Connections that look where they lead: before, so that nothing private is touched, and after,
    in case the name now means another place.
    """

    def __init__(self, private: Collection[str]) -> None:
        self._private = private
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        private = self._private

        class Plain(HTTPConnection):
            def connect(self) -> None:
                _refuse_private(self.host, self.port or PORTS["http"], private)
                super().connect()
                _refuse_peer(self, private)

        class Encrypted(HTTPSConnection):
            def connect(self) -> None:
                _refuse_private(self.host, self.port or PORTS["https"], private)
                super().connect()
                _refuse_peer(self, private)

        class Pool(HTTPConnectionPool):
            ConnectionCls = Plain

        class EncryptedPool(HTTPSConnectionPool):
            ConnectionCls = Encrypted

        self.poolmanager.pool_classes_by_scheme = {"http": Pool, "https": EncryptedPool}


def _refuse_peer(connection: HTTPConnection, private: Collection[str]) -> None:
    if f"{connection.host}:{connection.port}" not in private:
        address, port = connection.sock.getpeername()[:2]
        _refuse_private(address.partition("%")[0], port, private)
