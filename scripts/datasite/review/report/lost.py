"""The entries on what could not be compared, what would be lost, and what was withdrawn."""

from collections.abc import Iterable, Iterator

from datasite.problems import N_, Message, Problem
from datasite.review import losses
from datasite.review.comparison import Comparison
from datasite.review.report.parts import ReportEntry
from datasite.review.report.record_words import (
    Cell,
    cell_words,
    field_title,
    logged_reason,
    part_lines,
    reason_message,
    record_cells,
    record_label,
    vanished_page,
)


def unread_tables(names: tuple[str, ...]) -> Iterator[ReportEntry]:
    """Tables that are there and cannot be read in one of the states."""
    for name in names:
        yield ReportEntry(
            Message(
                N_("%(path)s cannot be read in one of the two states and is not compared."),
                {"path": f"datasets/{name}"},
            )
        )


def refused(problems: Iterable[Problem]) -> Iterator[ReportEntry]:
    """What the check refuses, as it says it."""
    for problem in problems:
        what = Message(N_("%(path)s: %(what)s"), {"path": problem.path, "what": problem.what})
        yield ReportEntry(what, (problem.right,))


def refused_losses(comparison: Comparison) -> Iterator[ReportEntry]:
    """The losses that the check refuses, without single records, which have their own entry."""
    problems = losses.find_losses(comparison.before, comparison.after)
    return refused(problem for problem in problems if problem.rule != "id-lost")


def gone_records(comparison: Comparison) -> Iterator[ReportEntry]:
    """Records that disappeared, each with the rows that belong to it."""
    for whole in comparison.gone:
        label = record_label(comparison, whole.record, whole.row)
        more = (
            *vanished_page(comparison, whole.record, whole.row),
            record_cells(comparison, whole.record[0], whole.row),
            *part_lines(comparison, whole),
        )
        yield ReportEntry(Message(N_("%(record)s is gone."), {"record": label}), more)


def emptied_fields(comparison: Comparison) -> Iterator[ReportEntry]:
    """Fields of records that had a value and are blank."""
    for record, table, change in comparison.changed_records:
        for field in change.fields:
            if field.before and not field.after and field.field not in table.lost_columns:
                values = {
                    "record": record_label(comparison, record, change.after),
                    "field": field_title(comparison, record[0], field.field),
                    "before": cell_words(comparison, Cell(record[0], field.field, field.before)),
                }
                yield ReportEntry(
                    Message(N_("%(record)s: %(field)s was %(before)s and is blank."), values),
                    tuple(logged_reason(comparison, record, field.field, field.after)),
                )


def withdrawn_records(comparison: Comparison) -> Iterator[ReportEntry]:
    """Records that were taken back, each with its reason."""
    log = {(row["dataset"], row["record"]): row for row in comparison.after.rows(losses.WITHDRAWN)}
    for whole in comparison.withdrawn:
        label = record_label(comparison, whole.record, whole.row)
        row = log.get(whole.record)
        reasons = [reason_message(row, N_("Reason: %(reason)s"))] if row else []
        yield ReportEntry(
            Message(N_("%(record)s was withdrawn."), {"record": label}),
            (*reasons, *part_lines(comparison, whole)),
        )
