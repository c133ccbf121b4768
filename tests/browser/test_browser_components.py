"""The page of the components, photographed: that they are drawn. What holds for every page type,
such as widths and axe, the other tests try on it too.
"""

from pathlib import Path

import pytest
from browser_pages import PAGES, Open

EMPTY = 2_000  # bytes, which a picture of a blank section does not reach
SECTIONS = (
    *("colours", "type", "exact", "approximate", "sums", "bars", "chips", "dispute"),
    *("partners", "chart", "map", "footnotes"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_is_drawn(visit: Open, tmp_path: Path, scheme: str) -> None:
    page = visit(PAGES["components"]["pl"], color_scheme=scheme).page
    assert page.eval_on_selector_all("main section", "all => all.map(e => e.id)") == [*SECTIONS]
    for name in SECTIONS:
        picture = tmp_path / f"{name}-{scheme}.png"
        page.locator(f"section#{name}").screenshot(path=picture)
        assert picture.stat().st_size > EMPTY, name


def test_no_page_leads_to_the_components(visit: Open) -> None:
    page = visit("/pl/").page
    assert page.locator("a[href*=components]").count() == 0
    assert "components" not in page.request.get("/sitemap.xml").text()
    page.goto(PAGES["components"]["pl"])
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
