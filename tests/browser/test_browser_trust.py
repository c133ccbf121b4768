"""Steps of readers who check and reuse a page: open a source, link to a row, cite, print, use the
compact view.
"""

import gzip
import io
import re
import unicodedata
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import built_sites
import pytest
from browser_pages import PAGES, Open
from playwright.sync_api import expect
from pypdf import PdfReader

PROJECT = PAGES["project"]["pl"]
# Bytes compressed: with everything that it loads but the typefaces; and these, which a browser
# keeps for good.
LARGEST_PROJECT_PAGE, LARGEST_TYPEFACES = 20_000, 50_000
SMALLEST_TARGET = 24  # CSS pixels
WORDS_OF_PAPER = """main => {
    const copy = main.cloneNode(true);
    copy.querySelectorAll("button, .permalink, .back, .source, #related, .on-this-page")
        .forEach(only => only.remove());
    const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
    const words = [];
    while (texts.nextNode()) words.push(texts.currentNode.data);
    return words.join(" ");
}"""  # all words, but for what can only be pressed and the ways to other records


def test_mark_opens_its_source_in_place_and_escape_leads_back(visit: Open) -> None:
    page = visit(PROJECT).page
    mark = page.locator("a.ref").first
    mark.focus()
    page.keyboard.press("Enter")
    box = page.locator(".source")
    assert box.is_visible()
    entry = page.locator(f"ol.sources {mark.get_attribute('href')}")
    assert built_sites.plain(entry.text_content() or "") == built_sites.plain(
        box.text_content() or ""
    )
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert page.evaluate("document.activeElement.matches('a.ref')")


def test_mark_at_a_sum_leads_to_its_words_on_the_page_of_the_source(
    visit: Open, served: Callable[..., AbstractContextManager[str]], tmp_path: Path
) -> None:
    """The page of the source is one of ours, which prints hard spaces as such pages do."""
    mark, words_in_place = "p.sum:has-text('791') a.ref", ".source q a:has-text('791')"
    page = visit(PROJECT).page
    page.locator(mark).first.click()
    link = page.locator(words_in_place).first
    words = link.text_content() or ""
    assert words.split() == ["791", "000", "EUR"]
    address, _, fragment = (link.get_attribute("href") or "").partition("#")
    assert fragment == ":~:text=791%20000%20EUR"
    assert page.locator(f".source a[href='{address}']").count() == 1, "the title has no fragment"
    printed = words.replace(" ", "&nbsp;")
    (tmp_path / "index.html").write_text(
        "<!doctype html><html lang=pl><meta charset=utf-8><title>Projekt</title>"
        f"<p style='margin: 300vh 0'>Wartość projektu to <b id=sum>{printed}</b>.",
        encoding="utf-8",
    )
    with served(tmp_path) as there:
        page.goto(f"{there}/")
        expect(page.locator("#sum")).not_to_be_in_viewport()
        visit(PROJECT)
        page.locator(mark).first.click()
        link.evaluate("(a, to) => { a.href = to; }", f"{there}/?z=rejestru#{fragment}")
        link.click()
        page.wait_for_url(f"{there}/?z=rejestru**")
        expect(page.locator("#sum")).to_be_in_viewport()


def test_mark_leads_to_the_list_and_the_list_back_without_scripts(visit: Open) -> None:
    page = visit(PROJECT, java_script_enabled=False).page
    mark = page.locator("a.ref").nth(1)
    page.goto(f"{page.url.split('#')[0]}{mark.get_attribute('href')}")
    entry = page.locator("ol.sources li:target")
    assert entry.count() == 1
    assert entry.locator(f".back a[href='#{mark.get_attribute('id')}']").count() == 1


@pytest.mark.parametrize(
    "page_type", ["project", "organisation", "programme", "cooperation_item", "dataset", "coverage"]
)
def test_link_to_a_row_is_seen_when_reached_and_leads_to_the_row(
    visit: Open, page_type: str
) -> None:
    page = visit(PAGES[page_type]["en"]).page
    for link in page.locator("a.permalink").all()[:6]:
        link.focus()
        assert link.evaluate("e => getComputedStyle(e).opacity") == "1"
        assert len((link.get_attribute("aria-label") or "").split(":", 1)[1].strip()) > 1
        box = link.bounding_box()
        assert box and min(box["width"], box["height"]) >= SMALLEST_TARGET
        page.keyboard.press("Enter")
        assert link.evaluate("e => document.querySelector(':target')?.contains(e)"), (
            link.get_attribute("href")
        )


def test_citation_is_copied_and_said_to_be(visit: Open) -> None:
    page = visit(PROJECT, permissions=["clipboard-read", "clipboard-write"]).page
    page.locator("details.cite summary").click()
    for name in ("cite-pl", "cite-bibtex"):
        button = page.locator(f"button[data-copy={name}]")
        button.click()
        done = button.get_attribute("data-done") or ""
        expect(button).to_have_text(done)
        expect(page.locator("[role=status]")).to_have_text(done)
        assert (
            page.evaluate("navigator.clipboard.readText()")
            == page.locator(f"#{name}").text_content()
        )


