"""The entries on what has another identifier, what changed, and what is new."""

import dataclasses
from collections.abc import Iterator

from datasite.problems import N_, Message, N_n
from datasite.review.comparison import ChangedRecord, Comparison
from datasite.review.report.parts import DescriptionWords, ReportEntry
from datasite.review.report.record_words import (
    Cell,
    changed_words,
    field_title,
    logged_reason,
    part_lines,
    record_cells,
    record_label,
    text_label,
    vanished_page,
)
from datasite.review.texts import TextChanges


def renamed_records(comparison: Comparison) -> Iterator[ReportEntry]:
    """Records under another identifier, each with the fields that changed as well."""
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


def changed_keys(comparison: Comparison) -> Iterator[ReportEntry]:
    """Records of which one part of a compound key changed."""
    for part in comparison.changed_keys:
        before, after = changed_words(
            comparison,
            Cell(part.record[0], part.column, part.before),
            Cell(part.record[0], part.column, part.after),
        )
        values = {
            "record": record_label(comparison, part.record, part.row),
            "field": field_title(comparison, part.record[0], part.column),
            "before": before,
            "after": after,
        }
        yield ReportEntry(
            Message(
                N_("%(record)s: %(field)s, a part of the key, was %(before)s, is %(after)s."),
                values,
            ),
            tuple(logged_reason(comparison, part.record, part.column, part.after)),
        )


def new_tables(comparison: Comparison) -> Iterator[ReportEntry]:
    """Tables that were not there before."""
    one, many = N_n(
        "The table %(table)s is new, with %(count)d row.",
        "The table %(table)s is new, with %(count)d rows.",
    )
    for name in comparison.changes.new_datasets:
        title = DescriptionWords(comparison.dataset(name).title)
        count = len(comparison.after.rows(name))
        yield ReportEntry(Message(one, {"table": title, "count": count}, many))


def redescribed_tables(comparison: Comparison) -> Iterator[ReportEntry]:
    """Tables whose dataset.yaml changed."""
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


def changed_records(comparison: Comparison) -> Iterator[ReportEntry]:
    """Records that have other values, field by field."""
    for changed in comparison.changed_records:
        lines = tuple(_field_lines(comparison, changed))
        if lines and changed.record not in comparison.old_identifiers:
            label = record_label(comparison, changed.record, changed.change.after)
            yield ReportEntry(Message(N_("%(record)s:"), {"record": label}), lines)


def _field_lines(comparison: Comparison, changed: ChangedRecord) -> Iterator[Message]:
    """Each field with another value, but for emptied ones, which are losses, and new columns."""
    for field in changed.change.fields:
        if field.after and field.field not in changed.table.new_columns:
            before, after = changed_words(
                comparison,
                Cell(changed.table.dataset, field.field, field.before),
                Cell(changed.table.dataset, field.field, field.after),
            )
            template = (
                N_("%(field)s: was %(before)s, is %(after)s.")
                if field.before
                else N_("%(field)s: was blank, is %(after)s.")
            )
            title = field_title(comparison, changed.record[0], field.field)
            yield Message(template, {"field": title, "before": before, "after": after})
            yield from logged_reason(comparison, changed.record, field.field, field.after)


def added_records(comparison: Comparison) -> Iterator[ReportEntry]:
    """New records, each with the rows that belong to it."""
    for whole in comparison.added:
        label = record_label(comparison, whole.record, whole.row)
        more = (
            record_cells(comparison, whole.record[0], whole.row),
            *part_lines(comparison, whole),
        )
        yield ReportEntry(Message(N_("%(record)s is new."), {"record": label}), more)


def changed_texts(texts: TextChanges) -> Iterator[ReportEntry]:
    """The texts of content/ whose words changed."""
    for text in texts.changed:
        yield ReportEntry(Message(N_("%(text)s: the text changed."), {"text": text_label(text)}))


def added_texts(texts: TextChanges) -> Iterator[ReportEntry]:
    """The texts of content/ that are new."""
    for text in texts.added:
        yield ReportEntry(Message(N_("%(record)s is new."), {"record": text_label(text)}))
