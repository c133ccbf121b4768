"""Fetches pages of others politely: one request at a time, a pause at each host, robots.txt obeyed,
limits on time, size and redirects, no private address.
"""

import contextlib
import json
import signal
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as time_of_day
from email.utils import format_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests
from protego import Protego
from urllib3.exceptions import HTTPError

from datasite.sources import web_page
from datasite.sources.public_network import (
    PORTS,
    PublicAdapter,
    RefusedError,
    refuse_unsafe_address,
)
from datasite.sources.source_checks import Visit

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
LONGEST_PAUSE = 60.0  # seconds; a longer pause for one host would delay every other visit
ROBOTS_BYTES = 500_000
TRIES = 2


@dataclass(frozen=True, kw_only=True)
class CrawlPolicy:
    """How pages are fetched."""

    agent: str  # our name and address, such as "kto-z-kim-za-ile/1.2.0 (+https://…)"
    pause: float = 5.0  # seconds between two requests to one host
    timeout: float = 20.0  # seconds without a byte
    longest: float = 60.0  # seconds for one response
    most_bytes: int = 20_000_000
    most_redirects: int = 5
    private: Collection[str] = ()  # HOST:PORT of private networks that may be visited all the same

    @property
    def product(self) -> str:
        """The part of our name by which a robots.txt addresses us, such as kto-z-kim-za-ile."""
        return self.agent.partition("/")[0]


class _OverdueError(Exception):
    """A whole response took too long. Not an OSError, which the libraries would catch."""


# What may go wrong on the way. requests' own errors are OSErrors; a redirect may lead to anything
# that urllib cannot parse, hence ValueError.
FAILURES = (OSError, HTTPError, ValueError, _OverdueError)


class _NotAskedError(Exception):
    """The page was not asked for; `visit` is what is known all the same, None if nothing is."""

    def __init__(self, visit: Visit | None) -> None:
        super().__init__("not asked for")
        self.visit = visit


@dataclass(frozen=True, kw_only=True)
class Response:
    """The end of a chain of redirects. `body` is None where it was too large."""

    status: int
    body: bytes | None
    content_type: str = ""
    moved_to: str = ""  # the new address of a page that moved permanently


