"""Our rules over the tables: small named functions in one flat list; a dataset opts in from its own
YAML.

The one-line docstring of a rule is the sentence that a contributor reads, in the error and in
CONTRIBUTING. A rule yields findings; it never raises and never prints. What rests on a cell that is
refused already is not said (catalog). Rules about money are in money_rules, those for single cells
in cells.
"""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from stdnum.pl import nip, regon

from datasite.language.languages import LANGUAGES
from datasite.problems import N_, shown
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.descriptor import Dataset, RuleUse
from datasite.tables.scan import Row
from datasite.values import Date

PROSE = (
    "summary",
    "note",
    "reason",
    "description",
)  # columns in which two languages cannot say the same words


@dataclass(frozen=True)
class Finding:
    """One breach: the row and field at which it shows, what is wrong there, and the other rows of
    the table that were judged with it.
    """

    row: Row
    field: str
    what: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    others: tuple[Row, ...] = ()


Rule = Callable[[Catalog, Dataset, RuleUse], Iterator[Finding]]

SETTINGS: Mapping[str, tuple[str, ...]] = {
    "period_in_order": ("start", "end"),
    "no_cycles": ("parent",),
}  # each names a column
COLUMNS: Mapping[str, tuple[str, ...]] = {  # that a rule reads; one not named here fits any dataset
    "at_most_one_lead": ("project_id", "organisation_id", "role"),
    "has_a_partner": ("project_id",),
    "has_a_participant": ("cooperation_id",),
    "id_not_a_project": ("cooperation_id",),
    "reference_number_is_listed": ("project_id", "reference_number"),
    "number_of_one_project": ("project_id", "scheme", "value"),
    "register_number": ("nip", "regon"),
    "address_once": ("source_id", "url"),
    "withdrawn_is_gone": ("dataset", "record", "successor_id"),
    "check_agrees_with_its_source": ("source_id", "status", "content_sha256"),
    **dict.fromkeys(
        ("correction_fits_its_record", "corrections_lead_to_the_present"),
        ("dataset", "record", "field", "was", "is", "date"),
    ),
    "statement_fits_its_record": (
        "dataset",
        "record",
        "field",
        "value",
        "preferred",
        "basis",
        "as_printed",
    ),
    "one_preferred_statement": ("dataset", "record", "field", "value", "preferred"),
    "reason_given": ("dataset", "record", "field", "value", "basis", f"reason_{LANGUAGES[0]}"),
}


