"""A trusted catalog in, the register as frozen things out.

Parsed once; nothing downstream opens a file.

References downwards are resolved (a project has its partners, a partner its organisation); those
upwards go by look-ups of the Register. There is no validation here: the catalog has passed its
checks. Long because it is one thing: the things and what makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from datasite.language.languages import LANGUAGES, Words
from datasite.tables.catalog import Catalog
from datasite.tables.codes import (
    AmountKind,
    AmountQualifier,
    PartnerRole,
    SourceStatus,
    StatementBasis,
)
from datasite.tables.descriptor import Dataset
from datasite.tables.scan import Row
from datasite.values import Date

T = TypeVar("T")
Evidence = Mapping[str, tuple["Statement", ...]]  # what sources say of single fields of a record


@dataclass(frozen=True)
class Code:
    """An entry of a codelist."""

    code: str
    label: Words
    description: Words


@dataclass(frozen=True)
class Place:
    """A country, a voivodeship or a union of states."""

    code: str
    name: Words
    kind: str
    parent: str


@dataclass(frozen=True)
class Organisation:
    id: str
    name: Words
    name_en_origin: str
    short_name: str
    type: Code
    country: Place | None
    parent: "Organisation | None"
    website: str
    numbers: tuple[tuple[str, str], ...]  # (NIP | REGON | KRS | Wikidata, value)
    source_id: str
    other_names: tuple["OtherName", ...] = ()


@dataclass(frozen=True)
class OtherName:
    name: str
    kind: Code
    language: str
    valid_from: Date | None
    valid_to: Date | None
    source_id: str


@dataclass(frozen=True)
class SourceCheck:
    """What a program found at a source's address on the day `checked`, and found first on the day
    `since`. `http_status` is None where nothing responded.
    """

    status: Code
    checked: Date
    since: Date
    http_status: int | None
    moved_to: str
    archive_url: str

    @property
    def changed(self) -> bool:
        return self.status.code == SourceStatus.CHANGED

    @property
    def unreachable(self) -> bool:
        return self.status.code == SourceStatus.UNREACHABLE


@dataclass(frozen=True)
class Source:
    id: str
    url: str
    title: str
    publisher: Organisation
    language: str
    published: Date | None
    accessed: Date
    archive_url: str
    kind: Code
    status: Code
    check: SourceCheck | None = None

    @property
    def copy(self) -> str:
        """The address of an archived copy, the one that the reader chose before the one that a
        program found.
        """
        return self.archive_url or (self.check.archive_url if self.check else "")


@dataclass(frozen=True)
class Statement:
    """One value as one source gives it:

    `value` is canonical text, `words` what a reader is shown, `label` the field's name.
    """

    field: str
    label: Words
    value: str
    words: Words
    as_printed: str
    deduced: bool
    source: Source
    locator: str
    preferred: bool
    reason: Words

    @property
    def date(self) -> Date | None:
        return Date.parse(self.value)


@dataclass(frozen=True)
class Programme:
    id: str
    name: Words
    name_en_origin: str
    short_name: Words
    funder: Code
    period: tuple[Date | None, Date | None]
    parent: "Programme | None"
    source: Source


@dataclass(frozen=True)
class Partner:
    organisation: Organisation
    role: Code
    name_as_printed: str
    source: Source
    note: Words
    evidence: Evidence


@dataclass(frozen=True)
class Amount:
    """One statement of money.

    `amount` is in units of `currency`, which may be unknown (""); blank organisation = the whole.
    """

    id: str
    project_id: str
    organisation: Organisation | None
    kind: Code
    stage: Code
    amount: Decimal | None
    qualifier: Code
    currency: str
    share_percent: Decimal | None
    share_of: str
    joint_id: str
    as_printed: str
    as_of: Date | None
    preferred: bool
    source: Source
    purpose: Words
    note: Words
    evidence: Evidence

    @property
    def exact(self) -> bool:
        return self.amount is not None and self.qualifier.code == AmountQualifier.EXACT

    @property
    def of_whole_project(self) -> bool:
        """Whether it is of the whole project: not of one organisation and for no single purpose."""
        return not self.organisation and not any(self.purpose.values())


@dataclass(frozen=True)
class Identifier:
    scheme: Code
    value: str
    source: Source
    note: Words


@dataclass(frozen=True)
class Tie:
    """What ties a project or a cooperation to a place."""

    place: Place
    relation: Code
    source: Source
    evidence: Evidence


@dataclass(frozen=True)
class Project:
    id: str
    reference_number: str
    title: Words
    title_origin: Words
    summary: Words
    programme: Programme | None
    status: Code
    start: Date | None
    end: Date | None
    follows_id: str
    website: str
    source: Source
    partners: tuple[Partner, ...]
    amounts: tuple[Amount, ...]
    identifiers: tuple[Identifier, ...]
    ties: tuple[Tie, ...]
    evidence: Evidence

    @cached_property
    def lead(self) -> Partner | None:
        return next((p for p in self.partners if p.role.code == PartnerRole.LEAD), None)

    @cached_property
    def total(self) -> Amount | None:
        """The preferred statement of the whole project's value, if any source makes one."""
        return next(
            (
                a
                for a in self.amounts
                if a.kind.code == AmountKind.TOTAL and a.preferred and a.of_whole_project
            ),
            None,
        )


