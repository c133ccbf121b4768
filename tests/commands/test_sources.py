"""Visits to sources, paid to servers on this machine that move, change, fail, go round in circles,
stall, flood and refuse; and what is made of them.
"""

import gzip
import itertools
import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from edits import change, rows_of, table, write_rows
from golden_messages import check as said_as_golden
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

import check
import sources
from datasite.checks.catalog_checks import check_catalog, read_unchecked
from datasite.language.localization import Language
from datasite.review import changes
from datasite.sources import source_checks, visits, web_page
from datasite.sources.source_checks import Visit
from datasite.tables.scan import Row

HOST = "127.0.0.1"
NAME = (  # an address as sources have it, which the test sends to this machine
    "strona.przyklad.example"
)
TODAY = "2020-03-10"
PAGE = b"<!doctype html><title>x</title><main><p>Projekt trwa.</p></main>"
OTHER = b"<!doctype html><title>x</title><main><p>Projekt sko\xc5\x84czono.</p></main>"
LAZY = 30.0  # seconds: for what must not run out of time on any machine
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


def to(address: str, status: int = 302) -> Answer:
    return answer(status, location=address)


class Server:
    """A site on this machine: answers by path, and what it was asked, in order."""

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
        """Bytes for ever, each soon enough."""
        to.send_response(200)
        to.end_headers()
        while not self.over.wait(0.02):
            to.wfile.write(b"x")

    def flood(self, to: BaseHTTPRequestHandler) -> None:
        """Bytes for ever, as fast as they are taken, with no length said."""
        to.send_response(200)
        to.end_headers()
        while not self.over.is_set():
            to.wfile.write(b"x" * 65536)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def stranger() -> Iterator[Server]:
    """A server of a private network, which nobody may be led to."""
    made = Server()
    made.answers["/secret"] = answer(200, PAGE)
    yield made
    made.close()


def visitor(server: Server, **manners: float) -> visits.Visitor:
    settings = {"pause": 0.0, "timeout": LAZY, "longest": LAZY, **manners}
    return visits.Visitor(
        visits.Manners(
            "kto-z-kim-za-ile/1.2.3 (+https://rejestr.przyklad.pl)",
            private=(server.place,),
            **settings,
        )
    )  # type: ignore[arg-type]


def test_a_page_is_read_by_its_text(server: Server) -> None:
    server.answers["/"] = answer(200, PAGE)
    assert visitor(server).visit(server.url("/")) == Visit(200, web_page.digest(PAGE))
    assert server.asked == ["/robots.txt", "/"]
    assert {headers["user-agent"] for headers in server.headers} == {
        "kto-z-kim-za-ile/1.2.3 (+https://rejestr.przyklad.pl)"
    }


@pytest.mark.parametrize(
    ("status", "moved"), [(301, True), (308, True), (302, False), (303, False), (307, False)]
)
def test_a_page_that_moved_is_followed_and_its_new_address_kept_if_it_moved_for_good(
    status: int, moved: bool, server: Server
) -> None:
    server.answers |= {"/old": to("/new#part", status), "/new": answer(200, PAGE)}
    assert visitor(server).visit(server.url("/old")) == Visit(
        200, web_page.digest(PAGE), server.url("/new") if moved else ""
    )


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (410, 1), (403, 1), (500, 2), (503, 2)])
def test_a_page_that_fails_is_asked_once_more_where_that_may_help(
    status: int, asked: int, server: Server
) -> None:
    server.answers["/"] = answer(status)
    found = visitor(server).visit(server.url("/"))
    assert found == Visit(status, why=f"HTTP {status}")
    assert server.pages() == ["/"] * asked


def test_a_page_that_comes_back_is_read(server: Server) -> None:
    answers = itertools.chain([answer(500)], itertools.repeat(answer(200, PAGE)))
    server.answers["/"] = lambda asked: next(answers)(asked)  # noqa: PLW0108  # another one each time
    assert visitor(server).visit(server.url("/")) == Visit(200, web_page.digest(PAGE))


