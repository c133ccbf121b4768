"""The explorers in a browser: sorting, filters, counts, addresses and downloads; by keyboard,
without scripts, and with ten thousand rows.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pelican_runs
import pytest
import site_plans
from browser_pages import Open
from built_sites import ROOT, plain
from playwright.sync_api import Page, expect

from datasite.language.languages import NBSP
from datasite.model.amounts import BestKnownForm, best_known_amount
from datasite.pages import page as site_page
from datasite.pages.explorer.projects import project_explorer
from datasite.pages.explorer.rows import ROWS_FILE, Explorer
from datasite.pages.explorer.rows_file import rows_json

PROJECTS, ORGANISATIONS = "/pl/projekty/", "/pl/organizacje/"
ENGLISH = "/en/projects/"
MANY = 10_000  # in `make bench`
FEWER = 3_000  # in `make test`
HTML_LIMIT = 200_000  # bytes
FILTER_LIMIT = 100  # milliseconds
TRIES = 7  # a loaded machine has slow moments, so the quickest run counts


def settle(page: Page) -> None:
    """Wait until the last change has been shown."""
    page.wait_for_function("() => performance.getEntriesByName('explorer:filter').length > 0")


def measured(page: Page) -> int:
    return int(page.evaluate("performance.getEntriesByName('explorer:filter').length"))


def change(page: Page, do: Callable[[], Any]) -> None:
    """Do something that makes the explorer draw its rows, and wait until it has."""
    before = measured(page)
    do()
    page.wait_for_function(
        "n => performance.getEntriesByName('explorer:filter').length > n", arg=before
    )


def choose(page: Page, name: str, value: str) -> None:
    change(page, lambda: page.locator(f"select[name={name}]").select_option(value))


def type_in(page: Page, words: str, name: str = "q") -> None:
    change(page, lambda: page.locator(f"input[name={name}]").fill(words))


def ids(page: Page) -> list[str]:
    return page.locator(".explorer tbody tr a").evaluate_all(
        "els => els.map(e => e.getAttribute('href').replace(/\\/$/, ''))"
    )


def count(page: Page) -> int:
    return int(re.sub(r"\D", "", page.locator("output").inner_text()))


def column(page: Page, number: int) -> list[str]:
    """The words of a column, without the small text below them."""
    own = (
        "els => els.map(e => [...(e.querySelector('a') ?? e).childNodes].filter(n => n.nodeType ==="
        " 3).map(n => n.textContent).join('').replace(/\\u00a0/g, ' '))"
    )
    cells: list[str] = page.locator(f".explorer tbody tr > :nth-child({number})").evaluate_all(own)
    return cells


def sort_by(page: Page, name: str) -> None:
    change(page, lambda: page.locator(f"th[data-column={name}] button").click())


def downloaded(page: Page, kind: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.locator(f"a[data-take='{kind}']").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def in_collation(page: Page, words: list[str]) -> bool:
    """Whether words are in the order of Polish dictionaries, without regard to signs."""
    bare = [re.sub(r"[^\w ]", "", " ".join(word.split())) for word in words]
    return bool(
        page.evaluate(
            "words => words.every((w, i) => i === 0 || new Intl.Collator('pl', {numeric:"
            " true}).compare(words[i - 1], w) <= 0)",
            bare,
        )
    )


# Filters


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
    expect(page.locator("input[name=min]")).to_be_hidden()
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
    page = visit(PROJECTS).page
    before = ids(page), page.locator(".count").inner_text()
    choose(page, "fund", "fami-2014-2020")
    assert len(ids(page)) < len(before[0])
    change(page, lambda: page.locator("button[type=reset]").click())
    assert (
        ids(page),
        page.locator(".count").inner_text(),
    ) == before  # the script's sums and words are those of the page
    assert page.url.endswith(PROJECTS)


def test_rows_that_the_script_draws_are_those_of_the_page(visit: Open) -> None:
    """The rows are removed from the page first, so that the script has to draw each of them."""
    page = visit(PROJECTS).page
    own = "els => els.map(e => e.outerHTML.replace(/\\s*\\n\\s*/g, ''))"
    before = page.locator(".explorer tbody tr").evaluate_all(own)
    page.evaluate("document.querySelectorAll('.explorer tbody tr').forEach(e => e.remove())")
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
                made.push(...[...element.querySelectorAll('tbody tr')].map((row) => row.outerHTML));
                element.querySelector('tbody').replaceChildren();
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
    assert page.locator("output").inner_text() == expected.count
    assert page.locator("[data-part=sums] b").all_text_contents() == list(expected.sums)
    assert plain(page.locator("[data-part=reasons]").inner_text()) == plain(
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
    words = page.locator("[data-part=reasons] a").first.inner_text()
    change(page, page.locator("[data-part=reasons] a").first.click)
    assert count(page) == int(re.findall(r"\d+", words)[0])
    assert page.evaluate("window.stays")


# Sorting


@pytest.mark.parametrize("lang", ["pl", "en"])
def test_script_and_build_shorten_sums_in_one_way(visit: Open, lang: str) -> None:
    language = site_plans.languages()[lang]
    amounts = [
        *map(Decimal, ("0", "0.50", "1.50", "999999.49", "999999.50", "1000000", "1049999.99")),
        *map(Decimal, ("1050000", "1150000", "999949999.99", "999950000", "999960000")),
        *map(Decimal, ("1000000000", "1049999999.99", "1050000000", "123456789012.34")),
    ]
    words = [language.short_money(Decimal(10) ** n, "").split(NBSP)[1] for n in (6, 9)]
    script = (
        "async ([cents, words]) => { const { short } = await"
        " import('/theme/js/explorer/amounts.js');"
        " return cents.map(c => short(BigInt(c), words)) }"
    )
    page = visit(PROJECTS).page
    said = {"millions": words, "locale": str(language.locale).replace("_", "-")}
    shortened = page.evaluate(script, [[str(int(amount * 100)) for amount in amounts], said])
    assert shortened == [language.short_money(a, "").rstrip(NBSP) for a in amounts]


def test_titles_sort_by_the_polish_alphabet(visit: Open) -> None:
    page = visit(PROJECTS).page
    sort_by(page, "title")
    titles = column(page, 1)
    assert page.locator("th[data-column=title]").get_attribute("aria-sort") == "ascending"
    assert in_collation(page, titles)
    assert titles != sorted(titles)  # code points would put Łódzkie after Z
    sort_by(page, "title")
    assert page.locator("th[data-column=title]").get_attribute("aria-sort") == "descending"
    assert column(page, 1) != titles


def test_order_of_names_is_that_of_the_page_and_the_reverse_is_its_reverse(visit: Open) -> None:
    for listing in (ORGANISATIONS, "/en/organisations/"):
        page = visit(listing).page
        before = ids(page)
        sort_by(page, "name")
        descending = column(page, 1)
        sort_by(page, "name")
        assert ids(page) == before
        assert column(page, 1) == descending[::-1]


def test_letters_with_marks_come_after_those_without(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    sort_by(page, "name")  # descending
    sort_by(page, "name")
    names = column(page, 1)
    first = [name[0].upper() for name in names]
    alphabet = "AĄBCĆDEĘFGHIJKLŁMNŃOÓPQRSŚTUVWXYZŹŻ"
    known = [letter for letter in first if letter in alphabet]
    assert {"Ł", "Ś"} & set(known)
    assert known == sorted(known, key=alphabet.index)


def test_amounts_sort_within_their_currency_and_those_not_stated_come_last(visit: Open) -> None:
    page = visit(PROJECTS).page
    sort_by(page, "amount")
    for turn in (1, -1):
        register = site_plans.register()
        known = [best_known_amount(register.projects[key].amounts) for key in ids(page)]
        amounts = [best.amount if best else None for best in known]
        clear = [best is not None and best.form is BestKnownForm.WHOLE for best in known]
        assert clear == sorted(clear, reverse=True)
        currencies = list(
            dict.fromkeys(a.currency for a, good in zip(amounts, clear, strict=True) if good and a)
        )
        assert [c for c, _ in zip(currencies, "...", strict=False)][:2] == ["PLN", "EUR"]
        for currency in currencies:
            figures = [
                a.amount * turn
                for a, good in zip(amounts, clear, strict=True)
                if good and a and a.amount is not None and a.currency == currency
            ]
            assert figures == sorted(figures), currency
        sort_by(page, "amount")


def test_years_not_stated_come_last_in_both_directions(visit: Open) -> None:
    page = visit(PROJECTS).page
    sort_by(page, "when")  # the projects are sorted by it, the newest first
    assert page.locator("th[data-column=when]").get_attribute("aria-sort") == "ascending"
    for _ in "ab":
        stated = [bool(text.strip()) for text in column(page, 4)]
        assert stated == sorted(stated, reverse=True)
        sort_by(page, "when")


# State


def test_back_leads_to_what_was_shown_before(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    choose(page, "fund", "fami-2014-2020")
    first = ids(page)
    choose(page, "status", "ongoing")
    second = ids(page)
    assert len(whole) > len(first) > len(second)
    change(page, page.go_back)
    assert ids(page) == first
    change(page, page.go_back)
    assert ids(page) == whole
    change(page, page.go_forward)
    assert ids(page) == first
    assert page.locator("select[name=fund]").input_value() == "fami-2014-2020"


def test_words_typed_in_one_go_are_one_step_back(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    page.locator("input[name=q]").press_sequentially("wisła łódź")
    page.wait_for_url(re.compile("q="))
    page.go_back()
    expect(page.locator(".explorer tbody tr")).to_have_count(len(whole))


def test_values_that_are_not_offered_are_ignored(visit: Open) -> None:
    page = visit(PROJECTS).page
    whole = ids(page)
    opened = visit(PROJECTS + "?fund=nothing&sort=nothing&min=x&q=")
    assert ids(opened.page) == whole
    assert opened.complaints == []
    opened = visit(PROJECTS + "?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    settle(opened.page)
    assert count(opened.page) == 0
    assert opened.complaints == []


def test_language_switch_keeps_the_state(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "fund", "fami-2014-2020")
    shown = ids(page)
    page.locator("nav a[hreflang=en]").click()
    page.wait_for_url(re.compile("/en/projects/.fund=fami-2014-2020"))
    settle(page)
    assert ids(page) == shown


# Downloads


@pytest.mark.parametrize("listing", [PROJECTS, ENGLISH])
def test_csv_has_exactly_the_rows_that_are_shown(visit: Open, host: str, listing: str) -> None:
    page = visit(listing).page
    choose(page, "fund", "fami-2014-2020")
    choose(page, "place", "PL-12")
    sort_by(page, "title")
    name, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["project_id"] for row in rows] == ids(page)
    assert name == "projects_wide_fami-2014-2020_PL-12.csv"
    whole = list(
        csv.DictReader(
            io.StringIO(
                page.request.get(f"{host}/data/projects_wide.csv").body().decode(), newline=""
            )
        )
    )
    published = {row["project_id"]: row for row in whole}
    assert all(row == published[row["project_id"]] for row in rows)
    assert {
        "reference_number",
        "title_pl",
        "lead_pl",
        "programme_pl",
        "start_date",
        "end_date",
        "total_amount",
        "total_currency",
        "total_qualifier",
        "record_url",
    } <= set(rows[0])


def test_csv_for_excel_has_them_too(visit: Open) -> None:
    page = visit(PROJECTS).page
    choose(page, "currency", "PLN")
    name, content = downloaded(page, "excel.csv")
    assert name == "projects_wide_PLN.excel.csv"
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert "\r\n" in text
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row["project_id"] for row in rows] == ids(page)
    assert any("," in row["total_amount"] for row in rows)
    assert not any("." in row["total_amount"] for row in rows)


def test_everything_can_be_taken_from_a_page_that_is_not_filtered(visit: Open) -> None:
    page = visit(PROJECTS).page
    _, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["project_id"] for row in rows] == ids(page)
    assert len(rows) == count(page)


def test_rows_longer_than_one_line_come_whole(visit: Open, host: str) -> None:
    page = visit(PROJECTS).page
    script = (
        "async ([text, ids]) => (await import('/theme/js/explorer/csv.js')).chosen(text, ids, ',')"
    )
    text = 'id,words\r\na,"one, ""two""\r\nthree"\r\nb,four\r\nc,"five\nsix"\r\n'
    assert (
        page.evaluate(script, [text, ["c", "a"]])
        == 'id,words\r\nc,"five\nsix"\r\na,"one, ""two""\r\nthree"\r\n'
    )


def test_organisations_come_as_csv(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    choose(page, "type", "police")
    _, content = downloaded(page, "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    assert [row["organisation_id"] for row in rows] == ids(page)
    assert rows
    assert {row["type"] for row in rows} == {"police"}


# Organisations


def test_organisations_are_filtered_and_sorted(visit: Open) -> None:
    page = visit(ORGANISATIONS).page
    assert in_collation(page, column(page, 1))  # Python's order is the browser's
    choose(page, "country", "NO")
    assert {text.strip() for text in column(page, 3)} == {"Norwegia"}
    change(page, lambda: page.locator("button[type=reset]").click())
    sort_by(page, "led")
    sort_by(page, "led")
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


# Access


def test_number_of_rows_is_announced(visit: Open) -> None:
    page = visit(PROJECTS).page
    announced = page.locator(".explorer output")  # a polite live region
    before = announced.element_handle()
    choose(page, "status", "ongoing")
    expect(announced).to_have_text(re.compile(r"^\d+ projekt"))
    assert before is not None
    assert before.evaluate(
        "e => e.isConnected"
    )  # the same region changes; a new one is not announced


def test_keyboard_alone_filters_sorts_and_takes(visit: Open) -> None:
    page = visit(PROJECTS).page
    reach(page, "select[name=fund]")
    page.keyboard.type("FAMI 2014")
    page.wait_for_url(re.compile("fund=fami-2014-2020"))
    reach(page, "input[name=q]")
    change(page, lambda: page.keyboard.type("a"))
    reach(page, "th[data-column=title] button")
    change(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("th[data-column=title] button").evaluate(
        "e => e === document.activeElement"
    ), "the focus stays where it was"
    change(page, lambda: page.keyboard.press("Space"))
    assert page.locator("th[data-column=title]").get_attribute("aria-sort") == "descending"
    shown = ids(page)
    reach(page, "a[data-take=csv]", "Shift+Tab")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert [
        row["project_id"]
        for row in csv.DictReader(
            io.StringIO(Path(waiting.value.path()).read_text(encoding="utf-8"))
        )
    ] == shown


def reach(page: Page, selector: str, key: str = "Tab") -> None:
    """Press a key until the element has the focus."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} is not reached by {key}")


