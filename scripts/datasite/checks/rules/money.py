"""The rules over amounts of money: figures and words are those that the sources print.

checks/rules/rule shows how to add one; datasets/budgets/dataset.yaml opts into them.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from datasite.checks import printed_amounts
from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, shown
from datasite.tables.catalog import Catalog
from datasite.tables.codes import AmountKind, AmountQualifier
from datasite.tables.descriptor import Dataset, RuleUse, text_columns
from datasite.tables.scan import Row
from datasite.values import PERCENT_DECIMALS, parse_money, parse_percent

GRANTS = (AmountKind.EU_GRANT, AmountKind.DONOR_GRANT, AmountKind.GRANT)
# The ids of the other parts of a project's page, which templates give.
ID_OF_PAGES = re.compile(
    r"content|who|with-whom|partners|money|results|when|dates|events|where|fund|numbers"
    r"|cooperation|documents|how-we-know|related|news|download|embed|correct"
    r"|[sm][0-9]+(?:-[0-9]+)?"
    r"|(?:said|partner|number|place|cite|embed|event|result|payer|document)-.*"
)
# The texts of an amount are filled in every language or in none, so that one tells of all.
_PURPOSE, _NOTE = text_columns("purpose")[0], text_columns("note")[0]


@rule("amount", "share_percent", "as_printed")
def amount_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The amount and the share are those of as_printed, read as figures."""
    for row in data.rows(dataset.name):
        amount, share = parse_money(row["amount"]), parse_percent(row["share_percent"])
        figures = printed_amounts.read_amounts(row["as_printed"])
        if amount and amount not in figures and -amount in figures:
            yield Finding(
                row,
                "amount",
                N_(
                    "The source prints a minus: %(printed)s. Leave the amount blank, with the"
                    " qualifier unclear and a note."
                ),
                {"printed": shown(row["as_printed"])},
            )
        elif amount is not None and amount not in figures:
            yield Finding(
                row,
                "amount",
                N_("The amount %(amount)s is not in the printed form %(printed)s."),
                {"amount": row["amount"], "printed": shown(row["as_printed"])},
            )
        shares = {round(figure, PERCENT_DECIMALS) for figure in figures if 0 <= figure <= 100}
        if share is not None and share not in shares:
            yield Finding(
                row,
                "share_percent",
                N_("The share %(share)s is not in the printed form %(printed)s."),
                {"share": row["share_percent"], "printed": shown(row["as_printed"])},
            )


@rule("qualifier", "as_printed", settings=("amount",))
def qualifier_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """An amount printed with a word such as “nearly” or „ponad”, or in thousands or millions, is
    never exact.
    """
    for row in data.rows(dataset.name):
        printed, amount = row["as_printed"], parse_money(row[use.settings["amount"]])
        if row["qualifier"] == AmountQualifier.EXACT and (
            printed_amounts.is_approximate(printed)
            or (amount is not None and printed_amounts.is_in_larger_units(printed, amount))
        ):
            yield Finding(
                row,
                "qualifier",
                N_("qualifier is exact, but the source prints %(printed)s."),
                {"printed": shown(printed)},
            )


@rule("currency", "amount", "as_printed")
def currency_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The currency is the one that as_printed names; where it names none or two, or one that is not
    in currencies, the cell stays blank.
    """
    codes = {row["code"] for row in data.rows("currencies")}
    for row in data.rows(dataset.name):
        named = printed_amounts.read_currencies(row["as_printed"], codes)
        if row["currency"] and named != {row["currency"]}:
            yield Finding(
                row,
                "currency",
                N_("currency is %(currency)s, but the source prints %(printed)s."),
                {"currency": row["currency"], "printed": shown(row["as_printed"])},
            )
        elif not row["currency"] and row["amount"] and len(named) == 1 and named <= codes:
            yield Finding(
                row,
                "currency",
                N_("currency is blank, but the source prints %(printed)s."),
                {"printed": shown(row["as_printed"])},
            )


@rule("amount", "share_percent", "qualifier")
def amount_or_share(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A row holds an amount, a share, or a figure marked unclear."""
    for row in data.rows(dataset.name):
        if (
            not row["amount"]
            and not row["share_percent"]
            and row["qualifier"] != AmountQualifier.UNCLEAR
        ):
            yield Finding(row, "amount", N_("Neither an amount nor a share is given."))


