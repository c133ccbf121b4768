"""The table of the projects of an organisation, a programme or a place: by currency, the largest
amount first, with a bar of time in each row. All bars have one axis of years.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from datasite.charts.timelines import Lane, build_timeline
from datasite.model.amounts import BestKnown, best_known_amount
from datasite.model.entities import Project
from datasite.model.families import newest_first


@dataclass(frozen=True)
class AmountGroup:
    """The projects whose best-known amount is in one currency, the largest first. Where the
    currency is blank, `stated` says whether an amount is stated at all.
    """

    currency: str
    stated: bool
    projects: tuple[Project, ...]


@dataclass(frozen=True)
class ProjectTable:
    """The projects in groups. `lanes` are the bars of those with a date, by the id of the project;
    the axis is from the `first` year to the `last`, which are None where no project has a date.
    """

    groups: tuple[AmountGroup, ...]
    lanes: Mapping[str, Lane]
    first: int | None
    last: int | None

    @property
    def number(self) -> int:
        """How many projects there are."""
        return sum(len(group.projects) for group in self.groups)

    @property
    def half(self) -> bool:
        """Whether of some project only the beginning or only the end is known."""
        return any(lane.half for lane in self.lanes.values())


def project_table(projects: Iterable[Project]) -> ProjectTable:
    """The projects by the currency of their best-known amounts, that of most projects first; then
    those with an amount of no stated currency, then those with none.
    """
    chosen = tuple(projects)
    rows: dict[tuple[str, bool], list[tuple[Decimal, Project]]] = {}
    for project in sorted(chosen, key=newest_first):
        best = best_known_amount(project.amounts)
        key = (best.amount.currency if best else "", best is not None)
        rows.setdefault(key, []).append((_figure(best), project))
    order = sorted(rows, key=lambda key: (not key[0], not key[1], -len(rows[key]), key[0]))
    years = [date.year for p in chosen for date in (p.start, p.end) if date]
    return ProjectTable(
        tuple(
            AmountGroup(
                *key, tuple(project for _, project in sorted(rows[key], key=lambda row: -row[0]))
            )
            for key in order
        ),
        {lane.project.id: lane for lane in build_timeline(chosen).lanes},
        min(years, default=None),
        max(years, default=None),
    )


def _figure(best: BestKnown | None) -> Decimal:
    return (best.amount.amount if best else None) or Decimal(0)
