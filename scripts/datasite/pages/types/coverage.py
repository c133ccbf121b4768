"""The page of what is known and what is not: what is filled, exact, deduced or disputed."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from datasite.model.entities import Amount, Code, Programme, Project, Statement
from datasite.model.families import by_fund, counts_periods_apart
from datasite.model.record_parts import RecordParts
from datasite.model.register import Register
from datasite.pages.page import REGISTER, PageType, message, one_page
from datasite.pages.sections.programme_totals import WholeProgramme, whole_programmes
from datasite.problems import N_
from datasite.tables.catalog import Catalog
from datasite.tables.codes import AmountKind, NameOrigin, PartnerRole, SourceKind
from datasite.tables.printed_values import printed_values

_GRANTS = (AmountKind.GRANT, AmountKind.EU_GRANT, AmountKind.DONOR_GRANT)


@dataclass(frozen=True)
class Question:
    """A question about every project: its label (a message), and whether a project, with what is
    told beside it, answers it.
    """

    name: str
    label: str
    is_answered: Callable[[Project, RecordParts], bool]


QUESTIONS = (
    Question("lead", N_("lead partner"), lambda p, _: p.lead is not None),
    Question(
        "partners",
        N_("other partners"),
        lambda p, _: any(partner.role.code != PartnerRole.LEAD for partner in p.partners),
    ),
    Question("programme", N_("programme"), lambda p, _: p.programme is not None),
    Question("total", N_("total value"), lambda p, _: p.total is not None),
    Question(
        "grant",
        N_("grant"),
        lambda p, _: any(a.kind.code in _GRANTS for a in p.amounts if not a.organisation),
    ),
    Question("start", N_("start"), lambda p, _: p.start is not None),
    Question("end", N_("end"), lambda p, _: p.end is not None),
    Question("number", N_("number"), lambda p, _: bool(p.identifiers)),
    Question("place", N_("place"), lambda p, _: bool(p.ties)),
    Question("event", N_("event"), lambda _, parts: bool(parts.events)),
    Question("result", N_("result"), lambda _, parts: bool(parts.results)),
    Question(
        "official_title_en",
        N_("English title from a source"),
        lambda p, _: p.title_origin["en"] == NameOrigin.OFFICIAL,
    ),
)


@dataclass(frozen=True)
class Share:
    """How many of `of` records have something."""

    count: int
    of: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all."""
        return self.count * 100 // self.of if self.of else 0


@dataclass(frozen=True)
class Answered:
    """The share of projects that answer a question."""

    question: Question
    share: Share


@dataclass(frozen=True)
class FundCoverage:
    """The projects of one fund and its parts, or without its periods, or of no fund."""

    fund: Programme | None
    periods_apart: bool
    answered: tuple[Answered, ...]


@dataclass(frozen=True)
class FieldCoverage:
    """The share of rows of a dataset that fill an optional field."""

    dataset: str
    field: str
    share: Share


class YearCount(NamedTuple):
    """A year, or None for none, and a number of sources."""

    year: int | None
    sources: int


class CodeCount(NamedTuple):
    """A code and how often it occurs."""

    code: Code
    number: int


@dataclass(frozen=True, kw_only=True)
class AmountCounts:
    """Numbers of amounts: all, with no currency, given as a share alone; of sums shared by several
    projects; and of projects without a total.
    """

    all: int
    no_currency: int
    share_only: int
    joint: int
    no_total: int


@dataclass(frozen=True)
class ValuesLookedFor:
    """How many values were copied from the pages of sources, how often a search for them had each
    result, and how many nobody has looked for.
    """

    all: int
    results: tuple[CodeCount, ...]
    not_yet: int


@dataclass(frozen=True, kw_only=True)
class CoverageView:
    """`qualifiers` count amounts, `source_kinds` and `source_years` sources; a source without a
    date has the year None.
    """

    everything: tuple[Answered, ...]
    funds: tuple[FundCoverage, ...]
    whole: tuple[WholeProgramme, ...]
    amounts: AmountCounts
    qualifiers: tuple[CodeCount, ...]
    deduced: int
    disputed: int
    source_kinds: tuple[CodeCount, ...]
    source_years: tuple[YearCount, ...]
    values: ValuesLookedFor
    press_only: tuple[Project, ...]
    fields: tuple[FieldCoverage, ...]