@rule("budget_id")
def id_of_its_own(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The identifier of an amount is an id on the page of its project, so it is none that the page
    itself uses, such as content, s1 or partner-…; begin it with the identifier of the project.
    """
    for row in data.rows(dataset.name):
        if ID_OF_PAGES.fullmatch(row["budget_id"]):
            yield Finding(
                row,
                "budget_id",
                N_("Pages use the id %(id)s for something else."),
                {"id": shown(row["budget_id"])},
            )


@rule("budget_id", "project_id", "share_percent", "share_of")
def share_names_its_whole(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A share names the amount of the same project of which it is a share."""
    for row in data.rows(dataset.name):
        whole = data.by_key[dataset.name].get(row["share_of"])
        if bool(row["share_percent"]) != bool(row["share_of"]):
            yield Finding(row, "share_of", N_("share_percent and share_of go together."))
        elif whole and (whole["project_id"] != row["project_id"] or whole is row):
            yield Finding(
                row,
                "share_of",
                N_("%(whole)s is not an amount of the same project."),
                {"whole": shown(row["share_of"])},
                (whole,),
            )


@rule("project_id", "organisation_id", "kind", _PURPOSE, "preferred", _NOTE)
def one_preferred_amount(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Of several amounts for the same thing exactly one is adopted, and its note says why."""
    for rows in data.grouped(
        dataset.name, "project_id", "organisation_id", "kind", _PURPOSE
    ).values():
        preferred = [row for row in rows if row["preferred"] == "true"]
        if len(preferred) != 1:
            yield Finding(
                rows[0],
                "preferred",
                N_("%(count)d amounts of the kind %(kind)s are adopted (preferred is true)."),
                {"count": len(preferred), "kind": rows[0]["kind"]},
                rows,
            )
        elif len(rows) > 1 and not preferred[0][_NOTE]:
            yield Finding(
                preferred[0],
                _NOTE,
                N_("This amount is adopted instead of %(count)d others and no note says why."),
                {"count": len(rows) - 1},
                rows,
            )


@rule(
    *("project_id", "organisation_id", "kind", _PURPOSE, "stage"),
    *("amount", "qualifier", "currency", "preferred"),
)
def parts_within_the_whole(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The parts of organisations do not exceed the whole of the same kind, stage and currency. A
    sum that a source rounds is about, with a note.
    """
    for (_, kind, _, currency), rows in data.grouped(
        dataset.name, "project_id", "kind", "stage", "currency"
    ).items():
        wholes = [_exact(row) for row in rows if not row["organisation_id"]]
        parts = [
            row
            for row in rows
            if row["organisation_id"] and row["preferred"] == "true" and not row[_PURPOSE]
        ]
        largest = _largest(wholes) if currency else None
        together = sum((_exact(row) or Decimal(0) for row in parts), Decimal(0))
        if largest and together > largest:
            yield Finding(
                parts[0],
                "amount",
                N_(
                    "The parts of the kind %(kind)s are %(parts)s %(currency)s together, more than"
                    " the whole of %(whole)s."
                ),
                {
                    "kind": kind,
                    "parts": str(together),
                    "whole": str(largest),
                    "currency": currency,
                },
                rows,
            )


@rule(
    *("project_id", "organisation_id", "kind", "stage"),
    *("amount", "qualifier", "currency", "source_id"),
)
def grant_within_the_total(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A grant does not exceed the total of the same stage and currency in the same source."""
    for (*_, currency), rows in data.grouped(
        dataset.name, "project_id", "organisation_id", "stage", "source_id", "currency"
    ).items():
        totals = [_exact(row) for row in rows if row["kind"] == AmountKind.TOTAL]
        largest = _largest(totals) if currency else None
        for row in rows:
            grant = _exact(row) if row["kind"] in GRANTS else None
            if grant and largest and grant > largest:
                yield Finding(
                    row,
                    "amount",
                    N_("The grant %(amount)s is above the total."),
                    {"amount": row["amount"]},
                    rows,
                )


def _largest(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The largest of the amounts; None where there are none or one of them is not exact (None)."""
    exact = [amount for amount in amounts if amount]
    return max(exact) if exact and len(exact) == len(amounts) else None


def _exact(row: Row) -> Decimal | None:
    """The amount of a row; None where it is approximate, unclear or no number."""
    is_exact = row["amount"] and row["qualifier"] == AmountQualifier.EXACT
    return parse_money(row["amount"]) if is_exact else None


@rule("project_id", "organisation_id", "kind", "amount", "currency", "source_id", _NOTE)
def total_is_not_a_grant(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A total is not a grant: where one source gives both the same figure, a note says why."""
    for rows in data.grouped(
        dataset.name, "project_id", "organisation_id", "source_id", "currency"
    ).values():
        totals = {
            row["amount"] for row in rows if row["kind"] == AmountKind.TOTAL and row["amount"]
        }
        for row in rows:
            if row["kind"] in GRANTS and row["amount"] in totals and not row[_NOTE]:
                yield Finding(
                    row,
                    "kind",
                    N_("The grant %(amount)s is also given as the total."),
                    {"amount": row["amount"]},
                    rows,
                )
