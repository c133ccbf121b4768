"""Visits to a server on this machine that moves, changes, fails, redirects in circles, stalls,
floods and refuses.
"""

import gzip
import itertools
import socket
import time
from collections.abc import Iterator

import pytest
from local_server import HOST, NAME, PAGE, Server, answer, redirect, serving

from datasite.sources import web_page
from datasite.sources.source_checks import Visit
from datasite.sources.visits import CrawlPolicy, Visitor

AGENT = "kto-z-kim-za-ile/1.2.3 (+https://rejestr.przyklad.pl)"
LAZY = 30.0  # seconds: for what must not run out of time on any machine


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as local:
        yield local


@pytest.fixture
def stranger() -> Iterator[Server]:
    """A server of a private network, to which nobody may be led."""
    with serving() as private:
        private.answers["/secret"] = answer(200, PAGE)
        yield private


def visitor(server: Server, **limits: float) -> Visitor:
    settings = {"pause": 0.0, "timeout": LAZY, "longest": LAZY, **limits}
    return Visitor(CrawlPolicy(agent=AGENT, private=(server.place,), **settings))  # type: ignore[arg-type]


def test_a_page_is_read_by_its_text(server: Server) -> None:
    server.answers["/"] = answer(200, PAGE)
    assert visitor(server).visit(server.url("/")) == Visit(200, web_page.digest(PAGE))
    assert server.asked == ["/robots.txt", "/"]
    assert {headers["user-agent"] for headers in server.headers} == {AGENT}


@pytest.mark.parametrize(
    ("status", "moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)]
)
def test_a_page_that_moved_is_followed_and_its_new_address_kept_if_it_moved_for_good(
    status: int, moved: bool, server: Server
) -> None:
    server.answers |= {"/old": redirect("/new#part", status), "/new": answer(200, PAGE)}
    assert visitor(server).visit(server.url("/old")) == Visit(
        200, web_page.digest(PAGE), server.url("/new") if moved else ""
    )


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (410, 1), (403, 1), (500, 2), (503, 2)])
def test_a_page_that_fails_is_asked_once_more_where_that_may_help(
    status: int, asked: int, server: Server
) -> None:
    server.answers["/"] = answer(status)
    visit = visitor(server).visit(server.url("/"))
    assert visit == Visit(status, why=f"HTTP {status}")
    assert server.pages() == ["/"] * asked


def test_a_page_that_comes_back_is_read(server: Server) -> None:
    answers = itertools.chain([answer(500)], itertools.repeat(answer(200, PAGE)))
    server.answers["/"] = lambda asked: next(answers)(asked)  # noqa: PLW0108  # another one each time
    assert visitor(server).visit(server.url("/")) == Visit(200, web_page.digest(PAGE))


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.answers |= {"/a": redirect("/b"), "/b": redirect("/a")}
    visit = visitor(server, most_redirects=3).visit(server.url("/a"))
    assert visit
    assert (visit.http_status, visit.silent) == (None, False)
    assert len(server.pages()) == 2 * 4


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://[::1]/",
        "http://localhost/",
        "http://127.0.0.1/",
        "http://0.0.0.0/",
    ],
)
def test_no_redirect_leads_to_a_private_address(address: str, server: Server) -> None:
    server.answers["/"] = redirect(address, 301)
    assert visitor(server).visit(server.url("/")) == Visit(why="it leads to a private address")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://przyklad.example/",
        "http://urzad@przyklad.example/",
        "data:text/html,x",
    ],
)
def test_no_redirect_leads_out_of_the_web(address: str, server: Server) -> None:
    server.answers["/"] = redirect(address)
    assert visitor(server).visit(server.url("/")) == Visit(
        why="it leads to an address that is not of the web"
    )


def test_a_server_of_a_private_network_is_not_asked_at_all(
    server: Server, stranger: Server
) -> None:
    server.answers |= {
        "/": redirect(stranger.url("/secret")),
        "/robots.txt": redirect(stranger.url("/robots.txt")),
    }
    visit = visitor(server).visit(server.url("/"))
    assert visit
    assert "private" in visit.why
    assert stranger.asked == []


