"""The chart of who works with whom: pairs of organisations, and a matrix of those with the most
projects together with others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from datasite.charts.chart import Chart, ChartRow, name_cells, name_columns
from datasite.model.entities import Organisation, Project
from datasite.problems import N_

MATRIX_SIZE = 20  # organisations whose rows and columns can be read on one screen
_SHOWN_FROM = 2  # projects that make a pair worth a bar
# Pairs grow with the square of the partners of a project, so a page has the first ones alone.
_MOST_BARS = 50
_MOST_ROWS = 500
_LARGEST = Decimal(14)  # radius of the largest dot, in CSS pixels


@dataclass(frozen=True)
class Pair:
    """Two organisations, in the order of their identifiers, with the projects in which both take
    part, in any role. `width` in per cent of the most.
    """

    left: Organisation
    right: Organisation
    projects: tuple[Project, ...]
    width: Decimal


@dataclass(frozen=True)
class MatrixCell:
    """`count` projects of the organisations of a row and a column; the area of the dot of `radius`
    (CSS pixels) grows with it. `same`: on the diagonal.
    """

    count: int
    radius: Decimal
    same: bool
    with_whom: Organisation


class MatrixRow(NamedTuple):
    """One organisation with its cells, in the order of the columns."""

    organisation: Organisation
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True)
class PartnerPairs:
    """All `pairs`, those with the most projects first; `frequent` are those with more than one
    project; the rows of the `matrix` are in the order of its columns.
    """

    pairs: tuple[Pair, ...]
    frequent: tuple[Pair, ...]
    matrix: tuple[MatrixRow, ...]

    @property
    def once(self) -> int:
        """The number of pairs that meet in one project only, which have no bar."""
        return len(self.pairs) - len(self.frequent)

    @property
    def beyond_matrix(self) -> int:
        """The number of organisations in pairs that the matrix has no room for."""
        in_pairs = {member.id for pair in self.pairs for member in (pair.left, pair.right)}
        return len(in_pairs) - len(self.matrix)

    @property
    def bars(self) -> tuple[Pair, ...]:
        """The frequent pairs that the page draws."""
        return self.frequent[:_MOST_BARS]

    @property
    def in_table(self) -> tuple[Pair, ...]:
        """The pairs that the table of the page has; the files have all."""
        return self.pairs[:_MOST_ROWS]


def partner_pairs(projects: Iterable[Project]) -> PartnerPairs:
    """The pairs of organisations that take part in the same projects.

    Keyed by identifier, so that two organisations of one name stay apart.
    """
    by_id = {project.id: project for project in sorted(projects, key=lambda p: p.id)}
    organisations = {
        partner.organisation.id: partner.organisation
        for project in by_id.values()
        for partner in project.partners
    }
    meetings = _meetings(by_id.values())
    shared = meetings.groupby(["left", "right"], as_index=False).agg(projects=("project", tuple))
    most = max(map(len, shared["projects"]), default=1)
    pairs = sorted(
        (
            Pair(
                organisations[left],
                organisations[right],
                tuple(by_id[key] for key in keys),
                (Decimal(len(keys)) / most * 100).quantize(Decimal("0.1")),
            )
            for left, right, keys in shared.itertuples(index=False)
        ),
        key=lambda pair: (-len(pair.projects), pair.left.id, pair.right.id),
    )
    return PartnerPairs(
        tuple(pairs),
        tuple(pair for pair in pairs if len(pair.projects) >= _SHOWN_FROM),
        _matrix(_counts(meetings), organisations, most),
    )


def _meetings(projects: Iterable[Project]) -> pd.DataFrame:
    """A row for each `project` and each two organisations in it, `left` before `right`."""
    members = pd.DataFrame(
        [
            (project.id, key)
            for project in projects
            for key in sorted({partner.organisation.id for partner in project.partners})
        ],
        columns=["project", "organisation"],
        dtype="string",
    )
    both = members.merge(members, on="project", suffixes=("_left", "_right"))
    meetings = both.rename(columns=lambda name: name.removeprefix("organisation_"))
    return meetings[meetings["left"] < meetings["right"]]


def _counts(meetings: pd.DataFrame) -> pd.DataFrame:
    """The number of projects together, for the organisations with the most projects in company:
    rows and columns by identifier.
    """
    mirrored = meetings.rename(columns={"left": "right", "right": "left"})
    company = pd.concat([meetings, mirrored])
    in_company = company.groupby("left")["project"].nunique()
    chosen = sorted(in_company.index, key=lambda key: (-in_company[key], key))[:MATRIX_SIZE]
    counts = pd.crosstab(company["left"], company["right"])
    return counts.reindex(index=chosen, columns=chosen, fill_value=0)


def _matrix(
    counts: pd.DataFrame, organisations: dict[str, Organisation], most: int
) -> tuple[MatrixRow, ...]:
    """The rows of the counts; organisations with common projects are side by side."""
    order = _neighbours(counts)
    return tuple(
        MatrixRow(
            organisations[row],
            tuple(
                MatrixCell(
                    count=int(count),
                    radius=(_LARGEST * (Decimal(int(count)) / most).sqrt()).quantize(
                        Decimal("0.1")
                    ),
                    same=row == column,
                    with_whom=organisations[column],
                )
                for column, count in zip(order, counts.loc[row, order], strict=True)
            ),
        )
        for row in order
    )


def _neighbours(counts: pd.DataFrame) -> list[str]:
    """Order organisations with common projects side by side: each next one has the most projects
    with the last of the row, then with all before it.
    """
    order, left = list(counts.index[:1]), list(counts.index[1:])
    rank = {key: n for n, key in enumerate(counts.index)}
    while left:
        with_last, with_all = counts[order[-1]], counts[order].sum(axis=1)
        following = min(left, key=lambda key: (-with_last[key], -with_all[key], rank[key]))
        order.append(following)
        left.remove(following)
    return order


def _rows(figure: PartnerPairs) -> Iterable[ChartRow]:
    for pair in figure.pairs:
        yield {
            **name_cells("organisation", pair.left),
            **name_cells("other", pair.right),
            "projects": len(pair.projects),
            "project_ids": " ".join(project.id for project in pair.projects),
        }


CHART = Chart(
    id="who-with-whom",
    title=N_("Who works with whom"),
    description=N_("The organisations that meet in the most projects, pair by pair."),
    reading=N_(
        "A pair is two organisations that take part in the same project, in any role. An"
        " organisation and its units are counted apart."
    ),
    figure=lambda register: partner_pairs(register.projects.values()),
    columns=(
        *name_columns("organisation"),
        *name_columns("other"),
        "projects",
        "project_ids",
    ),
    rows=_rows,
)
