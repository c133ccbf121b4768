"""The rules over sources and what rests on them: statements, corrections, withdrawn records, checks
of sources.
"""

from collections.abc import Iterator
from itertools import pairwise

from datasite import matching
from datasite.checks.rules.rule import Finding, rule
from datasite.problems import N_, listed, shown
from datasite.tables.catalog import KEY_SEPARATOR, Catalog
from datasite.tables.codes import SourceStatus, StatementBasis, ValueStatus
from datasite.tables.descriptor import Dataset, RuleUse, text_columns
from datasite.tables.scan import Row
from datasite.values import page_of

_REASON = text_columns("reason")[0]


def _unknown_dataset(row: Row) -> Finding:
    return Finding(
        row,
        "dataset",
        N_("There is no dataset %(dataset)s."),
        {"dataset": shown(row["dataset"])},
    )


def _unknown_field(data: Catalog, row: Row) -> Finding:
    fields = data.datasets[row["dataset"]].header
    named = {"dataset": row["dataset"], "field": shown(row["field"])}
    if near := matching.nearest(row["field"], fields):
        sentence = N_("%(dataset)s has no field %(field)s. Did you mean %(near)s?")
        return Finding(row, "field", sentence, {**named, "near": near})
    sentence = N_("%(dataset)s has no field %(field)s. Its fields are %(fields)s.")
    return Finding(row, "field", sentence, {**named, "fields": listed(fields)})


@rule("source_id", "url")
def address_once(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A page is one source: each address occurs once. http or https, a slash at the end and the
    marks of campaigns do not make another page.
    """
    first: dict[str, Row] = {}
    for row in data.rows(dataset.name):
        other = first.setdefault(page_of(row["url"]), row)
        if row["url"] and other is not row:
            yield Finding(
                row,
                "url",
                N_("The address is already that of %(other)s."),
                {"other": shown(other["source_id"])},
                (other,),
            )


@rule("dataset", "record", "field", "value", "preferred", "basis", "as_printed")
def statement_fits_its_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A statement names an existing record and field; an adopted one gives the value that the
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
            yield _unknown_field(data, row)
        elif (target[row["field"]] == row["value"]) != (row["preferred"] == "true"):
            held = shown(target[row["field"]])
            yield Finding(
                row,
                "preferred",
                N_("preferred is %(preferred)s, but the record holds %(held)s."),
                {"preferred": row["preferred"], "held": held},
            )
        elif (row["basis"] == StatementBasis.PRINTED) != bool(row["as_printed"]):
            yield Finding(
                row,
                "as_printed",
                N_("A printed value needs its printed form; another has none."),
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


@rule("dataset", "record", "successor_id")
def withdrawn_is_gone(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A withdrawn record is no longer in its dataset; the record that replaced it is."""
    for row in data.rows(dataset.name):
        records = data.by_key.get(row["dataset"])
        if records is None:
            yield _unknown_dataset(row)
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


@rule("source_id", "status", "content_sha256")
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
        status = row["status"]
        hash_now, hash_as_read = row["content_sha256"], source["content_sha256"]
        is_compared = status in (SourceStatus.CHANGED, SourceStatus.UNCHANGED)
        if status == SourceStatus.AS_READ or (is_compared and not hash_now):
            yield Finding(
                row,
                "status",
                N_("The status %(status)s does not fit the result of the visit."),
                {"status": shown(status)},
            )
        elif is_compared and (status == SourceStatus.UNCHANGED) != (hash_now == hash_as_read):
            yield Finding(
                row,
                "status",
                N_("The status is %(status)s, but the source has the hash %(hash)s."),
                {"status": status, "hash": shown(hash_as_read)},
            )
        elif not source["url"]:
            yield Finding(
                row,
                "source_id",
                N_("%(source)s has no address to visit."),
                {"source": shown(row["source_id"])},
            )


@rule("status", "locator")
def place_of_what_was_found(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A check of a value names the place of the words where it found them, and only there."""
    for row in data.rows(dataset.name):
        if row["status"] == ValueStatus.FOUND and not row["locator"]:
            yield Finding(row, "locator", N_("The words were found, but no place is named."))
        elif row["status"] != ValueStatus.FOUND and row["locator"]:
            yield Finding(
                row,
                "locator",
                N_("A place is named, but the result is %(status)s."),
                {"status": shown(row["status"])},
            )


@rule("dataset", "record", "field", "was", "is", "date")
def correction_fits_its_record(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A correction names a field of a record that is there or was withdrawn, and two values that
    differ.
    """
    withdrawn = {(row["dataset"], row["record"]) for row in data.rows("withdrawn")}
    for row in data.rows(dataset.name):
        records = data.by_key.get(row["dataset"])
        if records is None:
            yield _unknown_dataset(row)
        elif row["field"] not in data.datasets[row["dataset"]].header:
            yield _unknown_field(data, row)
        elif row["record"] not in records and (row["dataset"], row["record"]) not in withdrawn:
            yield Finding(
                row,
                "record",
                N_("There is no record %(record)s in %(dataset)s, and none was withdrawn."),
                {"record": shown(row["record"]), "dataset": row["dataset"]},
            )
        elif row["was"] == row["is"]:
            yield Finding(
                row,
                "is",
                N_("The old and the new value are the same: %(value)s."),
                {"value": shown(row["is"])},
            )


@rule("dataset", "record", "field", "was", "is", "date")
def corrections_lead_to_the_present(
    data: Catalog, dataset: Dataset, use: RuleUse
) -> Iterator[Finding]:
    """Corrections of one field are in the order of their dates; each begins with the value to which
    the previous one led, and the last leads to the present value of the record.
    """
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        for earlier, later in pairwise(rows):
            if later["date"] <= earlier["date"]:
                yield Finding(
                    later,
                    "date",
                    N_("A correction of %(other)s is above it."),
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


@rule("dataset", "record", "field", "value", "preferred")
def one_preferred_statement(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """Among statements that differ exactly one value is adopted."""
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        preferred = {row["value"] for row in rows if row["preferred"] == "true"}
        if len(preferred) != 1 and not (
            len(rows) == 1 and not preferred and _record_is_blank(data, rows[0])
        ):
            yield Finding(
                rows[0],
                "preferred",
                N_("%(count)d values of %(field)s are adopted (preferred is true)."),
                {"count": len(preferred), "field": rows[0]["field"]},
                rows,
            )


def _record_is_blank(data: Catalog, statement: Row) -> bool:
    target = data.by_key.get(statement["dataset"], {}).get(statement["record"])
    return target is not None and not target.cells.get(statement["field"], "")


@rule("dataset", "record", "field", "value", "basis", _REASON)
def reason_given(data: Catalog, dataset: Dataset, use: RuleUse) -> Iterator[Finding]:
    """A value that we inferred says what it follows from; where statements differ, one says why
    its value was adopted or set aside.
    """
    for rows in data.grouped(dataset.name, "dataset", "record", "field").values():
        differ = len({row["value"] for row in rows}) > 1
        if differ and not any(row[_REASON] for row in rows):
            yield Finding(
                rows[0],
                _REASON,
                N_("The statements on %(record)s differ and none gives a reason."),
                {"record": shown(KEY_SEPARATOR.join((rows[0]["record"], rows[0]["field"])))},
                rows,
            )
        for row in rows:
            if row["basis"] == StatementBasis.DEDUCED and not row[_REASON]:
                yield Finding(
                    row,
                    _REASON,
                    N_("The value is our inference, and no reason says what it follows from."),
                )
