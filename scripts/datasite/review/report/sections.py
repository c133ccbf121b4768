"""The report on a change of the data, as sections of sentences for a reviewer: losses first, then
the sums that move, then records.

A record under another identifier is one entry, with everything that points to it; rows that belong
to a new or removed record are listed with it.
"""

from collections.abc import Iterator, Sequence

from datasite.problems import N_, Problem
from datasite.review.comparison import Comparison
from datasite.review.report import changed, lost, reminders
from datasite.review.report.moved_totals import LEFT_OUT, list_moved_totals
from datasite.review.report.parts import ChangeReport, ReportEntry, ReportSection
from datasite.review.states import DataStates
from datasite.review.texts import lost_text_problems


def build_change_report(
    states: DataStates, irregular_files: Sequence[Problem] = ()
) -> ChangeReport:
    """Build the report on the change from one state to the other.

    `irregular_files` are the problems of touched_files.file_kind_problems in the state after.
    """
    comparison = Comparison.between(states.before.catalog, states.after.catalog)
    texts = states.texts
    sections = (
        _section(N_("Not plain files"), lost.refused(irregular_files)),
        _section(N_("What could not be compared"), lost.unread_tables(states.unread)),
        _section(
            N_("What would be lost"),
            lost.refused_losses(comparison),
            lost.refused(lost_text_problems(texts)),
            lost.gone_records(comparison),
            lost.emptied_fields(comparison),
        ),
        _section(
            N_("Totals that move"),
            list_moved_totals(states.before, states.after, comparison.renamed),
            aside=True,
            note=LEFT_OUT if states.before.register and states.after.register else "",
        ),
        _section(N_("Withdrawn, with a reason"), lost.withdrawn_records(comparison)),
        _section(
            N_("The same under another identifier"),
            changed.renamed_records(comparison),
            changed.changed_keys(comparison),
        ),
        _section(
            N_("Changed"),
            changed.new_tables(comparison),
            changed.redescribed_tables(comparison),
            changed.changed_records(comparison),
            changed.changed_texts(texts),
        ),
        _section(N_("Added"), changed.added_records(comparison), changed.added_texts(texts)),
        _section(N_("Is it the same project?"), reminders.questions(states), aside=True),
        _section(
            N_("The version"), reminders.old_version(comparison, *states.versions), aside=True
        ),
        _section(
            N_("Sources that no longer support anything"),
            reminders.idle_sources(comparison),
            aside=True,
        ),
        _section(
            N_("Not in the log of corrections"),
            reminders.unlogged_changes(comparison),
            aside=True,
        ),
    )
    return ChangeReport(
        tuple(section for section in sections if section.entries),
        comparison.before,
        comparison.after,
        comparison.changes,
    )


def _section(
    title: str, *parts: Iterator[ReportEntry], aside: bool = False, note: str = ""
) -> ReportSection:
    return ReportSection(title, tuple(entry for part in parts for entry in part), aside, note)