def test_compact_view_is_closer_and_lasts(visit: Open) -> None:
    page = visit(
        PAGES["project"]["en"], locale="en-GB"
    ).page  # a tab of its own, whose storage no other test sees
    height = page.evaluate("document.documentElement.scrollHeight")
    switch = page.locator("button[data-density]")
    assert switch.get_attribute("aria-pressed") == "false"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollHeight") < height * 0.9
    foreign_page = visit(PAGES["dataset"]["pl"], locale="en-GB").page
    assert foreign_page.locator("html").get_attribute("data-density") == "compact"
    foreign_page.locator("button[data-density]").click()
    assert foreign_page.evaluate("localStorage.length") == 0
    assert foreign_page.locator("html").get_attribute("data-density") is None


def test_what_needs_a_script_is_hidden_without_one(visit: Open) -> None:
    page = visit(PROJECT, java_script_enabled=False).page
    assert [button.is_visible() for button in page.locator("button").all()] == [
        False
    ] * page.locator("button").count()


@pytest.mark.parametrize("page_type", ["project", "dataset", "coverage", "data"])
def test_paper_holds_everything(visit: Open, page_type: str) -> None:
    """Also what is folded away or scrolls on a screen, and the addresses of sources."""
    page = visit(PAGES[page_type]["pl"]).page
    words = page.locator("main").evaluate(WORDS_OF_PAPER)
    addresses = page.eval_on_selector_all(
        ".sources :not(q) > a[rel=external]", "links => links.map(a => a.href)"
    )
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    paper = "".join(sheet.extract_text() for sheet in reader.pages)
    letters = letters_of(paper)
    missing = [word for word in {*words.split(), *addresses} if letters_of(word) not in letters]
    assert missing == []
    assert page.url.split("/", 3)[3] in re.sub(r"\s", "", paper)


@pytest.mark.parametrize(
    ("listing", "headings", "filters"),
    [
        (
            "/en/projects/?q=kyrgyz",
            ["project", "who", "when", "for how much"],
            "Filters: Search: kyrgyz.",
        ),
        (
            "/pl/projekty/?fund=fbw&q=wie%C5%BC&sort=title",
            ["projekt", "kto", "kiedy", "za ile"],
            "Filtry: Szukaj: wież; Fundusz: Fundusz Bezpieczeństwa Wewnętrznego – FBW;"
            " Kolejność: projekt ↑.",
        ),
        (
            "/pl/organizacje/?country=NO",
            ["organizacja", "rodzaj", "kraj", "prowadzi", "uczestniczy"],
            "Filtry: Kraj: Norwegia.",
        ),
    ],
)
def test_printed_list_has_its_headings_filters_and_address(
    visit: Open, listing: str, headings: list[str], filters: str
) -> None:
    page = visit(listing).page
    page.wait_for_function("() => performance.getEntriesByName('explorer:filter').length > 0")
    expect(page.locator("[data-part=asked]")).to_be_hidden()
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    paper = "".join(sheet.extract_text() for sheet in reader.pages)
    letters = letters_of(paper)
    assert letters_of("".join(headings)) in letters
    assert letters_of(filters) in letters
    assert listing in re.sub(r"\s", "", paper)
    for lead in page.locator(".lead").all_inner_texts():  # it speaks of the whole list
        assert letters_of(lead) not in letters


def test_paper_of_a_whole_list_names_no_filters(visit: Open) -> None:
    page = visit("/en/organisations/").page
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    letters = letters_of("".join(sheet.extract_text() for sheet in reader.pages))
    assert letters_of(page.locator(".lead").inner_text()) in letters
    assert "Filters" not in letters


def letters_of(text: str) -> str:
    """Letters and digits alone; fonts print some pairs of letters as one."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def compressed(address: str, root: Path) -> int:
    path = urlsplit(address).path
    return len(
        gzip.compress(
            (root / (path + "index.html" if path.endswith("/") else path).lstrip("/")).read_bytes(),
            9,
        )
    )


def test_project_page_weighs_little_with_all_that_it_loads(
    visit: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The three heaviest; their weight is that of every file that the browser requests."""
    root = built_sites.real(tmp_path_factory.getbasetemp())
    heaviest = sorted(
        root.glob("*/pro[j]*/*/index.html"), key=lambda path: len(gzip.compress(path.read_bytes()))
    )[-3:]
    for path in heaviest:
        opened = visit(
            f"/{path.relative_to(root).parent.as_posix()}/", locale="de-DE"
        )  # a tab of its own with an empty cache
        opened.page.wait_for_load_state("networkidle")
        weights = {address: compressed(address, root) for address in set(opened.requests)}
        assert len(weights) > 2
        typefaces = sum(size for name, size in weights.items() if name.endswith(".woff2"))
        assert 0 < typefaces <= LARGEST_TYPEFACES, weights
        assert sum(weights.values()) - typefaces <= LARGEST_PROJECT_PAGE, weights
