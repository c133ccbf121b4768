"""The result of a visit to a source: the row of source_checks that records it, and the check that
no changed page is accepted without reading it again.

The row of a source states what its editor read; the row of source_checks states what a program
found later. Only a person makes the two agree again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from datasite.problems import N_, Message, Problem, shown
from datasite.review.changes import Changes
from datasite.tables.catalog import Catalog
from datasite.tables.codes import SourceStatus
from datasite.tables.descriptor import text_columns
from datasite.values import is_address

SOURCES, CHECKS = "sources", "source_checks"
HASH = "content_sha256"
_REASONS = text_columns("reason")


@dataclass(frozen=True)
class Visit:
    """The answer of an address to one visit."""

    http_status: int | None = None  # None where nothing was served
    sha256: str = ""  # of the text; blank where none was read
    moved_to: str = ""  # the new address of a page that moved permanently
    same: bool = False  # the response 304: the page is as it was at the check before
    disallowed: bool = False  # robots.txt forbids the visit
    silent: bool = False  # nothing responded
    why: str = ""  # what went wrong, in English
    # The text by paragraphs, where there is any; no part of what is compared, since it has a hash.
    paragraphs: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def served(self) -> bool:
        """Whether the address answered with the page, or that it has not changed."""
        return self.http_status is not None and (200 <= self.http_status < 300 or self.same)


HTTP_STATUSES = range(100, 600)  # as HTTP has them; some sites answer 999 to programs


def record_visit(
    source: Mapping[str, str], before: Mapping[str, str] | None, visit: Visit, today: str
) -> dict[str, str]:
    """The new row of source_checks.

    From the row of the source, its last row of source_checks if there is one, and the visit on the
    day `today`, as 2026-11-22.
    """
    old = before or {}
    new_hash = (old.get(HASH, "") if visit.same else visit.sha256) if visit.served else ""
    status = _status(source[HASH], old, visit, new_hash)
    kept_hash = new_hash or old.get(HASH, "")
    keeps_reason = kept_hash == old.get(HASH, "")  # a reason is about one text
    return {
        "source_id": source["source_id"],
        "checked": today,
        "status": status,
        "since": old["since"] if old.get("status") == status else today,
        "http_status": str(visit.http_status) if visit.http_status in HTTP_STATUSES else "",
        "moved_to": visit.moved_to if is_address(visit.moved_to) else "",
        HASH: kept_hash,
        "archive_url": old.get("archive_url", ""),
        **{name: old.get(name, "") if keeps_reason else "" for name in _REASONS},
    }


def _status(read_hash: str, old: Mapping[str, str], visit: Visit, new_hash: str) -> SourceStatus:
    """The status of a source from the hash at reading, the check before and the visit.

    Where nobody took the hash at reading, the text of the check before is what it is compared with.
    """
    if visit.disallowed:
        return SourceStatus.DISALLOWED
    if not visit.served:
        return SourceStatus.UNREACHABLE
    if not new_hash:
        return SourceStatus.REACHABLE
    if read_hash:
        return SourceStatus.UNCHANGED if new_hash == read_hash else SourceStatus.CHANGED
    if old.get(HASH) and (new_hash != old[HASH] or old["status"] == SourceStatus.CHANGED):
        return SourceStatus.CHANGED
    return SourceStatus.REACHABLE


def find_unread_changes(changes: Changes, before: Catalog, after: Catalog) -> Iterator[Problem]:
    """Changed hashes that became the source's own though nobody shows that the page was read again.

    Either a row that cites the source changes too, or a new reason says why none had to.
    """
    if SOURCES not in changes.tables or HASH not in after.datasets[SOURCES].header:
        return
    cited = _sources_of_changed_rows(changes, after)
    for change in changes.tables[SOURCES].changed:
        key = change.after["source_id"]
        field = next((field for field in change.fields if field.field == HASH), None)
        if (
            field
            and (field.before or _had_changed(before, key))
            and key not in cited
            and not _has_new_reason(before, after, key)
        ):
            what = Message(
                N_("The hash of %(source)s changed, but no row that cites this source did."),
                {"source": shown(key)},
            )
            right = Message(
                N_(
                    "Read the page again: correct the data, or say in %(fields)s of source_checks"
                    " why nothing had to change."
                ),
                {"fields": ", ".join(_REASONS)},
            )
            yield after.tables[SOURCES].problem(change.after, HASH, "accepted-unread", what, right)


def _had_changed(before: Catalog, key: str) -> bool:
    return any(
        row["source_id"] == key and row["status"] == SourceStatus.CHANGED
        for row in before.rows(CHECKS)
    )


def _has_new_reason(before: Catalog, after: Catalog, key: str) -> bool:
    old, new = (catalog.by_key.get(CHECKS, {}).get(key) for catalog in (before, after))
    if new is None or not all(new[name] for name in _REASONS):
        return False
    return old is None or any(new[name] != old.cells.get(name) for name in _REASONS)


def _sources_of_changed_rows(changes: Changes, after: Catalog) -> set[str]:
    """The sources that a new, removed or changed row cites; rows of source_checks do not count."""
    cited: set[str] = set()
    for name, table in changes.tables.items():
        if name not in after.datasets or name == CHECKS:
            continue
        keys = [k.field for k in after.datasets[name].foreign_keys if k.dataset == SOURCES]
        rows = [
            *table.added.values(),
            *table.removed.values(),
            *(row for change in table.changed for row in (change.before, change.after)),
        ]
        cited |= {row.cells.get(key, "") for row in rows for key in keys}
    return cited