@dataclass(frozen=True)
class Participant:
    organisation: Organisation
    role: Code
    name_as_printed: str
    source: Source
    note: Words


@dataclass(frozen=True)
class Cooperation:
    id: str
    kind: Code
    title: Words
    title_origin: Words
    summary: Words
    start: Date | None
    end: Date | None
    source: Source
    participants: tuple[Participant, ...]
    ties: tuple[Tie, ...]
    evidence: Evidence


@dataclass(frozen=True)
class Register:
    """Everything, by identifier, in alphabetical order of identifiers."""

    projects: Mapping[str, Project]
    organisations: Mapping[str, Organisation]
    programmes: Mapping[str, Programme]
    cooperation: Mapping[str, Cooperation]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    statements: tuple[Statement, ...] = field(default=())

    def units_of(self, organisation: Organisation) -> tuple[Organisation, ...]:
        return tuple(
            o for o in self.organisations.values() if o.parent and o.parent.id == organisation.id
        )

    def children_of(self, programme: Programme) -> tuple[Programme, ...]:
        return tuple(
            p for p in self.programmes.values() if p.parent and p.parent.id == programme.id
        )

    def family_of(self, programme: Programme) -> tuple[str, ...]:
        """The programme's identifier and those of everything below it."""
        return (
            programme.id,
            *(i for child in self.children_of(programme) for i in self.family_of(child)),
        )

    def followers_of(self, project: Project) -> tuple[Project, ...]:
        return tuple(p for p in self.projects.values() if p.follows_id == project.id)


def build_register(catalog: Catalog) -> Register:
    """The register that a checked catalog describes."""
    return _Builder(catalog).register()


