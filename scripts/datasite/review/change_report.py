"""Two states of the register in, what the change means out: sections of sentences for a reviewer,
what would be lost first.

A record under another identifier is said once, with all that points to it; rows that belong to a
record that came or went are said with it; rows that only moved are no change. Sentences are
messages: a text in one is from the data, Title and Name hold words by language. Long because it is
one walk.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from datasite.checks.rules.records import PROSE
from datasite.language.languages import LANGUAGES, Words
from datasite.model import totals
from datasite.model.entities import Project
from datasite.model.register import Register
from datasite.model.totals import Totals
from datasite.problems import N_, SHOWN, Message, N_n, escaped
from datasite.publication import addresses
from datasite.publication.identity import CORRECTIONS
from datasite.review import changes
from datasite.review.changes import Changes, RecordChange, TableChanges
from datasite.tables.catalog import KEY_SEPARATOR, Catalog, called
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row, Table

Record = tuple[str, str]  # dataset, key
Rows = Mapping[Record, Row]
_GROUPS = ("records", "links", "evidence", "codelist")  # the order in which tables are spoken of
_AROUND = 20  # characters before the place at which two long values differ


@dataclass(frozen=True)
class Title:
    """Words of a description, such as the title of a field."""

    words: Words


@dataclass(frozen=True)
class Name:
    """What a record is called, from the data."""

    words: Words


@dataclass(frozen=True)
class State:
    """One state of the register.

    No register where the checks refuse it: then nothing can be summed.
    """

    catalog: Catalog
    register: Register | None


@dataclass(frozen=True)
class Entry:
    """One thing to know, and what belongs to it."""

    what: Message
    more: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Section:
    """Entries of one kind;

    `aside` says that they follow from the others and are no change of their own.
    """

    title: str
    entries: tuple[Entry, ...]
    aside: bool = False


@dataclass(frozen=True)
class Report:
    """Everything that differs, in the order in which a reviewer should read it; no section is
    empty.
    """

    sections: tuple[Section, ...]
    aligned: Catalog = field(repr=False)  # the state before, with the identifiers of today
    changes: Changes = field(repr=False)  # from it to the state after


def report(before: State, after: State) -> Report:
    """What the change from one state to the other means."""
    renamed, aligned = _aligned(before.catalog, after.catalog)
    differing = changes.compare(aligned, after.catalog)
    walk = _Walk(aligned, after.catalog, differing, renamed)
    sections = (
        Section(N_("What would be lost"), (*walk.gates(), *walk.lost(), *walk.emptied())),
        Section(N_("Withdrawn, with a reason"), tuple(walk.withdrawn())),
        Section(N_("The same under another identifier"), tuple(walk.renamed())),
        Section(N_("Changed"), (*walk.described(), *walk.changed())),
        Section(N_("Added"), tuple(walk.added())),
        Section(N_("Totals that move"), tuple(_moved_totals(before, after, renamed)), aside=True),
        Section(
            N_("Sources that no longer support anything"),
            tuple(_idle_sources(aligned, after.catalog)),
            aside=True,
        ),
        Section(N_("Not in the log of corrections"), tuple(walk.unlogged()), aside=True),
    )
    return Report(tuple(section for section in sections if section.entries), aligned, differing)


def _aligned(before: Catalog, after: Catalog) -> tuple[Mapping[Record, str], Catalog]:
    """Identifiers that changed, and the state before with those of today.

    A record may be told by what it points to, so it is done until none is found.
    """
    found: dict[Record, str] = {}
    while True:
        new: dict[Record, str] = {}
        for name, table in changes.compare(before, after).tables.items():
            if (
                name in after.datasets
                and len(after.datasets[name].primary_key) == 1
                and name in before.datasets
            ):
                new |= {
                    (name, old[0]): key[0]
                    for old, key in changes.renames(
                        after.datasets[name], table.removed, table.added
                    ).items()
                    if len(old) == len(key) == 1
                }
        if not new:
            return found, before
        original = {(name, key): old for (name, old), key in found.items()}
        found |= {(name, original.get((name, old), old)): key for (name, old), key in new.items()}
        before = _translated(before, new)


def _translated(catalog: Catalog, renamed: Mapping[Record, str]) -> Catalog:
    """The catalog with other identifiers, in the records and wherever they are named."""
    tables: dict[str, Table] = {}
    keys: dict[Record, str] = {}
    for name, table in catalog.tables.items():
        it = catalog.datasets[name]
        targets = {k.field: k.dataset for k in it.foreign_keys} | (
            {it.primary_key[0]: name} if len(it.primary_key) == 1 else {}
        )
        rows = []
        for row in table.rows:
            new = dataclasses.replace(
                row,
                cells={
                    n: renamed.get((targets.get(n, ""), value), value)
                    for n, value in row.cells.items()
                },
            )
            if catalog.key(name, new) != (old := catalog.key(name, row)):
                keys[name, old] = catalog.key(name, new)
            rows.append(new)
        tables[name] = dataclasses.replace(table, rows=tuple(rows))
    for name, table in tables.items():
        if {"dataset", "record"} <= set(table.header):
            tables[name] = dataclasses.replace(
                table, rows=tuple(_speaking_of(catalog, row, renamed, keys) for row in table.rows)
            )
    return Catalog(catalog.datasets, tables)


def _speaking_of(
    catalog: Catalog, row: Row, renamed: Mapping[Record, str], keys: Mapping[Record, str]
) -> Row:
    """A row that speaks of a record of another dataset, with the new keys of that record and of
    what its value names.
    """
    about = catalog.datasets.get(row["dataset"])
    target = (
        next((k.dataset for k in about.foreign_keys if k.field == row.cells.get("field")), "")
        if about
        else ""
    )
    cells = {**row.cells, "record": keys.get((row["dataset"], row["record"]), row["record"])}
    cells |= {
        name: renamed.get((target, cells[name]), cells[name])
        for name in ("value", "was", "is")
        if name in cells
    }
    return dataclasses.replace(row, cells=cells)


class _Walk:
    """Holds both states while sentences are made of what differs."""

    def __init__(
        self, before: Catalog, after: Catalog, differing: Changes, renamed: Mapping[Record, str]
    ) -> None:
        self._before, self._after, self._changes = before, after, differing
        self._old = {(name, new): old for (name, old), new in renamed.items()}
        self._tables = sorted(
            differing.tables.values(),
            key=lambda t: (_GROUPS.index(self._dataset(t.dataset).group), t.dataset),
        )
        self._rekeyed = {
            t.dataset: changes.renames(self._dataset(t.dataset), t.removed, t.added)
            for t in self._tables
            if t.dataset in after.datasets
        }
        self._logged = {
            (row["dataset"], row["record"], row["field"], row["is"]): row
            for row in self._rows_added(CORRECTIONS)
        }
        taken_back = changes.records_withdrawn(after)
        self._removed, self._withdrawn = self._split(taken_back)

    def _dataset(self, name: str) -> Dataset:
        return self._after.datasets.get(name) or self._before.datasets[name]

    def _rows_added(self, name: str) -> Iterable[Row]:
        return self._changes.tables[name].added.values() if name in self._changes.tables else ()

    def _split(self, taken_back: set[Record]) -> tuple[Rows, Rows]:
        """The removed records that nothing explains, and those that were withdrawn."""
        gone: dict[Record, Row] = {}
        explained: dict[Record, Row] = {}
        for table in self._tables:
            if table.dataset in self._changes.lost_datasets:
                continue
            for key, row in table.removed.items():
                if key not in self._rekeyed[table.dataset]:
                    withdrawn = changes.is_withdrawn(
                        self._before, table.dataset, key, row, taken_back
                    )
                    (explained if withdrawn else gone)[table.dataset, KEY_SEPARATOR.join(key)] = row
        return gone, explained

    # What would be lost

    def gates(self) -> Iterator[Entry]:
        """What the check against a base refuses, but for single records, which are named below."""
        for problem in changes.losses(self._before, self._after):
            if problem.rule != "id-lost":
                yield Entry(
                    Message(N_("%(path)s: %(what)s"), {"path": problem.path, "what": problem.what}),
                    (problem.right,),
                )

    def lost(self) -> Iterator[Entry]:
        for record, row, parts in _rooted(self._before, self._removed):
            more = [
                Message(N_("The page %(address)s would vanish."), {"address": address})
                for address in self._page(record, row)
            ]
            yield Entry(
                Message(N_("%(record)s is gone."), {"record": self._label(record, row)}),
                (*more, *self._contents(record, row, parts)),
            )

    def _page(self, record: Record, row: Row) -> Iterator[str]:
        """The address of the record's own page, if it has one."""
        it = self._dataset(record[0])
        address = addresses.of_row(it.name, row.cells, it.header)
        if it.group == "records" and address != addresses.page("data", it.name, LANGUAGES[0]):
            yield address

    def emptied(self) -> Iterator[Entry]:
        for table, record, change in self._records_changed():
            for it in change.fields:
                if it.before and not it.after and it.field not in table.lost_columns:
                    words = {
                        "record": self._label(record, change.after),
                        "field": self._title(table.dataset, it.field),
                        "before": _excerpt(it.before),
                    }
                    yield Entry(
                        Message(N_("%(record)s: %(field)s was %(before)s and is blank."), words),
                        tuple(self._reason(record, it.field, it.after)),
                    )

    # What is explained

    def withdrawn(self) -> Iterator[Entry]:
        reasons = {
            (row["dataset"], row["record"]): row for row in self._after.rows(changes.WITHDRAWN)
        }
        for record, row, parts in _rooted(self._before, self._withdrawn):
            said = reasons.get(record)
            more = (
                [
                    Message(
                        N_("Reason: %(reason)s"),
                        {"reason": Name({lang: said[f"reason_{lang}"] for lang in LANGUAGES})},
                    )
                ]
                if said
                else []
            )
            yield Entry(
                Message(N_("%(record)s was withdrawn."), {"record": self._label(record, row)}),
                (*more, *self._contents(record, row, parts, own=False)),
            )

    def renamed(self) -> Iterator[Entry]:
        changed = {record: (table, change) for table, record, change in self._records_changed()}
        for record, old in sorted(self._old.items()):
            row = self._after.by_key[record[0]][record[1]]
            fields = self._fields(*changed[record]) if record in changed else ()
            gone = [
                Message(N_("The page %(address)s would vanish."), {"address": address})
                for address in self._page(record, self._with_key(record[0], row, old))
            ]
            yield Entry(
                Message(
                    N_("%(record)s had the identifier %(old)s."),
                    {"old": old, "record": self._label(record, row)},
                ),
                (*gone, *fields),
            )
        for record, row, column, before, after in self._key_changes():
            words = {
                "record": self._label(record, row),
                "field": self._title(record[0], column),
                "before": before,
                "after": after,
            }
            yield Entry(
                Message(
                    N_("%(record)s: %(field)s, a part of the key, was %(before)s, is %(after)s."),
                    words,
                ),
                tuple(self._reason(record, column, after)),
            )

    def _with_key(self, name: str, row: Row, key: str) -> Row:
        return dataclasses.replace(
            row, cells={**row.cells, self._dataset(name).primary_key[0]: key}
        )

    def _key_changes(self) -> Iterator[tuple[Record, Row, str, str, str]]:
        """Each part of a compound key that changed, as (record, row, column, before, after)."""
        for name, pairs in self._rekeyed.items():
            for old, new in pairs.items():
                for column, before, after in zip(
                    self._dataset(name).primary_key, old, new, strict=False
                ):
                    if before != after:
                        yield (
                            (name, KEY_SEPARATOR.join(new)),
                            self._changes.tables[name].added[new],
                            column,
                            before,
                            after,
                        )

    def described(self) -> Iterator[Entry]:
        """Tables and columns that are new, and descriptions that read otherwise."""
        for name in self._changes.new_datasets:
            one, many = N_n(
                "The table %(table)s is new, with %(count)d row.",
                "The table %(table)s is new, with %(count)d rows.",
            )
            yield Entry(
                Message(
                    one,
                    {
                        "table": Title(self._dataset(name).title),
                        "count": len(self._after.rows(name)),
                    },
                    many,
                )
            )
        for name, it in self._after.datasets.items():
            if name in self._before.datasets and it != self._before.datasets[name]:
                table = self._changes.tables.get(name)
                new = table.new_columns if table else ()
                more = [
                    Message(N_("The column %(column)s is new."), {"column": column})
                    for column in new
                ]
                yield Entry(
                    Message(
                        N_("The description of the table %(table)s reads otherwise: %(path)s."),
                        {"table": Title(it.title), "path": _description(name)},
                    ),
                    tuple(more),
                )

    def changed(self) -> Iterator[Entry]:
        for table, record, change in self._records_changed():
            if record not in self._old and (fields := self._fields(table, change)):
                yield Entry(
                    Message(N_("%(record)s:"), {"record": self._label(record, change.after)}),
                    fields,
                )

    def _records_changed(self) -> Iterator[tuple[TableChanges, Record, RecordChange]]:
        for table in self._tables:
            for change in table.changed:
                yield table, (table.dataset, KEY_SEPARATOR.join(change.key)), change

    def _fields(self, table: TableChanges, change: RecordChange) -> tuple[Message, ...]:
        """Each field that has another value, but for those that are blank now, which are said
        before, and columns that came or went.
        """
        said: list[Message] = []
        for it in change.fields:
            if it.after and it.field not in table.new_columns:
                before, after = excerpts(it.before, it.after)
                words = {
                    "field": self._title(table.dataset, it.field),
                    "before": before,
                    "after": after,
                }
                said.append(
                    Message(
                        (
                            N_("%(field)s: was %(before)s, is %(after)s.")
                            if it.before
                            else N_("%(field)s: was blank, is %(after)s.")
                        ),
                        words,
                    )
                )
                said += self._reason(
                    (table.dataset, KEY_SEPARATOR.join(change.key)), it.field, it.after
                )
        return tuple(said)

    def _reason(self, record: Record, column: str, after: str) -> Iterator[Message]:
        """What the log of corrections says of a change."""
        if row := self._logged.get((*record, column, after)):
            yield Message(
                N_("In the log of corrections: %(reason)s"),
                {"reason": Name({lang: row[f"reason_{lang}"] for lang in LANGUAGES})},
            )

    def added(self) -> Iterator[Entry]:
        fresh: dict[Record, Row] = {}
        for table in self._tables:
            if table.dataset not in self._changes.new_datasets:
                taken = (
                    set(self._rekeyed[table.dataset].values())
                    if table.dataset in self._rekeyed
                    else set()
                )
                fresh |= {
                    (table.dataset, KEY_SEPARATOR.join(key)): row
                    for key, row in table.added.items()
                    if key not in taken and not self._explains(table.dataset, row)
                }
        for record, row, parts in _rooted(self._after, fresh):
            yield Entry(
                Message(N_("%(record)s is new."), {"record": self._label(record, row)}),
                tuple(self._contents(record, row, parts)),
            )

    def _explains(self, name: str, row: Row) -> bool:
        """Whether the row is said with the change that it explains."""
        if name == changes.WITHDRAWN:
            return (row["dataset"], row["record"]) in self._withdrawn
        return name == CORRECTIONS and any(
            row["is"] == value
            for value in self._values_changed.get((row["dataset"], row["record"], row["field"]), ())
        )

    @cached_property
    def _values_changed(self) -> Mapping[tuple[str, str, str], list[str]]:
        """What each field that changed holds now, by (dataset, key, field)."""
        found: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for _, record, change in self._records_changed():
            for it in change.fields:
                found[*record, it.field].append(it.after)
        for record, _, column, _, after in self._key_changes():
            found[*record, column].append(after)
        return found

    def unlogged(self) -> Iterator[Entry]:
        """Published values that changed with no word in the log: a reminder, since only people know
        whether the old value was wrong.
        """
        for table, record, change in self._records_changed():
            for it in change.fields:
                if (
                    _needs_a_word(self._dataset(table.dataset), change, it.field)
                    and it.before
                    and it.field not in table.lost_columns
                    and (*record, it.field, it.after) not in self._logged
                ):
                    yield self._reminder(record, change.after, it.field)
        for record, row, column, _, after in self._key_changes():
            if (
                self._dataset(record[0]).group in _STATED
                and (*record, column, after) not in self._logged
            ):
                yield self._reminder(record, row, column)

    def _reminder(self, record: Record, row: Row, column: str) -> Entry:
        words = {"record": self._label(record, row), "field": self._title(record[0], column)}
        return Entry(
            Message(
                N_("%(record)s, %(field)s: if the old value was wrong, add a row to corrections."),
                words,
            )
        )

    # How things are called

    def _title(self, name: str, column: str) -> Title:
        for catalog in (self._after, self._before):
            if name in catalog.datasets and column in catalog.datasets[name].header:
                return Title(catalog.datasets[name].field(column).title)
        return Title(dict.fromkeys(LANGUAGES, column))

    def _label(self, record: Record, row: Row) -> Message:
        words = {"table": Title(self._dataset(record[0]).title), "record": record[1]}
        return (
            Message(N_("%(table)s: %(record)s, %(name)s"), {**words, "name": Name(name)})
            if (name := called(row))
            else Message(N_("%(table)s: %(record)s"), words)
        )

    def _contents(
        self, record: Record, row: Row, parts: Iterable[tuple[Record, Row]], *, own: bool = True
    ) -> Iterator[Message]:
        """The cells of a record and of the rows that belong to it, each row a line."""
        if own:
            yield self._cells(record[0], row)
        for part, other in parts:
            yield Message(
                N_("with it %(record)s – %(cells)s"),
                {"record": self._label(part, other), "cells": self._cells(part[0], other)},
            )

    def _cells(self, name: str, row: Row) -> Message:
        """Every cell that is filled and not in the key, with the title of its field."""
        filled = [
            (column, value)
            for column, value in row.cells.items()
            if value and column not in self._dataset(name).primary_key
        ]
        values: dict[str, object] = {}
        for number, (column, value) in enumerate(filled):
            values |= {f"t{number}": self._title(name, column), f"v{number}": _excerpt(value)}
        return Message(
            "; ".join(f"%(t{number})s: %(v{number})s" for number in range(len(filled))) or "–",
            values,
        )


