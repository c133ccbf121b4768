"""The filters of the explorers: which rows they keep, what is counted, and the sums."""

import re

import pytest
import site_plans
from browser_pages import Open
from built_sites import plain
from explorer_pages import (
    ENGLISH,
    ORGANISATIONS,
    PROJECTS,
    ROWS,
    change,
    choose,
    column,
    count,
    field,
    ids,
    in_collation,
    settle,
    sort_by,
    type_in,
)
from playwright.sync_api import expect

from datasite.pages.explorer.projects import project_explorer


def test_one_programme_and_one_voivodeship(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "fund", "fami-2014-2020")
    choose(page, "place", "PL-12")
    register = site_plans.register()
    family = register.family_of(register.programmes["fami-2014-2020"])
    expected = {
        p.id
        for p in register.projects.values()
        if p.programme and p.programme.id in family and any(t.place.code == "PL-12" for t in p.ties)
    }
    assert expected
    assert set(ids(page)) == expected
    assert count(page) == len(expected)


def test_copied_address_opened_fresh_shows_the_same_rows(visit: Open, host: str) -> None:
    page = visit(PROJECTS).page
    choose(page, "fund", "fami-2014-2020")
    choose(page, "place", "PL-12")
    type_in(page, "integr")
    sort_by(page, "title")
    rows, address = ids(page), page.url
    assert rows
    assert "fund=fami-2014-2020" in address
    fresh = visit(address.removeprefix(host), reduced_motion="reduce").page  # another context
    settle(fresh)
    assert ids(fresh) == rows
    assert fresh.locator("select[name=fund]").input_value() == "fami-2014-2020"
    assert fresh.locator("input[name=q]").input_value() == "integr"
    assert fresh.locator("th[data-column=title]").get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lodz", "łódzkie"),
        ("ŁÓDZ", "łódzkie"),
        ("łodz", "łódzkie"),
        ("malopolska otwarta", "małopolska otwarta"),
        ("otwarta  MALOPOLSKA", "małopolska otwarta"),
    ],
)
def test_text_is_sought_without_regard_to_marks_and_capitals(
    visit: Open, typed: str, found: str
) -> None:
    page = visit(PROJECTS).page
    type_in(page, typed)
    assert any(found in plain(text).lower() for text in column(page, 1))
    assert count(page) < 100


@pytest.mark.parametrize(
    ("listing", "typed", "found"),
    [
        (ORGANISATIONS, "Lublinie", "miasto-lublin"),
        (ORGANISATIONS, "Białymstoku", "miasto-bialystok"),
        (ORGANISATIONS, "litewski", "straz-graniczna-litwy"),
        (ORGANISATIONS, "Ukrainie", "panstwowa-sluzba-graniczna-ukrainy"),
        ("/en/organisations/", "Norwegian", "norwegian-police"),
        (PROJECTS, "Małopolsce", "malopolska-otwarta"),
        (PROJECTS, "Wietnamem", "eurlo-wietnam"),
    ],
)
def test_place_is_found_in_any_case(visit: Open, listing: str, typed: str, found: str) -> None:
    page = visit(listing).page
    type_in(page, typed)
    assert found in ids(page)


def test_all_cases_of_a_place_find_the_same_rows(visit: Open) -> None:
    page = visit(PROJECTS).page
    rows = []
    for typed in ("Norwegia", "Norwegii", "norwegią", "norweskich"):
        type_in(page, typed)
        rows.append(ids(page))
    assert rows[0]
    assert all(of_one == rows[0] for of_one in rows)


def test_unfinished_name_of_a_place_is_sought_as_a_text(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    type_in(page, "Lubli")
    assert "miasto-lublin" in ids(page)


def test_number_of_a_project_finds_it(visit: Open) -> None:
    page = visit(PROJECTS).page
    type_in(page, "NMF/PA18/0004")
    assert "integracja-dla-bezpieczenstwa" in ids(page)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("organisation", "straz-graniczna"),
        ("role", "donor_partner"),
        ("year", "2019"),
        ("year", "-"),
        ("status", "ongoing"),
        ("amount", "approximate"),
        ("currency", "EUR"),
        ("currency", "-"),
        ("fund", "-"),
    ],
)
def test_each_select_keeps_the_rows_that_have_the_value(visit: Open, name: str, value: str) -> None:
    rows = project_explorer(
        site_plans.register().projects.values(), site_plans.languages()["pl"]
    ).rows
    expected = {row.id for row in rows if value in row.facets[name]}
    page = visit(PROJECTS).page
    choose(page, name, value)
    assert set(ids(page)) == expected
    assert expected


def test_bounds_of_amounts_need_a_currency(visit: Open) -> None:
    page = visit(PROJECTS).page
    expect(field(page, "min")).to_be_hidden()
    choose(page, "currency", "EUR")
    type_in(page, "1000000", "min")
    rows = project_explorer(
        site_plans.register().projects.values(), site_plans.languages()["pl"]
    ).rows
    expected = {
        row.id
        for row in rows
        if row.rank and "EUR" in row.facets["currency"] and (row.rank.cents or 0) >= 100_000_000
    }
    assert set(ids(page)) == expected
    assert expected
    assert "min=1000000" in page.url
    choose(page, "currency", "")
    assert "min" not in page.url
    assert count(page) == len(rows)


