"""The words and the address of each change of the history, which pages and feeds share."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from datasite.history.changed_records import RecordChange, record_changes
from datasite.history.changes import Change, ChangeKind, History, RecordId
from datasite.history.differences import difference
from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.pages.corrections import Correction, Value, correction_log, value_of
from datasite.problems import N_
from datasite.publication import addresses
from datasite.tables.catalog import Catalog, record_name
from datasite.tables.descriptor import Dataset
from datasite.values import Date

NO_WORDS: Words = dict.fromkeys(LANGUAGES, "")
_NAMES_OF_PART = 2  # of records and codes that tell a part: the organisation and the kind of amount
LONG = 140  # characters: of two longer texts only the place at which they differ is shown
# What a change says where it is not "field: old → new".
_WHOLE = {
    ChangeKind.ADDED: N_("new record"),
    ChangeKind.REMOVED: N_("removed"),
    ChangeKind.MERGED: N_("merged into: %(other)s"),
    ChangeKind.RENAMED: N_("new identifier: %(before)s → %(after)s"),
    ChangeKind.TABLE_ADDED: N_("new table"),
    ChangeKind.TABLE_REMOVED: N_("table removed"),
    ChangeKind.TABLE_RENAMED: N_("table renamed, before: %(before)s"),
    ChangeKind.COLUMN_ADDED: N_("new field: %(field)s"),
    ChangeKind.COLUMN_REMOVED: N_("field removed: %(field)s"),
    ChangeKind.COLUMN_RENAMED: N_("field renamed: %(before)s → %(field)s"),
}
_ADDED_PART = N_("added")


@dataclass(frozen=True, kw_only=True)
class ChangeWords:
    """One change in words.

    `whole` is the record that it concerns, `name` what that is called and `page` its address in
    each language; `row` is the row that changed, and `part` says which part of the record that is,
    blank for the record itself. `label` is the field, `currency` that of an amount; `other` the
    name of the record that took the place of this one. `correction` is the entry of the log of
    corrections that explains the change.
    """

    change: Change
    date: Date
    row: RecordId
    whole: RecordId
    name: Words
    whole_table: Words
    page: Words
    table: Words
    table_page: Words
    part: Words
    label: Words
    was: Value | None
    is_now: Value | None
    currency: str
    other: Words
    correction: Correction | None

    @property
    def lasting_id(self) -> uuid.UUID:
        """Its name for feeds, which depends neither on the other changes nor on the host."""
        change = self.change
        names = (change.commit, change.kind, change.dataset, change.record, change.field)
        return uuid.uuid5(uuid.NAMESPACE_URL, "/".join(("kto-z-kim-za-ile/changes", *names)))

    @property
    def of_value(self) -> bool:
        """Whether a value changed, from `was` to `is_now`."""
        return self.was is not None

    def title_in(self, language: Language) -> str:
        """What changed, for a list of titles: "Sample project: amount"."""
        what = self.label[language.code] if self.of_value else self.what_in(language)
        part = "" if self.of_value else self.part_in(language)
        return (
            f"{self.name[language.code]}: {part} – {what}"
            if part
            else (f"{self.name[language.code]}: {what}")
        )

    def sentence_in(self, language: Language) -> str:
        """The whole change: "Amounts (Sample Foundation, total) – amount: 80,000 → 90,000 EUR."

        Of a correction it ends with the reason.
        """
        part, lang = self.part_in(language), language.code
        text = f"{part} – {self.what_in(language)}" if part else self.what_in(language)
        text = f"{text[:1].upper()}{text[1:]}."
        return f"{text} {self.correction.reason[lang]}" if self.correction else text

    def part_in(self, language: Language) -> str:
        """The table and the name of a part: "Amounts (Sample Foundation, total)"; blank for the
        record itself.
        """
        table, part = self.table[language.code], self.part[language.code]
        return f"{table} ({part})" if part else ""

    def what_in(self, language: Language) -> str:
        """What happened: "amount: 80,000 → 90,000 EUR", "new record"."""
        if self.of_value:
            was, now = self.values_in(language)
            return f"{self.label[language.code]}: {was} → {now}"
        in_part = self.change.kind is ChangeKind.ADDED and self.row != self.whole
        words = _ADDED_PART if in_part else _WHOLE[self.change.kind]
        return language.translations.gettext(words) % {
            "other": self.other[language.code],
            "before": self.change.before,
            "after": self.change.record,
            "field": self.label[language.code],
        }

    def values_in(self, language: Language) -> tuple[str, str]:
        """The old and the new value as people read them, the new amount with its currency; of long
        texts the place at which they differ.
        """
        assert self.was and self.is_now
        was, now = self.was.text_in(language), self.is_now.text_in(language)
        if max(len(was), len(now)) > LONG:
            return difference(was, now, LONG)
        return was, f"{now}\N{NO-BREAK SPACE}{self.currency}" if self.currency else now


@dataclass(frozen=True)
class ChangeLog:
    """The changes of the history in words, newest first."""

    catalog: Catalog
    history: History

    @cached_property
    def changes(self) -> tuple[ChangeWords, ...]:
        """Every change; those of one commit as the history has them."""
        placed = record_changes(self.catalog, self.history)
        words = [*_Words(self.catalog).of_changes(placed)]
        return tuple(sorted(words, key=lambda c: c.change.date, reverse=True))

    def of(self, dataset: str, key: str) -> tuple[ChangeWords, ...]:
        """The changes of a record and of its parts, and of the records that were merged into it."""
        return self._by_whole.get((dataset, key), ())

    def of_table(self, dataset: str) -> tuple[ChangeWords, ...]:
        """The changes of a table and of its rows."""
        return self._by_table.get(dataset, ())

    @cached_property
    def _by_table(self) -> Mapping[str, tuple[ChangeWords, ...]]:
        by_table: defaultdict[str, list[ChangeWords]] = defaultdict(list)
        for words in self.changes:
            by_table[words.change.dataset].append(words)
        return {table: tuple(changes) for table, changes in by_table.items()}

    @cached_property
    def _by_whole(self) -> Mapping[RecordId, tuple[ChangeWords, ...]]:
        by_whole: defaultdict[RecordId, list[ChangeWords]] = defaultdict(list)
        for words in self.changes:
            by_whole[words.whole].append(words)
            if words.change.kind is ChangeKind.MERGED:
                by_whole[words.change.dataset, words.change.after].append(words)
        return {whole: tuple(changes) for whole, changes in by_whole.items()}


class _Words:
    """Makes the words of changes; the names of a record and of its parts are made once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._corrections: defaultdict[tuple[str, str, str], list[Correction]] = defaultdict(list)
        for entry in correction_log(catalog):
            self._corrections[entry.dataset, entry.record, entry.field].append(entry)

    def of_changes(self, placed: tuple[RecordChange, ...]) -> Iterator[ChangeWords]:
        new_currency = {p.row for p in placed if p.change.field == "currency"}
        named = {key: (self._name(key), self._page(key)) for key in {p.whole for p in placed}}
        parts = {p.row: self._part(p) if p.of_part else NO_WORDS for p in placed}
        for one in placed:
            yield self._change(
                one, named[one.whole], parts[one.row], known=one.row not in new_currency
            )

    def _change(
        self, placed: RecordChange, named: tuple[Words, Words], part: Words, *, known: bool
    ) -> ChangeWords:
        """`known` is whether the currency of the row has always been that of now."""
        change, (name, page) = placed.change, named
        dataset = self._catalog.datasets.get(change.dataset)
        date = Date.parse(change.date)
        assert date  # the reader of the history holds it
        of_value = change.kind in (ChangeKind.CHANGED, ChangeKind.CORRECTED)
        is_now = _value(self._catalog, dataset, change.field, change.after) if of_value else None
        in_money = is_now is not None and is_now.format == "money" and bool(is_now.text)
        return ChangeWords(
            change=change,
            date=date,
            row=placed.row,
            whole=placed.whole,
            name=name,
            whole_table=self._table(placed.whole[0]),
            page=page,
            table=self._table(change.dataset),
            table_page=self._table_page(change.dataset),
            part=part,
            label=_label(dataset, change.field),
            was=_value(self._catalog, dataset, change.field, change.before) if of_value else None,
            is_now=is_now,
            currency=placed.cells.cells.get("currency", "") if in_money and known else "",
            other=self._name((change.dataset, change.after)) if change.after else NO_WORDS,
            correction=self._correction(placed),
        )

    def _name(self, record: RecordId) -> Words:
        """The name of a record, its key where it has none; the title of a table."""
        dataset, key = record
        row = self._catalog.by_key.get(dataset, {}).get(key)
        if row and (words := record_name(row)):
            return words
        return dict.fromkeys(LANGUAGES, key) if key else self._table(dataset)

    def _page(self, record: RecordId) -> Words:
        """The page of a record, also of a withdrawn one; else that of its table, or of all data."""
        dataset, key = record
        described = self._catalog.datasets.get(dataset)
        row = self._catalog.by_key.get(dataset, {}).get(key)
        if row and described:
            return {
                lang: addresses.of_row(dataset, row.cells, described.header, lang)
                for lang in LANGUAGES
            }
        withdrawn = f"{dataset}/{key}" in self._catalog.by_key.get("withdrawn", {})
        if withdrawn:
            return {lang: addresses.of_withdrawn(dataset, key, lang) for lang in LANGUAGES}
        return self._table_page(dataset)

    def _table(self, name: str) -> Words:
        """The title of a table; its name where it is there no more."""
        dataset = self._catalog.datasets.get(name)
        return dataset.title if dataset else dict.fromkeys(LANGUAGES, name)

    def _table_page(self, dataset: str) -> Words:
        """The page of a table; that of all data where the table is there no more."""
        slug = dataset if dataset in self._catalog.datasets else ""
        return {lang: addresses.page("data", slug, lang) for lang in LANGUAGES}

    def _part(self, placed: RecordChange) -> Words:
        """What tells a part of a record: the names of the records and the codes at which it points,
        or the field of which it speaks; else its key.
        """
        name, key = placed.row
        dataset, cells = self._catalog.datasets[name], placed.cells.cells
        spoken_of = self._catalog.datasets.get(cells.get("dataset", ""))
        if spoken_of and cells.get("field"):
            return _label(spoken_of, cells["field"])
        targets = {
            column: dataset.target(column)
            for column in dataset.header
            if column != "source_id" and cells.get(column) != placed.whole[1]
        }
        rows = [
            self._catalog.by_key.get(target, {}).get(cells.get(column, ""))
            for column, target in targets.items()
            if target
        ]
        found = [words for row in rows if row and (words := record_name(row))][:_NAMES_OF_PART]
        if not found:
            return dict.fromkeys(LANGUAGES, key)
        return {lang: ", ".join(words[lang] for words in found) for lang in LANGUAGES}

    def _correction(self, placed: RecordChange) -> Correction | None:
        change = placed.change
        if change.kind is not ChangeKind.CORRECTED:
            return None
        entries = [
            entry
            for key in dict.fromkeys((placed.row[1], change.record))
            for entry in self._corrections.get((change.dataset, key, change.field), [])
        ]
        return next((e for e in entries if e.is_now.text == change.after), None)


def _value(catalog: Catalog, dataset: Dataset | None, field: str, text: str) -> Value:
    if dataset is None:
        return Value(text, "default", dict.fromkeys(LANGUAGES, text))
    return value_of(catalog, dataset, field, text)


def _label(dataset: Dataset | None, field: str) -> Words:
    """The title of a field; its name where the table has it no more."""
    if dataset and field in dataset.header:
        return dataset.field(field).title
    return dict.fromkeys(LANGUAGES, field)