def _description(name: str) -> str:
    return f"datasets/{name}/dataset.yaml"


def _rooted(catalog: Catalog, rows: Rows) -> Iterator[tuple[Record, Row, list[tuple[Record, Row]]]]:
    """The records that belong to none of the others, each with the rows that belong to it, by
    whatever steps.
    """
    owners = {record: catalog.belongs_to(record[0], row) for record, row in rows.items()}
    parts: defaultdict[Record, list[tuple[Record, Row]]] = defaultdict(list)
    roots = []
    for record, row in rows.items():
        at, seen = record, {record}
        while (owner := owners.get(at)) and owner in rows and owner not in seen:
            at = owner
            seen.add(at)
        if at == record:
            roots.append((record, row))
        else:
            parts[at].append((record, row))
    for record, row in roots:
        yield record, row, parts[record]


_STATED = (
    "records",
    "links",
)  # groups of datasets that say what is so; the others say how we know it, or what codes mean


def _needs_a_word(dataset: Dataset, change: RecordChange, column: str) -> bool:
    """Whether the column states something: not our own words, which are summaries, notes, reasons,
    and names that no source prints in the language.
    """
    stem = next(
        (column.removesuffix(f"_{lang}") for lang in LANGUAGES if column.endswith(f"_{lang}")), ""
    )
    ours = f"{column}_origin" in dataset.header and all(
        row.cells.get(f"{column}_origin") == "editorial" for row in (change.before, change.after)
    )
    return dataset.group in _STATED and stem not in PROSE and not ours


