"""The total of a project split into slices that are drawn to scale: by whose money it is, and by
organisation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from datasite.model.entities import Amount, Project
from datasite.tables.codes import AmountKind

# Whose money a total is, in the order of the bar.
_SPLIT_KINDS = (
    AmountKind.EU_GRANT,
    AmountKind.DONOR_GRANT,
    AmountKind.GRANT,
    AmountKind.NATIONAL_COFINANCING,
    AmountKind.OWN_CONTRIBUTION,
)


@dataclass(frozen=True)
class Slice:
    """A part of the total, drawn to scale.

    `width` is in per cent of the total; both are exact and of one currency and stage.
    """

    amount: Amount
    width: Decimal


def slices_by_kind(project: Project) -> tuple[Slice, ...]:
    """The parts of the total by kind of money, as sources state them."""
    return _to_scale(
        project.total,
        (
            a
            for kind in _SPLIT_KINDS
            for a in project.amounts
            if a.kind.code == kind and not a.organisation
        ),
    )


def slices_by_organisation(project: Project) -> tuple[Slice, ...]:
    """The parts of the organisations in the total, as sources state them, the largest first."""
    parts = (a for a in project.amounts if a.kind.code == AmountKind.TOTAL and a.organisation)
    return tuple(sorted(_to_scale(project.total, parts), key=lambda s: (-s.width, s.amount.id)))


def _to_scale(whole: Amount | None, parts: Iterable[Amount]) -> tuple[Slice, ...]:
    """The parts of the total that may be drawn: exact, preferred, for no purpose of their own, of
    its currency and stage, and not above it together.
    """
    if not whole or not whole.exact or not whole.amount or not whole.currency:
        return ()
    fitting = [
        a
        for a in parts
        if a.exact
        and a.preferred
        and not any(a.purpose.values())
        and (a.currency, a.stage.code) == (whole.currency, whole.stage.code)
    ]
    if sum((a.amount or Decimal(0) for a in fitting), Decimal(0)) > whole.amount:
        return ()
    return tuple(
        Slice(a, ((a.amount or Decimal(0)) / whole.amount * 100).quantize(Decimal("0.1")))
        for a in fitting
    )
