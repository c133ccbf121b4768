"""The entries on what follows from a change and what a reviewer may still miss in it."""

from collections.abc import Iterator

from datasite.checks.rules.records import PROSE
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, Message
from datasite.review.changes import RecordChange, RecordId
from datasite.review.comparison import Comparison
from datasite.review.report.parts import ReportEntry
from datasite.review.report.record_words import field_title, record_label
from datasite.tables.codes import NameOrigin
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row

# Groups of datasets that state facts; the others state sources and the meaning of codes.
_FACTS = ("records", "links")


def idle_sources(comparison: Comparison) -> Iterator[ReportEntry]:
    """Sources that still exist and supported something before, but support nothing now."""
    before, after = (
        catalog.reached.get("sources", frozenset())
        for catalog in (comparison.before, comparison.after)
    )
    for key, row in comparison.after.by_key.get("sources", {}).items():
        if key in before and key not in after:
            values = {"source": key, "title": row.cells.get("title", "")}
            yield ReportEntry(Message(N_("%(source)s, %(title)s"), values))


def unlogged_changes(comparison: Comparison) -> Iterator[ReportEntry]:
    """Published values that changed without a row in the log of corrections: a reminder, since
    only people know whether the old value was wrong.
    """
    for record, table, change in comparison.changed_records:
        for field in change.fields:
            if (
                field.before
                and field.field not in table.lost_columns
                and (*record, field.field, field.after) not in comparison.corrections
                and _states_a_fact(comparison.dataset(table.dataset), change, field.field)
            ):
                yield _reminder(comparison, record, change.after, field.field)
    for part in comparison.changed_keys:
        if (
            comparison.dataset(part.record[0]).group in _FACTS
            and (*part.record, part.column, part.after) not in comparison.corrections
        ):
            yield _reminder(comparison, part.record, part.row, part.column)


def _states_a_fact(dataset: Dataset, change: RecordChange, column: str) -> bool:
    """Whether a change of the column may be a correction.

    Our own words are none: summaries, notes, reasons, and names that no source prints in the
    language.
    """
    stem, _, lang = column.rpartition("_")
    is_prose = stem in PROSE and lang in TEXT_LANGUAGES
    is_editorial = f"{column}_origin" in dataset.header and all(
        row.cells.get(f"{column}_origin") == NameOrigin.EDITORIAL
        for row in (change.before, change.after)
    )
    return dataset.group in _FACTS and not is_prose and not is_editorial


def _reminder(comparison: Comparison, record: RecordId, row: Row, column: str) -> ReportEntry:
    values = {
        "record": record_label(comparison, record, row),
        "field": field_title(comparison, record[0], column),
    }
    return ReportEntry(
        Message(
            N_("%(record)s, %(field)s: if the old value was wrong, add a row to corrections."),
            values,
        )
    )
