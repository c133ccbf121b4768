"""Which amount of a project is shown, and which can be published by itself."""

from dataclasses import replace
from decimal import Decimal

import pytest

from datasite.model.amounts import Fate, fate, is_complete, preferred_amount
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
