"""Links are relative to their page at any depth, so that the site works under any path."""

import pytest

from datasite.pages.links import Linker, anchor
from datasite.pages.page import Page


def page(url: str, name: str = "project") -> Page:
    return Page(
        type=name,
        template="",
        lang="en",
        urls={"en": url},
        title="",
        description="",
        section="",
        view=None,
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
    with pytest.raises(ValueError, match="is not a web address"):
        linker("/en/").outside("javascript:alert(1)")


def test_anchors_of_different_values_differ() -> None:
    assert anchor("LT-PL/3R  2") == "LT-PL/3R_2"
    assert anchor("LT-PL/3R") != anchor("LT-PL-3R")
