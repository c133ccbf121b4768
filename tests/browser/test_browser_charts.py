"""Charts on their own pages and in frames of other sites: frames need no other host, tables hold
the rows of the files, hatching is visible.
"""

import csv
import http.server
import io
import re
import threading
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser_pages import EMBEDDED, HOST, PAGES, Open, Quiet
from playwright.sync_api import Browser, expect

PAIRS_ON_PAGE = 500  # the page says how many pairs there are, the file has all
CHARTS = {
    "money-by-programme": {
        "pl": "/pl/wykresy/pieniadze-z-funduszy/",
        "en": "/en/charts/money-by-programme/",
    },
    "money-by-year": {"pl": "/pl/wykresy/pieniadze-w-latach/", "en": "/en/charts/money-by-year/"},
    "money-by-stage": {
        "pl": "/pl/wykresy/pieniadze-na-etapach/",
        "en": "/en/charts/money-by-stage/",
    },
    "timeline": {"pl": "/pl/wykresy/os-czasu/", "en": "/en/charts/timeline/"},
    "who-with-whom": {"pl": "/pl/wykresy/kto-z-kim/", "en": "/en/charts/who-with-whom/"},
}
every_chart = pytest.mark.parametrize(
    ("chart", "lang"), [(chart, lang) for chart, twins in CHARTS.items() for lang in twins]
)
FRAMED = [pytest.param(PAGES[name]["pl"], id=name) for name in ("project", "chart")]
COMMA_AND_POINT = {"pl": ("\u00a0", ","), "en": (",", ".")}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Another site: its address, and the folder of its pages."""
    folder = tmp_path_factory.mktemp("elsewhere")
    with http.server.ThreadingHTTPServer(
        (HOST, 0), partial(Quiet, directory=str(folder))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://{HOST}:{server.server_port}", folder
        server.shutdown()
        thread.join()


def _copied(visit: Open, host: str, whole: str) -> str:
    """The code that a reader copies from a page, with the test's host for the public one."""
    box = visit(whole).page.locator("#embed-code")
    code = box.input_value()
    return re.sub(r'src="https?://[^/]+', f'src="{host}', code)


