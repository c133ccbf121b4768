"""Builds the register from a checked catalog.

Nothing is checked again and no file is opened: the rows of the catalog have passed every check.
Long because it has one function for each kind of object.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from datasite.language.languages import LANGUAGES, Words, column_words, words_from
from datasite.model.entities import (
    Amount,
    Code,
    Cooperation,
    Evidence,
    Identifier,
    Organisation,
    OtherName,
    Participant,
    Partner,
    Period,
    Place,
    Programme,
    Project,
    RegisterNumber,
    Source,
    SourceCheck,
    Statement,
    Tie,
    ValueCheck,
)
from datasite.model.facts_builder import FactsBuilder
from datasite.model.parts_builder import PartsBuilder
from datasite.model.register import Register
from datasite.tables.catalog import Catalog
from datasite.tables.codes import StatementBasis
from datasite.tables.descriptor import Dataset
from datasite.tables.printed_values import checks_of_values
from datasite.tables.scan import Row
from datasite.values import Date

T = TypeVar("T")
_NUMBER_COLUMNS = {"NIP": "nip", "REGON": "regon", "KRS": "krs", "Wikidata": "wikidata"}


def build_register(catalog: Catalog) -> Register:
    """The register that a checked catalog describes."""
    return _Builder(catalog).register()


class _Builder:
    """Holds the catalog while objects are made from it; each object is made once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._organisations: dict[str, Organisation] = {}
        self._programmes: dict[str, Programme] = {}
        self._codes = {
            name: {
                row["code"]: Code(row["code"], _words(row, "label"), _words(row, "description"))
                for row in catalog.rows(name)
            }
            for name, dataset in catalog.datasets.items()
            if dataset.group == "codelist"
        }
        self._places = {
            row["code"]: Place(row["code"], _words(row, "label"), row["kind"], row["parent"])
            for row in catalog.rows("territories")
        }
        self._names = catalog.grouped("organisation_names", "organisation_id")
        self._value_checks = checks_of_values(catalog)
        self._sources = {row["source_id"]: self._source(row) for row in catalog.rows("sources")}
        self._evidence = {
            key: self._statements(rows)
            for key, rows in catalog.grouped("statements", "dataset", "record").items()
        }

    def register(self) -> Register:
        """Build the register from all tables of the catalog."""
        keys = self._catalog.by_key
        projects = {key: self._project(row) for key, row in keys["projects"].items()}
        organisations = {key: self._organisation(key) for key in keys["organisations"]}
        cooperation = {key: self._cooperation(row) for key, row in keys["cooperation"].items()}
        parts = PartsBuilder(
            catalog=self._catalog,
            codes=self._codes,
            organisations=organisations,
            places=self._places,
            sources=self._sources,
            projects=projects,
            cooperation=cooperation,
        )
        facts = FactsBuilder(self._catalog, self._codes, self._sources, self._organisation)
        return Register(
            projects=_sorted(projects),
            organisations=_sorted(organisations),
            programmes=_sorted({key: self._programme(key) for key in keys["programmes"]}),
            cooperation=_sorted(cooperation),
            sources=_sorted(self._sources),
            places=self._places,
            parts=parts.parts(),
            organisation_facts=facts.organisation_facts(),
            programme_totals=facts.programme_totals(),
            documents=facts.documents(),
        )

    def _organisation(self, key: str) -> Organisation:
        if key not in self._organisations:
            row = self._catalog.by_key["organisations"][key]
            self._organisations[key] = Organisation(
                id=key,
                name=_words(row, "name"),
                name_pl_origin=row["name_pl_origin"],
                name_en_origin=row["name_en_origin"],
                short_name=row["short_name"],
                type=self._codes["organisation_types"][row["type"]],
                country=self._places.get(row["country"]),
                parent=self._organisation(row["parent_id"]) if row["parent_id"] else None,
                website=row["website"],
                numbers=tuple(
                    RegisterNumber(scheme, row[column])
                    for scheme, column in _NUMBER_COLUMNS.items()
                    if row[column]
                ),
                source_id=row["source_id"],
                other_names=tuple(
                    self._other_name(name_row) for name_row in self._names.get((key,), ())
                ),
            )
        return self._organisations[key]

    def _other_name(self, row: Row) -> OtherName:
        return OtherName(
            name=row["name"],
            kind=self._codes["name_kinds"][row["kind"]],
            language=row["language"],
            valid_from=Date.parse(row["valid_from"]),
            valid_to=Date.parse(row["valid_to"]),
            source_id=row["source_id"],
        )

    def _programme(self, key: str) -> Programme:
        if key not in self._programmes:
            row = self._catalog.by_key["programmes"][key]
            self._programmes[key] = Programme(
                id=key,
                name=_words(row, "name"),
                name_en_origin=row["name_en_origin"],
                short_name=_words(row, "short_name"),
                funder=self._codes["funders"][row["funder"]],
                period=Period(Date.parse(row["period_start"]), Date.parse(row["period_end"])),
                parent=self._programme(row["parent_id"]) if row["parent_id"] else None,
                source=self._source_of(row),
                evidence=self._evidence_of("programmes", row),
            )
        return self._programmes[key]

    def _source(self, row: Row) -> Source:
        return Source(
            id=row["source_id"],
            url=row["url"],
            title=row["title"],
            publisher=self._organisation(row["publisher_id"]),
            language=row["language"],
            published=Date.parse(row["published"]),
            accessed=_day(row["accessed"]),
            archive_url=row["archive_url"],
            kind=self._codes["source_kinds"][row["kind"]],
            status=self._codes["source_statuses"][row["status"]],
            check=self._check(row["source_id"]),
            value_checks=tuple(
                ValueCheck(
                    words=words,
                    status=self._codes["value_statuses"][check["status"]],
                    checked=_day(check["checked"]),
                )
                for words, check in self._value_checks.get(row["source_id"], {}).items()
            ),
        )

    def _check(self, source_id: str) -> SourceCheck | None:
        row = self._catalog.by_key.get("source_checks", {}).get(source_id)
        if row is None:
            return None
        return SourceCheck(
            status=self._codes["source_statuses"][row["status"]],
            checked=_day(row["checked"]),
            since=_day(row["since"]),
            http_status=int(row["http_status"]) if row["http_status"] else None,
            moved_to=row["moved_to"],
            archive_url=row["archive_url"],
        )

    def _source_of(self, row: Row) -> Source:
        return self._sources[row["source_id"]]

    def _statements(self, rows: tuple[Row, ...]) -> Evidence:
        """The statements on one record by field, the preferred first."""
        fields: dict[str, list[Statement]] = {}
        for row in rows:
            dataset = self._catalog.datasets[row["dataset"]]
            statement = Statement(
                field=row["field"],
                label=dataset.field(row["field"]).title,
                value=row["value"],
                words=self._value_words(dataset, row["field"], row["value"]),
                as_printed=row["as_printed"],
                deduced=row["basis"] == StatementBasis.DEDUCED,
                source=self._source_of(row),
                locator=row["locator"],
                preferred=row["preferred"] == "true",
                reason=_words(row, "reason"),
            )
            fields.setdefault(row["field"], []).append(statement)
        return {
            name: tuple(sorted(statements, key=lambda s: not s.preferred))
            for name, statements in fields.items()
        }

    def _value_words(self, dataset: Dataset, field: str, value: str) -> Words:
        """The label of a coded value; any other value unchanged."""
        target = dataset.target(field)
        if target in self._codes:
            return self._codes[target][value].label
        if target == "organisations":
            return self._organisation(value).name
        if target == "programmes":
            return _words(self._catalog.by_key[target][value], "short_name")
        return dict.fromkeys(LANGUAGES, value)

    def _evidence_of(self, dataset: str, row: Row) -> Evidence:
        return self._evidence.get((dataset, self._catalog.key(dataset, row)), {})

    def _project(self, row: Row) -> Project:
        key = row["project_id"]
        return Project(
            id=key,
            reference_number=row["reference_number"],
            title=_words(row, "title"),
            title_origin=words_from(lambda lang: row[f"title_{lang}_origin"]),
            summary=_words(row, "summary"),
            field=self._codes["project_fields"][row["field"]],
            themes=tuple(
                self._codes["themes"][part["theme"]] for part in self._parts("project_themes", key)
            ),
            programme=self._programme(row["programme_id"]) if row["programme_id"] else None,
            status=self._codes["project_statuses"][row["status"]],
            start=Date.parse(row["start_date"]),
            end=Date.parse(row["end_date"]),
            follows_id=row["follows_id"],
            website=row["website"],
            source=self._source_of(row),
            partners=tuple(self._partner(part) for part in self._parts("partners", key)),
            amounts=tuple(self._amount(part) for part in self._parts("budgets", key)),
            identifiers=tuple(
                Identifier(
                    scheme=self._codes["identifier_schemes"][part["scheme"]],
                    value=part["value"],
                    source=self._source_of(part),
                    note=_words(part, "note"),
                    evidence=self._evidence_of("identifiers", part),
                )
                for part in self._parts("identifiers", key)
            ),
            ties=self._ties("places", key),
            evidence=self._evidence_of("projects", row),
        )

    def _parts(self, dataset: str, key: str) -> tuple[Row, ...]:
        """The rows of a dataset that belong to the record `key`."""
        return self._rows_by_owner[dataset].get((key,), ())

    @cached_property
    def _rows_by_owner(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[Row, ...]]]:
        """Rows of links by the key of their record: the first field, in budgets the second."""
        return {
            name: self._catalog.grouped(name, dataset.header[1 if name == "budgets" else 0])
            for name, dataset in self._catalog.datasets.items()
            if dataset.group == "links"
        }

    def _partner(self, row: Row) -> Partner:
        return Partner(
            organisation=self._organisation(row["organisation_id"]),
            role=self._codes["partner_roles"][row["role"]],
            name_as_printed=row["name_as_printed"],
            source=self._source_of(row),
            note=_words(row, "note"),
            evidence=self._evidence_of("partners", row),
        )

    def _amount(self, row: Row) -> Amount:
        owner = row["organisation_id"]
        return Amount(
            id=row["budget_id"],
            project_id=row["project_id"],
            organisation=self._organisation(owner) if owner else None,
            kind=self._codes["budget_kinds"][row["kind"]],
            stage=self._codes["budget_stages"][row["stage"]],
            amount=Decimal(row["amount"]) if row["amount"] else None,
            qualifier=self._codes["amount_qualifiers"][row["qualifier"]],
            currency=row["currency"],
            share_percent=Decimal(row["share_percent"]) if row["share_percent"] else None,
            share_of=row["share_of"],
            joint_id=row["joint_id"],
            as_printed=row["as_printed"],
            as_of=Date.parse(row["as_of"]),
            preferred=row["preferred"] == "true",
            source=self._source_of(row),
            purpose=_words(row, "purpose"),
            note=_words(row, "note"),
            evidence=self._evidence_of("budgets", row),
        )

    def _ties(self, dataset: str, key: str) -> tuple[Tie, ...]:
        return tuple(
            Tie(
                place=self._places[part["place"]],
                relation=self._codes["place_relations"][part["relation"]],
                source=self._source_of(part),
                evidence=self._evidence_of(dataset, part),
            )
            for part in self._parts(dataset, key)
        )

    def _cooperation(self, row: Row) -> Cooperation:
        key = row["cooperation_id"]
        return Cooperation(
            id=key,
            kind=self._codes["cooperation_kinds"][row["kind"]],
            title=_words(row, "title"),
            title_origin=words_from(lambda lang: row[f"title_{lang}_origin"]),
            summary=_words(row, "summary"),
            start=Date.parse(row["start_date"]),
            end=Date.parse(row["end_date"]),
            source=self._source_of(row),
            participants=tuple(
                self._participant(part) for part in self._parts("cooperation_partners", key)
            ),
            ties=self._ties("cooperation_places", key),
            evidence=self._evidence_of("cooperation", row),
        )

    def _participant(self, row: Row) -> Participant:
        return Participant(
            organisation=self._organisation(row["organisation_id"]),
            role=self._codes["cooperation_roles"][row["role"]],
            name_as_printed=row["name_as_printed"],
            source=self._source_of(row),
            note=_words(row, "note"),
            evidence=self._evidence_of("cooperation_partners", row),
        )


def _words(row: Row, stem: str) -> Words:
    return column_words(row.cells, stem)


def _day(text: str) -> Date:
    """A date that the schema requires."""
    date = Date.parse(text)
    assert date
    return date


def _sorted(records: Mapping[str, T]) -> Mapping[str, T]:
    return dict(sorted(records.items()))