@dataclass
class Visitor:
    """Fetches pages one at a time; remembers the last request to each host and its robots.txt."""

    policy: CrawlPolicy
    _last_requests: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Protego | Visit] = field(default_factory=dict)  # a Visit where it failed

    def __post_init__(self) -> None:
        self._session = requests.Session()
        # No proxy and no password from the environment: the address that is checked is reached.
        self._session.trust_env = False
        self._session.headers.update(
            {
                "User-Agent": self.policy.agent,
                "Accept": "text/html, application/xhtml+xml, application/pdf;q=0.9, */*;q=0.5",
            }
        )
        for scheme in PORTS:
            self._session.mount(f"{scheme}://", PublicAdapter(self.policy.private))

    def visit(self, url: str, known: str = "") -> Visit | None:
        """Visit a page, twice if the first response is an error of the server or none.

        `known` is the day, as 2026-11-22, of an earlier visit whose text is known: the page is
        then asked for only if it has changed since that day began. None where the host responds
        but its robots.txt fails: then nobody may ask, and nothing is known.
        """
        visit: Visit | None = None
        for _ in range(TRIES):
            visit = self._visit_once(url, known)
            if visit is None or visit.disallowed or (visit.http_status or 500) < 500:
                return visit
        return visit

    def fetch_json(self, url: str) -> Any:
        """The JSON at an address that is not the page of a source.

        Raises RefusedError or one of FAILURES.
        """
        response = self._fetch(url, self.policy.most_bytes, {}, robots=False)
        if response.status != 200 or response.body is None:
            raise OSError(f"{url} responded with {response.status}")
        return json.loads(response.body)

    def _visit_once(self, url: str, known: str) -> Visit | None:
        headers = {"If-Modified-Since": _http_date(known)} if known else {}
        try:
            response = self._fetch(url, self.policy.most_bytes, headers, robots=True)
        except _NotAskedError as error:
            return error.visit
        except RefusedError as error:
            return Visit(why=str(error))
        except FAILURES as error:
            return Visit(silent=True, why=_failure_words(error))
        if response.status == 304 and known:
            return Visit(304, same=True, moved_to=response.moved_to)
        if not 200 <= response.status < 300:
            return Visit(response.status, why=f"HTTP {response.status}")
        if response.body is None:
            why = f"more than {self.policy.most_bytes} bytes; its text was not compared"
            return Visit(response.status, moved_to=response.moved_to, why=why)
        page = response.body, response.content_type
        return Visit(
            response.status,
            web_page.digest(*page),
            response.moved_to,
            paragraphs=web_page.paragraphs(*page),
        )

    def _fetch(self, url: str, most: int, headers: Mapping[str, str], *, robots: bool) -> Response:
        """The response at the end of the redirects; `robots`: each address must be allowed.

        Raises RefusedError, _NotAskedError or one of FAILURES.
        """
        moved_to, permanent = "", True
        for _ in range(self.policy.most_redirects + 1):
            refuse_unsafe_address(url, self.policy.private)
            if robots:
                self._obey_robots(url)
            status, answered, body = self._request(url, most, headers)
            if status not in REDIRECTS or "location" not in answered:
                return Response(
                    status=status,
                    body=body,
                    content_type=answered.get("content-type", ""),
                    moved_to=moved_to,
                )
            url = urljoin(url, answered["location"])
            permanent = permanent and status in PERMANENT_REDIRECTS
            moved_to = urlunsplit(urlsplit(url)._replace(fragment="")) if permanent else moved_to
        raise RefusedError(f"more than {self.policy.most_redirects} redirects")

    def _request(
        self, url: str, most: int, headers: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes | None]:
        """One request, once the pause of its host is over: the status, the headers, and the body,
        None where it is larger than `most` bytes.
        """
        origin = _origin(url)
        pause = self._pause_of(origin)
        last = self._last_requests.get(origin, -pause)
        time.sleep(max(0.0, last + pause - time.monotonic()))
        try:
            with (
                _deadline(self.policy.longest),
                self._session.get(
                    url,
                    headers=dict(headers),
                    stream=True,
                    allow_redirects=False,
                    timeout=self.policy.timeout,
                ) as response,
            ):
                return response.status_code, response.headers, _read_body(response, most)
        finally:
            self._last_requests[origin] = time.monotonic()

    def _pause_of(self, origin: str) -> float:
        """Seconds between two requests to a host: ours, or those of its robots.txt."""
        rules = self._robots.get(origin)
        asked = rules.crawl_delay(self.policy.product) if isinstance(rules, Protego) else None
        return max(self.policy.pause, min(asked or 0.0, LONGEST_PAUSE))

    def _obey_robots(self, url: str) -> None:
        """Raises _NotAskedError where the robots.txt of the host forbids the page, or fails."""
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        rules = self._robots[origin]
        if isinstance(rules, Visit):
            raise _NotAskedError(rules if rules.http_status is None else None)
        if not rules.can_fetch(url, self.policy.product):
            why = "robots.txt asks programs not to visit it"
            raise _NotAskedError(Visit(disallowed=True, why=why))

    def _read_robots(self, origin: str) -> Protego | Visit:
        """The rules of a host by RFC 9309: a missing file allows all, a failing one nothing."""
        try:
            response = self._fetch(f"{origin}/robots.txt", ROBOTS_BYTES, {}, robots=False)
        except RefusedError:  # it redirects to nowhere, and so is missing
            return Protego.parse("")
        except FAILURES as error:
            return Visit(silent=True, why=_failure_words(error))
        if response.status >= 500:
            return Visit(response.status, why=f"robots.txt: HTTP {response.status}")
        body = response.body if response.status < 300 else None
        return Protego.parse((body or b"").decode("utf-8-sig", "replace"))


def _failure_words(error: Exception) -> str:
    """The reason of a failure, without the names of objects in the messages of libraries."""
    if isinstance(error, requests.exceptions.Timeout | _OverdueError):
        return "it took too long"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    return "it does not respond"


def _http_date(day: str) -> str:
    midnight = datetime.combine(datetime.fromisoformat(day).date(), time_of_day(), UTC)
    return format_datetime(midnight, usegmt=True)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _read_body(response: requests.Response, most: int) -> bytes | None:
    """The body, read in small pieces: neither a false length nor compressed data may fill the
    memory.
    """
    if int(response.headers.get("content-length", "0") or "0") > most:
        return None
    body = bytearray()
    for piece in response.iter_content(1 << 14):
        body += piece
        if len(body) > most:
            return None
    return bytes(body)


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """Raises _OverdueError in the block after so many seconds, however slowly bytes arrive.

    Where the system has no such alarm (Windows), only each wait alone is limited.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise _OverdueError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
