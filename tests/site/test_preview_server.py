"""The server of `make serve`: it answers as a host would, and adds to pages only as they are
served.
"""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from datasite.delivery import host_headers
from datasite.delivery.output import OutputError, build_aside
from datasite.site.preview_server import SCRIPT, STATE, PreviewServer, site_state

PAGE = "<!doctype html><html><head><title>{}</title></head><body></body></html>"
SITE = {
    "index.html": PAGE.format("Strona główna"),
    "pl/index.html": PAGE.format("Początek"),
    "404.html": PAGE.format("Nie ma takiej strony"),
    "data/datapackage.json": "{}",
    "data/kwoty.csv": "kwota\n1\n",
}
Ask = Callable[..., tuple[http.client.HTTPResponse, str]]


def put(folder: Path) -> None:
    for path, text in SITE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    put(tmp_path / "output")
    return tmp_path / "output"


@pytest.fixture
def ask(tmp_path: Path) -> Iterator[Ask]:
    """Ask the server of output/, which need not be there, for an address."""
    with PreviewServer(tmp_path / "output", 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        host, port = server.server_address[:2]
        assert host == "127.0.0.1"

        def asked(address: str, method: str = "GET") -> tuple[http.client.HTTPResponse, str]:
            connection = http.client.HTTPConnection(host, port, timeout=60)
            connection.request(method, address)
            answer = connection.getresponse()
            text = answer.read().decode()
            connection.close()
            return answer, text

        yield asked
        server.shutdown()
        thread.join()


def test_a_page_gets_a_script_that_its_policy_allows(site: Path, ask: Ask) -> None:
    answer, page = ask("/pl/?q=1")
    element = f'<script src="{SCRIPT}?site={site_state(site)}" defer></script>'
    assert page == SITE["pl/index.html"].replace("</head>", f"{element}</head>")
    assert answer.headers["Content-Length"] == str(len(page.encode()))
    assert "script-src 'self'" in host_headers.POLICY
    script, _ = ask(SCRIPT)
    assert (script.status, script.headers.get_content_type()) == (200, "text/javascript")
    assert (site / "pl" / "index.html").read_text(encoding="utf-8") == SITE["pl/index.html"]


def test_other_files_are_sent_as_they_are_with_the_headers_of_a_host(site: Path, ask: Ask) -> None:
    answer, table = ask("/data/kwoty.csv")
    assert (answer.status, table) == (200, SITE["data/kwoty.csv"])
    expected = host_headers.HEADERS | host_headers.DATA_HEADERS
    assert {name: answer.headers[name] for name in expected} == expected
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["/nie-ma/", "/nie-ma", "/data/", "/../SECRET", "/%2e%2e/SECRET", "/%00"]
)
def test_a_missing_address_gives_the_page_for_it(
    site: Path, ask: Ask, tmp_path: Path, address: str
) -> None:
    (tmp_path / "SECRET").touch()
    answer, page = ask(address)
    assert answer.status == 404
    assert "Nie ma takiej strony" in page
    assert SCRIPT in page  # it goes away when the page is there


@pytest.mark.parametrize("address", ["/pl", "//pl"])
def test_the_address_of_a_folder_leads_to_its_page(site: Path, ask: Ask, address: str) -> None:
    answer, _ = ask(address)
    assert (answer.status, answer.headers["Location"]) == (301, "/pl/")


def test_a_request_for_headers_gets_no_content(site: Path, ask: Ask) -> None:
    answer, content = ask("/pl/", "HEAD")
    assert (answer.status, content) == (200, "")
    assert int(answer.headers["Content-Length"]) > len(SITE["pl/index.html"])
    assert ask("/nie-ma/", "HEAD")[0].status == 404


def test_a_request_waits_where_the_site_is_away_for_a_moment(site: Path, ask: Ask) -> None:
    """As between two renames, where the system cannot exchange two folders in one call."""
    away = site.rename(site.with_name("away"))
    threading.Timer(0.3, away.rename, [site]).start()
    began = time.monotonic()
    answer, page = ask("/pl/")
    assert answer.status == 200
    assert "Początek" in page
    assert time.monotonic() - began > 0.2


def test_without_a_site_it_says_so_on_a_page_that_looks_again(ask: Ask) -> None:
    answer, page = ask("/")
    assert answer.status == 503
    assert "There is no site yet." in page
    assert f"{SCRIPT}?site=" in page


def test_pages_are_told_of_a_new_site_and_not_of_a_failed_build(
    site: Path, ask: Ask, tmp_path: Path
) -> None:
    root, home = tmp_path / "root", tmp_path / "home"
    _, before = ask(STATE)
    with pytest.raises(OutputError), build_aside(site, root, home) as folder:
        put(folder)
        raise OutputError("a fault")
    assert ask(STATE)[1] == before
    states = [before]
    for _ in range(3):
        with build_aside(site, root, home) as folder:
            put(folder)
        states.append(ask(STATE)[1])
    assert len(set(states)) == len(states)


def test_no_request_fails_while_sites_are_replaced(site: Path, ask: Ask, tmp_path: Path) -> None:
    stop, statuses = threading.Event(), set[int]()

    def visit() -> None:
        while not stop.is_set():
            statuses.add(ask("/pl/")[0].status)

    visitor = threading.Thread(target=visit)
    visitor.start()
    for _ in range(20):
        with build_aside(site, tmp_path / "root", tmp_path / "home") as folder:
            put(folder)
    stop.set()
    visitor.join()
    assert statuses == {200}
