"""Which amount of a project is shown, and which can be published by itself."""

from dataclasses import replace
from decimal import Decimal

import pytest
import site_plans
from hypothesis import given
from hypothesis import strategies as st

from datasite.model.amounts import (
    BestKnownForm,
    Fate,
    best_known_amount,
    fate,
    is_complete,
    preferred_amount,
)
from datasite.model.entities import Amount, Code
from datasite.model.register import Register
from datasite.tables.codes import AmountKind

WORDS = {"pl": "", "en": ""}


def _of_kind(amount: Amount, kind: str, figure: int | None) -> Amount:
    return replace(
        amount, kind=Code(kind, WORDS, WORDS), amount=None if figure is None else Decimal(figure)
    )


@pytest.fixture(scope="session")
def whole(plain: Amount) -> Amount:
    """The preferred total of a whole project."""
    return replace(plain, preferred=True)


def test_the_first_kind_with_a_figure_is_preferred(whole: Amount) -> None:
    donor, union = _of_kind(whole, "donor_grant", 2), _of_kind(whole, "eu_grant", 1)
    kinds = (AmountKind.EU_GRANT, AmountKind.DONOR_GRANT)
    assert preferred_amount([donor, union], *kinds) is union
    assert preferred_amount([donor, _of_kind(whole, "eu_grant", None)], *kinds) is donor
    assert preferred_amount([whole], *kinds) is None


def test_parts_and_amounts_set_aside_are_not_preferred(
    whole: Amount, mini_register: Register
) -> None:
    organisation = next(iter(mini_register.organisations.values()))
    others = [
        replace(whole, organisation=organisation),
        replace(whole, purpose={"pl": "na budynek", "en": "for a building"}),
        replace(whole, preferred=False),
    ]
    assert [a.of_whole_project for a in others] == [False, False, True]
    assert preferred_amount(others, AmountKind.TOTAL) is None
    assert preferred_amount([*others, whole], AmountKind.TOTAL) is whole


def test_the_preferred_total_is_the_total_of_the_project(mini_register: Register) -> None:
    for project in mini_register.projects.values():
        if project.total is None or project.total.amount is not None:
            assert preferred_amount(project.amounts, AmountKind.TOTAL) is project.total


def test_only_what_needs_nothing_beside_it_is_complete(whole: Amount) -> None:
    assert is_complete(whole)
    assert not is_complete(replace(whole, currency=""))
    assert not is_complete(replace(whole, joint_id="razem"))
    assert not is_complete(replace(whole, qualifier=Code("nearly", WORDS, WORDS)))
    assert not is_complete(replace(whole, preferred=False))


def test_a_joint_sum_is_counted_once(whole: Amount) -> None:
    joint = replace(whole, joint_id="razem")
    assert (fate(joint), fate(joint, {"razem"}), fate(None)) == (
        Fate.EXACT,
        Fate.JOINT,
        Fate.NOT_STATED,
    )


# The best-known amount

KINDS = ("total", "eligible_cost", "eu_grant", "donor_grant", "grant", "contract", "expenditure")
RUNGS = ({"total"}, {"eligible_cost"}, {"eu_grant", "donor_grant", "grant"}, {"contract"})
PURPOSE = {"pl": "na budynek", "en": "for a building"}


@st.composite
def many_amounts(draw: st.DrawFn) -> list[Amount]:
    """Amounts of one project of every kind, form and reservation.

    About half of them are figures of the whole project, so that several often compete.
    """
    kinds = st.sampled_from(KINDS) | st.sampled_from(KINDS[2:5])
    amount = site_plans.register().projects["malopolska-przyjazna-cudzoziemcom"].amounts[0]
    organisation = next(iter(site_plans.register().organisations.values()))
    return [
        replace(
            amount,
            id=f"kwota-{number}",
            kind=Code(draw(kinds), WORDS, WORDS),
            amount=draw(st.sampled_from([None, *map(Decimal, range(1, 10))])),
            currency=draw(st.sampled_from(["PLN", "PLN", "EUR", "PLN", ""])),
            qualifier=Code(
                draw(st.sampled_from(["exact", "exact", "about", "about", "unclear"])), WORDS, WORDS
            ),
            joint_id=draw(st.sampled_from(["", "", "razem"])),
            preferred=draw(st.booleans()),
            organisation=draw(st.sampled_from([None] * 5 + [organisation])),
            purpose=draw(st.sampled_from([WORDS] * 5 + [PURPOSE])),
        )
        for number in range(draw(st.integers(0, 6)))
    ]


