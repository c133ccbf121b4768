"""Sums: what is added, what is left out, and that nothing is lost on the way."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasite.model import totals
from datasite.model.entities import Amount, Code
from datasite.model.register import Register
from datasite.model.totals import CurrencyTotal

WORDS = {"pl": "", "en": ""}


def _qualified(amount: Amount, code: str) -> Amount:
    return replace(amount, qualifier=Code(code, WORDS, WORDS))


def _left_out(sums: totals.Totals) -> int:
    """The projects that are in no sum and not in that of another project."""
    approximate = sum(t.approximate for t in sums.by_currency)
    return approximate + sums.no_currency + sums.unclear + sums.not_stated


def test_nothing_comes_to_nothing() -> None:
    assert totals.of_amounts([]) == totals.Totals(0, (), 0, 0, 0, 0)


def test_exact_amounts_are_added_by_currency(plain: Amount) -> None:
    sums = totals.of_amounts(
        [
            plain,
            replace(plain, amount=Decimal("0.05")),
            replace(plain, currency="PLN"),
        ]
    )
    assert sums.by_currency == (
        CurrencyTotal("EUR", Decimal("100.05"), 2, 0),
        CurrencyTotal("PLN", Decimal(100), 1, 0),
    )


@pytest.mark.parametrize("word", ["nearly", "about", "over", "up_to"])
def test_an_approximate_amount_is_counted_and_not_added(word: str, plain: Amount) -> None:
    sums = totals.of_amounts([plain, _qualified(plain, word)])
    assert sums.by_currency == (CurrencyTotal("EUR", Decimal(100), 1, 1),)
    assert _left_out(sums) == 1


def test_an_amount_with_no_currency_is_counted_and_not_added(plain: Amount) -> None:
    sums = totals.of_amounts([replace(plain, currency="")])
    assert (sums.by_currency, sums.no_currency, _left_out(sums)) == ((), 1, 1)


def test_an_unclear_figure_is_counted_and_not_added(plain: Amount) -> None:
    sums = totals.of_amounts([_qualified(plain, "unclear"), replace(plain, amount=None)])
    assert (sums.by_currency, sums.unclear, _left_out(sums)) == ((), 2, 2)


def test_a_project_with_no_total_is_counted() -> None:
    sums = totals.of_amounts([None])
    assert (sums.by_currency, sums.not_stated, _left_out(sums)) == ((), 1, 1)


def test_a_joint_sum_is_added_once(plain: Amount) -> None:
    shared = replace(plain, joint_id="razem")
    sums = totals.of_amounts([shared, plain, shared, shared])
    assert sums.by_currency == (CurrencyTotal("EUR", Decimal(200), 2, 0),)
    assert (sums.joint, _left_out(sums)) == (2, 0)


def test_projects_that_share_an_approximate_amount_are_all_left_out_since_it_is_approximate(
    plain: Amount,
) -> None:
    shared = _qualified(replace(plain, joint_id="razem"), "nearly")
    sums = totals.of_amounts([shared, plain, shared])
    assert sums.by_currency == (CurrencyTotal("EUR", Decimal(100), 1, 2),)
    assert (sums.joint, _left_out(sums)) == (0, 2)


def test_two_joint_sums_are_two(plain: Amount) -> None:
    sums = totals.of_amounts([replace(plain, joint_id="jedna"), replace(plain, joint_id="druga")])
    assert sums.by_currency[0].amount == 200


def test_the_miniature(mini_register: Register) -> None:
    """Nearly 1.6 million EUR is left out, 13.25 million PLN of two projects is counted once, one
    project states nothing.
    """
    sums = totals.of_projects(mini_register.projects.values())
    assert sums == totals.Totals(
        4,
        (CurrencyTotal("PLN", Decimal(13_250_000), 1, 0), CurrencyTotal("EUR", Decimal(0), 0, 1)),
        0,
        0,
        1,
        1,
    )


STATED = st.lists(
    st.none()
    | st.tuples(
        st.none() | st.decimals(0, 10**9, places=2),
        st.sampled_from(["exact", "nearly", "unclear"]),
        st.sampled_from(["", "EUR", "PLN"]),
        st.sampled_from(["", "", "razem", "wspolnie"]),
    )
)


def _amounts(
    plain: Amount, stated: list[tuple[Decimal | None, str, str, str] | None]
) -> list[Amount | None]:
    """Amounts in which each joint sum agrees with itself, as the data must."""
    first: dict[str, Amount] = {}
    amounts: list[Amount | None] = []
    for parts in stated:
        amount = parts and _qualified(
            replace(plain, amount=parts[0], currency=parts[2], joint_id=parts[3]), parts[1]
        )
        amounts.append(
            first.setdefault(amount.joint_id, amount)
            if amount and amount.joint_id
            else amount or None
        )
    return amounts


@given(stated=STATED)
def test_every_project_is_counted_in_exactly_one_number(
    stated: list[tuple[Decimal | None, str, str, str] | None], plain: Amount
) -> None:
    sums = totals.of_amounts(_amounts(plain, stated))
    assert sums.projects == len(stated)
    assert sum(t.exact for t in sums.by_currency) + _left_out(sums) + sums.joint == len(stated)


@given(stated=STATED)
def test_the_sums_are_those_of_the_exact_amounts(
    stated: list[tuple[Decimal | None, str, str, str] | None], plain: Amount
) -> None:
    amounts = _amounts(plain, stated)
    sums = totals.of_amounts(amounts)
    for currency in ("EUR", "PLN"):
        exact = [
            a for a in amounts if a and a.exact and a.currency == currency and a.amount is not None
        ]
        alone = sum((a.amount for a in exact if not a.joint_id), Decimal(0))
        joint = sum({a.joint_id: a.amount for a in exact if a.joint_id}.values(), Decimal(0))
        assert sum(t.amount for t in sums.by_currency if t.currency == currency) == alone + joint


@given(stated=STATED, data=st.data())
def test_the_order_of_projects_does_not_matter(
    stated: list[tuple[Decimal | None, str, str, str] | None],
    data: st.DataObject,
    plain: Amount,
) -> None:
    amounts = _amounts(plain, stated)
    assert totals.of_amounts(data.draw(st.permutations(amounts))) == totals.of_amounts(amounts)