class _Builder:
    """Holds the catalog while things are made from it; each thing is made once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._organisations: dict[str, Organisation] = {}
        self._programmes: dict[str, Programme] = {}
        self._codes = {
            name: {
                row["code"]: Code(row["code"], _words(row, "label"), _words(row, "description"))
                for row in catalog.rows(name)
            }
            for name, d in catalog.datasets.items()
            if d.group == "codelist"
        }
        self._places = {
            row["code"]: Place(row["code"], _words(row, "label"), row["kind"], row["parent"])
            for row in catalog.rows("territories")
        }
        self._names = catalog.grouped("organisation_names", "organisation_id")
        self._sources = {row["source_id"]: self._source(row) for row in catalog.rows("sources")}
        self._evidence = {
            key: self._statements(rows)
            for key, rows in catalog.grouped("statements", "dataset", "record").items()
        }

    def register(self) -> Register:
        catalog = self._catalog
        return Register(
            projects=_sorted(
                {row["project_id"]: self._project(row) for row in catalog.rows("projects")}
            ),
            organisations=_sorted(
                {
                    row["organisation_id"]: self._organisation(row["organisation_id"])
                    for row in catalog.rows("organisations")
                }
            ),
            programmes=_sorted(
                {
                    row["programme_id"]: self._programme(row["programme_id"])
                    for row in catalog.rows("programmes")
                }
            ),
            cooperation=_sorted(
                {
                    row["cooperation_id"]: self._cooperation(row)
                    for row in catalog.rows("cooperation")
                }
            ),
            sources=_sorted(self._sources),
            places=self._places,
            statements=tuple(
                s
                for fields in self._evidence.values()
                for statements in fields.values()
                for s in statements
            ),
        )

    def _code(self, codelist: str, code: str) -> Code:
        return self._codes[codelist][code]

    def _organisation(self, key: str) -> Organisation:
        if key not in self._organisations:
            row = self._catalog.by_key["organisations"][key]
            self._organisations[key] = Organisation(
                id=key,
                name=_words(row, "name"),
                name_en_origin=row["name_en_origin"],
                short_name=row["short_name"],
                type=self._code("organisation_types", row["type"]),
                country=self._places.get(row["country"]),
                parent=self._organisation(row["parent_id"]) if row["parent_id"] else None,
                website=row["website"],
                numbers=tuple(
                    (scheme, row[column])
                    for scheme, column in (
                        ("NIP", "nip"),
                        ("REGON", "regon"),
                        ("KRS", "krs"),
                        ("Wikidata", "wikidata"),
                    )
                    if row[column]
                ),
                source_id=row["source_id"],
                other_names=tuple(self._other_name(other) for other in self._names.get((key,), ())),
            )
        return self._organisations[key]

    def _other_name(self, row: Row) -> OtherName:
        return OtherName(
            row["name"],
            self._code("name_kinds", row["kind"]),
            row["language"],
            Date.parse(row["valid_from"]),
            Date.parse(row["valid_to"]),
            row["source_id"],
        )

    def _source(self, row: Row) -> Source:
        accessed = Date.parse(row["accessed"])
        assert accessed  # required by the schema
        return Source(
            id=row["source_id"],
            url=row["url"],
            title=row["title"],
            publisher=self._organisation(row["publisher_id"]),
            language=row["language"],
            published=Date.parse(row["published"]),
            accessed=accessed,
            archive_url=row["archive_url"],
            kind=self._code("source_kinds", row["kind"]),
            status=self._code("source_statuses", row["status"]),
            check=self._check(row["source_id"]),
        )

    def _check(self, source: str) -> SourceCheck | None:
        row = self._catalog.by_key.get("source_checks", {}).get(source)
        if row is None:
            return None
        checked, since = Date.parse(row["checked"]), Date.parse(row["since"])
        assert checked  # required by the schema
        assert since
        status = int(row["http_status"]) if row["http_status"] else None
        return SourceCheck(
            self._code("source_statuses", row["status"]),
            checked,
            since,
            status,
            row["moved_to"],
            row["archive_url"],
        )

    def _statements(self, rows: tuple[Row, ...]) -> Evidence:
        fields: dict[str, list[Statement]] = {}
        for row in rows:
            described = self._catalog.datasets[row["dataset"]]
            statement = Statement(
                field=row["field"],
                label=described.field(row["field"]).title,
                value=row["value"],
                words=self._value_words(described, row["field"], row["value"]),
                as_printed=row["as_printed"],
                deduced=row["basis"] == StatementBasis.DEDUCED,
                source=self._sources[row["source_id"]],
                locator=row["locator"],
                preferred=row["preferred"] == "true",
                reason=_words(row, "reason"),
            )
            fields.setdefault(row["field"], []).append(statement)
        return {
            name: tuple(sorted(statements, key=lambda s: not s.preferred))
            for name, statements in fields.items()
        }

    def _value_words(self, dataset: Dataset, name: str, value: str) -> Words:
        """What a coded value is called; any other value as it stands."""
        target = next((k.dataset for k in dataset.foreign_keys if k.field == name), "")
        if target in self._codes:
            return self._code(target, value).label
        if target == "organisations":
            return self._organisation(value).name
        if target == "programmes":
            return _words(self._catalog.by_key[target][value], "short_name")
        return dict.fromkeys(LANGUAGES, value)

    def _evidence_of(self, dataset: str, row: Row) -> Evidence:
        return self._evidence.get((dataset, self._catalog.key(dataset, row)), {})

    def _programme(self, key: str) -> Programme:
        if key not in self._programmes:
            row = self._catalog.by_key["programmes"][key]
            self._programmes[key] = Programme(
                id=key,
                name=_words(row, "name"),
                name_en_origin=row["name_en_origin"],
                short_name=_words(row, "short_name"),
                funder=self._code("funders", row["funder"]),
                period=(Date.parse(row["period_start"]), Date.parse(row["period_end"])),
                parent=self._programme(row["parent_id"]) if row["parent_id"] else None,
                source=self._sources[row["source_id"]],
            )
        return self._programmes[key]

    def _project(self, row: Row) -> Project:
        key = row["project_id"]
        return Project(
            id=key,
            reference_number=row["reference_number"],
            title=_words(row, "title"),
            title_origin={lang: row[f"title_{lang}_origin"] for lang in LANGUAGES},
            summary=_words(row, "summary"),
            programme=self._programme(row["programme_id"]) if row["programme_id"] else None,
            status=self._code("project_statuses", row["status"]),
            start=Date.parse(row["start_date"]),
            end=Date.parse(row["end_date"]),
            follows_id=row["follows_id"],
            website=row["website"],
            source=self._sources[row["source_id"]],
            partners=tuple(self._partner(r) for r in self._of("partners", key)),
            amounts=tuple(self._amount(r) for r in self._of("budgets", key)),
            identifiers=tuple(
                Identifier(
                    self._code("identifier_schemes", r["scheme"]),
                    r["value"],
                    self._sources[r["source_id"]],
                    _words(r, "note"),
                )
                for r in self._of("identifiers", key)
            ),
            ties=self._ties("places", key),
            evidence=self._evidence_of("projects", row),
        )

    def _of(self, dataset: str, key: str) -> tuple[Row, ...]:
        return self._groups[dataset].get((key,), ())

    @cached_property
    def _groups(self) -> Mapping[str, Mapping[tuple[str, ...], tuple[Row, ...]]]:
        """Rows that belong to a record, by the record's key, which is the first part of their own."""
        return {
            name: self._catalog.grouped(name, d.header[1] if name == "budgets" else d.header[0])
            for name, d in self._catalog.datasets.items()
            if d.group == "links"
        }

    def _ties(self, dataset: str, key: str) -> tuple[Tie, ...]:
        return tuple(
            Tie(
                self._places[r["place"]],
                self._code("place_relations", r["relation"]),
                self._sources[r["source_id"]],
                self._evidence_of(dataset, r),
            )
            for r in self._of(dataset, key)
        )

    def _partner(self, row: Row) -> Partner:
        return Partner(
            organisation=self._organisation(row["organisation_id"]),
            role=self._code("partner_roles", row["role"]),
            name_as_printed=row["name_as_printed"],
            source=self._sources[row["source_id"]],
            note=_words(row, "note"),
            evidence=self._evidence_of("partners", row),
        )

    def _amount(self, row: Row) -> Amount:
        return Amount(
            id=row["budget_id"],
            project_id=row["project_id"],
            organisation=(
                self._organisation(row["organisation_id"]) if row["organisation_id"] else None
            ),
            kind=self._code("budget_kinds", row["kind"]),
            stage=self._code("budget_stages", row["stage"]),
            amount=Decimal(row["amount"]) if row["amount"] else None,
            qualifier=self._code("amount_qualifiers", row["qualifier"]),
            currency=row["currency"],
            share_percent=Decimal(row["share_percent"]) if row["share_percent"] else None,
            share_of=row["share_of"],
            joint_id=row["joint_id"],
            as_printed=row["as_printed"],
            as_of=Date.parse(row["as_of"]),
            preferred=row["preferred"] == "true",
            source=self._sources[row["source_id"]],
            purpose=_words(row, "purpose"),
            note=_words(row, "note"),
            evidence=self._evidence_of("budgets", row),
        )

    def _cooperation(self, row: Row) -> Cooperation:
        key = row["cooperation_id"]
        return Cooperation(
            id=key,
            kind=self._code("cooperation_kinds", row["kind"]),
            title=_words(row, "title"),
            title_origin={lang: row[f"title_{lang}_origin"] for lang in LANGUAGES},
            summary=_words(row, "summary"),
            start=Date.parse(row["start_date"]),
            end=Date.parse(row["end_date"]),
            source=self._sources[row["source_id"]],
            participants=tuple(
                Participant(
                    self._organisation(r["organisation_id"]),
                    self._code("cooperation_roles", r["role"]),
                    r["name_as_printed"],
                    self._sources[r["source_id"]],
                    _words(r, "note"),
                )
                for r in self._of("cooperation_partners", key)
            ),
            ties=self._ties("cooperation_places", key),
            evidence=self._evidence_of("cooperation", row),
        )


def _words(row: Row, stem: str) -> Words:
    return {lang: row[f"{stem}_{lang}"] for lang in LANGUAGES}


def _sorted(things: Mapping[str, T]) -> Mapping[str, T]:
    return dict(sorted(things.items()))
