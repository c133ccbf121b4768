"""Texts and the pages of the site: no text takes the place of another page, links lead to pages,
and the words and ids of texts never meet those of the page around them.
"""

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import built_sites
import pytest
import site_plans
from bad_prose import ABOUT, NEWS, PL, REFUSED, body
from edits import replace as replace_in_file
from lxml import html
from paths import ROOT
from remembered import plan_site

import check
from datasite.content import folder_checks, prose, text_links
from datasite.content.markdown_html import is_id_of_pages, render_markdown
from datasite.model.register import Register
from datasite.problems import ProblemsError
from datasite.publication import addresses
from datasite.site.plan import Plan, same_addresses

SITE_URL = "https://a.example"


@pytest.fixture(scope="module")
def built_mini(mini: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built miniature site."""
    return built_sites.mini(mini, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("plan_of", [site_plans.of, lambda mini: site_plans.real()])
def test_the_check_knows_the_address_of_every_page(
    mini: Path, plan_of: Callable[[Path], Plan]
) -> None:
    plan = plan_of(mini)
    site = plan.site
    known = text_links.page_addresses(site.register, site.catalog.datasets, site.texts)
    # A text is to link to what took the place of a withdrawn record; the components are for those
    # who change the site; the months of changes are known from the history, which no check reads.
    planned = {
        page.url
        for page in plan.pages
        if not page.part_of
        and page.type not in ("components", "withdrawn", "moved", "changes_month")
    }
    assert known == {url for url in planned if not url.endswith(".html")}


def test_no_text_can_take_a_part_or_file_of_the_site(mini: Path, built_mini: Path) -> None:
    languages = site_plans.of(mini).site.languages
    of_texts = {page.url.split("/")[2] for page in site_plans.of(mini).pages if page.type == "text"}
    parts = {
        path.name.split(".")[0]
        for folder in (
            built_mini,
            *(built_mini / lang for lang in languages),
        )
        for path in folder.iterdir()
        if not path.name.startswith(("_", "."))
    }
    assert parts - of_texts - {"nginx"} <= addresses.TAKEN


def test_two_pages_of_one_address_are_named(mini: Path) -> None:
    by_type = {page.type: page for page in site_plans.of(mini).pages if page.lang == "en"}
    project = by_type["project"]
    text = replace(by_type["text"], urls=project.urls)
    (problem,) = same_addresses([*by_type.values(), text])
    assert (problem.path, problem.rule) == (project.file, "same-address")
    assert project.title in problem.english and text.title in problem.english
    assert same_addresses(site_plans.of(mini).pages) == []


def test_no_page_is_planned_where_two_have_one_address(
    copy_of_mini: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "TAKEN", frozenset())
    replace_in_file(copy_of_mini, f"{ABOUT}.en.md", "Slug: about", "Slug: projects")
    with pytest.raises(ProblemsError, match=r"en/projects/index\.html  \[same-address\]"):
        plan_site(copy_of_mini, SITE_URL)


def test_texts_that_templates_link_to_must_be_there() -> None:
    templates = "".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "theme/templates").rglob("*.html")
    )
    linked: dict[str, set[str]] = {}
    for name, fragment in re.findall(r'href\.text\("(\w+)"\) \}\}(?:#([\w-]+))?', templates):
        linked.setdefault(name, set()).update({fragment} - {""})
    assert templates.count("href.text(") == len(re.findall(r'href\.text\("\w+"\) \}\}', templates))
    assert linked == {name: {*ids} for name, ids in folder_checks.LINKED.items()}


def test_ids_around_a_text_are_known(mini: Path, built_mini: Path) -> None:
    for page in site_plans.of(mini).pages:
        if page.from_content:
            tree = html.fromstring((built_mini / page.file).read_bytes())
            around = tree.xpath("//@id[not(ancestor::*[@class='prose'])]")
            assert [name for name in around if not is_id_of_pages(name)] == []


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Content", "section-content"),
        ("S1", "section-s1"),
        ("Cite", "section-cite"),
        ("Foot 1", "section-foot-1"),
        ("A", "a"),
    ],
)
def test_a_heading_has_no_id_of_the_page(heading: str, name: str) -> None:
    assert render_markdown(f"## {heading}") == f'<h2 id="{name}">{heading}</h2>'


def test_headings_of_one_name_have_ids_of_their_own() -> None:
    assert re.findall('id="(.*?)"', render_markdown("## A\n\n## A\n\n## A")) == ["a", "a_1", "a_2"]


def test_a_site_may_have_no_news(copy_of_mini: Path) -> None:
    shutil.rmtree(copy_of_mini / "content/news")
    assert check.find_problems(copy_of_mini) == []
    assert "article" not in {page.type for page in plan_site(copy_of_mini, SITE_URL).pages}


def test_news_long_after_the_release_are_refused(copy_of_mini: Path) -> None:
    for lang in ("pl", "en"):
        (copy_of_mini / f"{NEWS}.{lang}.md").rename(
            copy_of_mini / f"content/news/2062-11-23-pomylka.{lang}.md"
        )
    problems = check.find_problems(copy_of_mini)
    assert {(p.path.split(".")[0], p.rule) for p in problems} == {
        ("content/news/2062-11-23-pomylka", "after-release")
    }
    with pytest.raises(ProblemsError, match="after-release"):
        plan_site(copy_of_mini, SITE_URL)


def test_news_of_one_title_are_told_apart_by_their_days(copy_of_mini: Path) -> None:
    for lang in ("pl", "en"):
        text = (copy_of_mini / f"{NEWS}.{lang}.md").read_bytes()
        (copy_of_mini / f"content/news/2020-03-01-znowu.{lang}.md").write_bytes(text)
    titles = {p.title for p in plan_site(copy_of_mini, SITE_URL).pages if p.type == "article"}
    assert "A new stage of the sample project (28 February 2020)" in {
        title.replace("\u00a0", " ") for title in titles
    }
    assert len(titles) == 4


def test_a_text_of_the_headline_of_a_project_is_told_apart(copy_of_mini: Path) -> None:
    headline = "Sample project – Projects"
    replace_in_file(copy_of_mini, f"{ABOUT}.en.md", "Title: About the sample", f"Title: {headline}")
    titles = {page.title for page in plan_site(copy_of_mini, SITE_URL).pages}
    assert not {headline, "Sample project"} <= titles


@pytest.mark.parametrize(
    "text",
    [
        "- " * 487 + "x",
        "1. " * 1_500 + "x",
        "> " * 2_000,
        "\n".join("    " * level + "- x" for level in range(299)),
        "\n".join("\t" * level + "- x" for level in range(299)),
        "# a\n" * 40_000,
        "***\n" * 40_000,
        *(mark * 4_999 for mark in "*_`\\"),
        "\n".join("**a _b " * 700 for _ in range(30)),
    ],
    ids=lambda text: f"{text[:6]!r} {len(text)}",
)
def test_no_text_takes_the_check_down(
    text: str, copy_of_mini: Path, mini_register: Register
) -> None:
    """It is built, or refused by a limit; the problems of other texts are named in any case."""
    body(text)(copy_of_mini)
    replace_in_file(copy_of_mini, f"{ABOUT}.en.md", "Summary: What", "Summarry: What")
    problems = prose.check_texts(copy_of_mini, mini_register)
    assert f"{ABOUT}.en.md" in {p.path for p in problems}
    assert {p.rule for p in problems if p.path == PL} <= {"nesting"}


def test_a_text_at_which_the_program_fails_is_named_with_the_others(
    copy_of_mini: Path, mini_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("datasite.content.text_checks.LEVELS", 1_000_000)
    body("- " * 487 + "x")(copy_of_mini)
    REFUSED["slug_of_a_section"][0](copy_of_mini)
    found = {(p.path, p.rule) for p in prose.check_texts(copy_of_mini, mini_register)}
    assert (f"{ABOUT}.pl.md", "same-address") in found
    assert {rule for path, rule in found if path == PL} <= {"fault"}


def test_words_that_programs_use_are_words(copy_of_mini: Path, mini_register: Register) -> None:
    body("Their status is undefined, None or NaN; 100 % (s).")(copy_of_mini)
    assert prose.check_texts(copy_of_mini, mini_register) == []
