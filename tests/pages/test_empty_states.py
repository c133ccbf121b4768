"""A site of which nothing is entered yet says so in words wherever a list would be."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import built_sites
import mini_site
import pelican_runs
import pytest
import yaml
from lxml import html
from remembered import plan_site

LISTS = "//main//*[self::ul or self::ol or self::dl or self::tbody][not(normalize-space())]"
# What waits for a script or is drawn beside words, and the words of the search are in its form.
WAITING = "ancestor-or-self::*[@hidden or @aria-hidden or @id='results']"
NOTHING = {"pl": "Na razie nic tu nie ma.", "en": "Nothing here yet."}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, html.HtmlElement]:
    """The pages of the miniature with its code lists and texts alone, by file."""
    root = mini_site.compose(tmp_path_factory.mktemp("empty"))
    for description in root.glob("datasets/*/dataset.yaml"):
        if yaml.safe_load(description.read_text(encoding="utf-8"))["group"] != "codelist":
            table = description.with_name(f"{description.parent.name}.csv")
            header, *_ = table.read_text(encoding="utf-8").splitlines(keepends=True)
            table.write_text(header, encoding="utf-8")
    shutil.rmtree(root / "content" / "news")
    (root / "content" / "news").mkdir()
    shutil.rmtree(root / "history")  # what was published would be missed
    plan = plan_site(root, built_sites.SITE_URL)
    written = pelican_runs.pages(plan, Path(root, "theme"), plan.pages)
    return {file: html.fromstring(text) for file, text in written.items()}


def _silent(page: html.HtmlElement, words: str) -> Iterator[str]:
    """The empty lists of a page that no words explain."""
    for found in page.xpath(LISTS):
        around = found.xpath("ancestor::section[1] | ancestor::main")[-1]
        if not found.xpath(WAITING) and words not in built_sites.plain(around.text_content()):
            yield f"{found.tag} {found.get('class', '')}"


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_no_list_is_empty_without_a_word(pages: dict[str, html.HtmlElement], lang: str) -> None:
    own = {file: page for file, page in pages.items() if page.get("lang") == lang}
    assert len(own) > 30
    silent = {file: [*_silent(page, NOTHING[lang])] for file, page in own.items()}
    assert {file: lists for file, lists in silent.items() if lists} == {}


@pytest.mark.parametrize(
    ("page", "lang"),
    [
        ("pl/index.html", "pl"),
        ("en/news/index.html", "en"),
        ("pl/wspolpraca/index.html", "pl"),
        ("en/programmes/index.html", "en"),
        ("pl/miejsca/index.html", "pl"),
        ("en/charts/who-with-whom/index.html", "en"),
        ("pl/wykresy/os-czasu/index.html", "pl"),
        ("en/projects/index.html", "en"),
        ("pl/dane/corrections/index.html", "pl"),
    ],
)
def test_what_has_nothing_says_so(pages: dict[str, html.HtmlElement], page: str, lang: str) -> None:
    assert NOTHING[lang] in built_sites.plain(pages[page].xpath("string(//main)"))
