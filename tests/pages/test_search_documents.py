"""The search document of each page: every text of a record, and no markup but
its own.
"""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import built_sites
import pytest
import site_plans
from lxml import html
from remembered import plan_site

from datasite.language.place_names import place_mark
from datasite.pages import search_documents
from datasite.pages.search_entry import weight_of
from datasite.pages.types import SEARCHES
from datasite.site.plan import Plan


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


def test_a_name_with_foreign_letters_is_found_by_plain_ones(copy_of_mini: Path) -> None:
    table = copy_of_mini / "datasets" / "organisations" / "organisations.csv"
    renamed = table.read_text(encoding="utf-8").replace(
        "norweski-urzad-przykladowy,Norweski Urząd Przykładowy,",
        "norweski-urzad-przykladowy,Politihøgskolen w Tromsø,",
    )
    assert "Tromsø" in renamed
    table.write_text(renamed, encoding="utf-8")
    plan = plan_site(copy_of_mini, built_sites.SITE_URL)
    (page,) = (p for p in plan.pages if p.url == "/pl/organizacje/norweski-urzad-przykladowy/")
    ((_, _, document),) = search_documents.build_documents([page], plan.site.languages)
    folded = field(html.fromstring(document.decode()), "folded")
    assert {"politihogskolen", "tromso"} <= {*folded.replace("·", " ").split()}


def test_document_has_the_marks_of_its_places_in_whatever_case_they_are_named(
    documents: dict[str, tuple[str, html.HtmlElement]],
) -> None:
    place = documents["pl/miejsca/pl-14/index.html"][1]
    assert place_mark("PL-14") in field(place, "places")
    assert place_mark("warszawa") in field(place, "mentions").split(" · ")  # one of its cities
    project = documents["en/projects/przykladowy-projekt/index.html"][1]
    assert {place_mark("PL-14"), place_mark("NA")} <= set(field(project, "mentions").split(" · "))


def test_summary_comes_before_the_pilcrow_and_the_rest_after_it(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    for project in plan.site.register.projects.values():
        document = documents[f"pl/projekty/{project.id}/index.html"][1]
        before, after = document.xpath("string(//main)").split("¶")
        assert before == (project.summary["pl"] or before)
        assert all(partner.organisation.name["pl"] in after for partner in project.partners)


@pytest.mark.parametrize(
    ("amount", "weight"),
    [
        (None, "1"),
        ("0", "1"),
        ("9999", "1"),
        ("10000", "1.1"),
        ("1600000.50", "1.3"),
        ("1600000000", "1.6"),
        ("99000000000", "1.6"),
    ],
)
def test_much_money_weighs_a_little_more(amount: str | None, weight: str) -> None:
    assert weight_of(Decimal(amount) if amount else None) == Decimal(weight)


def test_weight_of_a_project_is_in_its_document(
    plan: Plan, documents: dict[str, tuple[str, html.HtmlElement]]
) -> None:
    for project in plan.site.register.projects.values():
        first = documents[f"en/projects/{project.id}/index.html"][1].xpath("//main/p")[0]
        amount = project.total.amount if project.total else None
        assert first.get("data-pagefind-weight") == str(weight_of(amount)), project.id


def test_words_of_the_search_are_the_places_in_use_all_cities_and_the_small_words(
    plan: Plan,
) -> None:
    for page in (page for page in plan.pages if page.type == "search"):
        words = json.loads(page.content.data_files["words.json"])
        marks = {mark: (within, forms) for mark, within, forms in words["places"]}
        used = {place.code for place in plan.site.register.places_in_use()}
        assert {place_mark(code) for code in used} <= marks.keys()
        assert place_mark("AF") not in marks
        within, forms = marks[place_mark("wrocław")]
        assert within == place_mark("PL-02")
        assert "Wrocławiu" in forms
        assert {"kto", "who"} <= set(words["stop_words"])
        assert len(page.content.data_files["words.json"]) < 30_000


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
        [site_plans.showing(page, view=view)], plan.site.languages
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
    assert "about EUR 76.2 million, EU grant" in built_sites.plain(entry.facts[-1])