def both_languages(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Words stand in every language or in none, and a sentence differs from its translation."""
    for row in data.rows(dataset.name):
        for stem in dataset.paired():
            words = {lang: row[f"{stem}_{lang}"] for lang in LANGUAGES}
            for lang in LANGUAGES:
                if not words[lang] and any(words.values()):
                    yield Finding(
                        row,
                        f"{stem}_{lang}",
                        N_("%(field)s is blank, yet its twin is filled."),
                        {"field": f"{stem}_{lang}"},
                    )
            if stem in PROSE and all(words.values()) and len(set(words.values())) == 1:
                yield Finding(
                    row,
                    f"{stem}_{LANGUAGES[-1]}",
                    N_("%(stem)s says the same words in two languages."),
                    {"stem": stem},
                )


def period_in_order(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A period may not end before it starts, unless sources that differ are recorded in statements."""
    start, end = use.settings["start"], use.settings["end"]
    disputed = {
        (s["dataset"], s["record"]) for s in data.rows("statements") if s["field"] in (start, end)
    }
    for row in data.rows(dataset.name):
        first, last = Date.parse(row[start]), Date.parse(row[end])
        if (
            first
            and last
            and last.last_day < first.first_day
            and (dataset.name, data.key(dataset.name, row)) not in disputed
        ):
            yield Finding(
                row,
                end,
                N_("%(end)s is before %(start)s."),
                {"end": shown(row[end]), "start": shown(row[start])},
            )


def at_most_one_lead(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project has exactly one lead partner where a lead is stated."""
    for rows in data.grouped(dataset.name, "project_id", "role").values():
        for row in rows[1:]:
            if row["role"] == "lead":
                yield Finding(
                    row,
                    "role",
                    N_("%(project)s has a second lead, %(lead)s."),
                    {"project": row["project_id"], "lead": shown(row["organisation_id"])},
                    rows,
                )


def has_a_partner(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project names at least one organisation in partners."""
    named = {row["project_id"] for row in data.rows("partners")}
    for row in data.rows(dataset.name):
        if row["project_id"] not in named:
            yield Finding(
                row,
                "project_id",
                N_("%(project)s stands in no row of partners."),
                {"project": shown(row["project_id"])},
            )


def has_a_participant(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A cooperation names at least one organisation in cooperation_partners."""
    named = {row["cooperation_id"] for row in data.rows("cooperation_partners")}
    for row in data.rows(dataset.name):
        if row["cooperation_id"] not in named:
            yield Finding(
                row,
                "cooperation_id",
                N_("%(cooperation)s stands in no row of cooperation_partners."),
                {"cooperation": shown(row["cooperation_id"])},
            )


def id_not_a_project(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A cooperation is never a project with money: the two share no identifier."""
    for row in data.rows(dataset.name):
        if row["cooperation_id"] in data.by_key.get("projects", {}):
            yield Finding(
                row,
                "cooperation_id",
                N_("%(id)s is also a project."),
                {"id": shown(row["cooperation_id"])},
            )


def reference_number_is_listed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The reference number of a project stands in identifiers too, with its scheme and source."""
    listed = {(row["project_id"], row["value"]) for row in data.rows("identifiers")}
    for row in data.rows(dataset.name):
        if row["reference_number"] and (row["project_id"], row["reference_number"]) not in listed:
            yield Finding(
                row,
                "reference_number",
                N_("%(number)s is not among the project's identifiers."),
                {"number": shown(row["reference_number"])},
            )


def number_of_one_project(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A number belongs to one project; the number of a call, such as 14-2022/OG-FAMI, is not a
    project's number.
    """
    first = {
        rows[0]["value"]: rows[0] for rows in data.grouped(dataset.name, "scheme", "value").values()
    }
    for row in data.rows(dataset.name):
        owner = first[row["value"]]
        if owner["project_id"] != row["project_id"]:
            yield Finding(
                row,
                "value",
                N_("%(number)s is also the number of %(other)s."),
                {"number": shown(row["value"]), "other": owner["project_id"]},
                (owner,),
            )
        head, _, tail = row["value"].partition("/")
        if (
            head.replace("-", "").isdigit()
            and head.count("-") == 1
            and (not tail or tail.endswith("FAMI"))
        ):
            yield Finding(
                row,
                "value",
                N_("%(number)s is the number of a call."),
                {"number": shown(row["value"])},
            )


def no_cycles(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A chain of parents or predecessors must end; nothing is its own ancestor."""
    parent, records = use.settings["parent"], data.by_key[dataset.name]
    for key, row in records.items():
        seen, at = {key}, row[parent]
        while at in records and at not in seen:
            seen.add(at)
            at = records[at][parent]
        if at == key:
            yield Finding(row, parent, N_("%(key)s leads back to itself."), {"key": shown(key)})


def is_used(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Nothing is orphaned: every organisation, programme and source is used by another row."""
    for key, row in data.by_key[dataset.name].items():
        if key not in data.reached.get(dataset.name, frozenset()):
            yield Finding(
                row,
                dataset.primary_key[0],
                N_("No row of another table uses %(key)s."),
                {"key": shown(key)},
            )


def register_number(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """NIP and REGON numbers pass their check digits."""
    checks = {"nip": nip.is_valid, "regon": regon.is_valid}
    for row in data.rows(dataset.name):
        for scheme, is_valid in checks.items():
            if row[scheme] and not is_valid(row[scheme]):
                yield Finding(
                    row,
                    scheme,
                    N_("%(scheme)s %(number)s fails its check digit."),
                    {"scheme": scheme.upper(), "number": shown(row[scheme])},
                )


def address_once(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A page is one source: each address stands once."""
    for (address,), rows in data.grouped(dataset.name, "url").items():
        for row in rows[1:]:
            if address:
                yield Finding(
                    row,
                    "url",
                    N_("The address is already that of %(other)s."),
                    {"other": shown(rows[0]["source_id"])},
                    rows[:1],
                )


def statement_fits_its_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A statement names an existing record and field; a preferred one gives the value that the
    record holds, another does not.
    """
    for row in data.rows(dataset.name):
        target = data.by_key.get(row["dataset"], {}).get(row["record"])
        if target is None:
            yield Finding(
                row,
                "record",
                N_("There is no record %(record)s in %(dataset)s."),
                {"record": shown(row["record"]), "dataset": shown(row["dataset"])},
            )
        elif row["field"] not in target.cells:
            yield Finding(
                row,
                "field",
                N_("%(dataset)s has no field %(field)s."),
                {"dataset": row["dataset"], "field": shown(row["field"])},
            )
        elif (target[row["field"]] == row["value"]) != (row["preferred"] == "true"):
            held = shown(target[row["field"]])
            yield Finding(
                row,
                "preferred",
                N_("preferred is %(preferred)s, but the record holds %(held)s."),
                {"preferred": row["preferred"], "held": held},
            )
        elif (row["basis"] == "printed") != bool(row["as_printed"]):
            yield Finding(
                row,
                "as_printed",
                N_("A printed value needs its printed form, a deduced one has none."),
            )
        else:
            for key in data.datasets[row["dataset"]].foreign_keys:
                if (
                    key.field == row["field"]
                    and key.dataset in data.tables
                    and row["value"] not in data.by_key[key.dataset]
                ):
                    yield Finding(
                        row,
                        "value",
                        N_("%(value)s is not in %(dataset)s."),
                        {"value": shown(row["value"]), "dataset": key.dataset},
                    )


def withdrawn_is_gone(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A withdrawn record stands in its dataset no more, and the record that took its place does."""
    for row in data.rows(dataset.name):
        records = data.by_key.get(row["dataset"])
        if records is None:
            yield Finding(
                row,
                "dataset",
                N_("There is no dataset %(dataset)s."),
                {"dataset": shown(row["dataset"])},
            )
        elif row["record"] in records:
            yield Finding(
                row,
                "record",
                N_("The record %(record)s is still in %(dataset)s."),
                {"record": shown(row["record"]), "dataset": row["dataset"]},
            )
        elif row["successor_id"] and row["successor_id"] not in records:
            yield Finding(
                row,
                "successor_id",
                N_("There is no record %(record)s in %(dataset)s."),
                {"record": shown(row["successor_id"]), "dataset": row["dataset"]},
            )


def check_agrees_with_its_source(
    data: Catalog, dataset: Dataset, use: RuleUse
) -> Iterator[Finding]:
    """A check that finds a page unchanged has the hash of its source, one that finds it changed has
    another; as_read is what no check finds.
    """
    for row in data.rows(dataset.name):
        source = data.by_key.get("sources", {}).get(row["source_id"])
        if source is None:
            continue
        read, found, status = source["content_sha256"], row["content_sha256"], row["status"]
        if status == "as_read" or (status in ("changed", "unchanged") and not found):
            yield Finding(
                row,
                "status",
                N_("The status %(status)s does not follow from what was found."),
                {"status": shown(status)},
            )
        elif (status == "unchanged" and found != read) or (status == "changed" and found == read):
            yield Finding(
                row,
                "status",
                N_("The status is %(status)s, yet the source has the hash %(hash)s."),
                {"status": status, "hash": shown(read)},
            )
        elif not source["url"]:
            yield Finding(
                row,
                "source_id",
                N_("%(source)s has no address to visit."),
                {"source": shown(row["source_id"])},
            )


def correction_fits_its_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A correction names a field of a record that is there or was withdrawn, and two values that
    differ.
    """
    withdrawn = {(row["dataset"], row["record"]) for row in data.rows("withdrawn")}
    for row in data.rows(dataset.name):
        records = data.by_key.get(row["dataset"])
        if records is None:
            yield Finding(
                row,
                "dataset",
                N_("There is no dataset %(dataset)s."),
                {"dataset": shown(row["dataset"])},
            )
        elif row["field"] not in data.datasets[row["dataset"]].header:
            yield Finding(
                row,
                "field",
                N_("%(dataset)s has no field %(field)s."),
                {"dataset": row["dataset"], "field": shown(row["field"])},
            )
        elif row["record"] not in records and (row["dataset"], row["record"]) not in withdrawn:
            yield Finding(
                row,
                "record",
                N_("There is no record %(record)s in %(dataset)s, and none was withdrawn."),
                {"record": shown(row["record"]), "dataset": row["dataset"]},
            )
        elif row["was"] == row["is"]:
            yield Finding(
                row, "is", N_("The value was %(value)s and still is."), {"value": shown(row["is"])}
            )


def corrections_lead_to_the_present(
    data: Catalog, dataset: Dataset, use: RuleUse
) -> Iterator[Finding]:
    """Corrections of one field stand by their dates, each begins with the value to which the one
    before led, and the last leads to the value that the record holds.
    """
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        for earlier, later in pairwise(rows):
            if later["date"] <= earlier["date"]:
                yield Finding(
                    later,
                    "date",
                    N_("One of %(other)s stands above it."),
                    {"other": shown(earlier["date"])},
                    (earlier,),
                )
            if later["was"] != earlier["is"]:
                yield Finding(
                    later,
                    "was",
                    N_("The correction before this one led to %(value)s."),
                    {"value": shown(earlier["is"])},
                    (earlier,),
                )
        last = rows[-1]
        target = data.by_key.get(last["dataset"], {}).get(last["record"])
        if target is not None and target.cells.get(last["field"], last["is"]) != last["is"]:
            yield Finding(
                last, "is", N_("The record holds %(held)s."), {"held": shown(target[last["field"]])}
            )


def one_preferred_statement(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Among statements that differ exactly one value is preferred."""
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        preferred = {row["value"] for row in rows if row["preferred"] == "true"}
        if len(preferred) != 1 and not (
            len(rows) == 1 and not preferred and _record_is_blank(data, rows[0])
        ):
            yield Finding(
                rows[0],
                "preferred",
                N_("%(count)d values of %(field)s are preferred."),
                {"count": len(preferred), "field": rows[0]["field"]},
                rows,
            )


def _record_is_blank(data: Catalog, statement: Row) -> bool:
    target = data.by_key.get(statement["dataset"], {}).get(statement["record"])
    return target is not None and not target.cells.get(statement["field"], "")


def reason_given(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A deduced value says how it was deduced; where statements differ, one says why its value was
    preferred or set aside.
    """
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        differ = len({row["value"] for row in rows}) > 1
        if differ and not any(row[f"reason_{LANGUAGES[0]}"] for row in rows):
            yield Finding(
                rows[0],
                f"reason_{LANGUAGES[0]}",
                N_("The statements on %(record)s differ and none gives a reason."),
                {"record": shown(KEY_SEPARATOR.join((rows[0]["record"], rows[0]["field"])))},
                rows,
            )
        for row in rows:
            if row["basis"] == "deduced" and not row[f"reason_{LANGUAGES[0]}"]:
                yield Finding(
                    row,
                    f"reason_{LANGUAGES[0]}",
                    N_("The value was deduced, and nothing says how."),
                )
