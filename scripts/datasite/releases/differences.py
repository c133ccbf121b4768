"""What differs between two releases: tables, columns and codes, and each row and value.

Both are compared as they were published, so that neither git nor a history is needed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from datasite.history.changes import Change, ChangeKind
from datasite.releases.packages import PackagedTable

Package = Mapping[str, PackagedTable]
# Tables that say what became of other rows.
_WITHDRAWN, _CORRECTIONS = "withdrawn", "corrections"


@dataclass(frozen=True, kw_only=True)
class Differences:
    """The changes from one release to the next, and what they mean for programs.

    `forms` are the columns whose values take another form, `added_codes` and `lost_codes` codes as
    "TABLE.CODE"; `lost_ids` are records that went and are not withdrawn, as "TABLE KEY"; `derived`
    says whether only derived tables differ.
    """

    changes: tuple[Change, ...]
    forms: tuple[str, ...] = ()
    added_codes: tuple[str, ...] = ()
    lost_codes: tuple[str, ...] = ()
    lost_ids: tuple[str, ...] = ()
    derived: bool = False

    def __bool__(self) -> bool:
        return bool(self.changes or self.forms or self.derived)

    def tables_with(self, *kinds: ChangeKind) -> tuple[str, ...]:
        """The tables or columns with a change of one of these kinds, such as "projects.title"."""
        return tuple(
            f"{change.dataset}.{change.field}" if change.field else change.dataset
            for change in self.changes
            if change.kind in kinds
        )

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many rows of each table were added, removed or changed."""
        rows = {
            (change.dataset, change.record, _COUNTED_AS[change.kind])
            for change in self.changes
            if change.kind in _COUNTED_AS
        }
        counts = Counter((dataset, kind) for dataset, _, kind in rows)
        return {
            name: {kind: counts[name, kind] for kind in ("added", "changed", "removed")}
            for name in sorted({dataset for dataset, _ in counts})
        }


_COUNTED_AS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "added",
    ChangeKind.CHANGED: "changed",
    ChangeKind.CORRECTED: "changed",
    ChangeKind.REMOVED: "removed",
    ChangeKind.MERGED: "removed",
}


def compare_packages(before: Package, after: Package, date: str) -> Differences:
    """What differs between two packages; `date` is the day of the later one."""
    changes = (*_changed_tables(before, after, date), *_changed_rows(before, after, date))
    both = [name for name in after if name in before]
    codes = {
        name: (before[name].by_key.keys(), after[name].by_key.keys())
        for name in both
        if after[name].has_codes
    }
    return Differences(
        changes=changes,
        forms=tuple(
            f"{name}.{column}"
            for name in both
            for column, form in after[name].forms.items()
            if before[name].forms.get(column, form) != form
        ),
        added_codes=tuple(
            f"{name}.{c}" for name, (old, new) in codes.items() for c in sorted(new - old)
        ),
        lost_codes=tuple(
            f"{name}.{c}" for name, (old, new) in codes.items() for c in sorted(old - new)
        ),
        lost_ids=tuple(_lost_ids(before, after)),
        derived=any(
            before[name].by_key != after[name].by_key for name in both if after[name].is_derived
        ),
    )


def _changed_tables(before: Package, after: Package, date: str) -> Iterator[Change]:
    def change(kind: ChangeKind, table: str, column: str = "") -> Change:
        return Change(date=date, commit="", kind=kind, dataset=table, field=column)

    for name in sorted({*before, *after}):
        if name not in before:
            yield change(ChangeKind.TABLE_ADDED, name)
        elif name not in after:
            yield change(ChangeKind.TABLE_REMOVED, name)
        else:
            old, new = before[name].forms, after[name].forms
            yield from (change(ChangeKind.COLUMN_REMOVED, name, c) for c in old if c not in new)
            yield from (change(ChangeKind.COLUMN_ADDED, name, c) for c in new if c not in old)


def _changed_rows(before: Package, after: Package, date: str) -> Iterator[Change]:
    """The rows of tables in both packages, but those that follow from other rows."""
    successors = {
        (row["dataset"], row["record"]): row["successor_id"] for row in _rows(after, _WITHDRAWN)
    }
    corrected = {
        (row["dataset"], row["record"], row["field"]) for row in _rows(after, _CORRECTIONS)
    }
    for name in (name for name in sorted(after) if name in before and not after[name].is_derived):
        old, new = before[name].by_key, after[name].by_key
        for key in sorted({*old, *new}):
            here = {"date": date, "commit": "", "dataset": name, "record": key}
            if key not in old:
                yield Change(kind=ChangeKind.ADDED, **here)
            elif key not in new:
                successor = successors.get((name, key), "")
                kind = ChangeKind.MERGED if successor else ChangeKind.REMOVED
                yield Change(kind=kind, after=successor, **here)
            else:
                for column in new[key]:
                    was, now = old[key].get(column, ""), new[key][column]
                    # A new column is told as one, not by each of its values.
                    if was != now and column in old[key]:
                        is_correction = (name, key, column) in corrected
                        yield Change(
                            kind=ChangeKind.CORRECTED if is_correction else ChangeKind.CHANGED,
                            field=column,
                            before=was,
                            after=now,
                            **here,
                        )


def _lost_ids(before: Package, after: Package) -> Iterator[str]:
    """Records with an identifier of one column that went, are not withdrawn, and are no part of one
    that is.
    """
    withdrawn = {(row["dataset"], row["record"]) for row in _rows(after, _WITHDRAWN)}
    for name in (name for name in sorted(before) if name in after):
        table = before[name]
        if len(table.schema["primaryKey"]) > 1 or table.is_derived:
            continue
        for key in sorted(table.by_key.keys() - after[name].by_key.keys()):
            row = table.by_key[key]
            parts = {
                (link["reference"]["resource"] or name, row[link["fields"][0]])
                for link in table.schema.get("foreignKeys", ())
            }
            if not withdrawn & {(name, key), *parts}:
                yield f"{name} {key}"


def _rows(package: Package, name: str) -> tuple[Mapping[str, str], ...]:
    return package[name].rows if name in package else ()