def test_facets_count_what_each_choice_would_leave(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "fund", "fami-2014-2020")
    shown = page.locator("select[name=status] option:not([value=''])").evaluate_all(
        "els => els.filter(e => !e.disabled).map(e => [e.value, e.textContent])"
    )
    assert len(shown) > 1
    for value, text in shown:
        choose(page, "status", value)
        assert int(re.search(r"\((\d+)\)$", text).group(1)) == count(page)


def test_a_choice_that_would_leave_nothing_cannot_be_made(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "currency", "CHF")
    disabled = page.locator("select[name=fund] option:disabled")
    assert disabled.count() > 10
    assert all(text.endswith("(0)") for text in disabled.all_text_contents())


def test_all_can_be_shown_again(visit: Open) -> None:
    """The sums and words of the script are then those of the page."""

    def said() -> tuple[list[str], list[str]]:
        words = [
            page.locator(".sumline").inner_text(),
            page.locator(".beside-sums p").all_inner_texts(),
        ]
        return ids(page), re.sub(r"\s+", " ", f"{words}").split("; ")

    page = visit(PROJECTS).page
    page.locator(".beside-sums summary").click()
    before = said()
    choose(page, "fund", "fami-2014-2020")
    assert len(ids(page)) < len(before[0])
    change(page, lambda: page.locator("button[type=reset]").click())
    assert said() == before
    assert page.url.endswith(PROJECTS)


def test_rows_that_the_script_draws_are_those_of_the_page(visit: Open) -> None:
    """The rows are removed from the page first, so that the script has to draw each of them."""
    page = visit(PROJECTS).page
    own = "els => els.map(e => e.outerHTML.replace(/\\s*\\n\\s*/g, ''))"
    before = page.locator(ROWS).evaluate_all(own)
    page.evaluate("document.querySelectorAll('.explorer .fold tbody').forEach(e => e.remove())")
    measured = page.evaluate("""async () => {
            const [{ View }, { prepare, apply }] = await Promise.all(
                ["view", "rows"].map((name) => import(`/theme/js/explorer/${name}.js`)));
            const element = document.querySelector('.explorer');
            const table = prepare(await (await fetch('rows.json')).json());
            const whole = apply(table, {});
            const made = [];
            for (let drawn = 0; drawn < whole.rows.length; drawn += 200) {
                const rows = whole.rows.slice(drawn, drawn + 200);
                new View(element).result(table, { ...whole, rows }, {});
                made.push(...[...element.querySelectorAll('.fold tbody tr:not(.group)')]
                    .map((row) => row.outerHTML));
                element.querySelectorAll('.fold tbody').forEach((body) => body.remove());
            }
            return made;
        }""")
    assert [_bare(row) for row in measured] == [_bare(row) for row in before]


def _bare(row: str) -> str:
    """A row without its roles, which another script adds to the rows of the page."""
    return re.sub(r' role="\w+"', "", row)


@pytest.mark.parametrize(
    ("listing", "fund"),
    [(PROJECTS, "fami-2014-2020"), (ENGLISH, "fami-2014-2020"), (ENGLISH, "norway-grants")],
)
def test_sums_of_what_is_filtered_are_those_of_totals(visit: Open, listing: str, fund: str) -> None:
    lang = listing.split("/")[1]
    register, language = site_plans.register(), site_plans.languages()[lang]
    family = register.family_of(register.programmes[fund])
    expected = project_explorer(
        [p for p in register.projects.values() if p.programme and p.programme.id in family],
        language,
    ).summary
    page = visit(listing).page
    choose(page, "fund", fund)
    assert plain(page.locator("[data-part=count]").inner_text()) == plain(expected.count)
    assert page.locator("[data-part=sums] b").all_text_contents() == [
        amount
        for of in expected.leading
        for amount in (of.amount, of.outside.amount if of.outside else "")
        if amount
    ]
    assert plain(page.locator("[data-part=reasons]").text_content() or "") == plain(
        "; ".join(reason.words for reason in expected.left_out)
    )


@pytest.mark.parametrize("listing", [PROJECTS, ENGLISH])
def test_each_reason_leads_to_its_rows_within_what_is_chosen(visit: Open, listing: str) -> None:
    register = site_plans.register()
    family = register.family_of(register.programmes["fami-2014-2020"])
    shared = [
        p
        for p in register.projects.values()
        if p.programme and p.programme.id in family and p.total and p.total.joint_id
    ]
    page = visit(listing).page
    choose(page, "fund", "fami-2014-2020")
    reasons = page.locator("[data-part=reasons] a")
    assert reasons.count() > 1
    page.locator(".beside-sums summary").click()
    for number in range(reasons.count()):
        words = reasons.nth(number).inner_text()
        change(page, lambda number=number: reasons.nth(number).click())
        least = int(re.findall(r"\d+", words)[0])
        # All projects that share an amount are there, though one of them is in the sum.
        expected = len(shared) if page.url.endswith("amount=joint") else least
        assert count(page) == expected >= least, words
        assert "fund=fami-2014-2020" in page.url
        expect(page.locator("select[name=fund]")).to_have_value("fami-2014-2020")
        change(page, page.go_back)


