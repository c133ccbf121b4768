"""scripts/sources.py over the miniature, whose sources are on a server on this machine."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from edits import change, rows_of, table, write_rows
from local_server import HOST, NAME, OTHER, PAGE, Server, answer, redirect, serving
from remembered import check_catalog
from typer.testing import CliRunner

import sources
from datasite.sources import web_page

TODAY = "2020-03-10"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as local:
        yield local


@pytest.fixture
def root(copy_of_mini: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature, whose sources are on the server: one changed, one gone, one moved."""
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
        "/moved": redirect(f"{here}/new", 301),
        "/new": answer(200, PAGE),
    }
    for dataset in ("source_checks", "source_value_checks"):
        write_rows(copy_of_mini, dataset, [])
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


def run_with_archive(root: Path, server: Server) -> tuple[int, str]:
    """A visit to one source, whose archived copy is looked up on the server."""
    api = f"http://{NAME}:{server.port}/available"
    return run(root, server, "--only", "urzad-o-projekcie", "--archive", "--archive-api", api)


def test_the_command_records_what_it_found_and_touches_no_source(
    root: Path, server: Server
) -> None:
    read = table(root, "sources").read_bytes()
    code, output = run(root, server)
    values = len(rows_of(root, "source_value_checks"))
    assert (code, output) == (
        0,
        (
            "fundacja-o-wyjezdzie: unreachable (HTTP 404)\ngazeta-o-wspolnej-sumie:"
            " reachable\nurzad-o-projekcie: changed\n3 visited, 1 changed, 1 reachable, 1"
            f" unreachable.\n{values} values, {values} unreadable.\n"
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


OFFICE = """<html><head><meta charset="windows-1250"></head><body><main><h1>Projekt</h1>
<p>Od 24&nbsp;wrze\u015bnia&#160;2021\u00a0roku trwa projekt za blisko 1,6&thinsp;mln E&shy;UR.</p>
<table><tr><td>2021<td><b>90</b> 000<td>EUR<tr><td>2022<td>176 500,50 EUR</table></main></body>"""
PRESS = "<body><p>13 250&nbsp;000<br>zł; 1.500.000\u202f€</p><aside>wrzesień 2021</aside></body>"


def test_words_are_looked_for_in_every_page_that_is_read(root: Path, server: Server) -> None:
    """As pages write them, in the encoding of the page; a PDF has no text for us."""
    server.answers |= {
        "/changed": answer(200, OFFICE.encode("cp1250"), content_type="text/html"),
        "/new": answer(200, PRESS.encode()),
        "/gone": answer(200, b"%PDF-1.7 ok. 99 000", content_type="application/pdf"),
    }
    code, output = run(root, server)
    assert code == 0
    assert "\n  not found: 76 500,50 EUR\n" in output
    rows = rows_of(root, "source_value_checks")
    assert output.endswith(f"{len(rows)} values{sources.counts(rows)}.\n")
    assert {row["checked"] for row in rows} == {TODAY}
    results = {
        (row["source_id"], row["as_printed"]): (row["status"], row["locator"]) for row in rows
    }
    office, press = "urzad-o-projekcie", "gazeta-o-wspolnej-sumie"
    expected = {
        (office, "24 września 2021 roku"): ("found", "2"),
        (office, "blisko 1,6 mln EUR"): ("found", "2"),
        (office, "90 000 EUR"): ("found", "4"),
        (office, "76 500,50 EUR"): ("not_found", ""),  # the page prints 176 500,50 EUR
        (office, "75,5%"): ("not_found", ""),
        (press, "13 250 000 zł"): ("found", "1"),
        (press, "1.500.000 €"): ("found", "2"),
        (press, "262 000 EUR zł"): ("not_found", ""),
        (press, "wrzesień 2021"): ("not_found", ""),  # beside the text
        ("fundacja-o-wyjezdzie", "ok. 99 000"): ("unreadable", ""),
    }
    assert {key: results[key] for key in expected} == expected
    assert check_catalog(root) == []
    written = table(root, "source_value_checks").read_bytes()
    run(root, server, "--again-after", "0")
    assert table(root, "source_value_checks").read_bytes() == written


def test_a_page_that_is_gone_leaves_what_was_found_there(root: Path, server: Server) -> None:
    server.answers["/changed"] = answer(200, OFFICE.encode("cp1250"), content_type="text/html")
    run(root, server, "--only", "urzad-o-projekcie")
    found = rows_of(root, "source_value_checks")
    server.answers["/changed"] = answer(404)
    run(root, server, "--only", "urzad-o-projekcie", "--today", "2020-03-20")
    assert rows_of(root, "source_value_checks") == found


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
    code, _ = run_with_archive(root, server)
    assert (code, asked) == (0, [query])
    assert [row["archive_url"] for row in rows_of(root, "source_checks")] == [
        copy.replace("http:", "https:", 1)
    ]
    assert check_catalog(root) == []


@pytest.mark.parametrize(
    "reply",
    [
        b"no json",
        b"[]",
        b'{"archived_snapshots": {"closest": {"available": true, "url": "https://zly.example/"}}}',
        b'{"archived_snapshots": {}}',
        b'{"archived_snapshots": []}',
    ],
)
def test_an_archive_that_says_anything_else_is_not_believed(
    reply: bytes, root: Path, server: Server
) -> None:
    server.answers[
        f"/available?url=http%3A%2F%2F{NAME}%3A{server.port}%2Fchanged&timestamp=20200228"
    ] = answer(200, reply)
    code, _ = run_with_archive(root, server)
    assert code == 0
    assert [row["archive_url"] for row in rows_of(root, "source_checks")] == [""]


def test_without_a_network_nothing_is_recorded(root: Path, server: Server) -> None:
    with socket.socket() as closed:
        closed.bind((HOST, 0))
        for source in ("urzad-o-projekcie", "fundacja-o-wyjezdzie", "gazeta-o-wspolnej-sumie"):
            change(root, "sources", source, url=f"http://{NAME}:{closed.getsockname()[1]}/{source}")
        before = table(root, "source_checks").read_bytes()
        code, output = run(root, server, "--private", f"{NAME}:{closed.getsockname()[1]}")
    assert code == 4
    assert "is there a network?" in output
    assert table(root, "source_checks").read_bytes() == before


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (("--only", "nieznane"), "nieznane"),
        (("--only", "dokument-bez-adresu"), "dokument-bez-adresu"),
        (("--today", "wczoraj"), "wczoraj"),
    ],
)
def test_a_wrong_call_is_named(
    more: tuple[str, ...], named: str, root: Path, server: Server
) -> None:
    code, output = run(root, server, *more)
    assert code == 2
    assert named in output
    assert server.asked == []


def test_no_site_is_visited_without_an_address_of_ours(
    root: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SITEURL")
    code, output = run(root, server)
    assert code == 2
    assert "SITEURL" in output
    assert server.asked == []
