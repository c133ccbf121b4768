"""The entries on what follows from a change and what a reviewer may still miss in it."""

from collections.abc import Iterator

from datasite.checks.rules.records import PROSE
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, Message
from datasite.review.changes import RecordChange, RecordId
from datasite.review.comparison import Comparison
from datasite.review.questions import ask_about_projects
from datasite.review.report.parts import ReportEntry
from datasite.review.report.record_words import field_title, record_label
from datasite.review.states import DataStates
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


def questions(states: DataStates) -> Iterator[ReportEntry]:
    """Questions about new projects that look like others; none where the check finds problems."""
    before, after = states.before.catalog, states.after
    if after.register:
        for question in ask_about_projects(before, after.catalog, after.register):
            yield ReportEntry(question.what, (question.right,))


def old_version(comparison: Comparison, before: str, after: str) -> Iterator[ReportEntry]:
    """A reminder where the data change more than their version, such as 0.1.0, says."""
    if not comparison.changes or not before or not after:
        return
    part = _part_that_grows(comparison)
    old, new = ([int(number) for number in version.split(".")] for version in (before, after))
    if new[: part + 1] > old[: part + 1]:
        return
    sentence = (
        N_("A column or a table goes: the first part of the version has to grow."),
        N_("A column, a table or a code is added: the second part of the version has to grow."),
        N_("Rows change: the third part of the version has to grow."),
    )[part]
    way_out = N_(
        "datasets/release.yaml still says %(version)s. Before the data are published, write the new"
        " version and its day there, and what readers should know under changes; an owner approves"
        " it."
    )
    yield ReportEntry(Message(sentence), (Message(way_out, {"version": after}),))


def _part_that_grows(comparison: Comparison) -> int:
    """Which part of the version a change makes grow, as CHANGELOG.md says: 0, 1 or 2."""
    changes = comparison.changes
    tables = changes.tables.values()
    if changes.lost_datasets or any(table.lost_columns for table in tables):
        return 0
    if changes.new_datasets or any(
        table.new_columns or (table.added and comparison.dataset(table.dataset).group == "codelist")
        for table in tables
    ):
        return 1
    return 2


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
