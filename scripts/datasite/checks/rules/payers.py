"""The rules over who pays, who shares a sum and who gets a part of the money."""

from collections.abc import Iterator, Mapping

from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, Label, Message, shown
from datasite.tables.catalog import Catalog, record_name
from datasite.tables.codes import AmountKind, Funder
from datasite.tables.descriptor import Dataset, RuleUse

# The kind of a grant by who pays; of any other payer it is a donor's.
_GRANT_OF: Mapping[str, AmountKind] = {
    Funder.EU: AmountKind.EU_GRANT,
    Funder.POLAND: AmountKind.GRANT,
}


@rule("project_id", "kind")
def payer_matches_the_fund(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A Norwegian or Swiss share is not an EU share: the kind of a grant fits the funder of the
    project's programme.
    """
    for row in data.rows(dataset.name):
        project = data.by_key["projects"].get(row["project_id"])
        programme = data.by_key["programmes"].get(project["programme_id"]) if project else None
        funder = programme["funder"] if programme else ""
        if (
            row["kind"] == AmountKind.EU_GRANT
            and funder not in ("", Funder.EU, Funder.SEVERAL, Funder.NOT_STATED)
        ) or (row["kind"] == AmountKind.DONOR_GRANT and funder in (Funder.EU, Funder.POLAND)):
            yield Finding(
                row,
                "kind",
                N_("kind is %(kind)s, but “%(funder)s” pays for the programme: write %(right)s."),
                {
                    "kind": row["kind"],
                    "funder": _label(data, "funders", funder),
                    "right": _GRANT_OF.get(funder, AmountKind.DONOR_GRANT).value,
                },
            )


def _label(data: Catalog, codelist: str, code: str) -> Message:
    row = data.by_key.get(codelist, {}).get(code)
    return Label(code, words=record_name(row) if row else {})


@rule("project_id", "kind", "amount", "qualifier", "currency", "joint_id")
def joint_sum_agrees(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A joint sum has the same amount, currency and kind in two projects or more."""
    for (joint,), rows in data.grouped(dataset.name, "joint_id").items():
        if joint and len({row["project_id"] for row in rows}) < 2:
            yield Finding(
                rows[0],
                "joint_id",
                N_("Only one project has the joint sum %(joint)s."),
                {"joint": shown(joint)},
                rows,
            )
        elif (
            joint
            and len(
                {(row["amount"], row["currency"], row["kind"], row["qualifier"]) for row in rows}
            )
            > 1
        ):
            yield Finding(
                rows[-1],
                "joint_id",
                N_("The rows of the joint sum %(joint)s differ."),
                {"joint": shown(joint)},
                rows,
            )


@rule("project_id", "organisation_id")
def party_takes_part(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """An organisation with a part of the money or of the results takes part in the project."""
    taking_part = {(row["project_id"], row["organisation_id"]) for row in data.rows("partners")}
    for row in data.rows(dataset.name):
        if (
            row["organisation_id"]
            and (row["project_id"], row["organisation_id"]) not in taking_part
        ):
            yield Finding(
                row,
                "organisation_id",
                N_("%(organisation)s is not among the project's partners."),
                {"organisation": shown(row["organisation_id"])},
            )
