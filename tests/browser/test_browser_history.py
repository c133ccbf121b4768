"""The pages of the history, which the real site may not have: those of the miniature, opened out.
They break no rule of axe-core and fit a narrow window.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import built_sites
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser_pages import Visit
from playwright.sync_api import Browser, Page

# Each page with the part of it that is judged.
TRIED = (
    ("/pl/zmiany/", "main"),
    ("/en/changes/2020-01/", "main"),
    ("/pl/projekty/przykladowy-projekt/", "#history"),
    ("/en/projects/przykladowy-projekt-bis/", "#history"),
    ("/pl/dane/budgets/", "#changes"),
)
RULES: dict[str, object] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
OPEN_ALL = "document.querySelectorAll('details').forEach(part => part.open = true)"
TOO_WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def page(
    mini: Path,
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[..., AbstractContextManager[str]],
    chromium: Browser,
    watch: Callable[[Page], Visit],
) -> Iterator[Page]:
    with served(built_sites.mini(mini, tmp_path_factory.getbasetemp())) as address:
        context = chromium.new_context(
            base_url=address, bypass_csp=True, viewport={"width": 320, "height": 800}
        )
        yield watch(context.new_page()).page
        context.close()


@pytest.mark.parametrize(("of_miniature", "part"), TRIED)
def test_a_page_of_the_history_can_be_read_by_all(page: Page, of_miniature: str, part: str) -> None:
    page.goto(of_miniature)
    page.evaluate(OPEN_ALL)
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, context=part, options=RULES).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
    assert page.evaluate(TOO_WIDE) <= 0
