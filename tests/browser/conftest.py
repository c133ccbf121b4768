"""Fixtures of the browser tests: a browser, the real site served on this machine, and one page of
every page type in each language.
"""

import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import built_sites
import pytest
from browser_pages import (
    EMBEDDED,
    FLAGS,
    HOST,
    PAGES,
    PATIENCE,
    POLICY,
    REPORT_VIOLATIONS,
    Open,
    Quiet,
    Visit,
)
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tooling import browser as setup

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs a browser."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes an `address` runs on one page of every type in each language."""
    pairs = [
        (page_type, lang, address)
        for page_type, twins in (PAGES | EMBEDDED).items()
        for lang, address in twins.items()
    ]
    if "address" in metafunc.fixturenames:
        metafunc.parametrize(
            "address",
            [pytest.param(address, id=f"{page_type}-{lang}") for page_type, lang, address in pairs],
        )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's browser, or Playwright's own.

    Without one the tests fail; `make test` installs it.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=setup.system_browser(), args=FLAGS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@contextmanager
def _served(folder: Path, handler: type[Quiet] = Quiet) -> Iterator[str]:
    """The address under which a folder is served."""
    with http.server.ThreadingHTTPServer(
        (HOST, 0), partial(handler, directory=str(folder))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:  # a thread that goes on would keep a failed run from ending
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def served() -> Callable[..., AbstractContextManager[str]]:
    """Serve a folder while a test needs it."""
    return _served


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address under which the real site is served."""
    with _served(built_sites.real(tmp_path_factory.getbasetemp())) as address:
        yield address


@pytest.fixture(scope="session")
def breaches() -> list[str]:
    """The breaches of the policy since the test began."""
    return []


@pytest.fixture(autouse=True)
def _policy_is_kept(breaches: list[str]) -> Iterator[None]:
    """No page of a test breaks the policy, sends a request to another host or opens a dialog."""
    breaches.clear()
    yield
    assert breaches == []


@pytest.fixture(scope="session")
def watch(breaches: list[str]) -> Callable[[Page], Visit]:
    """Turn a tab into a visit, which keeps the requests of its pages, the messages of its console
    and what breaks the policy.
    """

    def watched(page: Page) -> Visit:
        page.set_default_timeout(PATIENCE)
        visit = Visit(page)
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("request", lambda request: visit.requests.append(request.url))
        page.on(
            "request",
            lambda request: (
                breaches.append(request.url)
                if urlsplit(request.url).hostname not in (HOST, None)
                else None
            ),
        )
        page.on(
            "console",
            lambda message: (
                visit.complaints.append(message.text)
                if message.type in ("error", "warning")
                else None
            ),
        )
        page.on(
            "console",
            lambda message: breaches.append(message.text) if POLICY in message.text else None,
        )
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: (breaches.append(f"a dialog: {dialog.message}"), dialog.dismiss()),
        )
        return visit

    return watched


@pytest.fixture(scope="session")
def visit(chromium: Browser, host: str, watch: Callable[[Page], Visit]) -> Open:
    """Open an address of the site; further arguments are options of Playwright's contexts.

    All visits with the same options share a tab, since a tab costs more than a visit and pages
    without storage leave nothing behind.
    """
    tabs: dict[str, Visit] = {}

    def open_address(address: str, **options: Any) -> Visit:
        key = repr(sorted(options.items()))
        if key not in tabs:
            tabs[key] = watch(chromium.new_context(base_url=host, **options).new_page())
        tab = tabs[key]
        tab.requests.clear()
        tab.complaints.clear()
        tab.page.goto(address)
        return tab

    return open_address
