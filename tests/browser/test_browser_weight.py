"""What a page weighs and how soon it is drawn on a slow connection."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from statistics import median

import built_sites
import pytest
from browser_pages import PAGES, Compressing, Open
from paths import ROOT
from playwright.sync_api import Browser

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


# Slow 4G as Lighthouse has it, and a processor four times slower.
SLOW_NETWORK = {
    "offline": False,
    "latency": 150,  # milliseconds from a request to the answer
    "downloadThroughput": 1.6e6 / 8,  # bytes a second
    "uploadThroughput": 750e3 / 8,
}
SLOWER_PROCESSOR = 4
# Milliseconds to the first and to the largest paint.
LATEST_PAINT = {"home": 1600, "project": 1600, "projects": 2000}
LARGEST_SHIFT = 0.01
PAINTS = """() => new Promise(done => {
    const seen = { first: 0, largest: 0, shift: 0 };
    const watch = (type, each) => new PerformanceObserver(list => list.getEntries().forEach(each))
        .observe({ type, buffered: true });
    watch("paint", entry => {
        if (entry.name === "first-contentful-paint") seen.first = entry.startTime;
    });
    watch("largest-contentful-paint", entry => { seen.largest = entry.startTime; });
    watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shift += entry.value; });
    setTimeout(() => done(seen), 1500);
})"""
ROUNDS = 3


@pytest.fixture(scope="module")
def compressed(
    served: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address under which the real site is served as a host would."""
    with served(built_sites.real(tmp_path_factory.getbasetemp()), Compressing) as address:
        yield address


@pytest.mark.bench
@pytest.mark.parametrize("lang", ["pl", "en"])
@pytest.mark.parametrize("page_type", LATEST_PAINT)
def test_page_is_drawn_soon_on_a_slow_connection(
    chromium: Browser, compressed: str, page_type: str, lang: str
) -> None:
    """The median of three visits with an empty cache, each of the size of a phone."""
    visits = [slow_visit(chromium, compressed + PAGES[page_type][lang]) for _ in range(ROUNDS)]
    seen = {what: median(visit[what] for visit in visits) for what in visits[0]}
    print(f"\n{page_type} {lang}: {seen}")
    assert 0 < seen["first"] <= LATEST_PAINT[page_type]
    assert 0 < seen["largest"] <= LATEST_PAINT[page_type]
    assert seen["shift"] <= LARGEST_SHIFT


def slow_visit(chromium: Browser, address: str) -> dict[str, float]:
    """The two paints in milliseconds, and the layout shift."""
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        tools = context.new_cdp_session(page)
        tools.send("Network.enable")
        tools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
        page.goto(address, wait_until="networkidle")
        seen: dict[str, float] = page.evaluate(PAINTS)
        return seen
