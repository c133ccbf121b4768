"""The log of corrections, which pages, feeds and the marks beside values share: each published
value that was wrong, what it is now, why, and the page that shows it.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasite.language.languages import LANGUAGES, Words, column_words
from datasite.language.localization import Language
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import CORRECTIONS
from datasite.tables.catalog import Catalog, record_name
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row
from datasite.values import Date, parse_money, parse_percent


@dataclass(frozen=True)
class Value:
    """A value as its column writes it, the format of the column ("boolean" for truth values), and
    the words for a code or a record. The text and the words are blank for a blank value.
    """

    text: str
    format: str
    words: Words

    def text_in(self, language: Language) -> str:
        """As people read it: dates and figures as the language writes them, codes in words."""
        if self.format == "edtf" and (date := Date.parse(self.text)):
            return language.date(date)
        if self.format == "money" and (figure := parse_money(self.text)) is not None:
            return language.number(figure)
        if self.format == "percent" and (share := parse_percent(self.text)) is not None:
            return language.percent(share)
        if self.format == "boolean" and self.text:
            return language.translations.gettext(N_("yes") if self.text == "true" else N_("no"))
        return self.words[language.code] or language.translations.gettext(N_("blank"))


@dataclass(frozen=True, kw_only=True)
class Correction:
    """One correction of one field.

    `name` is what the record, or the one of which it is a part, is called; `page` its address in
    each language.
    """

    dataset: str
    record: str
    field: str
    table: Words
    label: Words
    name: Words
    page: Words
    was: Value
    is_now: Value
    reason: Words
    noticed_by: Words
    date: Date

    @property
    def name_in_log(self) -> uuid.UUID:
        """Its lasting name, which depends neither on the rest of the log nor on the host."""
        return uuid.uuid5(
            uuid.NAMESPACE_URL,
            "/".join(
                (
                    "kto-z-kim-za-ile",
                    CORRECTIONS,
                    self.dataset,
                    self.record,
                    self.field,
                    str(self.date),
                )
            ),
        )

    @property
    def anchor(self) -> str:
        """The id of its entry on the page of corrections."""
        return f"c-{self.name_in_log.hex[:12]}"


def correction_log(catalog: Catalog) -> tuple[Correction, ...]:
    """Every correction, the newest first."""
    corrections = [_correction(catalog, row) for row in catalog.rows(CORRECTIONS)]
    corrections.sort(key=lambda c: (c.dataset, c.record, c.field))
    return tuple(sorted(corrections, key=lambda c: c.date, reverse=True))


def last_by_record(
    log: Iterable[Correction],
) -> Mapping[tuple[str, str], tuple[Correction, ...]]:
    """For each (dataset, record) the last correction of each of its fields."""
    last: dict[tuple[str, str], dict[str, Correction]] = {}
    for correction in log:
        record = (correction.dataset, correction.record)
        last.setdefault(record, {}).setdefault(correction.field, correction)
    return {record: tuple(fields.values()) for record, fields in last.items()}


def _correction(catalog: Catalog, row: Row) -> Correction:
    dataset = catalog.datasets[row["dataset"]]
    field = dataset.field(row["field"])
    record = catalog.by_key[dataset.name].get(row["record"])  # None where it was withdrawn
    date = Date.parse(row["date"])
    assert date  # required by the schema

    return Correction(
        dataset=dataset.name,
        record=row["record"],
        field=field.name,
        table=dataset.title,
        label=field.title,
        name=_record_name(catalog, dataset, row["record"], record),
        page={
            lang: (
                addresses.of_row(dataset.name, record.cells, dataset.header, lang)
                if record
                else addresses.of_withdrawn(dataset.name, row["record"], lang)
            )
            for lang in LANGUAGES
        },
        was=value_of(catalog, dataset, field.name, row["was"]),
        is_now=value_of(catalog, dataset, field.name, row["is"]),
        reason=column_words(row.cells, "reason"),
        noticed_by=record_name(catalog.by_key["correction_origins"][row["noticed_by"]]),
        date=date,
    )


def _record_name(catalog: Catalog, dataset: Dataset, key: str, record: Row | None) -> Words:
    """The name of the record or of the one to which it belongs; its key where it has no name or was
    withdrawn.
    """
    if record:
        owner_table, owner_key = catalog.belongs_to(dataset.name, record) or (dataset.name, key)
        owner = catalog.by_key.get(owner_table, {}).get(owner_key)
        if owner and (words := record_name(owner)):
            return words
    return dict.fromkeys(LANGUAGES, key)


def value_of(catalog: Catalog, dataset: Dataset, name: str, text: str) -> Value:
    """A value of the field `name`: the label of a code or the name of another dataset's record as
    its words; any other value is its own words, as is that of a field that is there no more.
    """
    row = catalog.by_key.get(dataset.target(name), {}).get(text)
    words = (record_name(row) if row else {}) or dict.fromkeys(LANGUAGES, text)
    if name not in dataset.header:
        return Value(text, "default", words)
    field = dataset.field(name)
    return Value(text, field.type if field.type == "boolean" else field.format, words)
