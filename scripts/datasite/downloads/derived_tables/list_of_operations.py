"""A list of operations: the projects of EU funds under the columns of Article 49(3) of Regulation
(EU) 2021/1060.

A column of which the register knows nothing is blank, and its description says so. Nothing is
computed, converted or guessed.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from datasite.downloads.derived_tables.projects_wide import DIVIDER
from datasite.downloads.published_tables import PublishedTable, published_table, read_description
from datasite.language.languages import TEXT_LANGUAGES
from datasite.model.amounts import Fate, fate
from datasite.model.entities import Amount, Project
from datasite.model.register import Register
from datasite.tables.codes import AmountKind, AmountQualifier, Funder, PlaceRelation

DESCRIPTION = read_description(Path(__file__).with_suffix(".yaml"))
# The columns that are those of the wide table under another name.
_RENAMED: Mapping[str, str] = {
    "project_id": "operation_id",
    "reference_number": "operation_code",
    "programme_id": "fund_id",
    "places": "location_indicator",
    **{f"lead_{lang}": f"beneficiary_{lang}" for lang in TEXT_LANGUAGES},
    **{f"title_{lang}": f"operation_name_{lang}" for lang in TEXT_LANGUAGES},
    **{f"summary_{lang}": f"purpose_{lang}" for lang in TEXT_LANGUAGES},
    **{f"programme_{lang}": f"fund_{lang}" for lang in TEXT_LANGUAGES},
}


class _Operation(NamedTuple):
    """The columns of one operation that the wide table does not have."""

    operation_id: str
    beneficiary_id: str | None
    total_cost_amount: Decimal | None
    total_cost_currency: str | None
    total_cost_stage: str | None
    total_cost_status: Fate
    union_cofinancing_rate: Decimal | None
    country: str | None


def build_list_of_operations(register: Register, projects_wide: PublishedTable) -> PublishedTable:
    """The projects of EU funds that are in the register and in the wide table, in its order."""
    operations = [
        _operation(project, register)
        for project in register.projects.values()
        if project.programme and project.programme.funder.code == Funder.EU
    ]
    frame = projects_wide.frame.rename(columns=_RENAMED).merge(
        pd.DataFrame(operations, columns=list(_Operation._fields), dtype=object),
        on="operation_id",
    )
    return published_table(DESCRIPTION, frame)


def _operation(project: Project, register: Register) -> _Operation:
    status = cost_status(project.total)
    cost = project.total if status == Fate.EXACT else None
    places = [
        tie.place for tie in project.ties if tie.relation.code == PlaceRelation.IMPLEMENTED_IN
    ]
    countries = dict.fromkeys(register.places[p.code].parent or p.code for p in places)
    return _Operation(
        operation_id=project.id,
        beneficiary_id=project.lead.organisation.id if project.lead else None,
        total_cost_amount=cost.amount if cost else None,
        total_cost_currency=cost.currency if cost else None,
        total_cost_stage=cost.stage.code if cost else None,
        total_cost_status=status,
        union_cofinancing_rate=union_rate(project.amounts),
        country=DIVIDER.join(countries) or None,
    )


def cost_status(total: Amount | None) -> Fate:
    """Why the cost of an operation is given or blank, by the preferred total of its project.

    A joint sum is the cost of no single operation.
    """
    return fate(total, {total.joint_id} if total and total.joint_id else ())


def union_rate(amounts: Iterable[Amount]) -> Decimal | None:
    """The EU's share in per cent that sources print for the whole project.

    It is the preferred one, else the one on which all sources agree, else None.
    """
    whole = [amount for amount in amounts if amount.of_whole_project]
    costs = {a.id for a in whole if a.kind.code in (AmountKind.TOTAL, AmountKind.ELIGIBLE_COST)}
    shares = [
        amount
        for amount in whole
        if amount.kind.code == AmountKind.EU_GRANT
        and amount.share_percent is not None
        and amount.share_of in costs
        # If an amount is stated, the qualifier is that of the amount, not of the share.
        and (amount.qualifier.code == AmountQualifier.EXACT or amount.amount is not None)
    ]
    rates = {a.share_percent for a in shares if a.preferred} or {a.share_percent for a in shares}
    return rates.pop() if len(rates) == 1 else None
