"""What a visit found in, the row that records it out; and which changed page was accepted without a
word. Pure: scripts/visits.py goes out, this judges.

A source's row says what its editor read; a check's row says what a program found later. Only a
person makes the two agree again.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from datasite.problems import N_, Message, Problem, shown
from datasite.review.changes import Changes
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row
from datasite.values import is_address

SOURCES, CHECKS = "sources", "source_checks"
HASH = "content_sha256"


@dataclass(frozen=True)
class Visit:
    """What was found at an address.

    `sha256` is blank where no text was read, `why` says what went wrong.

    `same` is the response 304: the page is as it was at the check before. `moved_to` is where it
    stands now for good. `silent`: nothing responded at all.
    """

    http_status: int | None = None
    sha256: str = ""
    moved_to: str = ""
    same: bool = False
    disallowed: bool = False
    silent: bool = False
    why: str = ""

    @property
    def served(self) -> bool:
        return self.http_status is not None and (200 <= self.http_status < 300 or self.same)


def judged(
    source: Mapping[str, str], before: Mapping[str, str] | None, visit: Visit, today: str
) -> dict[str, str]:
    """The new row of source_checks, from the source's row, its row of before and what was found on
    the day `today`.
    """
    old = before or {}
    found = (old.get(HASH, "") if visit.same else visit.sha256) if visit.served else ""
    status = _status(source[HASH], old, visit, found)
    kept = found or old.get(HASH, "")
    about_the_same = kept == old.get(HASH, "")
    return {
        "source_id": source["source_id"],
        "checked": today,
        "status": status,
        "since": old["since"] if old.get("status") == status else today,
        "http_status": str(visit.http_status or ""),
        "moved_to": visit.moved_to if is_address(visit.moved_to) else "",
        HASH: kept,
        "archive_url": old.get("archive_url", ""),
        "reason_pl": old.get("reason_pl", "") if about_the_same else "",
        "reason_en": old.get("reason_en", "") if about_the_same else "",
    }


def _status(read: str, old: Mapping[str, str], visit: Visit, found: str) -> str:
    """The code of what was found.

    Where nobody took the hash when reading, a text that differs from that of the check before has
    changed since, too.
    """
    if visit.disallowed:
        return "disallowed"
    if not visit.served:
        return "unreachable"
    if not found:
        return "reachable"
    if read:
        return "unchanged" if found == read else "changed"
    if old.get(HASH) and (found != old[HASH] or old["status"] == "changed"):
        return "changed"
    return "reachable"


def accepted_unread(changes: Changes, before: Catalog, after: Catalog) -> Iterator[Problem]:
    """A changed hash that was made the source's own, while no row that rests on the source changed
    and no new reason says why none had to.
    """
    if SOURCES not in changes.tables or HASH not in after.datasets[SOURCES].header:
        return
    moved = _sources_of_changed_rows(changes, after)
    for change in changes.tables[SOURCES].changed:
        key = change.after["source_id"]
        cell = next((f for f in change.fields if f.field == HASH), None)
        if (
            cell
            and (cell.before or _was_changed(before, key))
            and key not in moved
            and not _has_new_reason(before, after, key)
        ):
            what = Message(
                N_("The hash of %(source)s changed, but no row that cites this source did."),
                {"source": shown(key)},
            )
            right = Message(
                N_(
                    "Read the page again: correct the data, or say in reason_pl and reason_en of"
                    " source_checks why nothing had to change."
                )
            )
            yield after.tables[SOURCES].problem(change.after, HASH, "accepted-unread", what, right)


def _was_changed(before: Catalog, key: str) -> bool:
    return any(
        row["source_id"] == key and row["status"] == "changed" for row in before.rows(CHECKS)
    )


def _has_new_reason(before: Catalog, after: Catalog, key: str) -> bool:
    old, new = (catalog.by_key.get(CHECKS, {}).get(key) for catalog in (before, after))
    return (
        new is not None
        and bool(new["reason_pl"] and new["reason_en"])
        and (
            old is None
            or any(new[name] != old.cells.get(name) for name in ("reason_pl", "reason_en"))
        )
    )


def _sources_of_changed_rows(changes: Changes, after: Catalog) -> set[str]:
    """The sources on which a row rests that came, went or reads otherwise; neither the sources' own
    rows nor those of checks count.
    """
    found: set[str] = set()
    for name, table in changes.tables.items():
        keys = (
            [k.field for k in after.datasets[name].foreign_keys if k.dataset == SOURCES]
            if name in after.datasets and name != CHECKS
            else []
        )
        rows: list[Row] = [
            *table.added.values(),
            *table.removed.values(),
            *(row for change in table.changed for row in (change.before, change.after)),
        ]
        found |= {row.cells.get(key, "") for row in rows for key in keys}
    return found