def _is_of_the_whole_in_figures(amount: Amount) -> bool:
    clear = amount.amount is not None and amount.qualifier.code != "unclear"
    return amount.of_whole_project and clear and bool(amount.currency)


def _rung(amount: Amount) -> int:
    return next((n for n, rung in enumerate(RUNGS) if amount.kind.code in rung), len(RUNGS))


@given(many_amounts())
def test_an_amount_is_known_wherever_one_is_stated(amounts: list[Amount]) -> None:
    best = best_known_amount(amounts)
    assert (best is None) == (not amounts)
    assert best is None or any(best.amount is a for a in amounts)


@given(many_amounts())
def test_a_figure_with_a_currency_of_the_whole_goes_before_all_else(amounts: list[Amount]) -> None:
    best = best_known_amount(amounts)
    if any(map(_is_of_the_whole_in_figures, amounts)):
        assert best
        assert best.form is BestKnownForm.WHOLE
        assert _is_of_the_whole_in_figures(best.amount)
    elif any(a.of_whole_project for a in amounts):
        assert best
        assert best.form in (BestKnownForm.NO_CURRENCY, BestKnownForm.UNCLEAR)
        assert best.amount.of_whole_project
    elif amounts:
        assert best
        assert best.form is BestKnownForm.PART


@given(many_amounts())
def test_own_amounts_go_before_joint_ones_then_higher_rungs_then_the_adopted(
    amounts: list[Amount],
) -> None:
    best = best_known_amount(amounts)
    whole = [a for a in amounts if _is_of_the_whole_in_figures(a)]
    if best and whole:
        worth = (bool(best.amount.joint_id), _rung(best.amount), not best.amount.preferred)
        assert worth == min((bool(a.joint_id), _rung(a), not a.preferred) for a in whole)


@given(many_amounts())
def test_the_largest_of_those_alike_is_shown_and_the_others_are_counted(
    amounts: list[Amount],
) -> None:
    best = best_known_amount(amounts)
    if not best or best.form is not BestKnownForm.WHOLE:
        return
    shown = best.amount
    alike = [
        a.amount
        for a in amounts
        if _is_of_the_whole_in_figures(a)
        and (a.kind.code, a.currency, a.preferred, bool(a.joint_id))
        == (shown.kind.code, shown.currency, shown.preferred, bool(shown.joint_id))
    ]
    assert shown.amount == max(filter(None, alike))
    assert best.more == sum(
        a.of_whole_project and a.preferred and not a.joint_id and _rung(a) == _rung(shown)
        for a in amounts
        if a is not shown
    )


@given(many_amounts(), st.data())
def test_the_order_of_amounts_does_not_matter(amounts: list[Amount], data: st.DataObject) -> None:
    assert best_known_amount(data.draw(st.permutations(amounts))) == best_known_amount(amounts)


@given(many_amounts(), st.integers(1, 9))
def test_what_is_stated_beside_a_total_of_the_project_alone_changes_nothing(
    amounts: list[Amount], figure: int
) -> None:
    plain = site_plans.register().projects["malopolska-przyjazna-cudzoziemcom"].total
    assert plain
    total = replace(
        plain,
        amount=Decimal(figure),
        currency="AAA",
        joint_id="",
        preferred=True,
        qualifier=Code("exact", WORDS, WORDS),
    )
    best = best_known_amount([*amounts, total])
    assert best
    assert best.amount is total


def test_of_grants_that_of_the_known_payer_is_shown_and_the_others_are_counted(
    whole: Amount,
) -> None:
    kinds = ("grant", "donor_grant", "eu_grant")
    grants = [replace(_of_kind(whole, kind, 5), id=kind) for kind in kinds]
    best = best_known_amount(grants)
    assert best
    assert (best.amount.id, best.more) == ("eu_grant", 2)
    best = best_known_amount(grants[:2])
    assert best
    assert (best.amount.id, best.more) == ("donor_grant", 1)


def test_of_contracts_the_largest_is_shown_and_none_is_added(whole: Amount) -> None:
    contracts = [
        replace(_of_kind(whole, "contract", figure), id=f"umowa-{figure}") for figure in (2, 9, 5)
    ]
    best = best_known_amount(contracts)
    assert best
    assert (best.amount.amount, best.more) == (9, 2)


def test_amounts_in_two_currencies_are_not_compared(whole: Amount) -> None:
    dearer = replace(_of_kind(whole, "contract", 9), id="umowa-1", currency="PLN")
    first = replace(_of_kind(whole, "contract", 2), id="umowa-2", currency="EUR")
    best = best_known_amount([dearer, first])
    assert best
    assert best.amount is first