def test_reason_on_the_page_as_it_came_leads_to_its_rows_without_loading_it_again(
    visit: Open,
) -> None:
    page = visit(PROJECTS).page
    page.evaluate("window.stays = true")
    page.locator(".beside-sums summary").click()
    words = page.locator("[data-part=reasons] a").first.inner_text()
    change(page, page.locator("[data-part=reasons] a").first.click)
    assert count(page) == int(re.findall(r"\d+", words)[0])
    assert page.evaluate("window.stays")


# What is on


def test_filters_are_chips_that_can_be_removed(visit: Open) -> None:
    page = visit(PROJECTS).page
    quick, chips = page.locator("[data-part=quick] a"), page.locator("[data-part=chips] a")
    expect(chips).to_have_count(0)
    number = int(re.sub(r"\D", "", quick.first.inner_text()))
    change(page, quick.first.click)
    assert count(page) == number
    expect(page.locator("[data-part=quick]")).to_be_hidden()
    choose(page, "fund", "fami-2021-2027")
    within = count(page)
    expect(chips).to_have_text([re.compile("^Dziedzina: azyl"), re.compile("^Fundusz: Fundusz")])
    assert chips.nth(0).get_attribute("aria-label") == "Usuń filtr: Dziedzina: azyl"
    change(page, chips.nth(0).click)
    assert count(page) > within
    assert page.locator(".count").evaluate("e => e === document.activeElement")
    change(page, chips.nth(0).click)
    assert page.url.endswith(PROJECTS)
    expect(page.locator("[data-part=quick]")).to_be_visible()


def test_nothing_found_says_which_filter_to_remove(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "currency", "CHF")
    type_in(page, "uchodźc")
    assert count(page) == 0
    expect(page.locator(".explorer table.fold")).to_be_hidden()
    lifts = page.locator("[data-part=lifts] li")
    expect(lifts).to_have_text(
        [re.compile(r"^Waluta: CHF – \d+\sprojekt"), re.compile(r"^Szukaj: uchodźc – \d+\sprojekt")]
    )
    offered = int(re.findall(r"(\d+)\sprojekt", lifts.first.inner_text())[0])
    change(page, lifts.first.locator("a").click)
    assert count(page) == offered > 0
    expect(page.locator(".explorer table.fold")).to_be_visible()


def test_an_empty_result_is_said(visit: Open) -> None:
    page = visit(PROJECTS).page
    type_in(page, "qqqqqq")
    assert count(page) == 0
    expect(page.locator("[data-part=none]")).to_be_visible()


def test_organisations_of_the_filter_come_with_the_rows(visit: Open) -> None:
    """An address can ask for one, and the field says its name."""
    page = visit(PROJECTS + "?organisation=straz-graniczna").page
    settle(page)
    expected = {
        p.id
        for p in site_plans.register().projects.values()
        if any(x.organisation.id == "straz-graniczna" for x in p.partners)
    }
    assert set(ids(page)) == expected
    expect(page.locator("[data-part=chips] a")).to_have_text(
        re.compile("^Organizacja: Straż Graniczna")
    )
    name, number = "straz-graniczna", len(expected)
    option = page.locator(f"select[name=organisation] option[value={name}]")
    assert option.text_content() == f"Straż Graniczna ({number})"
    page = visit(PROJECTS + "?organisation=nobody").page
    settle(page)
    assert count(page) == len(site_plans.register().projects)


def test_no_column_moves_when_rows_are_filtered(visit: Open) -> None:
    page = visit(PROJECTS).page
    edges = "els => els.map(e => Math.round(e.getBoundingClientRect().left))"
    before = page.locator("th[data-column]").evaluate_all(edges)
    choose(page, "currency", "CHF")
    assert page.locator("th[data-column]").evaluate_all(edges) == before


# Organisations


def test_organisations_are_filtered_and_sorted(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    assert in_collation(page, column(page, 1))  # Python's order is the browser's
    choose(page, "country", "NO")
    assert {text.strip() for text in column(page, 3)} == {"Norwegia"}
    change(page, lambda: page.locator("button[type=reset]").click())
    sort_by(page, "led")  # the most first
    led = [int(text.strip() or 0) for text in column(page, 4)]
    assert led == sorted(led, reverse=True)
    assert led[0] > 3


def test_organisation_is_found_by_its_former_name_or_number(visit: Open) -> None:
    register = site_plans.register()
    renamed = next(
        o
        for o in register.organisations.values()
        if any(n.name not in o.name.values() for n in o.other_names)
        and any(
            p.organisation is o or p.organisation.id == o.id
            for x in register.projects.values()
            for p in x.partners
        )
    )
    page = visit(ORGANISATIONS).page
    type_in(page, next(n.name for n in renamed.other_names if n.name not in renamed.name.values()))
    assert renamed.id in ids(page)