@pytest.mark.parametrize("whole", FRAMED)
def test_the_copied_code_shows_the_page_on_another_site(
    visit: Open, chromium: Browser, host: str, elsewhere: tuple[str, Path], whole: str
) -> None:
    browser_page, folder = elsewhere
    (folder / "post.html").write_text(
        "<!doctype html><html"
        f" lang=pl><title>Blog</title><h1>Blog</h1>{_copied(visit, host, whole)}",
        encoding="utf-8",
    )
    page = chromium.new_page()
    asked: list[str] = []
    messages: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: (
            messages.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    page.goto(f"{browser_page}/post.html")
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_be_visible()
    assert page.locator("iframe").get_attribute("title")
    assert {urlsplit(url).netloc for url in asked if not url.endswith("favicon.ico")} == {
        urlsplit(host).netloc,
        urlsplit(browser_page).netloc,
    }
    assert [text for text in messages if "favicon" not in text and "404" not in text] == []
    frame.locator("footer a").last.click()
    page.wait_for_url(host + whole)
    page.close()


@pytest.mark.parametrize("whole", FRAMED)
def test_the_code_is_reached_and_selected_by_keyboard(visit: Open, whole: str) -> None:
    page = visit(whole).page
    page.locator("summary", has=page.locator("xpath=../..//textarea")).last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "embed-code"
    page.keyboard.press("Control+a")
    chosen = page.evaluate("getSelection().toString()")
    assert chosen == page.locator("#embed-code").input_value()
    assert chosen.startswith("<iframe ")


@pytest.mark.parametrize("page_type", ["chart_embed", "project_embed"])
def test_links_lead_out_of_the_frame(visit: Open, page_type: str) -> None:
    page = visit(EMBEDDED[page_type]["pl"]).page
    assert page.locator("a").count() > 0
    assert page.locator("a:not([target=_top][rel=noopener])").count() == 0
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"


@every_chart
def test_the_table_holds_the_rows_of_the_file(
    visit: Open, host: str, chart: str, lang: str
) -> None:
    page = visit(CHARTS[chart][lang]).page
    rows = list(
        csv.DictReader(io.StringIO(page.request.get(f"{host}/data/charts/{chart}.csv").text()))
    )
    shown = page.eval_on_selector_all(
        "#rows tbody tr",
        "rows => rows.map(r => [...r.cells].map(c => [c.textContent.trim(),"
        " [...c.querySelectorAll('a')].map(a => a.pathname.split('/').at(-2))]))",
    )
    assert len(shown) == (PAIRS_ON_PAGE if chart == "who-with-whom" else len(rows)) > 0
    for cells, row in zip(shown, rows, strict=False):
        linked = [key for _, keys in cells for key in keys]
        assert linked == [
            row[name]
            for name in ("programme_id", "project_id", "organisation_id", "other_id")
            if row.get(name)
        ]
        if "amount" in row:
            _assert_amount(cells[-1][0], row, lang)
            if row.get("statement", "sum") == "sum":
                assert re.findall(r"\d+", cells[1][0]) == [row["projects"]]
        elif "projects" in row:
            assert cells[-1][0] == row["projects"] == str(len(row["project_ids"].split()))
        else:
            assert all(
                date[:4] in cells[-1][0] for date in (row["start_date"], row["end_date"]) if date
            )


def _assert_amount(text: str, row: dict[str, str], lang: str) -> None:
    """That a cell says the amount of a row: to the cent where it is exact, in words before it where
    it is not.
    """
    if lang == "en":  # the currency is before the figure there
        text = re.sub(r"\b([A-Z]{3})\s([\d.,]+(?:\s[a-z]+)?)$", r"\2 \1", text)
    assert text.endswith(row["currency"])
    words, figure, scale = re.fullmatch(
        r"([^\d]*)([\d\s.,]+?)(?:\s(mln|mld|million|billion))?\s[A-Z]{3}", text
    ).groups()
    gap, point = COMMA_AND_POINT[lang]
    power = {None: 0, "mln": 6, "million": 6, "mld": 9, "billion": 9}[scale]
    assert Decimal(figure.replace(gap, "").replace(point, ".")).scaleb(power) == Decimal(
        row["amount"]
    )
    assert bool(words.strip()) == (row.get("statement", "sum") != "sum")


# How many colours a picture has, and how many of its pixels differ from the first one.
COLOURS = """async file => {
  const made = await createImageBitmap(new Blob([Uint8Array.from(file)], { type: "image/png" }));
  const canvas = new OffscreenCanvas(made.width, made.height), seen = new Set();
  const surface = canvas.getContext("2d");
  surface.drawImage(made, 0, 0);
  const pixels = new Uint32Array(surface.getImageData(0, 0, made.width, made.height).data.buffer);
  let drawn = 0;
  for (const pixel of pixels) { seen.add(pixel); drawn += pixel !== pixels[0] }
  return { colours: seen.size, share: drawn / pixels.length };
}"""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize("chart", [name for name in CHARTS if name != "timeline"])
def test_the_png_of_a_chart_is_its_svg_drawn_twice_as_large(
    visit: Open, host: str, chart: str
) -> None:
    page = visit(CHARTS[chart]["en"]).page
    with page.expect_download() as waiting:
        page.get_by_role("button", name="PNG").click()
    assert waiting.value.suggested_filename == f"{chart}.png"
    content = Path(waiting.value.path()).read_bytes()
    assert content.startswith(SIGNATURE)
    svg = page.request.get(f"{host}{CHARTS[chart]['en']}{chart}.svg").text()
    width, height = (
        float(re.search(rf'{side}="([\d.]+)"', svg)[1]) for side in ("width", "height")
    )
    sides = [int.from_bytes(content[at : at + 4], "big") for at in (16, 20)]  # of the first chunk
    assert sides[0] == 2 * width
    assert abs(sides[1] - 2 * height) <= 2  # of a fraction of a pixel
    painted = page.evaluate(COLOURS, list(content))
    assert painted["colours"] > 10
    assert painted["share"] > 0.02


def test_no_png_is_offered_without_scripts_or_without_a_picture(
    visit: Open,
) -> None:
    still = visit(CHARTS["money-by-year"]["en"], java_script_enabled=False).page
    assert not still.get_by_text("PNG", exact=True).is_visible()
    assert visit(CHARTS["timeline"]["en"]).page.get_by_text("PNG", exact=True).count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_hatching_is_painted(visit: Open, scheme: str) -> None:
    """Its pattern is found: along a hatched bar two colours take turns."""
    page = visit(CHARTS["money-by-programme"]["pl"], color_scheme=scheme).page
    bar = page.locator(".bars .about").last
    assert bar.get_attribute("fill") == "url(#hatch)"
    assert page.locator("#hatch").count() == 1
    assert page.locator("#hatch .ground").evaluate("e => getComputedStyle(e).fill") != page.locator(
        "#hatch .stroke"
    ).evaluate("e => getComputedStyle(e).fill")


def test_words_in_pictures_keep_their_size_on_a_telephone(visit: Open) -> None:
    page = visit(CHARTS["timeline"]["pl"], viewport={"width": 320, "height": 640}).page
    years = page.locator(".years text")
    boxes = [years.nth(i).bounding_box() for i in range(years.count())]
    assert len(boxes) > 2
    assert all(
        box and box["height"] >= 12 and box["x"] >= 0 and box["x"] + box["width"] <= 320
        for box in boxes
    )
    assert all(a and b and a["x"] + a["width"] < b["x"] for a, b in pairwise(boxes))


@pytest.mark.parametrize("width", [320, 1280])
def test_curves_end_at_the_names_of_neighbours(visit: Open, width: int) -> None:
    """Each beside the middle of its row; the names are links that fit and keep their size."""
    page = visit(CHARTS["who-with-whom"]["pl"], viewport={"width": width, "height": 800}).page
    faults = page.eval_on_selector_all(
        ".ego",
        """all => all.flatMap(ego => {
          const rows = [...ego.querySelectorAll('li')];
          const box = ego.querySelector('.lines svg').getBoundingClientRect();
          return [...ego.querySelectorAll('.lines path')].map((path, i) => {
            const row = rows[i].getBoundingClientRect(), name = rows[i].querySelector('a');
            const end = path.getPointAtLength(path.getTotalLength());
            const off = box.top + end.y / 1000 * box.height - (row.top + row.bottom) / 2;
            const size = parseFloat(getComputedStyle(name).fontSize);
            const right = name.getBoundingClientRect().right;
            return Math.abs(off) > 3 || size < 14 || right > innerWidth || !name.href;
          });
        })""",
    )
    assert len(faults) > 40
    assert not any(faults)


def test_columns_are_as_high_as_their_amounts_and_in_the_order_of_years(visit: Open) -> None:
    """In each currency; those that are cut are named below."""
    page = visit(CHARTS["money-by-year"]["en"], viewport={"width": 360, "height": 800}).page
    for chart in page.locator(".columns-drawn").all():
        columns = chart.evaluate(
            """svg => [...svg.querySelectorAll('rect:not(.gap)')].map(rect => {
              const box = rect.getBoundingClientRect();
              return [box.left, box.height, rect.textContent, rect.classList.value];
            })"""
        )
        assert len(columns) > 10
        years = [int(said.strip()[:4]) for _, _, said, _ in columns]
        assert years == sorted(years)
        lefts = [left for left, *_ in columns]
        assert lefts == sorted(lefts)
        assert all(height >= 0.5 for _, height, _, _ in columns)
    cut = page.locator(".columns-drawn .gap").count()
    assert cut == page.locator("figure > p", has_text="off the scale").count() > 0


def test_nothing_on_a_timeline_is_hatched(visit: Open) -> None:
    """Hatching is for approximate amounts alone."""
    page = visit(CHARTS["timeline"]["pl"]).page
    assert page.locator(".lanes [fill='url(#hatch)']").count() == 0
    assert page.locator(".lanes .end circle").count() > 10
    assert page.locator(".lanes .outline").count() > 10


def test_bars_are_seen_in_forced_colours(visit: Open) -> None:
    page = visit(CHARTS["money-by-programme"]["pl"], forced_colors="active").page
    bar, track = (
        page.locator(f".bars .{name}").first.evaluate("e => getComputedStyle(e).fill")
        for name in ("bar", "track")
    )
    assert bar != track
