"""Links are relative to their page at any depth, so that the site works under any path."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.pages.links import Linker, anchor, text_fragment
from datasite.pages.page import Page, PageContent


def page(url: str, name: str = "project") -> Page:
    return Page(
        type=name,
        template="",
        lang="en",
        urls={"en": url},
        title="",
        description="",
        section="",
        make_content=lambda: PageContent(view=None),
    )


def linker(url: str, name: str = "project", site_url: str = "https://x.example/sub") -> Linker:
    return Linker(page(url, name), site_url, {"about": "/en/about/"})


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("/en/", "/en/data/", "data/"),
        ("/en/data/", "/en/data/", "./"),
        ("/en/data/projects/", "/en/", "../../"),
        ("/en/data/", "/data/projects.csv", "../../data/projects.csv"),
    ],
)
def test_links_are_relative(here: str, there: str, link: str) -> None:
    assert linker(here).to(there) == link


def test_the_page_for_a_missing_address_links_from_the_root() -> None:
    assert linker("/404.en.html", "missing").section("data") == "/sub/en/data/"


def test_pages_of_text_are_linked_by_name() -> None:
    assert linker("/en/data/").text("about") == "../about/"


def test_an_address_of_another_site_is_a_web_address() -> None:
    assert linker("/en/").outside("https://a.example/?q=1") == "https://a.example/?q=1"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//evil.example/",
        "https://a@evil.example/",
    ],
)
def test_an_address_that_does_more_than_lead_is_none(address: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        linker("/en/").outside(address)


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("791 000 EUR", "#:~:text=791%20000%20EUR"),
        ("791\u00a0000\u202fEUR", "#:~:text=791%20000%20EUR"),
        ("76 500,50 EUR", "#:~:text=76%20500%2C50%20EUR"),
        ("PL-UA & BY, 50%", "#:~:text=PL%2DUA%20%26%20BY%2C%2050%25"),
        ("230 000 zł", "#:~:text=230%20000%20z%C5%82"),
        ("NMF/PA18/0004", "#:~:text=NMF%2FPA18%2F0004"),
        ("85%; 672 350 EUR", "#:~:text=672%20350%20EUR&text=85%25"),
    ],
)
def test_a_link_opens_at_the_words(words: str, fragment: str) -> None:
    url = "https://a.example/p?q=1"
    assert linker("/en/").at_words(url, words) == url + fragment


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/umowa.pdf",
        "https://a.example/umowa.PDF?wersja=2",
        "https://a.example/dane.xlsx",
        "https://a.example/p#rozdzial",
        "https://a.example/p#",
    ],
)
def test_no_words_are_opened_in_a_file_or_beside_another_fragment(url: str) -> None:
    assert linker("/en/").at_words(url, "791 000 EUR") == url


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_a_fragment_holds_the_words_and_nothing_that_a_directive_reads(words: str) -> None:
    """Each quotation comes out of the fragment as it went in; no mark in it means anything."""
    fragment = text_fragment("https://a.example/", words)
    directives = fragment.removeprefix("#:~:").split("&") if fragment else []
    texts = [directive.removeprefix("text=") for directive in directives]
    assert all(re.fullmatch(r"(?:[A-Za-z0-9_.~]|%[0-9A-F]{2})+", text) for text in texts)
    parts = [" ".join(part.split()) for part in words.split("; ")]
    assert sorted(map(unquote, texts)) == sorted(filter(None, parts))
    assert [len(unquote(text)) for text in texts] == sorted(
        (len(part) for part in parts if part), reverse=True
    )


def test_anchors_of_different_values_differ() -> None:
    assert anchor("LT-PL/3R  2") == "LT-PL/3R_2"
    assert anchor("LT-PL/3R") != anchor("LT-PL-3R")
