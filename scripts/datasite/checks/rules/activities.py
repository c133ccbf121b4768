"""The rules over what a project did and for whom: themes, events, results and payers."""

from collections.abc import Iterator

from datasite.checks import printed_amounts
from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, shown
from datasite.tables.catalog import Catalog
from datasite.tables.codes import CooperationKind, Funder
from datasite.tables.descriptor import Dataset, RuleUse

MOST_THEMES = 3


@rule("project_id", "theme")
def three_themes_at_most(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project has three themes at most: those that say most of it."""
    for rows in data.grouped(dataset.name, "project_id").values():
        for row in rows[MOST_THEMES:]:
            yield Finding(
                row,
                "theme",
                N_("%(project)s has more than %(limit)d themes."),
                {"project": shown(row["project_id"]), "limit": MOST_THEMES},
                rows[:MOST_THEMES],
            )


@rule("project_id", "cooperation_id")
def of_one_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A row is of a project or of a cooperation: exactly one of the two is filled."""
    for row in data.rows(dataset.name):
        if bool(row["project_id"]) == bool(row["cooperation_id"]):
            yield Finding(
                row, "project_id", N_("Exactly one of project_id and cooperation_id is filled.")
            )


@rule("kind", "start_date", "end_date")
def meeting_ends(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A meeting has a last day; for a meeting of one day it is the first."""
    for row in data.rows(dataset.name):
        if row["kind"] == CooperationKind.MEETING and row["start_date"] and not row["end_date"]:
            yield Finding(
                row,
                "end_date",
                N_("The meeting begins on %(start)s and has no last day."),
                {"start": shown(row["start_date"])},
            )


@rule("planned", "achieved")
def planned_or_achieved(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A result says how many were planned, how many were achieved, or both."""
    for row in data.rows(dataset.name):
        if not row["planned"] and not row["achieved"]:
            yield Finding(row, "achieved", N_("Neither planned nor achieved is filled."))


@rule("planned", "achieved", "as_printed")
def result_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Where the words of a result are recorded, its figures are in them."""
    for row in data.rows(dataset.name):
        printed = printed_amounts.read_amounts(row["as_printed"])
        for field in ("planned", "achieved"):
            if row["as_printed"] and row[field].isdecimal() and int(row[field]) not in printed:
                yield Finding(
                    row,
                    field,
                    N_("%(number)s is not in the printed %(printed)s."),
                    {"number": row[field], "printed": shown(row["as_printed"])},
                )


@rule("project_id", "funder", "budget_id")
def payer_fits_its_project(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The amount of a payer is one of the same project; the payer of the programme is among the
    payers of its project.
    """
    for row in data.rows(dataset.name):
        budget = data.by_key["budgets"].get(row["budget_id"])
        if budget and budget["project_id"] != row["project_id"]:
            yield Finding(
                row,
                "budget_id",
                N_("%(amount)s is not an amount of %(project)s."),
                {"amount": shown(row["budget_id"]), "project": row["project_id"]},
            )
    for (key,), rows in data.grouped(dataset.name, "project_id").items():
        project = data.by_key["projects"].get(key)
        programme = data.by_key["programmes"].get(project["programme_id"]) if project else None
        funder = programme["funder"] if programme else ""
        known = {row["funder"] for row in rows}
        if funder not in ("", Funder.SEVERAL, Funder.NOT_STATED, Funder.POLAND, *known):
            yield Finding(
                rows[0],
                "funder",
                N_("The programme of %(project)s is paid by %(funder)s, who is not among them."),
                {"project": shown(key), "funder": funder},
                rows,
            )
