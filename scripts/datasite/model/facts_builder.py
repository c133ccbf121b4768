"""Builds the objects of model/facts from the checked rows of their tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from datasite.language.languages import column_words, words_from
from datasite.model.entities import Code, Organisation, Source
from datasite.model.facts import Document, OrganisationFact, ProgrammeTotal
from datasite.tables.catalog import Catalog
from datasite.tables.scan import Row
from datasite.values import Date

T = TypeVar("T")


@dataclass(frozen=True)
class FactsBuilder:
    """Makes facts of rows; `codes` are the entries of every codelist, `sources` all sources, and
    `organisation` gives one by its identifier.
    """

    catalog: Catalog
    codes: Mapping[str, Mapping[str, Code]]
    sources: Mapping[str, Source]
    organisation: Callable[[str], Organisation]

    def organisation_facts(self) -> Mapping[str, tuple[OrganisationFact, ...]]:
        """The facts about each organisation that has any, in the order of the table."""
        return self._by_record("organisation_facts", "organisation_id", self._organisation_fact)

    def programme_totals(self) -> Mapping[str, tuple[ProgrammeTotal, ...]]:
        """The totals of each programme that has any, in the order of the table."""
        return self._by_record("programme_totals", "programme_id", self._programme_total)

    def documents(self) -> Mapping[tuple[str, str], tuple[Document, ...]]:
        """The documents of each record that has any, by its dataset and identifier."""
        groups = self.catalog.grouped("documents", "dataset", "record")
        return {
            (dataset, record): tuple(map(self._document, rows))
            for (dataset, record), rows in groups.items()
        }

    def _by_record(
        self, dataset: str, key: str, make: Callable[[Row], T]
    ) -> Mapping[str, tuple[T, ...]]:
        groups = self.catalog.grouped(dataset, key)
        return {record: tuple(map(make, rows)) for (record,), rows in groups.items()}

    def _organisation_fact(self, row: Row) -> OrganisationFact:
        return OrganisationFact(
            id=row["fact_id"],
            kind=self.codes["organisation_fact_kinds"][row["kind"]],
            number=int(row["number"]) if row["number"] else None,
            date=Date.parse(row["date"]),
            words=column_words(row.cells, "value"),
            as_printed=row["as_printed"],
            as_of=Date.parse(row["as_of"]),
            source=self.sources[row["source_id"]],
            note=column_words(row.cells, "note"),
        )

    def _programme_total(self, row: Row) -> ProgrammeTotal:
        return ProgrammeTotal(
            id=row["total_id"],
            measure=self.codes["programme_measures"][row["measure"]],
            value=Decimal(row["value"]),
            qualifier=self.codes["amount_qualifiers"][row["qualifier"]],
            currency=row["currency"],
            of=column_words(row.cells, "of"),
            as_printed=row["as_printed"],
            as_of=Date.parse(row["as_of"]),
            source=self.sources[row["source_id"]],
            note=column_words(row.cells, "note"),
        )

    def _document(self, row: Row) -> Document:
        publisher, language = row["publisher_id"], row["language"]
        return Document(
            id=row["document_id"],
            kind=self.codes["document_kinds"][row["kind"]],
            title=column_words(row.cells, "title"),
            title_origin=words_from(lambda lang: row[f"title_{lang}_origin"]),
            language=self.codes["languages"][language] if language else None,
            publisher=self.organisation(publisher) if publisher else None,
            published=Date.parse(row["published"]),
            url=row["url"],
            source=self.sources[row["source_id"]],
            note=column_words(row.cells, "note"),
        )