def test_enter_in_the_form_loads_no_page(visit: Open) -> None:
    page = visit(PROJECTS).page
    type_in(page, "granic")
    page.evaluate("window.same = true")
    page.locator("input[name=q]").press("Enter")
    assert page.evaluate("window.same") is True
    assert "q=granic" in page.url


def test_an_empty_result_is_said(visit: Open) -> None:
    page = visit(PROJECTS).page
    type_in(page, "qqqqqq")
    assert count(page) == 0
    expect(page.locator("[data-part=none]")).to_be_visible()


@pytest.mark.parametrize("listing", [PROJECTS, "/en/organisations/"])
def test_without_scripts_the_table_is_complete_and_nothing_misleads(
    visit: Open, listing: str
) -> None:
    page = visit(listing, java_script_enabled=False).page
    assert page.locator(".explorer tbody tr").count() == count(page)
    expect(page.locator("form")).to_be_hidden()
    assert page.locator(".explorer button:visible").count() == 0
    expect(page.locator("[data-part=every]")).to_be_visible()
    expect(page.locator("[data-part=these]")).to_be_hidden()


@pytest.mark.parametrize("listing", [PROJECTS, ORGANISATIONS])
def test_rows_are_loaded_only_when_they_are_needed(visit: Open, listing: str) -> None:
    opened = visit(listing)
    expect(opened.page.locator("form")).to_be_visible()
    assert [url for url in opened.requests if url.endswith(".json")] == []
    change(opened.page, lambda: opened.page.locator("input[name=q]").fill("policj"))
    assert len([url for url in opened.requests if url.endswith(".json")]) == 1
    change(opened.page, lambda: opened.page.locator("input[name=q]").fill("policja"))
    assert len([url for url in opened.requests if url.endswith(".json")]) == 1


