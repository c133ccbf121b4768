"""Figures as sources print them: what they can mean, whether a word makes them approximate, which
currencies they name.
"""

from decimal import Decimal

import pytest

from datasite.checks.printed_amounts import is_approximate, read_amounts, read_currencies

# as printed: (every amount that it can mean, hedged, currencies)
FORMS: dict[str, tuple[set[str], bool, set[str]]] = {
    "791 000 EUR": ({"791000"}, False, {"EUR"}),
    "791\u00a0000\u00a0EUR": ({"791000"}, False, {"EUR"}),
    "791\u202f000 euro": ({"791000"}, False, {"EUR"}),
    "blisko 1,6 mln EUR": ({"1600000"}, True, {"EUR"}),
    "almost EUR 1.6 million": ({"1600000"}, True, {"EUR"}),
    "майже 1,6 млн": ({"1600000"}, True, set()),
    "2.801.334 zł": ({"2801334"}, False, {"PLN"}),
    "€505,850": ({"505850", "505.850"}, False, {"EUR"}),
    "1.234": ({"1234", "1.234"}, False, set()),
    "1 mld 615 mln zł": ({"1000000000", "615000000", "1615000000"}, False, {"PLN"}),
    "13 mln 250 tys. zł": ({"13000000", "250000", "13250000"}, False, {"PLN"}),
    "464 044,084 EUR": ({"464044.084", "464044084"}, False, {"EUR"}),
    "262 000 EUR zł": ({"262000"}, False, {"EUR", "PLN"}),
    "ok. 99 000": ({"99000"}, True, set()),
    "513 805, 00 EUR": ({"513805"}, False, {"EUR"}),
    "18 800 924,00 zł": ({"18800924"}, False, {"PLN"}),
    "76.500,50 EUR": ({"76500.50"}, False, {"EUR"}),
    "PLN 1,234,567.89": ({"1234567.89"}, False, {"PLN"}),
    "CHF 1’234’567.-": ({"1234567"}, False, {"CHF"}),
    "3 900 000 NOK": ({"3900000"}, False, {"NOK"}),
    "201.4 MEUR": ({"201400000"}, False, {"EUR"}),
    "$5m": ({"5000000"}, False, {"USD"}),
    "ponad 2,5 mld złotych": ({"2500000000"}, True, {"PLN"}),
    "do 300 tysięcy PLN": ({"300000"}, True, {"PLN"}),
    "kwota nieprzekraczająca 50 000 £": ({"50000"}, True, {"GBP"}),
    "1 000 000 koron czeskich": ({"1000000"}, False, {"CZK"}),
    "2,5 mln koron norweskich": ({"2500000"}, False, {"NOK"}),
    "85%": ({"85"}, False, set()),
    "75,5 %": ({"75.5"}, False, set()),
    "bez kwoty": (set(), False, set()),
    "1 million euros": ({"1000000"}, False, {"EUR"}),
    "C$ 250,000": ({"250000", "250"}, False, {"CAD"}),
    "50 000 dolarów kanadyjskich": ({"50000"}, False, {"CAD"}),
    "250 000 Canadian dollars": ({"250000"}, False, {"CAD"}),
    "US$ 5": ({"5"}, False, {"USD"}),
    "A$5": ({"5"}, False, {"AUD"}),
    "3 mln koron szwedzkich": ({"3000000"}, False, {"SEK"}),
    "100 000 duńskich koron": ({"100000"}, False, {"DKK"}),
    "500 rubli białoruskich": ({"500"}, False, {"BYN"}),
    "1000 hrywien": ({"1000"}, False, {"UAH"}),
    "1 234 567 zł 89 gr": ({"1234567.89"}, False, {"PLN"}),
    "5 zł i 5 groszy": ({"5.05"}, False, {"PLN"}),
    "100 zł 50/100": ({"100.50"}, False, {"PLN"}),
    "5 euros and 20 cents": ({"5.20"}, False, {"EUR"}),
    "5 zł, 3 granaty": ({"5", "3"}, False, {"PLN"}),
    "−500 zł": ({"-500"}, False, {"PLN"}),
    "-500 zł": ({"-500"}, False, {"PLN"}),
    "minus 5 mln zł": ({"-5000000"}, False, {"PLN"}),
    "zwrot −1 mln 200 tys. zł": ({"-1000000", "-1200000"}, False, {"PLN"}),
    "koszt – 500 zł": ({"500"}, False, {"PLN"}),
    "100–200 zł": ({"100", "200"}, False, {"PLN"}),
}


@pytest.mark.parametrize("text", FORMS)
def test_reads_the_amounts(text: str) -> None:
    assert read_amounts(text) == {Decimal(amount) for amount in FORMS[text][0]}


@pytest.mark.parametrize("text", FORMS)
def test_sees_words_that_hedge(text: str) -> None:
    assert is_approximate(text) is FORMS[text][1]


@pytest.mark.parametrize("text", FORMS)
def test_names_the_currencies(text: str) -> None:
    assert read_currencies(text) == FORMS[text][2]


@pytest.mark.parametrize(
    "text", ["dofinansowanie 5 EUR", "okres 5 lat", "overall budget 5 EUR", "dodatkowo 5 EUR"]
)
def test_a_longer_word_is_no_hedge(text: str) -> None:
    assert not is_approximate(text)


@pytest.mark.parametrize(
    ("text", "never_printed"),
    [("1,6 mln EUR (7 mln zł)", "8600000"), ("5 mln zł, w tym 300 000 zł wkładu", "5300000")],
)
def test_two_figures_are_not_added(text: str, never_printed: str) -> None:
    assert Decimal(never_printed) not in read_amounts(text)


def test_a_code_of_the_list_is_known_without_a_line_of_code() -> None:
    assert read_currencies("3 500 000 XAF", {"XAF"}) == {"XAF"}
    assert read_currencies("3 500 000 XAFs", {"XAF"}) == set()


@pytest.mark.parametrize(
    "text", ["złożono wniosek na 5 EUR", "5 EUR dla Frankfurtu", "EUR 5 for France"]
)
def test_a_currency_is_not_found_inside_another_word(text: str) -> None:
    assert read_currencies(text) == {"EUR"}
