"""The scores of Lighthouse for the pages that most people open.

Run by `make bench`, since speed depends on the machine; docs/measurements.md keeps the figures.
"""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import built_sites
import pytest
from browser_pages import PAGES, Compressing

from tooling import browser, node

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
JUDGED = ("home", "projects", "project", "organisation", "programme", "article")
FLAGS = "--headless=new --no-sandbox --disable-gpu"

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def lighthouse() -> Path:
    """The command of Lighthouse, installed on the first use."""
    if reason := node.install(node.LIGHTHOUSE):
        pytest.skip(reason)
    return node.LIGHTHOUSE / "node_modules" / "lighthouse" / "cli" / "index.js"


@pytest.fixture(scope="module")
def compressed(
    served: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address under which the real site is served as a host would."""
    with served(built_sites.real(tmp_path_factory.getbasetemp()), Compressing) as address:
        yield address


@pytest.mark.parametrize("page_type", JUDGED)
def test_lighthouse_gives_full_marks(compressed: str, lighthouse: Path, page_type: str) -> None:
    command = ["node", str(lighthouse), compressed + PAGES[page_type]["pl"]]
    options = [
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={FLAGS}",
    ]
    surroundings = os.environ | {"CHROME_PATH": str(browser.system_browser() or "")}
    done = subprocess.run(
        [*command, *options],
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    marks = {
        name: round(100 * category["score"])
        for name, category in json.loads(done.stdout)["categories"].items()
    }
    print(f"\n{page_type}: {marks}")
    assert marks == dict.fromkeys(CATEGORIES, 100)
