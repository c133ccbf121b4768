"""The pages of what changed in the data: the latest changes, and those of each month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from datasite.history.changes import ChangeKind
from datasite.language.languages import Words
from datasite.language.localization import Language
from datasite.pages.change_words import ChangeWords
from datasite.pages.page import REGISTER, PageType, Site, message, one_page
from datasite.pages.sections.days_of_changes import Day, days_that_fit, latest_days
from datasite.problems import N_
from datasite.values import Date

LINES_OF_LATEST = 60
LINES_OF_MONTH = 300  # of some 500 bytes each, so that a page has less than 200 kB

# The columns in which kinds of changes are counted.
_CAME, _CHANGED, _WENT, _TABLES = range(4)
_COLUMNS = {
    ChangeKind.ADDED: _CAME,
    ChangeKind.CHANGED: _CHANGED,
    ChangeKind.CORRECTED: _CHANGED,
    ChangeKind.RENAMED: _CHANGED,
    ChangeKind.REMOVED: _WENT,
    ChangeKind.MERGED: _WENT,
}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many rows came, how many values changed, how many rows went."""

    came: int
    changed: int
    went: int


@dataclass(frozen=True)
class Month:
    """The changes of a month, newest first; `earlier` and `later` are the next months that have
    changes.
    """

    date: Date
    changes: tuple[ChangeWords, ...]
    earlier: Date | None
    later: Date | None

    @property
    def slug(self) -> str:
        """The last part of its address: 2026-11."""
        return str(self.date)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Its days as its page shows them, which are the same in every language."""
        return days_that_fit(self.changes, LINES_OF_MONTH)

    @property
    def counts(self) -> Counts:
        """The changes of all tables."""
        return _counts(self.changes)


@dataclass(frozen=True, kw_only=True)
class TableCounts:
    """The changes of one table in a month."""

    table: Words
    page: Words
    counts: Counts


@dataclass(frozen=True, kw_only=True)
class MonthView:
    """A month, and the changes of each table in it."""

    month: Month
    tables: tuple[TableCounts, ...]


@dataclass(frozen=True, kw_only=True)
class LatestView:
    """The latest days, and every month. `begins` and `ends` are the days of the first and of the
    last change, None where the site was made without its history; a history that is not `complete`
    begins later than the register.
    """

    days: tuple[Day, ...]
    months: tuple[Month, ...]
    begins: Date | None
    ends: Date | None
    complete: bool
    until: str

    def month_of(self, day: Day) -> Month:
        """The month in which a day is."""
        return next(m for m in self.months if m.date == Date(day.date.year, day.date.month))


def months_of(changes: Iterable[ChangeWords]) -> tuple[Month, ...]:
    """The months of changes, which are given newest first."""
    by_month = {
        date: tuple(of_month)
        for date, of_month in groupby(changes, lambda c: Date(c.date.year, c.date.month))
    }
    earlier = dict(pairwise(by_month))
    later = {before: after for after, before in earlier.items()}
    return tuple(
        Month(date, of_month, earlier.get(date), later.get(date))
        for date, of_month in by_month.items()
    )


def _counts(changes: Iterable[ChangeWords]) -> Counts:
    numbers = Counter(_COLUMNS.get(c.change.kind, _TABLES) for c in changes)
    return Counts(came=numbers[_CAME], changed=numbers[_CHANGED], went=numbers[_WENT])


def _latest(site: Site) -> LatestView:
    changes = site.changes.changes
    months = months_of(changes)
    return LatestView(
        days=latest_days(changes, LINES_OF_LATEST),
        months=months,
        begins=changes[-1].date if changes else None,
        ends=changes[0].date if changes else None,
        complete=site.history.complete,
        until=site.history.until,
    )


def _month_view(month: Month) -> MonthView:
    of_table: dict[str, list[ChangeWords]] = {}
    for words in month.changes:
        of_table.setdefault(words.change.dataset, []).append(words)
    return MonthView(
        month=month,
        tables=tuple(
            TableCounts(
                table=changes[0].table,
                page=changes[0].table_page,
                counts=_counts(changes),
            )
            for changes in sorted(of_table.values(), key=len, reverse=True)
        ),
    )


def _title(month: Month, language: Language) -> str:
    words = language.translations.gettext(N_("What changed in %(month)s"))
    return words % {"month": language.date(month.date)}


def _description(month: Month, language: Language) -> str:
    counts = month.counts
    words = N_("Rows added: %(came)s, values changed: %(changed)s, rows removed: %(went)s.")
    return language.translations.gettext(words) % {
        "came": language.number(counts.came),
        "changed": language.number(counts.changed),
        "went": language.number(counts.went),
    }


INDEX = PageType(
    name="changes",
    template="changes_latest.html",
    section="changes",
    items=one_page,
    title=message(N_("What changed")),
    label=N_("What changed"),
    footer=REGISTER,
    description=message(
        N_(
            "What was added, changed, corrected and removed in the data, day by day and record by"
            " record."
        )
    ),
    view=lambda site, _, language: _latest(site),
)

MONTH = PageType(
    name="changes_month",
    template="changes_month.html",
    section="changes",
    items=lambda site: months_of(site.changes.changes),
    slug=lambda month, lang: month.slug,
    title=_title,
    description=_description,
    view=lambda site, month, language: _month_view(month),
)