@pytest.mark.parametrize("times", [0, 1, 2, 3])
def test_a_name_that_means_another_place_by_the_time_of_the_connection_is_not_asked(
    times: int, stranger: Server, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many times it is public, and then it is this machine."""
    real, seen = socket.getaddrinfo, itertools.count()

    def look_up(host: object, port: int, *rest: object, **more: object) -> object:
        public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", port))]
        return (
            public if next(seen) < times else real(HOST, port, socket.AF_INET, socket.SOCK_STREAM)
        )

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    visit = visitor(server).visit(f"http://{NAME}:{stranger.port}/secret")
    assert visit
    assert "private" in visit.why
    assert stranger.asked == []


@pytest.mark.parametrize("how", ["stall", "drip"])
def test_a_page_that_never_ends_is_left(how: str, server: Server) -> None:
    server.answers["/"] = getattr(server, how)
    visit = visitor(server, longest=0.4, **({"timeout": 0.3} if how == "stall" else {})).visit(
        server.url("/")
    )
    assert visit == Visit(silent=True, why="it took too long")


@pytest.mark.parametrize("how", ["announced", "not announced", "compressed"])
def test_a_flood_is_not_read(how: str, server: Server) -> None:
    packed = gzip.compress(b"x" * 500_000)
    server.answers["/"] = {
        "announced": answer(200, content_length="999999999"),
        "not announced": server.flood,
        "compressed": answer(200, packed, content_encoding="gzip"),
    }[how]
    visit = visitor(server, most_bytes=100_000).visit(server.url("/"))
    assert visit == Visit(200, why="more than 100000 bytes; its text was not compared")


def test_robots_are_obeyed(server: Server) -> None:
    rules = (
        b"User-agent: *\nDisallow: /private/\n\nUser-agent: kto-z-kim-za-ile\nDisallow: /ours/\n"
    )
    server.answers |= {
        "/robots.txt": answer(200, rules),
        "/ours/page": answer(200, PAGE),
        "/private/page": answer(200, PAGE),
    }
    polite = visitor(server)
    visit = polite.visit(server.url("/ours/page"))
    assert visit
    assert visit.disallowed
    assert polite.visit(server.url("/private/page")) == Visit(200, web_page.digest(PAGE))
    assert server.asked == ["/robots.txt", "/private/page"]


@pytest.mark.parametrize(
    ("rule", "path", "allowed"),
    [
        ("/*.pdf$", "/plik.pdf", False),
        ("/*.pdf$", "/plik.pdf?strona=2", True),
        ("/*?print=", "/strona?print=1", False),
        ("/*?print=", "/strona?id=1", True),
        ("/private/*/x", "/private/a/b/x", False),
        ("/private/*/x", "/private/x", True),
        ("/a", "/abc", False),
        ("/a$", "/abc", True),
    ],
)
def test_wildcards_of_robots_are_obeyed(
    rule: str, path: str, allowed: bool, server: Server
) -> None:
    rules = f"\ufeffUser-agent: *\nDisallow: {rule}\n".encode()
    server.answers |= {"/robots.txt": answer(200, rules), path: answer(200, PAGE)}
    visit = visitor(server).visit(server.url(path))
    assert visit
    assert visit.disallowed is not allowed
    assert server.pages() == ([path] if allowed else [])


def test_the_longest_rule_of_robots_wins(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /dane/\nAllow: /dane/projekty/\n"
    server.answers |= {"/robots.txt": answer(200, rules), "/dane/projekty/1": answer(200, PAGE)}
    polite = visitor(server)
    assert polite.visit(server.url("/dane/projekty/1")) == Visit(200, web_page.digest(PAGE))
    forbidden = polite.visit(server.url("/dane/inne"))
    assert forbidden
    assert forbidden.disallowed


def test_a_redirect_into_what_robots_forbid_is_not_followed(server: Server) -> None:
    server.answers |= {
        "/robots.txt": answer(200, b"User-agent: *\nDisallow: /ours/\n"),
        "/": redirect("/ours/page"),
        "/ours/page": answer(200, PAGE),
    }
    visit = visitor(server).visit(server.url("/"))
    assert visit
    assert visit.disallowed
    assert server.pages() == ["/"]


def test_where_robots_fail_nobody_asks_and_nothing_is_known(server: Server) -> None:
    server.answers |= {"/robots.txt": answer(500), "/": answer(200, PAGE)}
    assert visitor(server).visit(server.url("/")) is None
    assert server.pages() == []


def test_a_host_has_its_pause_also_the_one_that_it_asks_for(server: Server) -> None:
    server.answers |= {
        "/robots.txt": answer(200, b"User-agent: *\nCrawl-delay: 1\n"),
        "/": answer(200, PAGE),
    }
    begun = time.monotonic()
    visitor(server, pause=0.1).visit(server.url("/"))
    assert time.monotonic() - begun >= 0.99


def test_a_known_page_is_asked_for_only_if_it_changed(server: Server) -> None:
    server.answers["/"] = lambda to: (
        answer(304) if to.headers["If-Modified-Since"] else answer(200, PAGE)
    )(to)
    polite = visitor(server)
    assert polite.visit(server.url("/")) == Visit(200, web_page.digest(PAGE))
    assert polite.visit(server.url("/"), "2020-02-29") == Visit(304, same=True)
    assert server.headers[-1]["if-modified-since"] == "Sat, 29 Feb 2020 00:00:00 GMT"
