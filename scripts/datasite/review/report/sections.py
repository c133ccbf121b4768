"""The report on a change of the data, as sections of sentences for a reviewer: losses first.

A record under another identifier is one entry, with everything that points to it; rows that belong
to a new or removed record are listed with it.
"""

import dataclasses
from collections.abc import Iterator

from datasite.checks.rules.records import PROSE
from datasite.language.languages import TEXT_LANGUAGES
from datasite.problems import N_, Message, N_n
from datasite.review import losses
from datasite.review.changes import RecordChange, RecordId
from datasite.review.comparison import ChangedRecord, Comparison, DataStates
from datasite.review.report.moved_totals import list_moved_totals
from datasite.review.report.parts import (
    ChangeReport,
    DescriptionWords,
    ReportEntry,
    ReportSection,
    cut_difference,
    cut_value,
)
from datasite.review.report.record_words import (
    field_title,
    logged_reason,
    part_lines,
    reason_message,
    record_cells,
    record_label,
    vanished_page,
)
from datasite.tables.codes import NameOrigin
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row

# Groups of datasets that state facts; the others state sources and the meaning of codes.
_FACTS = ("records", "links")


def build_change_report(states: DataStates) -> ChangeReport:
    """Build the report on the change from one state to the other."""
    comparison = Comparison.between(states.before.catalog, states.after.catalog)
    totals = list_moved_totals(states.before, states.after, comparison.renamed)
    sections = (
        _section(N_("What could not be compared"), _unread(states.unread)),
        _section(
            N_("What would be lost"),
            _refused(comparison),
            _gone(comparison),
            _emptied(comparison),
        ),
        _section(N_("Withdrawn, with a reason"), _withdrawn(comparison)),
        _section(
            N_("The same under another identifier"),
            _renamed(comparison),
            _changed_keys(comparison),
        ),
        _section(
            N_("Changed"), _new_tables(comparison), _redescribed(comparison), _changed(comparison)
        ),
        _section(N_("Added"), _added(comparison)),
        _section(N_("Totals that move"), totals, aside=True),
        _section(
            N_("Sources that no longer support anything"), _idle_sources(comparison), aside=True
        ),
        _section(N_("Not in the log of corrections"), _unlogged(comparison), aside=True),
    )
    return ChangeReport(
        tuple(section for section in sections if section.entries),
        comparison.before,
        comparison.after,
        comparison.changes,
    )


def _section(title: str, *parts: Iterator[ReportEntry], aside: bool = False) -> ReportSection:
    return ReportSection(title, tuple(entry for part in parts for entry in part), aside)


def _unread(names: tuple[str, ...]) -> Iterator[ReportEntry]:
    for name in names:
        yield ReportEntry(
            Message(
                N_("%(path)s cannot be read in one of the two states and is not compared."),
                {"path": f"datasets/{name}"},
            )
        )


# What would be lost


def _refused(comparison: Comparison) -> Iterator[ReportEntry]:
    """The losses that the check refuses, without single records, which have their own entry."""
    for problem in losses.find_losses(comparison.before, comparison.after):
        if problem.rule != "id-lost":
            what = Message(N_("%(path)s: %(what)s"), {"path": problem.path, "what": problem.what})
            yield ReportEntry(what, (problem.right,))


def _gone(comparison: Comparison) -> Iterator[ReportEntry]:
    for whole in comparison.gone:
        label = record_label(comparison, whole.record, whole.row)
        more = (
            *vanished_page(comparison, whole.record, whole.row),
            record_cells(comparison, whole.record[0], whole.row),
            *part_lines(comparison, whole),
        )
        yield ReportEntry(Message(N_("%(record)s is gone."), {"record": label}), more)


def _emptied(comparison: Comparison) -> Iterator[ReportEntry]:
    for record, table, change in comparison.changed_records:
        for field in change.fields:
            if field.before and not field.after and field.field not in table.lost_columns:
                values = {
                    "record": record_label(comparison, record, change.after),
                    "field": field_title(comparison, record[0], field.field),
                    "before": cut_value(field.before),
                }
                yield ReportEntry(
                    Message(N_("%(record)s: %(field)s was %(before)s and is blank."), values),
                    tuple(logged_reason(comparison, record, field.field, field.after)),
                )


# What is explained


def _withdrawn(comparison: Comparison) -> Iterator[ReportEntry]:
    log = {(row["dataset"], row["record"]): row for row in comparison.after.rows(losses.WITHDRAWN)}
    for whole in comparison.withdrawn:
        label = record_label(comparison, whole.record, whole.row)
        row = log.get(whole.record)
        reasons = [reason_message(row, N_("Reason: %(reason)s"))] if row else []
        yield ReportEntry(
            Message(N_("%(record)s was withdrawn."), {"record": label}),
            (*reasons, *part_lines(comparison, whole)),
        )


