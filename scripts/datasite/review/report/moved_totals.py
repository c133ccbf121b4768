"""The section of the report on a change that names every sum which moves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from datasite.model import families, totals
from datasite.model.entities import Programme, Project
from datasite.model.register import Register
from datasite.model.totals import CurrencyTotal, Totals
from datasite.problems import N_, Message
from datasite.review.changes import RecordId
from datasite.review.report.parts import DataWords, ReportEntry, SignedNumber
from datasite.review.states import DataState

# The numbers of Totals of projects that are in no sum, and what each counts.
_COUNTS = {
    "projects": N_("projects"),
    "no_currency": N_("with no currency"),
    "unclear": N_("with an unclear figure"),
    "not_stated": N_("with no total value given"),
    "joint": N_("that share a sum counted elsewhere"),
}
# Said under the heading of the section.
LEFT_OUT = N_(
    "Compared are the total values of projects; grants alone and the sums of organisations, places"
    " and years are not."
)
_WHOLE_REGISTER = None  # beside the keys of programmes; a blank key is “no programme”


def list_moved_totals(
    before: DataState, after: DataState, renamed: Mapping[RecordId, str]
) -> Iterator[ReportEntry]:
    """The sums of the whole register, then of each programme with its parts, as its page shows
    them, added as docs/decisions/0005 allows.
    """
    if before.register is None or after.register is None:
        yield ReportEntry(
            Message(N_("Not compared: make check finds problems in one of the two states."))
        )
        return
    old = projects_by_programme(before.register, renamed)
    new = projects_by_programme(after.register, {})
    programmes = {**before.register.programmes, **after.register.programmes}
    named = sorted({key for key in (*old, *new) if key is not _WHOLE_REGISTER})
    for key in (_WHOLE_REGISTER, *named):
        sums = (totals.of_projects(groups.get(key, ())) for groups in (old, new))
        if lines := tuple(_moved_lines(*sums)):
            yield ReportEntry(_subject(key, programmes), lines)


def _subject(key: str | None, programmes: Mapping[str, Programme]) -> Message:
    """Of which projects a sum is."""
    if key is _WHOLE_REGISTER:
        return Message(N_("The whole register:"))
    if key == "":
        return Message(N_("Projects of no named programme:"))
    has_parts = any(p.parent and p.parent.id == key for p in programmes.values())
    sentence = (
        N_("Projects of the programme %(name)s, with those of its parts:")
        if has_parts
        else N_("Projects of the programme %(name)s:")
    )
    return Message(sentence, {"name": DataWords(programmes[key].short_name)})


def projects_by_programme(
    register: Register, renamed: Mapping[RecordId, str]
) -> Mapping[str | None, list[Project]]:
    """The projects by the programme that they name and by each of which it is a part, blank where
    they name none, and all of them together.
    """
    groups: defaultdict[str | None, list[Project]] = defaultdict(list)
    for project in register.projects.values():
        programme = project.programme
        line = (*families.ancestors(programme), programme) if programme else ()
        for key in (part.id for part in line):
            groups[renamed.get(("programmes", key), key)].append(project)
        if not programme:
            groups[""].append(project)
        groups[_WHOLE_REGISTER].append(project)
    return groups


def _moved_lines(before: Totals, after: Totals) -> Iterator[Message]:
    for currency in sorted({t.currency for side in (before, after) for t in side.by_currency}):
        old, new = (_of_currency(side, currency) for side in (before, after))
        if (old.amount, old.exact) != (new.amount, new.exact):
            yield Message(
                N_(
                    "%(currency)s: was %(before)s, is %(after)s (%(moved)s); exact amounts: was"
                    " %(old)d, is %(new)d."
                ),
                {
                    "currency": currency,
                    "before": old.amount,
                    "after": new.amount,
                    "moved": SignedNumber(new.amount - old.amount),
                    "old": old.exact,
                    "new": new.exact,
                },
            )
        if old.approximate != new.approximate:
            yield Message(
                N_("%(currency)s: approximate amounts left out: was %(old)d, is %(new)d."),
                {"currency": currency, "old": old.approximate, "new": new.approximate},
            )
    for name, label in _COUNTS.items():
        if getattr(before, name) != getattr(after, name):
            yield Message(
                N_("%(what)s: was %(old)d, is %(new)d."),
                {
                    "what": Message(label),
                    "old": getattr(before, name),
                    "new": getattr(after, name),
                },
            )


def _of_currency(side: Totals, currency: str) -> CurrencyTotal:
    return next(
        (total for total in side.by_currency if total.currency == currency),
        CurrencyTotal(currency, Decimal(0), exact=0, approximate=0),
    )