def test_a_circle_of_redirects_ends(server: Server) -> None:
    server.answers |= {"/a": to("/b"), "/b": to("/a")}
    found = visitor(server, most_redirects=3).visit(server.url("/a"))
    assert found
    assert (found.http_status, found.silent) == (None, False)
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
    server.answers["/"] = to(address, 301)
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
    server.answers["/"] = to(address)
    assert visitor(server).visit(server.url("/")) == Visit(
        why="it leads to an address that is not of the web"
    )


def test_a_server_of_a_private_network_is_not_asked_at_all(
    server: Server, stranger: Server
) -> None:
    server.answers |= {
        "/": to(stranger.url("/secret")),
        "/robots.txt": to(stranger.url("/robots.txt")),
    }
    found = visitor(server).visit(server.url("/"))
    assert found
    assert "private" in found.why
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
    found = visitor(server).visit(f"http://{NAME}:{stranger.port}/secret")
    assert found
    assert "private" in found.why
    assert stranger.asked == []


@pytest.mark.parametrize("how", ["stall", "drip"])
def test_a_page_that_never_ends_is_left(how: str, server: Server) -> None:
    server.answers["/"] = getattr(server, how)
    found = visitor(server, longest=0.4, **({"timeout": 0.3} if how == "stall" else {})).visit(
        server.url("/")
    )
    assert found == Visit(silent=True, why="it took too long")


@pytest.mark.parametrize("how", ["said", "not said", "compressed"])
def test_a_flood_is_not_read(how: str, server: Server) -> None:
    packed = gzip.compress(b"x" * 500_000)
    server.answers["/"] = {
        "said": answer(200, content_length="999999999"),
        "not said": server.flood,
        "compressed": answer(200, packed, content_encoding="gzip"),
    }[how]
    found = visitor(server, most_bytes=100_000).visit(server.url("/"))
    assert found == Visit(200, why="more than 100000 bytes; its text was not compared")


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
    found = polite.visit(server.url("/ours/page"))
    assert found
    assert found.disallowed
    assert polite.visit(server.url("/private/page")) == Visit(200, web_page.digest(PAGE))
    assert server.asked == ["/robots.txt", "/private/page"]


def test_a_redirect_into_what_robots_forbid_is_not_followed(server: Server) -> None:
    server.answers |= {
        "/robots.txt": answer(200, b"User-agent: *\nDisallow: /ours/\n"),
        "/": to("/ours/page"),
        "/ours/page": answer(200, PAGE),
    }
    found = visitor(server).visit(server.url("/"))
    assert found
    assert found.disallowed
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


ONE, TWO = "1" * 64, "2" * 64
NOTHING = dict.fromkeys(("moved_to", "archive_url", "reason_pl", "reason_en"), "")


def before(status: str, sha256: str = "", **more: str) -> dict[str, str]:
    return {
        **NOTHING,
        "source_id": "a",
        "checked": "2020-02-02",
        "since": "2020-01-01",
        "http_status": "200",
        "status": status,
        "content_sha256": sha256,
        **more,
    }


@pytest.mark.parametrize(
    ("read", "old", "visit", "status", "since"),
    [
        (ONE, None, Visit(200, ONE), "unchanged", TODAY),
        (ONE, None, Visit(200, TWO), "changed", TODAY),
        (ONE, before("changed", TWO), Visit(200, TWO), "changed", "2020-01-01"),
        (ONE, before("changed", TWO), Visit(200, ONE), "unchanged", TODAY),
        (ONE, before("unchanged", ONE), Visit(304, same=True), "unchanged", "2020-01-01"),
        ("", None, Visit(200, ONE), "reachable", TODAY),
        ("", before("reachable", ONE), Visit(200, ONE), "reachable", "2020-01-01"),
        ("", before("reachable", ONE), Visit(200, TWO), "changed", TODAY),
        ("", before("changed", TWO), Visit(304, same=True), "changed", "2020-01-01"),
        (ONE, None, Visit(200, why="too large"), "reachable", TODAY),
        (ONE, before("unreachable"), Visit(404), "unreachable", "2020-01-01"),
        (ONE, before("unchanged", ONE), Visit(500), "unreachable", TODAY),
        (ONE, None, Visit(silent=True), "unreachable", TODAY),
        (ONE, None, Visit(disallowed=True), "disallowed", TODAY),
    ],
)
def test_what_a_visit_comes_to(
    read: str, old: dict[str, str] | None, visit: Visit, status: str, since: str
) -> None:
    row = source_checks.judged({"source_id": "a", "content_sha256": read}, old, visit, TODAY)
    assert (row["status"], row["since"], row["checked"]) == (status, since, TODAY)


