"""The section of the report on a change that names every sum which moves."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from datasite.model import totals
from datasite.model.entities import Project
from datasite.model.families import counts_periods_apart, fund_id
from datasite.model.register import Register
from datasite.model.totals import CurrencyTotal, Totals
from datasite.problems import N_, Message
from datasite.review.changes import RecordId
from datasite.review.comparison import DataState
from datasite.review.report_parts import DataWords, ReportEntry, SignedNumber

# The numbers of Totals of projects that are in no sum, and what each counts.
_COUNTS = {
    "projects": N_("projects"),
    "no_currency": N_("with no currency"),
    "unclear": N_("with an unclear figure"),
    "not_stated": N_("with no total value given"),
    "joint": N_("whose sum is shared and already counted"),
}
_WHOLE_REGISTER = None  # beside the keys of programmes; a blank key is “no programme”


def list_moved_totals(
    before: DataState, after: DataState, renamed: Mapping[RecordId, str]
) -> Iterator[ReportEntry]:
    """The sums of the whole register, then of the projects of each fund and its parts, added as
    docs/decisions/0005 allows.
    """
    if before.register is None or after.register is None:
        yield ReportEntry(
            Message(N_("Not compared: make check finds problems in one of the two states."))
        )
        return
    old, new = _by_fund(before.register, renamed), _by_fund(after.register, {})
    programmes = {**before.register.programmes, **after.register.programmes}
    named = sorted({key for key in (*old, *new) if key is not _WHOLE_REGISTER})
    for key in (_WHOLE_REGISTER, *named):
        lines = tuple(
            _moved_lines(totals.of_projects(old.get(key, ())), totals.of_projects(new.get(key, ())))
        )
        if not lines:
            continue
        if key is _WHOLE_REGISTER:
            yield ReportEntry(Message(N_("The whole register:")), lines)
        elif key == "":
            yield ReportEntry(Message(N_("Projects of no named programme:")), lines)
        else:
            fund = programmes[key]
            heading = (
                N_("Projects of %(name)s, period not named:")
                if counts_periods_apart(after.register, fund)
                else N_("Projects of %(name)s, its parts included:")
            )
            yield ReportEntry(Message(heading, {"name": DataWords(fund.short_name)}), lines)


def _by_fund(
    register: Register, renamed: Mapping[RecordId, str]
) -> Mapping[str | None, list[Project]]:
    """The projects by their fund with its parts, blank where none, and all of them together."""
    groups: defaultdict[str | None, list[Project]] = defaultdict(list)
    for project in register.projects.values():
        key = fund_id(project)
        groups[renamed.get(("programmes", key), key)].append(project)
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
