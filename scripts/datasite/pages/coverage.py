"""The catalog and the register in, what is known and what is not out: shares filled, exact,
approximate, deduced, in conflict.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from datasite.model.entities import Code, Programme, Project
from datasite.model.register import Register
from datasite.tables.catalog import Catalog

_QUESTIONS = (
    "lead",
    "partners",
    "programme",
    "total",
    "grant",
    "start",
    "end",
    "number",
    "place",
    "official_title_en",
)


@dataclass(frozen=True)
class Filled:
    """How many of `of` records answer a question."""

    question: str
    count: int
    of: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all."""
        return self.count * 100 // self.of if self.of else 0


@dataclass(frozen=True)
class ProgrammeCoverage:
    programme: Programme | None
    filled: tuple[Filled, ...]


@dataclass(frozen=True)
class Coverage:
    everything: tuple[Filled, ...]
    programmes: tuple[ProgrammeCoverage, ...]
    amounts: Mapping[str, int]
    qualifiers: tuple[tuple[Code, int], ...]
    deduced: int
    disputed: int
    source_kinds: tuple[tuple[Code, int], ...]
    source_years: tuple[tuple[int | None, int], ...]
    press_only: tuple[Project, ...]
    fields: tuple[tuple[str, str, Filled], ...]  # dataset, field, how many rows fill it


def build(catalog: Catalog, register: Register) -> Coverage:
    projects = tuple(register.projects.values())
    amounts = [a for p in projects for a in p.amounts]
    by_programme: dict[str, list[Project]] = {}
    for project in projects:
        by_programme.setdefault(project.programme.id if project.programme else "", []).append(
            project
        )
    evidence = [
        ss
        for p in projects
        for ss in (*p.evidence.values(), *(e for x in p.partners for e in x.evidence.values()))
    ]
    kinds, qualifiers = (
        Counter(s.kind.code for s in register.sources.values()),
        Counter(a.qualifier.code for a in amounts),
    )
    years = Counter(s.published.year if s.published else None for s in register.sources.values())
    return Coverage(
        everything=_filled(projects),
        programmes=tuple(
            ProgrammeCoverage(register.programmes.get(key), _filled(group))
            for key, group in sorted(
                by_programme.items(), key=lambda item: (-len(item[1]), item[0])
            )
        ),
        amounts={
            "all": len(amounts),
            "no_currency": sum(1 for a in amounts if a.amount is not None and not a.currency),
            "share_only": sum(
                1 for a in amounts if a.amount is None and a.share_percent is not None
            ),
            "joint": len({a.joint_id for a in amounts if a.joint_id}),
            "no_total": sum(1 for p in projects if not p.total),
        },
        qualifiers=tuple(
            (next(a.qualifier for a in amounts if a.qualifier.code == code), n)
            for code, n in qualifiers.most_common()
        ),
        deduced=sum(1 for statements in evidence if any(s.deduced for s in statements)),
        disputed=sum(1 for statements in evidence if len({s.value for s in statements}) > 1)
        + _disputed_amounts(projects),
        source_kinds=tuple(
            (next(s.kind for s in register.sources.values() if s.kind.code == code), n)
            for code, n in kinds.most_common()
        ),
        source_years=tuple(sorted(years.items(), key=lambda y: -(y[0] or 0))),
        press_only=tuple(
            p
            for p in projects
            if {
                p.source.kind.code,
                *(x.source.kind.code for x in p.partners),
                *(a.source.kind.code for a in p.amounts),
            }
            == {"press"}
        ),
        fields=tuple(
            (
                name,
                f.name,
                Filled(
                    f.name,
                    sum(1 for row in catalog.rows(name) if row[f.name]),
                    len(catalog.rows(name)),
                ),
            )
            for name, dataset in catalog.datasets.items()
            if dataset.group != "codelist"
            for f in dataset.fields
            if not f.required
        ),
    )


def _disputed_amounts(projects: Iterable[Project]) -> int:
    """Things for which more than one amount is stated."""
    stated = Counter(
        (a.project_id, a.organisation.id if a.organisation else "", a.kind.code, a.purpose["en"])
        for p in projects
        for a in p.amounts
    )
    return sum(1 for n in stated.values() if n > 1)


def _filled(projects: Iterable[Project]) -> tuple[Filled, ...]:
    group = tuple(projects)
    answers = [_answers(p) for p in group]
    return tuple(
        Filled(question, sum(a[question] for a in answers), len(group)) for question in _QUESTIONS
    )


def _answers(it: Project) -> dict[str, bool]:
    kinds = {a.kind.code for a in it.amounts if not a.organisation}
    return {
        "lead": it.lead is not None,
        "partners": any(p.role.code != "lead" for p in it.partners),
        "programme": it.programme is not None,
        "total": it.total is not None,
        "grant": bool(kinds & {"grant", "eu_grant", "donor_grant"}),
        "start": it.start is not None,
        "end": it.end is not None,
        "number": bool(it.identifiers),
        "place": bool(it.ties),
        "official_title_en": it.title_origin["en"] == "official",
    }