def test_a_reason_stands_as_long_as_the_text_that_it_is_about() -> None:
    source, old = (
        {"source_id": "a", "content_sha256": ONE},
        before("unchanged", ONE, reason_pl="Układ.", reason_en="Layout."),
    )
    assert source_checks.judged(source, old, Visit(500), TODAY)["reason_pl"] == "Układ."
    assert source_checks.judged(source, old, Visit(200, ONE), TODAY)["reason_pl"] == "Układ."
    assert source_checks.judged(source, old, Visit(200, TWO), TODAY)["reason_pl"] == ""


def test_hosts_take_turns(mini: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(mini / "datasets", tmp_path / "datasets")).parent
    change(root, "sources", "dokument-bez-adresu", url="https://urzad.przyklad.example/drugi")
    data = read_unchecked(root)
    assert [row["source_id"] for row in sources.chosen(data, [], 11, "2020-03-10")] == [
        "dokument-bez-adresu",
        "fundacja-o-wyjezdzie",
        "gazeta-o-wspolnej-sumie",
    ]
    assert [row["source_id"] for row in sources.chosen(data, [], 0, "2020-03-10")][
        -1
    ] == "urzad-o-projekcie", "the second of one host comes last"


def found(host: str, *, silent: bool) -> sources.Found:
    return sources.Found(
        Row({"url": f"https://{host}/"}, {}),
        Visit(silent=True) if silent else Visit(200),
        {"host": host},
    )


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.booleans()), max_size=12))
def test_silence_is_believed_only_where_others_respond(steps: list[tuple[str, bool]]) -> None:
    believed, stopped = [], False
    try:
        for it in sources.believed(
            found(f"{host}.example", silent=silent) for host, silent in steps
        ):
            believed.append(it)
    except sources.command_line.SurroundingsError:
        stopped = True
    if all(silent for _, silent in steps):
        assert believed == []
        assert stopped == bool(steps)
    if not stopped:
        assert len(believed) == len(steps)
    assert not believed or any(not it.visit.silent for it in believed)


# The command, over the miniature


@pytest.fixture
def root(copy_of_mini: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature, whose sources stand on the server: one changed, one gone, one moved."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, *rest, **more: real(HOST if host == NAME else host, port, *rest, **more),
    )
    monkeypatch.setenv("SITEURL", "https://rejestr.przyklad.pl")
    here = f"http://{NAME}:{server.port}"
    for source, path in (
        ("urzad-o-projekcie", "/changed"),
        ("fundacja-o-wyjezdzie", "/gone"),
        ("gazeta-o-wspolnej-sumie", "/moved"),
    ):
        change(copy_of_mini, "sources", source, url=f"{here}{path}")
    server.answers |= {
        "/changed": answer(200, OTHER),
        "/moved": to(f"{here}/new", 301),
        "/new": answer(200, PAGE),
    }
    write_rows(copy_of_mini, "source_checks", [])
    return copy_of_mini


def run(root: Path, server: Server, *more: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        sources.app,
        [
            "--root",
            str(root),
            "--today",
            TODAY,
            "--pause",
            "0",
            "--private",
            f"{NAME}:{server.port}",
            *more,
        ],
    )
    return done.exit_code, done.output


