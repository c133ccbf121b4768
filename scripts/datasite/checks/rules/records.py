"""The rules over records: words, periods, projects and their partners, numbers, cooperation."""

from collections.abc import Iterator

from stdnum.pl import nip, regon

from datasite.checks.rules.rule import Finding, rule
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, listed, shown
from datasite.tables.catalog import Catalog, record_name
from datasite.tables.codes import IdentifierScheme, PartnerRole
from datasite.tables.descriptor import Dataset, RuleUse
from datasite.tables.scan import Row
from datasite.values import Date

BESIDE_THE_LEAD = (PartnerRole.PARTNER, PartnerRole.DONOR_PARTNER, PartnerRole.IMPLEMENTER)
LONGEST_CHAIN = 50  # of parents or predecessors
# Stems of columns in which two languages cannot say the same words.
PROSE = ("summary", "note", "reason", "description")


@rule()
def both_languages(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Words are there in every language or in none, and a sentence differs from its translation."""
    for row in data.rows(dataset.name):
        for stem in dataset.paired():
            words = {lang: row[f"{stem}_{lang}"] for lang in TEXT_LANGUAGES}
            for lang in TEXT_LANGUAGES:
                if not words[lang] and any(words.values()):
                    yield Finding(
                        row,
                        f"{stem}_{lang}",
                        N_("%(field)s is blank, but its twin is filled."),
                        {"field": f"{stem}_{lang}"},
                    )
            if stem in PROSE and all(words.values()) and len(set(words.values())) == 1:
                yield Finding(
                    row,
                    f"{stem}_{TEXT_LANGUAGES[-1]}",
                    N_("%(stem)s says the same words in two languages."),
                    {"stem": stem},
                )


@rule(settings=("start", "end"))
def period_in_order(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A period may not end before it starts, unless sources that differ are recorded in
    statements.
    """
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


@rule("project_id", "organisation_id", "role")
def at_most_one_lead(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project has exactly one lead partner where a lead is stated."""
    for rows in data.grouped(dataset.name, "project_id", "role").values():
        for row in rows[1:]:
            if row["role"] == PartnerRole.LEAD:
                yield Finding(
                    row,
                    "role",
                    N_("%(project)s has a second lead, %(lead)s."),
                    {"project": row["project_id"], "lead": shown(row["organisation_id"])},
                    rows,
                )


@rule("project_id", "organisation_id", "role")
def lead_is_no_partner(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The organisation that leads a project is not its partner or implementer as well."""
    for rows in data.grouped(dataset.name, "project_id", "organisation_id").values():
        if any(row["role"] == PartnerRole.LEAD for row in rows):
            for row in rows:
                if row["role"] in BESIDE_THE_LEAD:
                    yield Finding(
                        row,
                        "role",
                        N_("%(organisation)s already leads %(project)s."),
                        {
                            "organisation": shown(row["organisation_id"]),
                            "project": row["project_id"],
                        },
                        rows,
                    )


@rule("project_id")
def has_a_partner(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A project names at least one organisation in partners."""
    named = {row["project_id"] for row in data.rows("partners")}
    for row in data.rows(dataset.name):
        if row["project_id"] not in named:
            yield Finding(
                row,
                "project_id",
                N_("No row of partners names %(project)s."),
                {"project": shown(row["project_id"])},
            )


@rule("cooperation_id")
def has_a_participant(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A cooperation names at least one organisation in cooperation_partners."""
    named = {row["cooperation_id"] for row in data.rows("cooperation_partners")}
    for row in data.rows(dataset.name):
        if row["cooperation_id"] not in named:
            yield Finding(
                row,
                "cooperation_id",
                N_("No row of cooperation_partners names %(cooperation)s."),
                {"cooperation": shown(row["cooperation_id"])},
            )


@rule("cooperation_id")
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


@rule("project_id", "reference_number")
def reference_number_is_listed(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """The reference number of a project is in identifiers too, with its scheme and source; it is
    not the number of a call.
    """
    listed = {
        (row["project_id"], row["value"])
        for row in data.rows("identifiers")
        if row["scheme"] != IdentifierScheme.CALL
    }
    for row in data.rows(dataset.name):
        if row["reference_number"] and (row["project_id"], row["reference_number"]) not in listed:
            yield Finding(
                row,
                "reference_number",
                N_("%(number)s is not among the project's identifiers."),
                {"number": shown(row["reference_number"])},
            )


@rule("project_id", "scheme", "value")
def number_of_one_project(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A number belongs to one project; the number of a call, such as 14-2022/OG-FAMI, is not a
    project's number, and many projects may have it.
    """
    first = {
        rows[0]["value"]: rows[0] for rows in data.grouped(dataset.name, "scheme", "value").values()
    }
    for row in data.rows(dataset.name):
        if row["scheme"] == IdentifierScheme.CALL:
            continue
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
                N_("%(number)s is the number of a call; its scheme is call."),
                {"number": shown(row["value"])},
            )


@rule(settings=("parent",))
def no_cycles(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A chain of parents or predecessors must end, after 50 records at most; nothing is its own
    ancestor.
    """
    parent, records = use.settings["parent"], data.by_key[dataset.name]
    for key, row in records.items():
        seen, at = {key}, row[parent]
        while at in records and at not in seen:
            seen.add(at)
            at = records[at][parent]
        if at == key:
            yield Finding(row, parent, N_("%(key)s leads back to itself."), {"key": shown(key)})
        elif len(seen) > LONGEST_CHAIN:
            yield Finding(
                row,
                parent,
                N_("More than %(limit)d records are above %(key)s."),
                {"limit": LONGEST_CHAIN, "key": shown(key)},
            )


@rule()
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


@rule("nip", "regon", "krs", "wikidata")
def number_of_one_body(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A number in a public register belongs to one body: two rows with one number are one body."""
    for register in ("nip", "regon", "krs", "wikidata"):
        for (number,), rows in data.grouped(dataset.name, register).items():
            for row in rows[1:] if number else ():
                yield Finding(
                    row,
                    register,
                    N_("%(number)s is also the number of %(other)s."),
                    {"number": shown(number), "other": data.key(dataset.name, rows[0])},
                    rows[:1],
                )


@rule(settings=("by", "or"))
def told_apart(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Two records of one name differ in what tells readers which is which: bodies in their country
    or parent, projects in their number or start.
    """
    columns = (use.settings["by"], use.settings["or"])
    for lang in TEXT_LANGUAGES:
        first: dict[tuple[str, ...], Row] = {}
        for row in data.rows(dataset.name):
            name = record_name(row).get(lang, "")
            other = first.setdefault((name, *(row[column] for column in columns)), row)
            if name and other is not row:
                yield Finding(
                    row,
                    next(column for column, cell in row.cells.items() if cell == name),
                    N_("%(name)s is also the name of %(other)s, with the same %(columns)s."),
                    {
                        "name": shown(name),
                        "other": data.key(dataset.name, other),
                        "columns": listed(columns),
                    },
                    (other,),
                )


@rule("nip", "regon")
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
