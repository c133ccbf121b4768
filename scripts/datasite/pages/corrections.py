"""The catalog in, the log of corrections out: each published value that was wrong, what it is now,
why, and the page on which it stands.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from datasite.language.languages import LANGUAGES, Words
from datasite.language.localization import Language
from datasite.problems import N_
from datasite.publication import addresses
from datasite.publication.identity import CORRECTIONS
from datasite.tables.catalog import Catalog, called
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row
from datasite.values import Date, money


@dataclass(frozen=True)
class Value:
    """A value as its column writes it, the format of the column, and the words for a code or a
    record; both blank where nothing stood.
    """

    text: str
    format: str
    words: Words

    def said(self, language: Language) -> str:
        """As people read it: dates and figures as the language writes them, codes in words."""
        date = Date.parse(self.text) if self.format == "edtf" else None
        figure = money(self.text) if self.format == "money" else None
        if date:
            return language.date(date)
        return (
            language.number(figure)
            if figure is not None
            else self.words[language.code] or language.translations.gettext(N_("blank"))
        )


@dataclass(frozen=True)
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
        """The same for ever, whatever else is in the log and whatever the host."""
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


def log(catalog: Catalog) -> tuple[Correction, ...]:
    """Every correction, the newest first."""
    made = [_correction(catalog, row) for row in catalog.rows(CORRECTIONS)]
    return tuple(
        sorted(
            sorted(made, key=lambda c: (c.dataset, c.record, c.field)),
            key=lambda c: c.date,
            reverse=True,
        )
    )


def by_record(
    corrections: tuple[Correction, ...],
) -> Mapping[tuple[str, str], tuple[Correction, ...]]:
    """For each (dataset, record) the last correction of each of its fields."""
    found: dict[tuple[str, str], dict[str, Correction]] = {}
    for it in corrections:
        found.setdefault((it.dataset, it.record), {}).setdefault(it.field, it)
    return {key: tuple(fields.values()) for key, fields in found.items()}


def _correction(catalog: Catalog, row: Row) -> Correction:
    dataset, field = (
        catalog.datasets[row["dataset"]],
        catalog.datasets[row["dataset"]].field(row["field"]),
    )
    target = catalog.by_key[dataset.name].get(row["record"])
    date = Date.parse(row["date"])
    assert date  # required by the schema
    return Correction(
        dataset=dataset.name,
        record=row["record"],
        field=field.name,
        table=dataset.title,
        label=field.title,
        name=_name(catalog, dataset, row["record"], target),
        page={
            lang: (
                addresses.of_row(dataset.name, target.cells, dataset.header, lang)
                if target
                else addresses.page("data", dataset.name, lang)
            )
            for lang in LANGUAGES
        },
        was=Value(row["was"], field.format, _value_words(catalog, dataset, field.name, row["was"])),
        is_now=Value(
            row["is"], field.format, _value_words(catalog, dataset, field.name, row["is"])
        ),
        reason={lang: row[f"reason_{lang}"] for lang in LANGUAGES},
        noticed_by=called(catalog.by_key["correction_origins"][row["noticed_by"]]),
        date=date,
    )


def _name(catalog: Catalog, dataset: Dataset, key: str, row: Row | None) -> Words:
    """Of the record, of the one to which it belongs, or its key where it has no name or was
    withdrawn.
    """
    if row:
        owner, owner_key = catalog.belongs_to(dataset.name, row) or (dataset.name, key)
        of = catalog.by_key.get(owner, {}).get(owner_key)
        if of and (words := called(of)):
            return words
    return dict.fromkeys(LANGUAGES, key)


def _value_words(catalog: Catalog, dataset: Dataset, field: str, value: str) -> Words:
    """What a code or the record of another dataset is called; any other value as it stands."""
    target = next((k.dataset for k in dataset.foreign_keys if k.field == field), "")
    row = catalog.by_key.get(target, {}).get(value)
    return (called(row) if row else {}) or dict.fromkeys(LANGUAGES, value)