def test_failure_to_load_is_said_and_the_next_choice_loads_again(visit: Open) -> None:
    opened = visit(PROJECTS)
    page = opened.page
    whole = ids(page)
    page.route("**/rows.json", lambda route: route.abort())
    page.locator("select[name=status]").select_option("ongoing")
    expect(page.locator("[data-part=failed]")).to_be_visible()
    assert ids(page) == whole
    page.unroute("**/rows.json")
    choose(page, "status", "completed")
    expect(page.locator("[data-part=failed]")).to_be_hidden()
    assert len(ids(page)) < len(whole)


# Ten thousand rows


@dataclass(frozen=True)
class Crowd:
    """A page of ten thousand projects, rendered like the real one."""

    address: str
    folder: Path
    view: Explorer


@pytest.fixture(scope="module")
def crowd(
    request: pytest.FixtureRequest,
    mini: Path,
    tmp_path_factory: pytest.TempPathFactory,
    served: Callable[[Path], AbstractContextManager[str]],
) -> Iterator[Crowd]:
    language = site_plans.languages()["pl"]
    count = MANY if request.config.getoption("markexpr") == "bench" else FEWER
    view = project_explorer(site_plans.many_projects(count), language)
    page = site_page.Page(
        type="projects",
        template="projects.html",
        lang="pl",
        urls={"pl": PROJECTS, "en": ENGLISH},
        title="Projekty",
        description="Projekty",
        section="projects",
        view=view,
    )
    folder = tmp_path_factory.mktemp("crowd")
    (folder / page.file).parent.mkdir(parents=True)
    html = pelican_runs.pages(site_plans.of(mini), ROOT / "theme", [page])[page.file]
    (folder / page.file).write_text(html, encoding="utf-8")
    (folder / page.file).with_name(ROWS_FILE).write_bytes(rows_json(view, language))
    (folder / "theme").symlink_to(ROOT / "theme" / "static")
    with served(folder) as address:
        yield Crowd(address + PROJECTS, folder, view)


