"""Which amount of a project to show, and what may be done with an amount in a sum."""

from collections.abc import Collection, Iterable
from enum import StrEnum

from datasite.model.entities import Amount
from datasite.tables.codes import AmountKind, AmountQualifier


def preferred_amount(amounts: Iterable[Amount], *kinds: AmountKind) -> Amount | None:
    """The preferred amount of the whole project, of the first of `kinds` for which a figure is
    stated; None where there is none.

    `preferred_amount(project.amounts, AmountKind.EU_GRANT, AmountKind.DONOR_GRANT)` is the
    project's grant from the EU, else that of another donor.
    """
    figures = [a for a in amounts if a.preferred and a.of_whole_project and a.amount is not None]
    return next((a for kind in kinds for a in figures if a.kind.code == kind), None)


def is_complete(amount: Amount) -> bool:
    """Whether an amount can be published by itself: the preferred one of the whole project, exact,
    in a known currency and not shared with another project.
    """
    return (
        amount.of_whole_project
        and amount.preferred
        and amount.exact
        and bool(amount.currency)
        and not amount.joint_id
    )


class Fate(StrEnum):
    """How a sum treats the amount of a project. Only EXACT amounts are added."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    JOINT = "joint"  # the sum of several projects, counted with the first that names it
    NO_CURRENCY = "no_currency"
    UNCLEAR = "unclear"
    NOT_STATED = "not_stated"


def fate(amount: Amount | None, counted: Collection[str] = ()) -> Fate:
    """How a sum treats an amount; None is a project for which no amount is stated.

    `counted` are the ids of joint sums that are in the sum already, e.g. {"schengen-2004"}.
    """
    if amount is None:
        return Fate.NOT_STATED
    if amount.amount is None or amount.qualifier.code == AmountQualifier.UNCLEAR:
        return Fate.UNCLEAR
    if not amount.currency:
        return Fate.NO_CURRENCY
    if amount.joint_id in counted:
        return Fate.JOINT
    return Fate.EXACT if amount.exact else Fate.APPROXIMATE