def _renamed(comparison: Comparison) -> Iterator[ReportEntry]:
    changed = {record.record: record for record in comparison.changed_records}
    for record, old in sorted(comparison.old_identifiers.items()):
        name, new = record
        row = comparison.after.by_key[name][new]
        key_column = comparison.dataset(name).primary_key[0]
        old_row = dataclasses.replace(row, cells={**row.cells, key_column: old})
        values = {"old": old, "record": record_label(comparison, record, row)}
        yield ReportEntry(
            Message(N_("%(record)s had the identifier %(old)s."), values),
            (
                *vanished_page(comparison, record, old_row),
                *(_field_lines(comparison, changed[record]) if record in changed else ()),
            ),
        )


def _changed_keys(comparison: Comparison) -> Iterator[ReportEntry]:
    for part in comparison.changed_keys:
        values = {
            "record": record_label(comparison, part.record, part.row),
            "field": field_title(comparison, part.record[0], part.column),
            "before": part.before,
            "after": part.after,
        }
        yield ReportEntry(
            Message(
                N_("%(record)s: %(field)s, a part of the key, was %(before)s, is %(after)s."),
                values,
            ),
            tuple(logged_reason(comparison, part.record, part.column, part.after)),
        )


# What changed and what is new


def _new_tables(comparison: Comparison) -> Iterator[ReportEntry]:
    one, many = N_n(
        "The table %(table)s is new, with %(count)d row.",
        "The table %(table)s is new, with %(count)d rows.",
    )
    for name in comparison.changes.new_datasets:
        title = DescriptionWords(comparison.dataset(name).title)
        count = len(comparison.after.rows(name))
        yield ReportEntry(Message(one, {"table": title, "count": count}, many))


def _redescribed(comparison: Comparison) -> Iterator[ReportEntry]:
    for name, dataset in comparison.after.datasets.items():
        if name in comparison.before.datasets and dataset != comparison.before.datasets[name]:
            table = comparison.changes.tables.get(name)
            columns = tuple(
                Message(N_("The column %(column)s is new."), {"column": column})
                for column in (table.new_columns if table else ())
            )
            values = {"table": DescriptionWords(dataset.title), "path": dataset.description_path}
            what = Message(N_("The description of the table %(table)s changed: %(path)s."), values)
            yield ReportEntry(what, columns)


def _changed(comparison: Comparison) -> Iterator[ReportEntry]:
    for changed in comparison.changed_records:
        lines = tuple(_field_lines(comparison, changed))
        if lines and changed.record not in comparison.old_identifiers:
            label = record_label(comparison, changed.record, changed.change.after)
            yield ReportEntry(Message(N_("%(record)s:"), {"record": label}), lines)


def _field_lines(comparison: Comparison, changed: ChangedRecord) -> Iterator[Message]:
    """Each field with another value, but for emptied ones, which are losses, and new columns."""
    for field in changed.change.fields:
        if field.after and field.field not in changed.table.new_columns:
            before, after = cut_difference(field.before, field.after)
            template = (
                N_("%(field)s: was %(before)s, is %(after)s.")
                if field.before
                else N_("%(field)s: was blank, is %(after)s.")
            )
            title = field_title(comparison, changed.record[0], field.field)
            yield Message(template, {"field": title, "before": before, "after": after})
            yield from logged_reason(comparison, changed.record, field.field, field.after)


def _added(comparison: Comparison) -> Iterator[ReportEntry]:
    for whole in comparison.added:
        label = record_label(comparison, whole.record, whole.row)
        more = (
            record_cells(comparison, whole.record[0], whole.row),
            *part_lines(comparison, whole),
        )
        yield ReportEntry(Message(N_("%(record)s is new."), {"record": label}), more)


# What follows from the changes


def _idle_sources(comparison: Comparison) -> Iterator[ReportEntry]:
    """Sources that still exist and supported something before, but support nothing now."""
    before, after = (
        catalog.reached.get("sources", frozenset())
        for catalog in (comparison.before, comparison.after)
    )
    for key, row in comparison.after.by_key.get("sources", {}).items():
        if key in before and key not in after:
            values = {"source": key, "title": row.cells.get("title", "")}
            yield ReportEntry(Message(N_("%(source)s, %(title)s"), values))


def _unlogged(comparison: Comparison) -> Iterator[ReportEntry]:
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
