"""llms.txt is in the form of llmstxt.org, and each of its links leads to a file or a page."""

import re
from pathlib import Path

import built_sites
import pytest
import site_plans

from datasite.pages.llms_text import FILE, build_llms_text
from datasite.publication.identity import DESCRIPTION, TITLE

LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)]+)\)")
LISTED = re.compile(r"- \[[^\]]+\]\(https?://[^)]+\): .+")


@pytest.fixture(scope="module")
def text(mini: Path) -> str:
    return build_llms_text(site_plans.of(mini).site).decode()


def test_it_has_a_title_a_summary_and_sections_of_links(text: str) -> None:
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    assert head.startswith(f"# {TITLE['en']}\n\n> {DESCRIPTION['en']}\n\n")
    assert len(re.findall(r"^# ", text, flags=re.MULTILINE)) == 1
    assert sections[-1].startswith("Optional\n")  # the name by which programs leave it out
    for section in sections:
        _, *lines = filter(None, section.splitlines())
        assert lines
        assert [line for line in lines if not LISTED.fullmatch(line)] == []


def test_it_says_the_rules_about_money_the_licence_and_the_citation(text: str) -> None:
    head = text.partition("## ")[0]
    for words in ("never added", "not guessed", "has a source", "CC BY 4.0", "Cite as: "):
        assert words in re.sub(r"\s+", " ", head)
    assert "Po polsku: " in head


def test_every_link_leads_to_something_on_the_site(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    built = built_sites.mini(mini, tmp_path_factory.getbasetemp())
    base = f"{built_sites.SITE_URL}/"
    links = LINK.findall((built / FILE).read_text(encoding="utf-8"))
    ours = {url.removeprefix(base) for _, url in links if url.startswith(base)}
    assert len(ours) > 50
    for path in ours:
        assert (built / path / "index.html" if path.endswith("/") else built / path).is_file(), path


def test_every_table_and_every_description_for_programs_is_in_it(mini: Path, text: str) -> None:
    site = site_plans.of(mini).site
    for table in site.packages[0].tables:
        assert f"/data/{table.dataset.name}.csv)" in text
    for name in (
        "openapi.json",
        "schemas/index.json",
        "datapackage.json",
        "kto-z-kim-za-ile.sqlite",
    ):
        assert f"/data/{name})" in text