def test_page_of_thousands_rows_is_light(crowd: Crowd) -> None:
    html = (crowd.folder / PROJECTS.lstrip("/") / "index.html").read_bytes()
    assert len(html) < HTML_LIMIT
    assert html.count(b"<tr>") > 200


@pytest.mark.bench
def test_first_filter_of_thousands_rows_is_quick(visit: Open, crowd: Crowd) -> None:
    """The time of the first filter after the rows are loaded, until rows, counts and sums are in
    the page and the page is laid out.
    """
    expected = sum("fami-2014-2020" in row.facets["fund"] for row in crowd.view.rows)
    took = []
    for _ in range(TRIES):
        page = visit(crowd.address).page
        choose(page, "fund", "fami-2014-2020")
        assert count(page) == expected
        took.append(page.evaluate("performance.getEntriesByName('explorer:filter')[0].duration"))
        if took[-1] < FILTER_LIMIT:
            break
    print(f"\nfirst filter of {len(crowd.view.rows)} rows: {min(took):.0f} ms")
    assert min(took) < FILTER_LIMIT, took


def test_rows_of_thousands_are_drawn_as_they_are_asked_for(visit: Open, crowd: Crowd) -> None:
    page = visit(crowd.address).page
    rows, further = page.locator(".explorer tbody tr"), page.locator("[data-part=further]")
    assert count(page) == len(crowd.view.rows)
    expect(rows).to_have_count(crowd.view.first)
    further.click()
    expect(rows).to_have_count(crowd.view.first + 200)
    assert ids(page) == [row.id for row in crowd.view.rows[: crowd.view.first + 200]]
    assert rows.nth(crowd.view.first).locator("a").evaluate("e => e === document.activeElement"), (
        "the focus is on the first new row"
    )
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        expect(page.locator("[data-part=cut]")).to_have_text(
            re.compile(rf"^Pierwsze\swiersze:\s{crowd.view.first + 200}\sz\s3\s?000;")
        )
        expect(page.locator("[data-part=cut]")).to_be_visible()
    page.emulate_media(media="screen")
    type_in(page, "otwarta 7")
    assert 0 < count(page) < 200
    expect(further).to_be_hidden()
    expect(page.locator("[data-part=cut]")).to_be_hidden()


def test_back_shows_as_many_rows_as_before_and_what_was_chosen(visit: Open, crowd: Crowd) -> None:
    page = visit(crowd.address).page
    rows = page.locator(".explorer tbody tr")
    page.locator("[data-part=further]").click()
    expect(rows).to_have_count(crowd.view.first + 200)
    last = rows.last.locator("a").inner_text()
    page.goto("about:blank")
    page.go_back()
    expect(rows).to_have_count(crowd.view.first + 200)
    expect(rows.last.locator("a")).to_have_text(last)

    choose(page, "fund", "fami-2014-2020")
    chosen = rows.count()
    page.locator("[data-part=further]").click()
    expect(rows).to_have_count(chosen + 200)
    page.goto("about:blank")
    page.go_back()
    expect(rows).to_have_count(chosen + 200)
    expect(page.locator("select[name=fund]")).to_have_value("fami-2014-2020")


def test_page_of_thousands_rows_says_without_scripts_that_it_is_cut(
    visit: Open, crowd: Crowd
) -> None:
    page = visit(crowd.address, java_script_enabled=False).page
    expect(page.locator("[data-part=cut]")).to_be_visible()
    expect(page.locator("[data-part=further]")).to_be_hidden()