def _excerpt(value: str) -> str:
    return excerpts(value, "")[0]


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two values as they may be shown, at most 80 characters of each, those at which they differ
    among them.
    """
    one, other = escaped(before), escaped(after)
    if one == other and before != after:  # only the backslash of an escape tells them apart
        one, other = (escaped(text.replace("\\", "\\\\")) for text in (before, after))
    same = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = max(0, same - _AROUND) if max(len(one), len(other)) > SHOWN else 0
    return _window(one, start), _window(other, start)


def _window(text: str, start: int) -> str:
    cut = ("…" if start else "") + text[start:]
    return cut if len(cut) <= SHOWN else cut[: SHOWN - 1] + "…"


def _idle_sources(before: Catalog, after: Catalog) -> Iterator[Entry]:
    """Sources on which something rested, which are still there, and on which nothing rests now."""
    rested, rests = (catalog.reached.get("sources", frozenset()) for catalog in (before, after))
    for key, row in after.by_key.get("sources", {}).items():
        if key in rested and key not in rests:
            yield Entry(
                Message(
                    N_("%(source)s, %(title)s"),
                    {"source": key, "title": row.cells.get("title", "")},
                )
            )


# What is left out of a sum, and what each number counts
_COUNTS = {
    "projects": N_("projects"), "no_currency": N_("with no currency"), "unclear": N_("with an unclear figure"), "not_stated": N_("with no amount given"),
    "joint": N_("whose sum is shared and already counted"),
}  # fmt: skip


def _moved_totals(before: State, after: State, renamed: Mapping[Record, str]) -> Iterator[Entry]:
    """The sums of the whole register, then of the projects that name each programme, as record 5
    allows them.
    """
    if before.register is None or after.register is None:
        yield Entry(
            Message(N_("Not compared: one of the two states has problems that make check names."))
        )
        return
    was, now = _by_programme(before.register, renamed), _by_programme(after.register, {})
    programmes = {**before.register.programmes, **after.register.programmes}
    for key in sorted({*was, *now}, key=lambda key: ("" if key is None else key, key is not None)):
        if lines := tuple(
            _moved_lines(totals.of_projects(was.get(key, ())), totals.of_projects(now.get(key, ())))
        ):
            if key is None:
                yield Entry(Message(N_("The whole register:")), lines)
            elif key == "":
                yield Entry(Message(N_("Projects of no named programme:")), lines)
            else:
                yield Entry(
                    Message(
                        N_("Projects of the programme %(name)s:"),
                        {"name": Name(programmes[key].short_name)},
                    ),
                    lines,
                )


def _by_programme(
    register: Register, renamed: Mapping[Record, str]
) -> Mapping[str | None, list[Project]]:
    """The projects by the programme that they name, blank where none; all of them under None."""
    found: defaultdict[str | None, list[Project]] = defaultdict(list)
    for project in register.projects.values():
        key = project.programme.id if project.programme else ""
        found[renamed.get(("programmes", key), key)].append(project)
        found[None].append(project)
    return found


def _moved_lines(was: Totals, now: Totals) -> Iterator[Message]:
    for currency in sorted({t.currency for it in (was, now) for t in it.by_currency}):
        (before, old_exact, old_about), (after, exact, about) = (
            _of_currency(it, currency) for it in (was, now)
        )
        if before != after or old_exact != exact:
            words = {
                "currency": currency,
                "before": before,
                "after": after,
                "moved": Signed(after - before),
                "old": old_exact,
                "new": exact,
            }
            yield Message(
                N_(
                    "%(currency)s: was %(before)s, is %(after)s (%(moved)s); exact amounts: was"
                    " %(old)d, is %(new)d."
                ),
                words,
            )
        if old_about != about:
            yield Message(
                N_("%(currency)s: approximate amounts left out: was %(old)d, is %(new)d."),
                {"currency": currency, "old": old_about, "new": about},
            )
    for name, label in _COUNTS.items():
        old, new = getattr(was, name), getattr(now, name)
        if old != new:
            yield Message(
                N_("%(what)s: was %(old)d, is %(new)d."),
                {"what": Message(label), "old": old, "new": new},
            )


@dataclass(frozen=True)
class Signed:
    """A number that is shown with its sign."""

    number: Decimal


def _of_currency(it: Totals, currency: str) -> tuple[Decimal, int, int]:
    return next(
        ((t.amount, t.exact, t.approximate) for t in it.by_currency if t.currency == currency),
        (Decimal(0), 0, 0),
    )
