"""The order of the rows of the explorers, and how amounts are written."""

from decimal import Decimal

import pytest
import site_plans
from browser_pages import Open
from explorer_pages import (
    HEADINGS,
    ORGANISATIONS,
    PROJECTS,
    change,
    choose,
    column,
    count,
    field,
    ids,
    in_collation,
    sort_by,
)
from playwright.sync_api import expect

from datasite.language.languages import NBSP
from datasite.model.amounts import BestKnownForm, best_known_amount
from datasite.pages.explorer.projects import project_explorer


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
    for turn in (-1, 1):
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
    sort_by(page, "when")  # figures begin with the largest
    assert page.locator("th[data-column=when]").get_attribute("aria-sort") == "descending"
    for _ in "ab":
        stated = [bool(text.strip()) for text in column(page, 3)]
        assert stated == sorted(stated, reverse=True)
        sort_by(page, "when")


def test_rows_sorted_by_amount_have_a_heading_for_each_currency(visit: Open) -> None:
    """Which says how many rows are below it; rows in another order have none."""
    page = visit(PROJECTS).page
    rows = project_explorer(
        site_plans.register().projects.values(), site_plans.languages()["pl"]
    ).rows
    below = (
        "els => els.map(e => [e.textContent.replace(/\\s+/g, ' ').trim(),"
        " e.parentElement.rows.length - 1])"
    )
    whole = page.locator(HEADINGS).evaluate_all(below)
    assert [words.split(")")[0] for words, _ in whole[:2]] == ["złoty polski (PLN", "euro (EUR"]
    assert sum(number for _, number in whole) == len(rows)
    choose(page, "currency", "EUR")
    [(words, number)] = page.locator(HEADINGS).evaluate_all(below)
    assert words.startswith(f"euro (EUR) {number} projekt")
    assert number == count(page)
    sort_by(page, "title")
    expect(page.locator(HEADINGS)).to_have_count(0)


def test_rows_can_be_sorted_by_the_fund_which_has_no_column(visit: Open) -> None:
    page = visit(PROJECTS).page
    change(page, lambda: field(page, "sort").select_option("fund"))
    register = site_plans.register()
    funds = [
        p.programme.short_name["pl"] if p.programme else None
        for p in (register.projects[key] for key in ids(page))
    ]
    named = [fund for fund in funds if fund]
    assert named == sorted(named, key=site_plans.languages()["pl"].sort_key)
    assert funds[len(named) :] == [None] * (len(funds) - len(named))
