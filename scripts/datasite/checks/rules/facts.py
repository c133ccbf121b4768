"""The rules over facts about organisations and over the totals of whole programmes: what a row
says, and what its source prints; and over the Polish names of
organisations and over documents.
"""

from collections.abc import Iterator

from datasite.checks import printed_amounts
from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, listed, shown
from datasite.tables.catalog import Catalog
from datasite.tables.codes import POLAND, ProgrammeMeasure
from datasite.tables.descriptor import Dataset, RuleUse, text_columns
from datasite.values import Date, parse_integer, parse_money

COUNTED = (ProgrammeMeasure.PROJECTS, ProgrammeMeasure.APPLICATIONS)  # measures that are no money
HAVE_DOCUMENTS = ("projects", "organisations", "programmes", "cooperation")
_WORDS = text_columns("value")[0]


@rule("number", "date", _WORDS)
def fact_says_something(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A fact is a number, a date or words; words may complete a number or a date, and a number is
    no date.
    """
    for row in data.rows(dataset.name):
        if not row["number"] and not row["date"] and not row[_WORDS]:
            yield Finding(row, _WORDS, N_("The fact has no number, no date and no words."))
        elif row["number"] and row["date"]:
            yield Finding(row, "date", N_("The fact is a number and a date at once."))


@rule("number", "date", "as_printed")
def fact_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The number of a fact and the year of its date are among the figures of as_printed."""
    for row in data.rows(dataset.name):
        number, date = parse_integer(row["number"]), Date.parse(row["date"])
        stated = number if date is None else date.year
        if stated is not None and stated not in printed_amounts.read_amounts(row["as_printed"]):
            yield Finding(
                row,
                "number" if date is None else "date",
                N_("%(figure)s is not in the printed form %(printed)s."),
                {"figure": str(stated), "printed": shown(row["as_printed"])},
            )


@rule("value", "as_printed")
def total_as_printed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The number or sum of a whole programme is among the figures of as_printed; it is never
    computed.
    """
    for row in data.rows(dataset.name):
        value = parse_money(row["value"])
        if value is not None and value not in printed_amounts.read_amounts(row["as_printed"]):
            yield Finding(
                row,
                "value",
                N_("%(figure)s is not in the printed form %(printed)s."),
                {"figure": row["value"], "printed": shown(row["as_printed"])},
            )


@rule("measure", "currency", "as_printed")
def currency_of_money(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A sum has the currency that as_printed names, blank where it names none; a number of projects
    or applications has none.
    """
    codes = {row["code"] for row in data.rows("currencies")}
    for row in data.rows(dataset.name):
        named = printed_amounts.read_currencies(row["as_printed"], codes)
        if row["measure"] in COUNTED and row["currency"]:
            yield Finding(row, "currency", N_("A number of projects or applications is no money."))
        elif row["measure"] not in COUNTED and named != ({row["currency"]} - {""}):
            yield Finding(
                row,
                "currency",
                N_("currency is %(currency)s, but the source prints %(printed)s."),
                {"currency": shown(row["currency"]), "printed": shown(row["as_printed"])},
            )


@rule("name_pl_origin", "country")
def polish_name_has_its_origin(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A body outside Poland says whether a source prints its Polish name or it is our translation;
    the name of a body in Poland is Polish.
    """
    for row in data.rows(dataset.name):
        abroad = row["country"] != POLAND
        if abroad != bool(row["name_pl_origin"]):
            yield Finding(
                row,
                "name_pl_origin",
                N_("The body is outside Poland, and the origin of its Polish name is blank.")
                if abroad
                else N_("The body is in Poland, so its Polish name needs no origin."),
            )


@rule("dataset", "record")
def document_of_a_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A document belongs to an existing project, organisation, programme or cooperation."""
    for row in data.rows(dataset.name):
        if row["dataset"] not in HAVE_DOCUMENTS:
            yield Finding(
                row,
                "dataset",
                N_("%(dataset)s has no documents; it must be one of %(datasets)s."),
                {"dataset": shown(row["dataset"]), "datasets": listed(HAVE_DOCUMENTS)},
            )
        elif row["record"] not in data.by_key.get(row["dataset"], {}):
            yield Finding(
                row,
                "record",
                N_("There is no record %(record)s in %(dataset)s."),
                {"record": shown(row["record"]), "dataset": shown(row["dataset"])},
            )