def test_the_command_records_what_it_found_and_touches_no_source(
    root: Path, server: Server
) -> None:
    read = table(root, "sources").read_bytes()
    assert run(root, server) == (
        0,
        (
            "fundacja-o-wyjezdzie: unreachable (HTTP 404)\ngazeta-o-wspolnej-sumie:"
            " reachable\nurzad-o-projekcie: changed\n3 visited, 1 changed, 1 reachable, 1"
            " unreachable.\n"
        ),
    )
    rows = {row["source_id"]: row for row in rows_of(root, "source_checks")}
    assert [
        (row["status"], row["http_status"], row["checked"], row["since"]) for row in rows.values()
    ] == [
        ("unreachable", "404", TODAY, TODAY),
        ("reachable", "200", TODAY, TODAY),
        ("changed", "200", TODAY, TODAY),
    ]
    assert rows["gazeta-o-wspolnej-sumie"]["moved_to"] == f"http://{NAME}:{server.port}/new"
    assert rows["urzad-o-projekcie"]["content_sha256"] == web_page.digest(OTHER)
    assert table(root, "sources").read_bytes() == read
    assert check_catalog(root) == []


def test_what_was_visited_lately_is_left_alone(root: Path, server: Server) -> None:
    run(root, server)
    server.asked.clear()
    written = table(root, "source_checks").read_bytes()
    assert run(root, server) == (0, "0 visited.\n")
    assert server.asked == []
    assert table(root, "source_checks").read_bytes() == written


def test_the_archive_is_asked_for_the_copy_nearest_to_the_reading(
    root: Path, server: Server
) -> None:
    copy = "http://web.archive.org/web/20200228000000/https://urzad.przyklad.example/projekt"
    asked: list[str] = []

    def available(to: BaseHTTPRequestHandler) -> None:
        asked.append(to.path)
        answer(
            200,
            json.dumps(
                {"archived_snapshots": {"closest": {"available": True, "url": copy}}}
            ).encode(),
        )(to)

    query = f"/available?url=http%3A%2F%2F{NAME}%3A{server.port}%2Fchanged&timestamp=20200228"
    server.answers[query] = available
    code, _ = run(
        root,
        server,
        "--only",
        "urzad-o-projekcie",
        "--archive",
        "--archive-api",
        f"http://{NAME}:{server.port}/available",
    )
    assert (code, asked) == (0, [query])
    assert [row["archive_url"] for row in rows_of(root, "source_checks")] == [
        copy.replace("http:", "https:", 1)
    ]
    assert check_catalog(root) == []


@pytest.mark.parametrize(
    "said",
    [
        b"no json",
        b"[]",
        b'{"archived_snapshots": {"closest": {"available": true, "url": "https://zly.example/"}}}',
        b'{"archived_snapshots": {}}',
    ],
)
def test_an_archive_that_says_anything_else_is_not_believed(
    said: bytes, root: Path, server: Server
) -> None:
    server.answers[
        f"/available?url=http%3A%2F%2F{NAME}%3A{server.port}%2Fchanged&timestamp=20200228"
    ] = answer(200, said)
    code, _ = run(
        root,
        server,
        "--only",
        "urzad-o-projekcie",
        "--archive",
        "--archive-api",
        f"http://{NAME}:{server.port}/available",
    )
    assert code == 0
    assert [row["archive_url"] for row in rows_of(root, "source_checks")] == [""]


def test_without_a_network_nothing_is_recorded(root: Path, server: Server) -> None:
    with socket.socket() as closed:
        closed.bind((HOST, 0))
        for source in ("urzad-o-projekcie", "fundacja-o-wyjezdzie", "gazeta-o-wspolnej-sumie"):
            change(root, "sources", source, url=f"http://{NAME}:{closed.getsockname()[1]}/{source}")
        before = table(root, "source_checks").read_bytes()
        code, said = run(root, server, "--private", f"{NAME}:{closed.getsockname()[1]}")
    assert code == 4
    assert "is there a network?" in said
    assert table(root, "source_checks").read_bytes() == before


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (("--only", "nieznane"), "nieznane"),
        (("--only", "dokument-bez-adresu"), "dokument-bez-adresu"),
        (("--today", "wczoraj"), "wczoraj"),
    ],
)
def test_a_wrong_call_is_said(more: tuple[str, ...], says: str, root: Path, server: Server) -> None:
    code, said = run(root, server, *more)
    assert code == 2
    assert says in said
    assert server.asked == []