def coverage_view(catalog: Catalog, register: Register) -> CoverageView:
    """Calculate the data of the coverage page from the whole register."""
    projects = tuple(register.projects.values())
    amounts = [a for p in projects for a in p.amounts]
    sources = register.sources.values()
    evidence = list(_evidence(projects))
    years = Counter(s.published.year if s.published else None for s in sources)
    return CoverageView(
        everything=_answered(register, projects),
        funds=tuple(_by_fund(register)),
        whole=whole_programmes(register),
        amounts=_amount_counts(projects, amounts),
        qualifiers=_most_common(a.qualifier for a in amounts),
        deduced=sum(1 for statements in evidence if any(s.deduced for s in statements)),
        disputed=sum(1 for statements in evidence if len({s.value for s in statements}) > 1)
        + _disputed_amounts(amounts),
        source_kinds=_most_common(s.kind for s in sources),
        source_years=tuple(
            YearCount(year, years[year]) for year in sorted(years, key=lambda year: -(year or 0))
        ),
        values=_values_looked_for(catalog, register),
        press_only=tuple(p for p in projects if _source_kinds(p) == {SourceKind.PRESS}),
        fields=tuple(_field_coverage(catalog)),
    )


def _answered(register: Register, projects: Iterable[Project]) -> tuple[Answered, ...]:
    group = tuple((project, register.parts_of(project)) for project in projects)
    return tuple(
        Answered(question, Share(sum(question.is_answered(*one) for one in group), len(group)))
        for question in QUESTIONS
    )


def _by_fund(register: Register) -> Iterator[FundCoverage]:
    """The funds, each with its parts, those with the most projects first."""
    projects_of = by_fund(register.projects.values())
    for key, projects in sorted(projects_of.items(), key=lambda item: (-len(item[1]), item[0])):
        fund = register.programmes.get(key)
        apart = fund is not None and counts_periods_apart(register, fund)
        yield FundCoverage(fund, apart, _answered(register, projects))


def _amount_counts(projects: Iterable[Project], amounts: Iterable[Amount]) -> AmountCounts:
    stated = tuple(amounts)
    return AmountCounts(
        all=len(stated),
        no_currency=sum(1 for a in stated if a.amount is not None and not a.currency),
        share_only=sum(1 for a in stated if a.amount is None and a.share_percent is not None),
        joint=len({a.joint_id for a in stated if a.joint_id}),
        no_total=sum(1 for p in projects if not p.total),
    )


def _values_looked_for(catalog: Catalog, register: Register) -> ValuesLookedFor:
    printed = sum(
        len(words) for key, words in printed_values(catalog).items() if register.sources[key].url
    )
    results = _most_common(c.status for s in register.sources.values() for c in s.value_checks)
    return ValuesLookedFor(printed, results, printed - sum(count for _, count in results))


def _most_common(codes: Iterable[Code]) -> tuple[CodeCount, ...]:
    """Each code with how often it occurs, the most frequent first."""
    everything = list(codes)
    by_code = {code.code: code for code in reversed(everything)}
    counts = Counter(code.code for code in everything)
    return tuple(CodeCount(by_code[code], count) for code, count in counts.most_common())


def _evidence(projects: Iterable[Project]) -> Iterator[tuple[Statement, ...]]:
    """The statements on each field of the projects and of their partners."""
    for project in projects:
        yield from project.evidence.values()
        for partner in project.partners:
            yield from partner.evidence.values()


def _disputed_amounts(amounts: Iterable[Amount]) -> int:
    """The number of things for which more than one amount is stated."""
    stated = Counter(
        (
            a.project_id,
            a.organisation.id if a.organisation else "",
            a.kind.code,
            tuple(a.purpose.values()),
        )
        for a in amounts
    )
    return sum(1 for count in stated.values() if count > 1)


def _source_kinds(project: Project) -> set[str]:
    """The kinds of the sources of a project, its partners and its amounts."""
    return {
        project.source.kind.code,
        *(partner.source.kind.code for partner in project.partners),
        *(amount.source.kind.code for amount in project.amounts),
    }


def _field_coverage(catalog: Catalog) -> Iterator[FieldCoverage]:
    """The optional fields of every dataset but the codelists."""
    for name, dataset in catalog.datasets.items():
        rows = catalog.rows(name)
        for field in dataset.fields:
            if dataset.group != "codelist" and not field.required:
                filled = sum(1 for row in rows if row[field.name])
                yield FieldCoverage(name, field.name, Share(filled, len(rows)))


INDEX = PageType(
    name="coverage",
    template="coverage.html",
    section="coverage",
    items=one_page,
    title=message(N_("What we know and what we do not")),
    label=N_("What we know"),
    footer=REGISTER,
    description=message(
        N_("How much of the register is filled, exact, inferred or disputed, and what is missing.")
    ),
    view=lambda site, _, language: coverage_view(site.catalog, site.register),
)
