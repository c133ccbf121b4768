"""Typed values: one written form for each, and nothing else passes."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite import matching
from datasite.language import search_words
from datasite.values import (
    Date,
    fold,
    is_address,
    is_slug,
    page_of,
    parse_integer,
    parse_money,
    parse_number,
    parse_percent,
    slug_of,
)

DATES = [
    ("2021", Date(2021)),
    ("2021-04", Date(2021, 4)),
    ("2021-04-17", Date(2021, 4, 17)),
    ("2024-02-29", Date(2024, 2, 29)),
    ("1900", Date(1900)),
    ("2100-12-31", Date(2100, 12, 31)),
]
NO_DATES = [
    "",
    "21",
    "2021-4",
    "2021-13",
    "2021-00",
    "2021-04-31",
    "2023-02-29",
    "0000",
    "0001",
    "0208-09",
    "0800",
    "1899-12-31",
    "2101",
    "9999",
    "2021-04-17T00:00",
    "2021/04/17",
    "17.04.2021",
    "２０２１",
    "2021-",
    "2021\n",
    " 2021",
    "2021~",
    "20210417",
    "-2021",
]
AMOUNTS = ["0", "7", "791000", "76500.50", "0.05", "13250000.01", "9" * 15, f"{'9' * 13}.99"]
NO_AMOUNTS = [
    "",
    "-1",
    "-0",
    "01",
    "1.5",
    "1.500",
    "76500.00",
    "1,5",
    "1 000",
    "1_000",
    "1e6",
    "+1",
    ".50",
    "1.",
    "NaN",
    "Infinity",
    "１２",
    "²",
    "1\n",
    "9" * 16,
    f"{'9' * 14}.99",
]
SHARES = ["0", "85", "75.5", "99.999", "100", "0.01", "66.6667"]
NO_SHARES = [
    "",
    "100.1",
    "101",
    "-1",
    "75.50",
    "75.0",
    "085",
    "85%",
    "1e1",
    "NaN",
    "８５",
    "-0",
    "66.66667",
]
ADDRESSES = [
    "https://udsc.gov.pl/",
    "http://a.pl/x?y=1&z=%20#ś",
    "https://a.pl:8080/",
    "https://żółw.pl/",
    "https://0xg.pl/",
    f"https://{'a' * 63}.pl/",
]
NO_ADDRESSES = [
    "",
    "udsc.gov.pl",
    "//udsc.gov.pl",
    "ftp://a.pl/",
    "javascript:alert(1)",
    "mailto:a@a.pl",
    "https://",
    "https://localhost/",
    "https://a@a.pl/",
    "https://a.pl/ x",
    "https://a.pl/\n",
    'https://a.pl/"',
    "https://a.pl/<b>",
    "https://a.pl\\x",
    "https://[a.pl/",
    "data:text/html,x",
    "http://0xd8.0x3a.0xd6.0xce",
    "http://a.3638190798",
    "http://127.0.0.1:80/",
    "https://-a.pl/",
    "https://a-.pl/",
    f"https://{'a' * 64}.pl/",
    f"https://{'a.' * 130}pl/",
    "https://a.pl/%zz",
    "https://a.pl/%2",
]
NUMBERS = ["0", "-1", "200", "1.5", "-0.25", "0.0000000001", "9" * 15]
NO_NUMBERS = [
    *("", "2_00", "２００", "٢٠٠", "0404", "007", "+1", "-0", "-0.0", "1.50", "1.0", "1.", ".5"),
    *(
        "INF",
        "NaN123",
        "sNaN",
        "1e999999",
        "1_0.5",
        "１.５",
        " 1",
        "1\n",
        "9" * 16,
        "0.00000000001",
    ),
]


@pytest.mark.parametrize(("text", "read"), DATES)
def test_reads_a_date_as_precise_as_it_is_written(text: str, read: Date) -> None:
    assert Date.parse(text) == read


@pytest.mark.parametrize("text", NO_DATES)
def test_refuses_what_is_no_date(text: str) -> None:
    assert Date.parse(text) is None


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 3))
def test_a_date_is_written_as_it_was_read(day: object, precision: int) -> None:
    text = "-".join(str(day).split("-")[:precision])
    assert str(Date.parse(text)) == text


@given(st.text(alphabet="0123456789-", max_size=11))
def test_no_other_text_is_read_as_a_date(text: str) -> None:
    read = Date.parse(text)
    assert read is None or str(read) == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-02-03", (2024, 2, 3), (2024, 2, 3)),
    ],
)
def test_a_date_spans_the_days_that_it_can_mean(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    read = Date.parse(text)
    assert read is not None
    assert (read.first_day, read.last_day) == (first, last)


@pytest.mark.parametrize("text", NUMBERS)
def test_reads_a_number(text: str) -> None:
    assert parse_number(text) == Decimal(text)
    assert parse_integer(text) == (None if "." in text else int(text))


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_refuses_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None
    assert parse_integer(text) is None


@given(st.text("0123456789.-+_eENaIf ٢２", max_size=18))
def test_a_number_is_written_as_it_was_read(text: str) -> None:
    number = parse_number(text)
    assert number is None or f"{number:f}" == text


@pytest.mark.parametrize("text", AMOUNTS)
def test_reads_an_amount(text: str) -> None:
    assert parse_money(text) == Decimal(text)


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_refuses_what_is_no_amount(text: str) -> None:
    assert parse_money(text) is None


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_with_grosze_is_read_exactly(amount: Decimal) -> None:
    whole = amount == amount.to_integral_value()
    assert parse_money(str(amount)) == (None if whole else amount)


@pytest.mark.parametrize("text", SHARES)
def test_reads_a_share(text: str) -> None:
    assert parse_percent(text) == Decimal(text)


@pytest.mark.parametrize("text", NO_SHARES)
def test_refuses_what_is_no_share(text: str) -> None:
    assert parse_percent(text) is None


@pytest.mark.parametrize("text", ADDRESSES)
def test_accepts_a_plain_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_refuses_what_is_no_plain_address(text: str) -> None:
    assert not is_address(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.pl/x", "http://a.pl/x/"),
        ("https://a.pl/x?utm_source=y", "https://a.pl/x"),
        ("https://a.pl/?b=1&fbclid=2", "https://a.pl?b=1"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert page_of(one) == page_of(other)


@pytest.mark.parametrize("other", ["https://a.pl/y", "https://a.pl/x?b=1", "https://a.pl/x#b", ""])
def test_addresses_of_two_pages(other: str) -> None:
    assert page_of("https://a.pl/x") != page_of(other)


@given(st.text())
def test_an_address_is_judged_and_never_raises(text: str) -> None:
    assert not is_address(f"https://{text} ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ZAŻÓŁĆ Gęślą Jaźń", "zazolc gesla jazn"),
        ("Straße, Çelik, Łódź", "strasse, celik, lodz"),
        ("Politihøgskolen w Tromsø, Ærø, Œuvre", "politihogskolen w tromso, aero, oeuvre"),
        (
            "Đorđe, Þór, Seyðisfjörður, Diyarbakır, Ħamrun",
            "dorde, thor, seydisfjordur, diyarbakir, hamrun",
        ),
        ("Йорданія, Ёлка", "иорданія, елка"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folds_case_and_diacritics(text: str, folded: str) -> None:
    assert fold(text) == folded


# One folding for every use; test_formats_read_back tests that of the search in SQLite.
def test_identifiers_are_folded() -> None:
    assert slug_of("Świętokrzyski Urząd, Łódź") == "swietokrzyski-urzad-lodz"


def test_guesses_are_folded() -> None:
    assert matching.nearest("SWIETOKRZYSKIE", ["łódzkie", "świętokrzyskie"]) == "świętokrzyskie"
    assert matching.search("lodz", {"a": ["Łódź"], "b": ["Kraków"]}) == ["a"]
    assert matching.same("urzad przykladowy", {"a": ["Urząd Przykładowy"]}) == "a"


def test_words_of_the_search_are_folded() -> None:
    assert search_words.folded_words(["Straż w Łodzi", "Ćwiczenia"]) == (
        "straz",
        "lodzi",
        "cwiczenia",
    )
    assert search_words.synonyms("Żołnierz, Wojsko").groups == (("zolnierz", "wojsko"),)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Łódź – „Źdźbło”, cz. 2", "lodz-zdzblo-cz-2"),
        ("…", ""),
        ("Tønder Kommune", "tonder-kommune"),
        ("słowo " * 30, "-".join(["slowo"] * 10)),
    ],
)
def test_a_slug_is_one(words: str, made: str) -> None:
    assert slug_of(words) == made
    assert not made or is_slug(made)