def test_nobody_is_visited_by_somebody_without_an_address(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITEURL")
    code, said = run(root, server)
    assert code == 2
    assert "SITEURL" in said
    assert server.asked == []


# A changed page is accepted by whoever has read it again


@pytest.fixture
def states(mini: Path, tmp_path: Path) -> tuple[Path, Path]:
    was, now = (
        Path(shutil.copytree(mini / "datasets", tmp_path / name / "datasets")).parent
        for name in ("was", "now")
    )
    return was, now


def unread(states: tuple[Path, Path]) -> list[tuple[str, str, int]]:
    one, two = map(read_unchecked, states)
    return [
        (p.path, p.rule, p.line)
        for p in source_checks.accepted_unread(changes.compare(one, two), one, two)
    ]


def accept(root: Path, source: str = "urzad-o-projekcie", sha256: str = TWO) -> None:
    change(root, "sources", source, content_sha256=sha256)


def test_the_check_against_a_base_says_so(mini: Path, copy_of_mini: Path) -> None:
    accept(copy_of_mini)
    change(
        copy_of_mini, "source_checks", "urzad-o-projekcie", status="unchanged", content_sha256=TWO
    )
    assert [problem.rule for problem in check.find_problems(copy_of_mini, mini)] == ["accepted-unread"]
    assert check.find_problems(copy_of_mini) == []


@pytest.mark.parametrize("sha256", [TWO, ""])
def test_a_changed_hash_alone_is_refused(
    sha256: str,
    states: tuple[Path, Path],
    languages: Mapping[str, Language],
    request: pytest.FixtureRequest,
) -> None:
    accept(states[1], sha256=sha256)
    assert unread(states) == [("datasets/sources/sources.csv", "accepted-unread", 5)]
    one, two = map(read_unchecked, states)
    said_as_golden(
        "losses",
        f"hash_accepted_unread_{bool(sha256)}",
        source_checks.accepted_unread(changes.compare(one, two), one, two),
        languages,
        request.config.getoption("--accept"),
    )


def test_a_changed_hash_with_changed_data_is_accepted(states: tuple[Path, Path]) -> None:
    accept(states[1])
    change(states[1], "projects", "przykladowy-projekt", end_date="2024-09")
    assert unread(states) == []


def test_data_of_another_source_are_no_reason(states: tuple[Path, Path]) -> None:
    accept(states[1])
    change(states[1], "projects", "null", end_date="2024-09")
    assert len(unread(states)) == 1


def test_a_changed_hash_with_a_new_reason_is_accepted_and_with_an_old_one_is_not(
    states: tuple[Path, Path],
) -> None:
    accept(states[1])
    change(
        states[1],
        "source_checks",
        "urzad-o-projekcie",
        status="unchanged",
        content_sha256=TWO,
        reason_pl="Tylko układ.",
        reason_en="Layout only.",
    )
    assert unread(states) == []
    change(
        states[0],
        "source_checks",
        "urzad-o-projekcie",
        reason_pl="Tylko układ.",
        reason_en="Layout only.",
    )
    assert len(unread(states)) == 1


def test_a_first_hash_is_accepted_unless_the_page_is_known_to_have_changed(
    states: tuple[Path, Path],
) -> None:
    accept(states[1], "gazeta-o-wspolnej-sumie")
    assert unread(states) == []
    change(states[0], "source_checks", "gazeta-o-wspolnej-sumie", status="changed")
    assert len(unread(states)) == 1
