"""The pages that other sites may embed say how, in a file beside them."""

import json
from pathlib import Path

import built_sites
import pytest
import site_plans
from lxml import html

from datasite.pages.page import Page
from datasite.pages.types import PAGE_TYPES
from datasite.publication import addresses

EMBEDDED = {page_type.name for page_type in PAGE_TYPES if page_type.embed}


@pytest.fixture(scope="module")
def pages(mini: Path) -> tuple[Page, ...]:
    return tuple(page for page in site_plans.of(mini).pages if page.type in EMBEDDED)


def test_sections_with_frames_are_those_of_pages_that_can_be_embedded() -> None:
    sections = {page_type.section for page_type in PAGE_TYPES if page_type.embed}
    assert sections == set(addresses.WITH_FRAMES)


def test_the_file_has_the_frame_that_the_page_offers(pages: tuple[Page, ...]) -> None:
    assert {page.type for page in pages} == EMBEDDED
    for page in pages:
        frame = page.content.frame
        assert frame
        said = json.loads(page.content.files_beside["oembed.json"])
        assert said["html"] == frame.code
        assert said["title"] == page.title
        (shown,) = html.fragments_fromstring(said["html"])
        assert shown.get("height") == str(said["height"])
        assert shown.get("src").endswith(frame.url)


def test_each_such_page_and_no_other_names_its_file(
    mini: Path, tmp_path_factory: pytest.TempPathFactory, pages: tuple[Page, ...]
) -> None:
    built = built_sites.mini(mini, tmp_path_factory.getbasetemp())
    own = {page.file: f"{built_sites.SITE_URL}{page.url}oembed.json" for page in pages}
    named = {}
    for file, page in built_sites.pages(built).items():
        for link in page.xpath("//head/link[@type='application/json+oembed']/@href"):
            named[file] = link
    assert named == own
    for address in own.values():
        assert (built / address.removeprefix(f"{built_sites.SITE_URL}/")).is_file()
