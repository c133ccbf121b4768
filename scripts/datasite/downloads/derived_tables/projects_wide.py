"""One flat table with a row for each project, for people who do not want to join tables.

Amounts are the preferred statements on the whole project; the best-known one is that which the site
shows. A cell with several names divides them by " | ".
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from datasite.downloads.published_tables import PublishedTable, published_table, read_description
from datasite.language.languages import TEXT_LANGUAGES
from datasite.model.amounts import BestKnownForm, best_known_amount
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.tables.codes import AmountKind, PartnerRole, PlaceRelation

DESCRIPTION = read_description(Path(__file__).with_suffix(".yaml"))
DIVIDER = " | "
AMOUNT_KINDS = (
    AmountKind.TOTAL,
    AmountKind.ELIGIBLE_COST,
    AmountKind.EU_GRANT,
    AmountKind.DONOR_GRANT,
    AmountKind.GRANT,
    AmountKind.NATIONAL_COFINANCING,
    AmountKind.OWN_CONTRIBUTION,
)
_NAMES = [f"name_{lang}" for lang in TEXT_LANGUAGES]


class _BestKnown(NamedTuple):
    """The columns of the best-known amount of a project."""

    project_id: str
    best_known_amount: Decimal | None
    best_known_currency: str | None
    best_known_kind: str
    best_known_stage: str
    best_known_qualifier: str
    best_known_is_joint: bool


def build_projects_wide(register: Register, tables: Mapping[str, PublishedTable]) -> PublishedTable:
    """The wide table, made from the published datasets and the register that is made of them;
    projects in the order of identifiers.
    """
    frames = {name: table.frame for name, table in tables.items()}
    budgets = frames["budgets"]
    preferred = budgets[budgets["preferred"]]
    whole = preferred[_is_of_whole_project(preferred)]
    wide = (
        frames["projects"]
        .sort_values("project_id")
        .merge(_programmes(frames["programmes"]), how="left", on="programme_id")
        .join(_partners(frames["partners"], frames["organisations"]), on="project_id")
        .join(_themes(frames["project_themes"]), on="project_id")
        .join(_places(frames["places"]), on="project_id")
        .join(_amounts(whole), on="project_id")
        .join(_totals(whole, preferred), on="project_id")
        .merge(_best_known(register), how="left", on="project_id")
    )
    return published_table(DESCRIPTION, wide)


def _programmes(programmes: pd.DataFrame) -> pd.DataFrame:
    names = {f"name_{lang}": f"programme_{lang}" for lang in TEXT_LANGUAGES}
    return programmes[["programme_id", "funder", *names]].rename(columns=names)


def _partners(partners: pd.DataFrame, organisations: pd.DataFrame) -> pd.DataFrame:
    """For each project the name of its lead and those of its other organisations."""
    named = partners[["project_id", "organisation_id", "role"]].merge(
        organisations[["organisation_id", *_NAMES]], how="left", on="organisation_id"
    )
    is_lead = named["role"] == PartnerRole.LEAD
    leads = named[is_lead].groupby("project_id")[_NAMES].first()
    others = named[~is_lead].groupby("project_id")[_NAMES].agg(_joined)
    return pd.concat(
        [
            leads.rename(columns={f"name_{lang}": f"lead_{lang}" for lang in TEXT_LANGUAGES}),
            others.rename(columns={f"name_{lang}": f"partners_{lang}" for lang in TEXT_LANGUAGES}),
        ],
        axis="columns",
    )


def _themes(themes: pd.DataFrame) -> pd.Series:
    """For each project the codes of its themes."""
    return themes.groupby("project_id")["theme"].agg(_joined).rename("themes")


def _places(places: pd.DataFrame) -> pd.DataFrame:
    """For each project the codes of the places where it worked and at which it was aimed."""
    columns = {
        "places": PlaceRelation.IMPLEMENTED_IN,
        "target_countries": PlaceRelation.TARGET,
    }
    return pd.DataFrame(
        {
            name: places[places["relation"] == relation].groupby("project_id")["place"].agg(_joined)
            for name, relation in columns.items()
        }
    )


def _amounts(whole: pd.DataFrame) -> pd.DataFrame:
    """For each project and kind the first amount that is stated: columns such as total_amount."""
    stated = whole[whole["amount"].notna() & whole["kind"].isin(AMOUNT_KINDS)]
    by_kind = stated.drop_duplicates(["project_id", "kind"]).pivot(
        index="project_id", columns="kind", values=["amount", "currency", "qualifier"]
    )
    by_kind.columns = by_kind.columns.map("{0[1]}_{0[0]}".format)
    return by_kind


def _totals(whole: pd.DataFrame, preferred: pd.DataFrame) -> pd.DataFrame:
    """For each project its total as printed, and the joint sum of which its money is a part.

    The joint sum is that of the total; for a project without a total, of any amount.
    """
    totals = whole[whole["kind"] == AmountKind.TOTAL].drop_duplicates("project_id")
    others = preferred[
        preferred["joint_id"].notna() & ~preferred["project_id"].isin(totals["project_id"])
    ].drop_duplicates("project_id")
    return pd.concat(
        [
            totals.set_index("project_id")[["as_printed", "joint_id"]],
            others.set_index("project_id")[["joint_id"]],
        ]
    ).rename(columns={"as_printed": "total_as_printed"})


def _best_known(register: Register) -> pd.DataFrame:
    """For each project the best-known amount of the whole project; a part is not one."""
    rows = map(_best_known_of, register.projects.values())
    return pd.DataFrame(filter(None, rows), columns=list(_BestKnown._fields), dtype=object)


def _best_known_of(project: Project) -> _BestKnown | None:
    best = best_known_amount(project.amounts)
    if not best or best.form is BestKnownForm.PART:
        return None
    amount = best.amount
    return _BestKnown(
        project_id=project.id,
        best_known_amount=amount.amount,
        best_known_currency=amount.currency or None,
        best_known_kind=amount.kind.code,
        best_known_stage=amount.stage.code,
        best_known_qualifier=amount.qualifier.code,
        best_known_is_joint=bool(amount.joint_id),
    )


def _is_of_whole_project(budgets: pd.DataFrame) -> pd.Series:
    """Whether each amount is of the whole project, as Amount.of_whole_project says it."""
    parts = ["organisation_id", *(f"purpose_{lang}" for lang in TEXT_LANGUAGES)]
    return budgets[parts].isna().all(axis="columns")


def _joined(values: pd.Series) -> str:
    """The different values in their order."""
    return DIVIDER.join(values.unique())
