"""Which amount of a project to show, and what may be done with an amount in a sum."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from datasite.model.entities import Amount, Project
from datasite.tables.codes import AmountKind, AmountQualifier


def preferred_amount(amounts: Iterable[Amount], *kinds: AmountKind) -> Amount | None:
    """The preferred amount of the whole project, of the first of `kinds` for which a figure is
    stated; None where there is none.

    `preferred_amount(project.amounts, AmountKind.EU_GRANT, AmountKind.DONOR_GRANT)` is the
    project's grant from the EU, else that of another donor.
    """
    figures = [a for a in amounts if a.preferred and a.of_whole_project and a.amount is not None]
    return next((a for kind in kinds for a in figures if a.kind.code == kind), None)


def fund_money(project: Project) -> Amount | None:
    """The money of the fund itself in a project: its grant from the EU or from a donor, where a
    source states it.
    """
    return preferred_amount(project.amounts, AmountKind.EU_GRANT, AmountKind.DONOR_GRANT)


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


class BestKnownForm(StrEnum):
    """What the best-known amount of a project is, the most telling first."""

    WHOLE = "whole"  # a figure with its currency, of the whole project
    NO_CURRENCY = "no_currency"  # a figure of the whole project without its currency
    UNCLEAR = "unclear"  # of the whole project, in words, as a share or as an unclear figure
    PART = "part"  # of one organisation or for one purpose


@dataclass(frozen=True, kw_only=True)
class BestKnown:
    """The one amount that is shown of a project, and what it is.

    `more` is how many other adopted amounts of the project alone are of the same rung: with one
    contract of three, it is 2.
    """

    amount: Amount
    form: BestKnownForm
    more: int


# Kinds of amount, the most telling first. Amounts of one rung are of the same worth to a reader;
# the kinds of grants are in the order of what is known of the payer.
_RUNGS: tuple[tuple[AmountKind, ...], ...] = (
    (AmountKind.TOTAL,),
    (AmountKind.ELIGIBLE_COST,),
    (AmountKind.EU_GRANT, AmountKind.DONOR_GRANT, AmountKind.GRANT),
    (AmountKind.CONTRACT,),
)


def best_known_amount(amounts: Sequence[Amount]) -> BestKnown | None:
    """The amount that says most of what a project costs; None where none of any kind is stated.

    `amounts` are all those of one project. An amount of the project alone goes before one that
    several projects share, then a total before an eligible cost, a grant, a contract and other
    kinds, then the adopted one, then the largest. Nothing is added up. Only where no figure with a
    currency is stated for the whole project is it a figure without one, else words or an unclear
    figure, else a part. Amounts in different currencies are not compared: the currency that is
    first in the alphabet goes before.
    """
    by_form: dict[BestKnownForm, list[Amount]] = {}
    for amount in amounts:
        by_form.setdefault(_form(amount), []).append(amount)
    form = next((form for form in BestKnownForm if form in by_form), None)
    if form is None:
        return None
    best = min(by_form[form], key=_worth)
    alike = [
        a
        for a in amounts
        if a.id != best.id
        and a.preferred
        and not a.joint_id
        and a.of_whole_project == best.of_whole_project
        and _rung(a) == _rung(best)
    ]
    return BestKnown(amount=best, form=form, more=len(alike))


def _form(amount: Amount) -> BestKnownForm:
    if not amount.of_whole_project:
        return BestKnownForm.PART
    judged = fate(amount)
    if judged is Fate.UNCLEAR:
        return BestKnownForm.UNCLEAR
    return BestKnownForm.NO_CURRENCY if judged is Fate.NO_CURRENCY else BestKnownForm.WHOLE


def _rung(amount: Amount) -> int:
    """The position of the amount's kind in _RUNGS; other kinds share the last one."""
    kind = amount.kind.code
    return next((n for n, rung in enumerate(_RUNGS) if kind in rung), len(_RUNGS))


def _worth(amount: Amount) -> tuple[bool, bool, int, bool, int, str, Decimal, str]:
    """A sort key: the amount that says most of a project goes first.

    A part with a clear figure goes before one without.
    """
    rung = _rung(amount)
    kinds = _RUNGS[rung] if rung < len(_RUNGS) else ()
    payer = next((n for n, kind in enumerate(kinds) if kind == amount.kind.code), 0)
    return (
        not amount.of_whole_project and fate(amount) is Fate.UNCLEAR,
        bool(amount.joint_id),
        rung,
        not amount.preferred,
        payer,
        amount.currency or "~",  # after every code of a currency
        -(amount.amount or Decimal(0)),
        amount.id,
    )
