"""The search document of each page: every text of a record, and no markup but
its own.
"""

from dataclasses import replace
from pathlib import Path

import built_sites
import pytest
import site_plans
from lxml import html

from datasite.pages import search_documents
from datasite.pages.types import SEARCHES
from datasite.site.plan import Plan, plan_site


@pytest.fixture(scope="module")
def plan(mini: Path) -> Plan:
    return plan_site(mini, built_sites.SITE_URL)


@pytest.fixture(scope="module")
def documents(plan: Plan) -> dict[str, tuple[str, html.HtmlElement]]:
    """The documents with their types, by path."""
    return {
        path: (page_type, html.fromstring(content.decode()))
        for path, page_type, content in search_documents.build_documents(
            plan.pages, plan.site.languages
        )
    }


def field(document: html.HtmlElement, name: str) -> str:
    return built_sites.plain(" ".join(document.xpath(f"//*[@data-pagefind-meta='{name}']//text()")))


def test_every_page_of_the_types_that_can_be_found_has_a_document(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    assert {path: page_type for path, (page_type, _) in documents.items()} == {
        page.file: page.type for page in plan.pages if page.type in SEARCHES
    }
    assert {page_type for page_type, _ in documents.values()} == set(SEARCHES)


def test_document_is_in_the_language_of_its_page_and_has_its_title_and_some_text(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    pages = {page.file: page for page in plan.pages}
    for path, (_, document) in documents.items():
        assert document.get("lang") == pages[path].lang, path
        assert built_sites.plain(pages[path].title).startswith(field(document, "title")), (
            path
        )  # a number distinguishes pages of one title
        assert document.xpath("string(//main)").strip(), path  # Pagefind leaves out what has none


def test_project_is_found_by_its_numbers_amounts_and_people(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    for project in plan.site.register.projects.values():
        document = documents[f"pl/projekty/{project.id}/index.html"][1]
        numbers = field(document, "numbers").split(" · ")
        assert {number.value for number in project.identifiers} <= set(numbers)
        assert {
            f"{a.amount:f}".replace(".", ",") for a in project.amounts if a.amount is not None
        } <= set(numbers)
        text = built_sites.plain(document.xpath("string(//main)"))
        assert [
            partner.organisation.id
            for partner in project.partners
            if partner.organisation.name["pl"] not in text
        ] == []


def test_organisation_is_found_by_its_other_names(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    others = {
        organisation.id: organisation.other_names
        for organisation in plan.site.register.organisations.values()
        if organisation.other_names
    }
    assert others
    for organisation, names in others.items():
        assert {other.name for other in names} <= set(
            field(documents[f"en/organisations/{organisation}/index.html"][1], "names").split(" · ")
        )


def test_markup_in_a_value_is_text(plan: Plan) -> None:
    evil = '<main data-pagefind-body>"&amp;</main>'
    page = next(
        page for page in plan.pages if page.type == "cooperation_item" and page.lang == "pl"
    )
    view = replace(
        page.view,
        cooperation=replace(
            page.view.cooperation, title={"pl": evil, "en": evil}, summary={"pl": evil, "en": evil}
        ),
    )
    ((_, _, content),) = search_documents.build_documents(
        [replace(page, view=view)], plan.site.languages
    )
    document = html.fromstring(content.decode())
    assert len(document.xpath("//main")) == 1
    assert document.xpath("string(//main/p)") == evil
    assert field(document, "title") == evil


def test_published_pages_carry_nothing_for_the_search(
    mini: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    built = built_sites.mini(mini, tmp_path_factory.getbasetemp())
    assert [
        path.name for path in built.rglob("*.html") if b"data-pagefind" in path.read_bytes()
    ] == []


def test_result_shows_the_best_known_amount_of_a_project() -> None:
    plan = site_plans.real()
    (page,) = (
        page
        for page in plan.pages
        if page.type == "project"
        and page.lang == "en"
        and "pomoc-nadzwyczajna-2022-granica" in page.url
    )
    entry = SEARCHES["project"].entry(page.view, plan.site.languages["en"])
    assert "about 76.2 million EUR, EU grant" in built_sites.plain(entry.facts[-1])
