"""The parts of scripts/serve.py: builds beside the server, and pages that refresh themselves."""

import queue
import socket
import threading
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import serve
from datasite.delivery import host_headers

PATIENCE = 60  # seconds


def test_requests_during_a_build_lead_to_one_more_build() -> None:
    begun: queue.Queue[str] = queue.Queue()
    built: queue.Queue[str] = queue.Queue()
    go_on = threading.Semaphore(0)

    def build() -> bool:
        begun.put("build")
        return go_on.acquire(timeout=PATIENCE)

    rebuilder = serve.Rebuilder(build, lambda: built.put("built"))
    rebuilder.start()
    rebuilder.request()
    begun.get(timeout=PATIENCE)
    for _ in range(3):
        rebuilder.request()  # does not wait for the build
    go_on.release()
    built.get(timeout=PATIENCE)
    begun.get(timeout=PATIENCE)
    go_on.release()
    built.get(timeout=PATIENCE)
    with pytest.raises(queue.Empty):
        begun.get(timeout=0.2)


def test_a_failed_build_refreshes_nothing() -> None:
    results: queue.Queue[bool] = queue.Queue()
    built: queue.Queue[int] = queue.Queue()
    rebuilder = serve.Rebuilder(results.get, lambda: built.put(results.qsize()))
    rebuilder.start()
    rebuilder.request()
    results.put(False)
    with pytest.raises(queue.Empty):
        built.get(timeout=0.2)
    rebuilder.request()
    results.put(True)
    assert built.get(timeout=PATIENCE) == 0


def test_a_page_gets_a_script_that_its_policy_allows() -> None:
    request = SimpleNamespace(host="127.0.0.1:8123", supports_http_1_1=lambda: True)
    page = b"<!doctype html><html><head><title>x</title></head><body></body></html>"
    headers = {"Content-Type": "text/html", "Content-Length": str(len(page))}
    transform = serve.ScriptByAddress(request)
    _, new_headers, new_page = transform.transform_first_chunk(200, headers, page, True)
    script = b'<script src="/livereload.js?port=8123" defer></script></head>'
    assert new_page == page.replace(b"</head>", script)
    assert new_headers["Content-Length"] == str(len(new_page))
    assert "script-src 'self'" in host_headers.POLICY


def test_a_port_in_use_is_said_with_the_way_to_choose_another() -> None:
    with socket.create_server((serve.HOST, 0)) as busy:
        port = busy.getsockname()[1]
        done = CliRunner().invoke(serve.app, ["--port", str(port)])
    assert done.exit_code == 4
    assert f"make serve PORT={port + 1}" in done.output
