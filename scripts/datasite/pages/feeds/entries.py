"""The changes of the data as entries of feeds: one for each record and day, and one for all records
of a day on which there are many.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from datasite.history.changes import ChangeKind, RecordId
from datasite.language.languages import Words
from datasite.pages.change_words import ChangeWords
from datasite.pages.feeds.concerned import FeedId
from datasite.publication import addresses
from datasite.values import Date

MOST_ENTRIES = 50  # of a feed
MOST_OF_A_DAY = 20  # records, before a feed has one entry for all of them


@dataclass(frozen=True, kw_only=True)
class Entry:
    """The changes of one record, or of the records of a table without pages, on one day.

    `record` has a blank key where it is a table; `scope` is the table of whose feed it is an entry,
    blank in all other feeds.
    """

    record: RecordId
    changes: tuple[ChangeWords, ...]
    scope: str = ""

    @property
    def date(self) -> Date:
        """The day of the changes."""
        return self.changes[0].date

    @property
    def is_new(self) -> bool:
        """Whether the record itself was added."""
        return any(c.change.kind is ChangeKind.ADDED and c.row == self.record for c in self.changes)

    @property
    def name(self) -> Words:
        """What the record or the table is called."""
        return self.changes[0].name if self.record[1] else self.changes[0].table

    @property
    def records(self) -> frozenset[RecordId]:
        """The record and those into which it was merged."""
        merged = (
            (c.change.dataset, c.change.after)
            for c in self.changes
            if c.change.kind is ChangeKind.MERGED
        )
        return frozenset((self.record, *merged))


@dataclass(frozen=True)
class Day:
    """Many entries of one day, which a feed shows as one; `feed` is that feed."""

    entries: tuple[Entry, ...]
    feed: FeedId

    @property
    def date(self) -> Date:
        """The day."""
        return self.entries[0].date


def entries_of(changes: Iterable[ChangeWords]) -> tuple[Entry, ...]:
    """The entries of the changes, which come newest first."""
    return tuple(_grouped(changes, scope=""))


def entries_of_tables(changes: Iterable[ChangeWords]) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of the feed of each table."""
    by_table: defaultdict[str, list[ChangeWords]] = defaultdict(list)
    for change in changes:
        by_table[change.change.dataset].append(change)
    return {table: tuple(_grouped(of_table, scope=table)) for table, of_table in by_table.items()}


def by_feed(
    entries: Iterable[Entry], concerned: Mapping[RecordId, frozenset[FeedId]]
) -> Mapping[FeedId, tuple[Entry, ...]]:
    """The entries of the feed of each record, newest first."""
    found: defaultdict[FeedId, list[Entry]] = defaultdict(list)
    for entry in entries:
        for feed in {feed for record in entry.records for feed in concerned.get(record, ())}:
            found[feed].append(entry)
    return {feed: tuple(of_feed) for feed, of_feed in found.items()}


def new_projects(entries: Iterable[Entry], projects: Collection[str]) -> tuple[Entry, ...]:
    """The entries of projects that were added and are among the `projects` of now."""
    return tuple(
        e for e in entries if e.record[0] == "projects" and e.record[1] in projects and e.is_new
    )


def shown(entries: Iterable[Entry], feed: FeedId) -> tuple[Entry | Day, ...]:
    """What a feed shows of its entries: the newest, and a day of many as one."""
    found: list[Entry | Day] = []
    for _, group in groupby(entries, key=lambda entry: str(entry.date)):
        of_day = tuple(group)
        found += [Day(of_day, feed)] if len(of_day) > MOST_OF_A_DAY else of_day
        if len(found) >= MOST_ENTRIES:
            break
    return tuple(found[:MOST_ENTRIES])


def _record_of(change: ChangeWords) -> RecordId:
    """The record whose entry tells of the change; its table where the record has no page."""
    if change.whole[1] and addresses.has_pages(change.whole[0]):
        return change.whole
    return change.change.dataset, ""


def _grouped(changes: Iterable[ChangeWords], *, scope: str) -> Iterator[Entry]:
    for _, of_day in groupby(changes, key=lambda change: change.change.date):
        by_record: defaultdict[RecordId, list[ChangeWords]] = defaultdict(list)
        for change in of_day:
            by_record[_record_of(change)].append(change)
        for record, group in sorted(by_record.items()):
            yield Entry(record=record, changes=tuple(group), scope=scope)


def id_names(entry: Entry | Day, lang: str) -> tuple[str, ...]:
    """What tells an entry apart from every other for good: its last change as the commit has it, or
    the feed and the day; neither its place, nor the host, nor a key that the record got later.
    """
    if isinstance(entry, Entry):
        last = entry.changes[-1].change
        return ("entry", entry.scope, last.dataset, last.record, last.field, last.commit, lang)
    return ("day", *entry.feed, str(entry.date), lang)
