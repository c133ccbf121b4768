"""What a page weighs and how soon it is drawn on a slow connection."""

import pytest
from browser_pages import Open
from paths import ROOT

from datasite.site.style_sheets import PARTS, shorten

# Some blanks that mean nothing are kept: in the values of properties of our own and in conditions.
RULES = """texts => texts.map(text => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return [...sheet.cssRules].map(rule => rule.cssText.replace(/([:,]) /g, "$1"));
})"""


@pytest.mark.parametrize("part", sorted(path.stem for path in (ROOT / "theme" / PARTS).iterdir()))
def test_short_sheet_has_the_same_rules(visit: Open, part: str) -> None:
    long = (ROOT / "theme" / PARTS / f"{part}.css").read_text(encoding="utf-8")
    read_long, read_short = visit("/404.html").page.evaluate(RULES, [long, shorten(long)])
    assert read_long == read_short != []
