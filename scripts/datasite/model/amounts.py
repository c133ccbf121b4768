"""What may be done with an amount in a sum."""

from collections.abc import Collection
from enum import StrEnum

from datasite.model.register import Amount
from datasite.tables.codes import AmountQualifier


class Fate(StrEnum):
    """What becomes of a project's amount where amounts are summed. Only EXACT ones are added."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    JOINT = "joint"  # the sum of several projects, counted with the first that names it
    NO_CURRENCY = "no_currency"
    UNCLEAR = "unclear"
    NOT_STATED = "not_stated"


def fate(amount: Amount | None, counted: Collection[str] = ()) -> Fate:
    """What becomes of the amount in a sum; None is a project for which none is stated.

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
